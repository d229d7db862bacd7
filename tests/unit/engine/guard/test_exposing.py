"""Limits of what may be open are held before an opening would break them."""

from decimal import Decimal

import pytest

from tests.unit.engine.deciding import decided, opening_of, skip_of
from tests.unit.engine.guard.stake_samples import guarded, held
from tests.unit.engine.link_samples import LIVE
from tests.unit.engine.samples import EURUSD, FOLLOWER, opened
from tradecopy_desktop.domain.decisions import Refusal, SkipReason
from tradecopy_desktop.domain.guarding import AccountGuard, Ladder, Limit
from tradecopy_desktop.domain.limits import Exposure, ExposureLimit
from tradecopy_desktop.domain.values import MarginMode
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.guard.exposing import refused_by_exposure


def at_most(exposure: Exposure, most: str, symbol: str = "") -> AccountGuard:
    rule = ExposureLimit(exposure=exposure, most=Decimal(most), symbol=symbol)
    return AccountGuard(limits=(Limit(id="1", name="exposure", rule=rule),))


def refused(known: Book, lots: str, orders: int = 1) -> Refusal | None:
    account = known.account(FOLLOWER)
    return refused_by_exposure(known, account, EURUSD, Decimal(lots), orders)


@pytest.mark.parametrize("symbol", ["", "EURUSD"])
def test_lots_when_more_would_be_open_than_is_allowed_then_are_refused(symbol: str) -> None:
    # 1 lot of a copy and 2 of nobody's.
    known = guarded(LIVE, guard=at_most(Exposure.LOTS, "4", symbol), held=(held("2", sl=None),))

    assert refused(known, "1") is None
    where = f" of {symbol}" if symbol else ""
    assert refused(known, "1.01") == (
        SkipReason.GUARDED,
        f"4.01 lots{where} would be open, exposure allows 4",
    )


def test_lots_when_the_limit_is_of_another_symbol_then_it_does_not_count() -> None:
    assert refused(guarded(LIVE, guard=at_most(Exposure.LOTS, "1", "WTI")), "5") is None


def test_lots_when_the_limit_only_warns_then_are_not_refused() -> None:
    rule = ExposureLimit(exposure=Exposure.LOTS, most=Decimal(1))
    warns = Ladder(close_only=None, flatten=None)
    guard = AccountGuard(limits=(Limit(id="1", name="exposure", rule=rule, ladder=warns),))

    assert refused(guarded(LIVE, guard=guard), "5") is None


@pytest.mark.parametrize(
    ("mode", "orders", "fits"),
    [
        (MarginMode.HEDGING, 1, True),
        (MarginMode.HEDGING, 2, False),
        # All of them make the position larger that is there.
        (MarginMode.NETTING, 2, True),
    ],
)
def test_positions_when_orders_would_make_more_than_is_allowed_then_are_refused(
    mode: MarginMode, orders: int, fits: bool
) -> None:
    known = guarded(LIVE, guard=at_most(Exposure.POSITIONS, "2"), mode=mode)

    refusal = refused(known, "1", orders)

    assert (refusal is None) is fits
    if refusal is not None:
        assert refusal[1] == "3 positions would be open, exposure allows 2"


def test_value_when_more_would_be_open_than_is_allowed_then_is_refused() -> None:
    # At 1.1 in the middle a lot is worth 110,000 USD.
    known = guarded(LIVE, guard=at_most(Exposure.VALUE, "220000"))

    assert refused(known, "1") is None
    refusal = refused(known, "1.01")
    assert refusal == (SkipReason.GUARDED, "221100 USD would be open, exposure allows 220000")


def test_value_when_a_price_is_missing_then_is_refused() -> None:
    known = guarded(guard=at_most(Exposure.VALUE, "220000"))
    del known.account(FOLLOWER).quotes["EURUSD"]

    refusal = refused(known, "1")

    assert refusal is not None
    assert refusal[0] is SkipReason.NO_QUOTE


def test_g4_opening_when_it_would_break_the_limit_then_is_refused_also_without_a_worst_case() -> (
    None
):
    known = guarded(guard=at_most(Exposure.LOTS, "1.5"))

    first = decided(known, opened("1"))
    skipped = skip_of(decided(known, opened("0.51", id="502")))
    second = decided(known, opened("0.5", id="503"))

    assert opening_of(first).volume == Decimal(1)
    assert skipped.reason is SkipReason.GUARDED
    assert opening_of(second).volume == Decimal("0.5")
