"""Lots as they are, and where they may not mean the same (rule S1)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.money_samples import (
    ES,
    EURUSD,
    GOLD_10,
    GOLD_100,
    MES,
    MNQ,
    NQ,
    request,
    symbol,
)
from tradecopy_desktop.domain.decisions import SkipReason, Step
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.sizing import (
    FixedLots,
    Multiplier,
    SameLots,
    Sizing,
)
from tradecopy_desktop.engine.sizing.order_size import size_order

LITERAL: list[Sizing] = [SameLots(), FixedLots(lots=Decimal(1)), Multiplier(factor=Decimal(2))]
# Futures counted in another currency: a DAX future of 25 EUR a point in USD accounts.
FDAX = symbol("FDAX", "EUR", "EUR", "25", "1", "27.00", "futures")


@pytest.mark.parametrize(
    ("sizing", "ratio", "lots"),
    [
        (SameLots(), 1, Fraction(3)),
        (FixedLots(lots=Decimal("0.7")), 1, Fraction(7, 10)),
        (Multiplier(factor=Decimal("0.15")), 1, Fraction(45, 100)),
        # 3 minis are 30 micros.
        (SameLots(), 10, Fraction(30)),
        # 3 x 0.15 x 10
        (Multiplier(factor=Decimal("0.15")), 10, Fraction(45, 10)),
        (FixedLots(lots=Decimal("0.7")), 10, Fraction(7, 10)),
    ],
)
def test_literal_lots_when_sizes_are_known_are_lots(
    sizing: Sizing, ratio: int, lots: Fraction
) -> None:
    theirs, ours = (NQ, MNQ) if ratio == 10 else (EURUSD, EURUSD)

    sized = size_order(request(sizing, ours, theirs=theirs, order="3", ratio=Fraction(ratio)))

    assert sized.refusal is None
    assert sized.lots == lots


@pytest.mark.parametrize("sizing", LITERAL)
def test_literal_lots_when_contract_sizes_differ_are_refused_until_confirmed(
    sizing: Sizing,
) -> None:
    asked = request(sizing, GOLD_10, theirs=GOLD_100)

    unconfirmed = size_order(asked)

    assert unconfirmed.lots is None
    assert unconfirmed.refusal == (
        SkipReason.CONTRACT_SIZE_UNCONFIRMED,
        "1 lot is 100 of XAUUSD at the master and 10 of GOLD at the follower: "
        "confirm in the route what lots mean there",
    )
    assert size_order(replace(asked, literal_confirmed=True)).lots is not None
    assert size_order(replace(asked, contract_ratio=Fraction(10))).lots is not None


@pytest.mark.parametrize("sizing", LITERAL)
def test_literal_lots_when_the_masters_symbol_is_unlisted_are_refused_until_confirmed(
    sizing: Sizing,
) -> None:
    asked = request(sizing, EURUSD, unlisted=True)

    assert size_order(asked).refusal == (
        SkipReason.CONTRACT_SIZE_UNCONFIRMED,
        "the master's contract size of EURUSD is not known yet: "
        "confirm in the route what lots mean there",
    )
    assert size_order(replace(asked, literal_confirmed=True)).lots is not None
    assert size_order(replace(asked, contract_ratio=Fraction(10))).lots is not None


def test_literal_lots_when_no_profit_currency_is_told_need_none() -> None:
    silent = replace(GOLD_100, name="GOLD", base="", profit="")

    assert size_order(request(SameLots(), silent, order="0.3")).lots == Fraction(3, 10)


@pytest.mark.parametrize(
    ("theirs", "ours", "text"),
    [
        # Both contracts are called 1; the broker's tick values tell them apart.
        (ES, MES, "a price move of 1 is worth 50 USD a lot at the master and 5 USD at the"),
        # A future of 50 USD a point and a CFD of 1.
        (
            ES,
            symbol("US500", "USD", "USD", "1", "0.1", "0.1", "cfd"),
            "a price move of 1 is worth 50 USD a lot at the master and 1 USD at the",
        ),
        (
            symbol("US500", "USD", "USD", "1", "0.1", "0.1", "cfd"),
            ES,
            "a price move of 1 is worth 1 USD a lot at the master and 50 USD at the",
        ),
        # 1.00 / 0.25 = 4 against 4.1: 2.4 % of 4.1
        (
            symbol("FX", "USD", "USD", "1", "0.25", "1.00", "futures"),
            symbol("FX", "USD", "USD", "1", "0.25", "1.025", "futures"),
            "a price move of 1 is worth 4 USD a lot at the master and 4.1 USD at the",
        ),
        (ES, replace(ES, tick_value=Decimal(0)), "what a lot of ES is worth cannot be compared"),
        (replace(ES, tick_value=Decimal(0)), ES, "what a lot of ES is worth cannot be compared"),
    ],
)
def test_literal_lots_when_tick_values_tell_other_sizes_are_refused(
    theirs: Instrument, ours: Instrument, text: str
) -> None:
    sized = size_order(request(SameLots(), ours, theirs=theirs))

    assert sized.refusal is not None
    assert sized.refusal[0] is SkipReason.CONTRACT_SIZE_UNCONFIRMED
    assert sized.refusal[1].startswith(text)


def test_literal_lots_when_tick_values_drifted_a_little_are_lots() -> None:
    # 27.00 against 26.50 for one point: 1.9 %, from reading them at different rates.
    later = replace(FDAX, tick_value=Decimal("26.50"))

    assert size_order(request(SameLots(), later, theirs=FDAX)).lots == Fraction(1)


def test_same_lots_when_explained_shows_what_went_in() -> None:
    sized = size_order(request(SameLots(), MNQ, theirs=NQ, order="3", ratio=Fraction(10)))

    assert sized.steps == (
        Step(
            rule="same lots",
            text="master's lots x contracts per contract",
            inputs=(("master's lots", "3"), ("contracts per contract", "10")),
            result="30",
        ),
    )


def test_multiplier_when_explained_shows_what_went_in() -> None:
    sized = size_order(request(Multiplier(factor=Decimal("2.50")), EURUSD, order="0.50"))

    assert sized.steps == (
        Step(
            rule="multiplier",
            text="master's lots x multiplier",
            inputs=(("master's lots", "0.5"), ("multiplier", "2.5")),
            result="1.25",
        ),
    )


def test_fixed_lots_when_explained_shows_the_routes_lots() -> None:
    sized = size_order(request(FixedLots(lots=Decimal("0.30")), EURUSD))

    assert sized.steps == (
        Step(rule="fixed lots", text="the lots that the route has for each order", result="0.3"),
    )
