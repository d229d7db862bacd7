"""Sizes by worth: as the master's order in one currency, or times the follower's equity."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.money_samples import (
    BTCUSD,
    CENT_PAIR,
    ES,
    EURJPY,
    EURUSD,
    GER40_1,
    GER40_25,
    GOLD_10,
    GOLD_100,
    MES,
    SILVER_1000,
    SILVER_5000,
    USDJPY,
    account,
    master,
    refused,
    request,
    symbol,
)
from tradecopy_desktop.domain.decisions import SkipReason, Step
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.sizing import EqualNotional, FixedLeverage
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.sizing.order_size import size_order

SAME_WORTH = EqualNotional()
TEN_TIMES = FixedLeverage(leverage=Decimal(10))
DOLLARS = account("USD", (EURUSD, "1.25"), (USDJPY, "150"))
EUROS = account("EUR", (EURUSD, "1.25"), (EURJPY, "160"))
CENTS = account("USC", (CENT_PAIR, "1.25"))
US500 = symbol("US500", "USD", "USD", "1", "0.1", "0.1", "cfd")


@pytest.mark.parametrize(
    ("theirs", "price", "ours", "entry", "lots"),
    [
        (EURUSD, "1.25", EURUSD, "1.25", Fraction(1)),
        (GOLD_100, "2000", GOLD_10, "2000", Fraction(10)),
        # 200 000 against 20 100 a lot
        (GOLD_100, "2000", GOLD_10, "2010", Fraction(200_000, 20_100)),
        (SILVER_5000, "30", SILVER_1000, "30", Fraction(5)),
        (BTCUSD, "50000", BTCUSD, "50000", Fraction(1)),
        # 50 x 5 000 against 5 x 5 000
        (ES, "5000", MES, "5000", Fraction(10)),
        # 250 000 against 5 000
        (ES, "5000", US500, "5000", Fraction(50)),
        # 100 000 x 150 JPY / 150 = 100 000 USD against 100 000 x 1.25
        (USDJPY, "150", EURUSD, "1.25", Fraction(8, 10)),
    ],
)
def test_same_worth_when_both_are_known_divides_them(
    theirs: Instrument, price: str, ours: Instrument, entry: str, lots: Fraction
) -> None:
    of = master("USD")

    asked = request(SAME_WORTH, ours, theirs=theirs, price=price, entry=entry, of=of, to=DOLLARS)

    assert size_order(asked).lots == lots


def test_same_worth_when_account_currencies_differ_counts_in_the_followers() -> None:
    asked = request(
        SAME_WORTH,
        US500,
        theirs=GER40_25,
        price="18000",
        entry="5000",
        of=master("EUR"),
        to=DOLLARS,
    )

    # 25 x 18 000 EUR x 1.25 = 562 500 USD against 5 000 USD
    assert size_order(asked).lots == Fraction(1125, 10)


def test_same_worth_when_the_accounts_quote_differently_uses_one_rate_for_both() -> None:
    # The same index at both brokers: their own quotes of EURUSD would make it 1.25 / 1.20.
    of = master("EUR", (EURUSD, "1.20"))
    ours = replace(GER40_1, tick_value=Decimal("0.125"))

    asked = request(
        SAME_WORTH, ours, theirs=GER40_25, price="18000", entry="18000", of=of, to=DOLLARS
    )

    assert size_order(asked).lots == Fraction(25)


def test_same_worth_when_the_follower_counts_in_cents_is_the_same_worth() -> None:
    asked = request(
        SAME_WORTH,
        CENT_PAIR,
        theirs=EURUSD,
        order="0.01",
        price="1.25",
        entry="1.25",
        of=master("USD"),
        to=CENTS,
    )

    # 1 250 USD = 125 000 USC; a cent lot is 1 000 x 1.25 USD = 125 000 USC
    assert size_order(asked).lots == Fraction(1)


def test_same_worth_when_multiplied_is_so_many_times() -> None:
    sizing = EqualNotional(factor=Decimal("0.5"))

    asked = request(sizing, GOLD_10, theirs=GOLD_100, order="0.3", price="2000", entry="2000")

    # 0.3 x 10 x 0.5
    assert size_order(asked).lots == Fraction(15, 10)


def test_same_worth_when_the_masters_symbol_is_unlisted_is_refused() -> None:
    sized = size_order(request(SAME_WORTH, EURUSD, unlisted=True, confirmed=True))

    assert sized.refusal == (
        SkipReason.SYMBOL_INCOMPLETE,
        "the master's terminal has not listed its symbol of EURUSD yet, so its worth is unknown",
    )


def test_same_worth_when_the_followers_price_is_unknown_is_refused() -> None:
    sized = size_order(request(SAME_WORTH, EURUSD, entry=None))

    assert sized.refusal == (SkipReason.NO_QUOTE, "the follower's price of EURUSD is not known")


@pytest.mark.parametrize(
    ("price", "entry", "who"), [("0", "60", "master"), ("60", "-37.6", "follower")]
)
def test_same_worth_when_a_price_is_not_above_zero_is_refused(
    price: str, entry: str, who: str
) -> None:
    oil = symbol("XTIUSD", "XTI", "USD", "1000", "0.01", "10", "cfd")
    shown = price if who == "master" else entry

    sized = size_order(request(SAME_WORTH, oil, price=price, entry=entry))

    assert sized.lots is None
    assert sized.refusal == (
        SkipReason.NO_QUOTE,
        f"XTIUSD at {shown} at the {who} is worth nothing to size by",
    )


def test_same_worth_when_a_price_is_small_is_still_sized() -> None:
    # 1 000 x 0.5 against 1 000 x 0.25
    oil = symbol("XTIUSD", "XTI", "USD", "1000", "0.01", "10", "cfd")

    assert size_order(request(SAME_WORTH, oil, price="0.5", entry="0.25")).lots == Fraction(2)


@pytest.mark.parametrize("side", ["master", "follower"])
def test_same_worth_when_a_tick_value_is_wrong_is_refused(side: str) -> None:
    wrong = replace(GOLD_100, tick_value=Decimal("0.01"))
    theirs, ours = (wrong, GOLD_100) if side == "master" else (GOLD_100, wrong)

    sized = size_order(request(SAME_WORTH, ours, theirs=theirs, price="2000", entry="2000"))

    assert refused(sized) is SkipReason.TICK_VALUE_MISMATCH


def test_same_worth_when_no_quote_leads_to_the_currency_is_refused() -> None:
    asked = request(SAME_WORTH, GOLD_100, theirs=GER40_1, price="18000", entry="2000")

    # The master's account is in EUR and nobody quotes EURUSD.
    far = replace(asked, master=master("EUR"), follower=account("USD"))

    assert refused(size_order(far)) is SkipReason.NO_RATE


@pytest.mark.parametrize(
    ("instrument", "entry", "to", "lots"),
    [
        # 10 x 10 000 = 100 000 by 125 000, by 100 000, by 200 000, by 250 000
        (EURUSD, "1.25", DOLLARS, Fraction(8, 10)),
        (USDJPY, "150", DOLLARS, Fraction(1)),
        (GOLD_100, "2000", DOLLARS, Fraction(1, 2)),
        (GOLD_10, "2000", DOLLARS, Fraction(5)),
        (ES, "5000", DOLLARS, Fraction(4, 10)),
        # 100 000 EUR by 25 x 20 000, and by 100 000 x 160 / 160
        (GER40_25, "20000", EUROS, Fraction(2, 10)),
        (EURJPY, "160", EUROS, Fraction(1)),
        # 100 000 USC by 125 000 USC
        (CENT_PAIR, "1.25", CENTS, Fraction(8, 10)),
    ],
)
def test_leverage_when_all_is_known_is_that_many_times_the_equity(
    instrument: Instrument, entry: str, to: AccountState, lots: Fraction
) -> None:
    # What the master holds plays no part.
    asked = request(TEN_TIMES, instrument, entry=entry, to=to, order="7", unlisted=True)

    assert size_order(asked).lots == lots


def test_leverage_when_money_is_too_old_or_gone_is_refused() -> None:
    old = account("USD")
    old.funds_ns = 84_999_000_000

    assert refused(size_order(request(TEN_TIMES, EURUSD, to=old))) is SkipReason.STALE_FUNDS
    gone = account("USD", money="-1")
    assert refused(size_order(request(TEN_TIMES, EURUSD, to=gone))) is SkipReason.STALE_FUNDS


def test_leverage_when_the_followers_price_is_unknown_is_refused() -> None:
    sized = size_order(request(TEN_TIMES, EURUSD, entry=None))

    assert refused(sized) is SkipReason.NO_QUOTE
    assert [step.rule for step in sized.steps] == ["equity"]


def test_same_worth_when_explained_shows_every_figure() -> None:
    sized = size_order(
        request(SAME_WORTH, GOLD_10, theirs=GOLD_100, order="0.5", price="2000", entry="2000")
    )

    assert sized.steps == (
        Step(
            rule="worth of 1 lot",
            text="XAUUSD at the master: price x worth of a price move of 1",
            inputs=(("price", "2000"), ("worth of a price move of 1", "100 USD")),
            result="200000 USD",
        ),
        Step(
            rule="worth of 1 lot",
            text="GOLD at the follower: price x worth of a price move of 1",
            inputs=(("price", "2000"), ("worth of a price move of 1", "10 USD")),
            result="20000 USD",
        ),
        Step(
            rule="same worth",
            text="the master's lots x worth of 1 lot at the master / at the follower x factor",
            inputs=(
                ("master's lots", "0.5"),
                ("worth of 1 lot at the master", "200000 USD"),
                ("worth of 1 lot at the follower", "20000 USD"),
                ("factor", "1"),
            ),
            result="5",
        ),
    )


def test_leverage_when_explained_shows_every_figure() -> None:
    sized = size_order(request(TEN_TIMES, GOLD_100, entry="2000"))

    assert sized.steps[0].result == "10000 USD"
    assert sized.steps[1].result == "200000 USD"
    assert sized.steps[2] == Step(
        rule="leverage",
        text="the follower's equity x leverage / worth of 1 lot",
        inputs=(
            ("follower's equity", "10000 USD"),
            ("leverage", "10"),
            ("worth of 1 lot", "200000 USD"),
        ),
        result="0.5",
    )
