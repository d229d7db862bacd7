"""Sizes in the master's units: contract sizes and currencies are converted (rule S1)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.money_samples import (
    BTCUSD,
    CENT_PAIR,
    ES,
    EURUSD,
    GER40_1,
    GER40_25,
    GOLD_10,
    GOLD_100,
    MES,
    MNQ,
    NQ,
    SILVER_1000,
    SILVER_5000,
    USDJPY,
    account,
    master,
    pair,
    refused,
    request,
    symbol,
)
from tradecopy_desktop.domain.accounts import Funds
from tradecopy_desktop.domain.decisions import SkipReason, Step
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.sizing import (
    FundsBase,
    Proportional,
    SizeMultiplier,
    VolumeRules,
)
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.sizing.order_size import size_order

SAME_SIZE = SizeMultiplier()
BY_EQUITY = Proportional(base=FundsBase.EQUITY)
# Futures counted in another currency: a DAX future of 25 EUR a point in USD accounts.
FDAX = symbol("FDAX", "EUR", "EUR", "25", "1", "27.00", "futures")


@pytest.mark.parametrize(
    ("theirs", "ours", "order", "lots"),
    [
        (EURUSD, EURUSD, "0.37", Fraction(37, 100)),
        (USDJPY, USDJPY, "0.37", Fraction(37, 100)),
        (GOLD_100, GOLD_10, "1", Fraction(10)),
        (GOLD_10, GOLD_100, "1", Fraction(1, 10)),
        # 0.10 x 5000 / 1000
        (SILVER_5000, SILVER_1000, "0.10", Fraction(1, 2)),
        # 5 x 1 / 25
        (GER40_1, GER40_25, "5", Fraction(1, 5)),
        (GER40_25, GER40_1, "0.2", Fraction(5)),
        (BTCUSD, BTCUSD, "0.3", Fraction(3, 10)),
        # 0.01 x 100 000 / 1 000
        (EURUSD, CENT_PAIR, "0.01", Fraction(1)),
        (ES, ES, "2", Fraction(2)),
        # 50 against 5 a point, whatever the contracts are called.
        (ES, MES, "2", Fraction(20)),
        (MNQ, NQ, "7", Fraction(7, 10)),
    ],
)
def test_same_size_when_contract_sizes_are_known_keeps_the_units(
    theirs: Instrument, ours: Instrument, order: str, lots: Fraction
) -> None:
    assert size_order(request(SAME_SIZE, ours, theirs=theirs, order=order)).lots == lots


def test_same_size_when_tick_values_drifted_a_little_goes_by_contract_sizes() -> None:
    # 27.00 against 26.50 for one point: 1.9 %. Not 1.0189 lots but 1.
    later = replace(FDAX, tick_value=Decimal("26.50"))

    assert size_order(request(SAME_SIZE, later, theirs=FDAX)).lots == Fraction(1)


def test_same_size_when_tick_values_are_just_two_percent_apart_goes_by_contract_sizes() -> None:
    # 51 against 50 for one point.
    two_percent_more = replace(ES, tick_value=Decimal("12.75"))

    assert size_order(request(SAME_SIZE, ES, theirs=two_percent_more)).lots == Fraction(1)


def test_same_size_when_tick_values_are_in_two_currencies_exchanges_them() -> None:
    # 40 EUR x 1.25 = 50 USD a point at the master, 5 at the follower.
    in_euros = replace(ES, tick_value=Decimal(10))
    euros, dollars = master("EUR"), account("USD", (pair("EURUSD"), "1.25"))

    sized = size_order(request(SAME_SIZE, MES, theirs=in_euros, of=euros, to=dollars))

    assert sized.lots == Fraction(10)


def test_same_size_when_tick_values_cannot_be_exchanged_is_refused() -> None:
    far = request(SAME_SIZE, ES, of=master("EUR"), to=account("USD"))
    dead = replace(ES, tick_value=Decimal(0))

    assert refused(size_order(far)) is SkipReason.NO_RATE
    assert refused(size_order(request(SAME_SIZE, dead, theirs=ES))) is SkipReason.SYMBOL_INCOMPLETE


def test_same_size_when_contracts_have_a_ratio_goes_by_it_alone() -> None:
    asked = request(SizeMultiplier(factor=Decimal("0.5")), MNQ, order="3", unlisted=True)

    # 3 x 0.5 x 10
    assert size_order(replace(asked, contract_ratio=Fraction(10))).lots == Fraction(15)


def test_same_size_when_the_masters_symbol_is_unlisted_is_refused_though_confirmed() -> None:
    sized = size_order(request(SAME_SIZE, EURUSD, unlisted=True, confirmed=True))

    assert sized.refusal == (
        SkipReason.SYMBOL_INCOMPLETE,
        "the master's terminal has not listed its symbol of EURUSD yet, "
        "so its contract size is unknown",
    )


@pytest.mark.parametrize(("theirs", "ours"), [("0", "100"), ("100", "0")])
def test_same_size_when_a_contract_size_is_zero_is_refused(theirs: str, ours: str) -> None:
    one = replace(GOLD_100, contract_size=Decimal(theirs))
    other = replace(GOLD_100, contract_size=Decimal(ours))

    sized = size_order(request(SAME_SIZE, other, theirs=one))

    assert refused(sized) is SkipReason.SYMBOL_INCOMPLETE


def test_multiplier_of_size_when_given_multiplies_units() -> None:
    asked = request(SizeMultiplier(factor=Decimal("1.5")), GOLD_10, theirs=GOLD_100, order="0.2")

    # 0.2 x 1.5 x 100 / 10
    assert size_order(asked).lots == Fraction(3)


@pytest.mark.parametrize(
    ("of", "to", "order", "lots"),
    [
        (master("USD", money="10000"), account("USD", money="2500"), "1", Fraction(1, 4)),
        # EUR master 10 000 EUR x 1.1 = 11 000 USD against 22 000 USD
        (
            master("EUR", money="10000"),
            account("USD", (EURUSD, "1.1"), money="22000"),
            "1",
            Fraction(2),
        ),
        # 100 000 USD / 1.1 = 90 909.09 EUR; 5 000 / 90 909.09 = 0.055
        (
            master("USD", money="100000"),
            account("EUR", (EURUSD, "1.1"), money="5000"),
            "1",
            Fraction(55, 1000),
        ),
        # 8 000 GBP x 1.30 / 1.04 = 10 000 EUR against 5 000 EUR
        (
            master("GBP", (pair("GBPUSD"), "1.30"), money="8000"),
            account("EUR", (EURUSD, "1.04"), money="5000"),
            "1",
            Fraction(1, 2),
        ),
        # 2 000 000 JPY / 160 = 12 500 EUR against 5 000 EUR
        (
            master("JPY", money="2000000"),
            account("EUR", (pair("EURJPY"), "160"), money="5000"),
            "1",
            Fraction(2, 5),
        ),
        # 10 000 USC = 100 USD against 1 000 USD
        (master("USD", money="1000"), account("USC", money="10000"), "1", Fraction(1, 10)),
    ],
)
def test_by_equity_when_currencies_differ_compares_the_same_money(
    of: AccountState, to: AccountState, order: str, lots: Fraction
) -> None:
    assert size_order(request(BY_EQUITY, EURUSD, order=order, of=of, to=to)).lots == lots


def test_by_equity_when_contract_sizes_differ_converts_them() -> None:
    to = account("USC", money="10000")

    sized = size_order(request(BY_EQUITY, CENT_PAIR, theirs=EURUSD, of=master("USD"), to=to))

    # 100 USD against 10 000 USD, and 100 000 units against 1 000: 1/100 x 100
    assert sized.lots == Fraction(1)


def test_by_equity_when_contracts_have_a_ratio_goes_by_it() -> None:
    sizing = Proportional(base=FundsBase.EQUITY, factor=Decimal("1.5"))
    to = account("USD", money="5000")

    sized = size_order(request(sizing, MNQ, theirs=NQ, order="2", to=to, ratio=Fraction(10)))

    # 2 x 5 000 / 10 000 x 1.5 x 10
    assert sized.lots == Fraction(15)


@pytest.mark.parametrize(
    ("base", "lots"),
    [
        # 3 000 / 10 000, 4 000 / 10 000, 1 000 / 10 000
        (FundsBase.BALANCE, Fraction(3, 10)),
        (FundsBase.EQUITY, Fraction(4, 10)),
        (FundsBase.FREE_MARGIN, Fraction(1, 10)),
    ],
)
def test_proportion_when_its_money_is_chosen_takes_that(base: FundsBase, lots: Fraction) -> None:
    to = account("USD")
    to.funds = Funds(
        balance=Decimal(3000),
        equity=Decimal(4000),
        margin=Decimal(3000),
        free_margin=Decimal(1000),
        credit=Decimal(0),
        floating=Decimal(1000),
    )

    assert size_order(request(Proportional(base=base), EURUSD, to=to)).lots == lots


@pytest.mark.parametrize("who", ["master", "follower"])
def test_by_equity_when_money_is_as_old_as_allowed_is_sized_and_refused_a_moment_later(
    who: str,
) -> None:
    of, to = master("USD"), account("USD")
    asked = request(BY_EQUITY, EURUSD, of=of, to=to, volume=VolumeRules(max_funds_age_ms=2_000))
    aged = of if who == "master" else to

    aged.funds_ns = 98_000_000_000
    at_the_limit = size_order(asked)
    aged.funds_ns = 97_999_999_900
    beyond = size_order(asked)

    assert at_the_limit.lots == Fraction(1)
    assert beyond.lots is None
    assert beyond.refusal == (
        SkipReason.STALE_FUNDS,
        f"the {who}'s equity is 2000.0001 ms old, at most 2000 ms are allowed",
    )


def test_by_equity_when_there_is_little_money_is_still_sized() -> None:
    of, to = master("USD", money="0.5"), account("USD", money="0.25")

    assert size_order(request(BY_EQUITY, EURUSD, of=of, to=to)).lots == Fraction(1, 2)


@pytest.mark.parametrize("who", ["master", "follower"])
@pytest.mark.parametrize(
    ("money", "text"),
    [
        (None, "is not known yet: its terminal has not told it"),
        ("0", "is 0 USD: there is nothing to size an order by"),
        ("-12.5", "is -12.5 USD: there is nothing to size an order by"),
    ],
)
def test_by_equity_when_there_is_no_money_is_refused(
    who: str, money: str | None, text: str
) -> None:
    of = master("USD", money=money if who == "master" else "10000")
    to = account("USD", money=money if who == "follower" else "10000")

    sized = size_order(request(BY_EQUITY, EURUSD, of=of, to=to))

    assert sized.lots is None
    assert sized.refusal == (SkipReason.STALE_FUNDS, f"the {who}'s equity {text}")


def test_by_equity_when_the_contract_size_is_unknown_is_refused() -> None:
    sized = size_order(request(BY_EQUITY, EURUSD, unlisted=True))

    assert refused(sized) is SkipReason.SYMBOL_INCOMPLETE


def test_by_equity_when_no_quote_leads_to_the_currency_is_refused_with_what_is_known() -> None:
    sized = size_order(request(BY_EQUITY, EURUSD, of=master("CHF"), to=account("USD")))

    assert sized.refusal == (
        SkipReason.NO_RATE,
        "no quote leads from CHF to USD: show a pair of both in the Market Watch",
    )
    assert [step.rule for step in sized.steps] == ["contract size", "equity"]


def test_by_equity_when_a_currency_is_unknown_is_refused() -> None:
    sized = size_order(request(BY_EQUITY, EURUSD, of=master(""), to=account("")))

    assert refused(sized) is SkipReason.NO_RATE


@pytest.mark.parametrize(
    ("factor", "rule", "lots"), [("1", "same size", "2"), ("2", "multiplier of size", "4")]
)
def test_size_when_explained_shows_both_contract_sizes(factor: str, rule: str, lots: str) -> None:
    sizing = SizeMultiplier(factor=Decimal(factor))

    sized = size_order(request(sizing, GOLD_10, theirs=GOLD_100, order="0.2"))

    assert sized.steps == (
        Step(
            rule="contract size",
            text="1 lot is 100 of XAUUSD at the master and 10 of GOLD at the follower",
            result="10",
        ),
        Step(
            rule=rule,
            text="the master's lots x factor x lots per lot of the master",
            inputs=(
                ("master's lots", "0.2"),
                ("factor", factor),
                ("lots per lot of the master", "10"),
            ),
            result=lots,
        ),
    )


def test_by_equity_when_explained_shows_money_rate_and_symbols() -> None:
    of, to = master("EUR"), account("USD", (EURUSD, "1.09/1.11"), money="22000")

    sized = size_order(request(BY_EQUITY, EURUSD, order="0.5", of=of, to=to))

    assert sized.steps[1:] == (
        Step(
            rule="equity",
            text="the follower's equity, as its terminal told it",
            result="22000 USD",
        ),
        Step(
            rule="exchange",
            text="the master's equity in the follower's currency",
            inputs=(
                ("master's equity", "10000 EUR"),
                ("1 EUR", "1.1 USD"),
                ("by the price of", "EURUSD"),
            ),
            result="11000 USD",
        ),
        Step(
            rule="by equity",
            text="the master's lots x follower's equity / master's equity x factor x lots per lot",
            inputs=(
                ("master's lots", "0.5"),
                ("follower's equity", "22000 USD"),
                ("master's equity", "11000 USD"),
                ("factor", "1"),
                ("lots per lot of the master", "1"),
            ),
            result="1",
        ),
    )
