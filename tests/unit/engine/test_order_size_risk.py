"""Sizes by risk: a loss at the SL costs what was asked, commission included."""

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
    MNQ,
    NQ,
    SILVER_1000,
    SILVER_5000,
    USDJPY,
    account,
    request,
    symbol,
)
from tradecopy_desktop.domain.accounts import Funds
from tradecopy_desktop.domain.decisions import SkipReason, Step
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.sizing import FundsBase, RiskMoney, RiskPercent, Sizing, VolumeRules
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.sizing.order_size import size_order

ONE_PERCENT = RiskPercent(percent=Decimal(1))
HUNDRED = RiskMoney(amount=Decimal(100))
BOTH: list[Sizing] = [ONE_PERCENT, HUNDRED]
DOLLARS = account("USD", (EURUSD, "1.08"), (USDJPY, "150"))
EUROS = account("EUR", (EURJPY, "160"))
CENTS = account("USC", (CENT_PAIR, "1.1"))


@pytest.mark.parametrize("sizing", BOTH)
@pytest.mark.parametrize(
    ("instrument", "entry", "sl", "to", "lots"),
    [
        # 100 / (0.005 x 100 000)
        (EURUSD, "1.1000", "1.0950", DOLLARS, Fraction(2, 10)),
        # 0.5 x 100 000 JPY / 150 = 333.33 USD; exactly 0.30, not 0.29999
        (USDJPY, "150.00", "149.50", DOLLARS, Fraction(3, 10)),
        # 1 x 100 000 JPY / 160 = 625 EUR
        (EURJPY, "160", "159", EUROS, Fraction(16, 100)),
        # 10 x 100 oz
        (GOLD_100, "2000", "1990", DOLLARS, Fraction(1, 10)),
        (GOLD_10, "2000", "1990", DOLLARS, Fraction(1)),
        # 0.5 x 5 000 oz = 2 500, 0.5 x 1 000 = 500
        (SILVER_5000, "30", "29.5", DOLLARS, Fraction(4, 100)),
        (SILVER_1000, "30", "29.5", DOLLARS, Fraction(2, 10)),
        # 50 points x 1 and x 25 EUR
        (GER40_1, "18000", "17950", EUROS, Fraction(2)),
        (GER40_25, "18000", "17950", EUROS, Fraction(8, 100)),
        # 1 000 x 1 coin
        (BTCUSD, "50000", "49000", DOLLARS, Fraction(1, 10)),
        # 100 USC / (0.005 x 1 000 USD = 5 USD = 500 USC)
        (CENT_PAIR, "1.1000", "1.0950", CENTS, Fraction(2, 10)),
        # 10 points x 50, x 5; 20 points x 20, x 2
        (ES, "5000", "4990", DOLLARS, Fraction(2, 10)),
        (MES, "5000", "4990", DOLLARS, Fraction(2)),
        (NQ, "18000", "17980", DOLLARS, Fraction(25, 100)),
        (MNQ, "18000", "17980", DOLLARS, Fraction(25, 10)),
    ],
)
def test_risk_when_all_is_known_is_risk_money_by_the_loss_of_a_lot(
    sizing: Sizing, instrument: Instrument, entry: str, sl: str, to: AccountState, lots: Fraction
) -> None:
    # Each account holds 10 000, of which 1 % is 100.
    sized = size_order(request(sizing, instrument, entry=entry, sl=sl, to=to))

    assert sized.refusal is None
    assert sized.lots == lots


def test_risk_when_the_index_is_in_another_currency_exchanges_it() -> None:
    # A tick of 0.1 x 25 EUR x 1.08 = 2.7 USD; 50 points x 25 EUR x 1.08 = 1 350 USD
    in_dollars = symbol("GER40.", "EUR", "EUR", "25", "0.1", "2.7", "cfd")

    asked = request(
        RiskMoney(amount=Decimal(250)), in_dollars, entry="18000", sl="17950", to=DOLLARS
    )

    assert size_order(asked).lots == Fraction(250, 1350)


def test_risk_when_the_order_sells_counts_up_to_the_sl() -> None:
    asked = request(HUNDRED, EURUSD, side=Side.SELL, entry="1.1000", sl="1.1050")

    assert size_order(asked).lots == Fraction(2, 10)


def test_risk_when_the_broker_takes_commission_includes_it() -> None:
    costly = VolumeRules(commission=Decimal(7))

    asked = request(HUNDRED, EURUSD, entry="1.1000", sl="1.0950", volume=costly)

    # 100 by 500 and 7
    assert size_order(asked).lots == Fraction(100, 507)


@pytest.mark.parametrize(
    ("base", "lots"),
    [
        # 2 % of 3 000, 4 000 and 1 000 by a loss of 500
        (FundsBase.BALANCE, Fraction(60, 500)),
        (FundsBase.EQUITY, Fraction(80, 500)),
        (FundsBase.FREE_MARGIN, Fraction(20, 500)),
    ],
)
def test_risk_in_percent_when_its_money_is_chosen_takes_that(
    base: FundsBase, lots: Fraction
) -> None:
    to = account("USD")
    to.funds = Funds(
        balance=Decimal(3000),
        equity=Decimal(4000),
        margin=Decimal(3000),
        free_margin=Decimal(1000),
        credit=Decimal(0),
        floating=Decimal(1000),
    )
    sizing = RiskPercent(percent=Decimal(2), base=base)

    assert size_order(request(sizing, EURUSD, sl="1.095", to=to)).lots == lots


@pytest.mark.parametrize("sizing", BOTH)
@pytest.mark.parametrize(
    ("side", "sl", "text"),
    [
        (Side.BUY, "1.105", "the SL 1.105 of a buy at 1.1 is not below it"),
        (Side.BUY, "1.1", "the SL 1.1 of a buy at 1.1 is not below it"),
        (Side.SELL, "1.095", "the SL 1.095 of a sell at 1.1 is not above it"),
        (Side.SELL, "1.1", "the SL 1.1 of a sell at 1.1 is not above it"),
    ],
)
def test_risk_when_the_sl_is_on_the_wrong_side_is_refused(
    sizing: Sizing, side: Side, sl: str, text: str
) -> None:
    sized = size_order(request(sizing, EURUSD, side=side, sl=sl))

    assert sized.lots is None
    assert sized.refusal == (
        SkipReason.NO_STOP_LOSS,
        f"{text}, so there is no risk to size by",
    )


@pytest.mark.parametrize("sizing", BOTH)
def test_risk_when_there_is_no_sl_is_refused(sizing: Sizing) -> None:
    sized = size_order(request(sizing, EURUSD))

    assert sized.lots is None
    assert sized.refusal == (
        SkipReason.NO_STOP_LOSS,
        "the order has no SL, and the route assumes none, so there is no risk to size by",
    )


@pytest.mark.parametrize("side", [Side.BUY, Side.SELL])
def test_risk_when_there_is_no_sl_takes_the_assumed_one(side: Side) -> None:
    rules = VolumeRules(assumed_stop=500)

    sized = size_order(request(HUNDRED, EURUSD, side=side, volume=rules))

    # 500 x 0.00001 = 0.005
    assert sized.lots == Fraction(2, 10)
    assert sized.steps[0] == Step(
        rule="assumed SL",
        text="the order has no SL; the route sizes it as if there were one",
        inputs=(("points", "500"), ("point", "0.00001")),
        result="0.005",
    )


def test_risk_when_there_is_an_sl_does_not_assume_another() -> None:
    rules = VolumeRules(assumed_stop=100)

    assert size_order(request(HUNDRED, EURUSD, sl="1.095", volume=rules)).lots == Fraction(2, 10)


@pytest.mark.parametrize("sl", ["1.095", None])
def test_risk_when_the_followers_price_is_unknown_is_refused(sl: str | None) -> None:
    rules = VolumeRules(assumed_stop=500)

    sized = size_order(request(HUNDRED, EURUSD, entry=None, sl=sl, volume=rules))

    assert sized.lots is None
    assert sized.refusal == (SkipReason.NO_QUOTE, "the follower's price of EURUSD is not known")


def test_risk_when_no_quote_leads_to_the_currency_is_refused() -> None:
    sized = size_order(request(HUNDRED, USDJPY, entry="150", sl="149"))

    assert sized.lots is None
    assert sized.refusal is not None
    assert sized.refusal[0] is SkipReason.NO_RATE


def test_risk_when_the_tick_value_is_wrong_is_refused() -> None:
    # Gold told 100 times too small would trade 100 times the risk.
    wrong = replace(GOLD_100, tick_value=Decimal("0.01"))

    sized = size_order(request(HUNDRED, wrong, entry="2000", sl="1990"))

    assert sized.lots is None
    assert sized.refusal is not None
    assert sized.refusal[0] is SkipReason.TICK_VALUE_MISMATCH


def test_risk_in_percent_when_money_is_too_old_is_refused() -> None:
    to = account("USD")
    to.funds_ns = 84_999_000_000

    sized = size_order(request(ONE_PERCENT, EURUSD, sl="1.095", to=to))

    assert sized.lots is None
    assert sized.refusal == (
        SkipReason.STALE_FUNDS,
        "the follower's equity is 15001 ms old, at most 15000 ms are allowed",
    )


def test_risk_in_money_when_money_is_unknown_is_still_sized() -> None:
    sized = size_order(request(HUNDRED, EURUSD, sl="1.095", to=account("USD", money=None)))

    assert sized.lots == Fraction(2, 10)


def test_risk_when_explained_shows_every_figure() -> None:
    costly = VolumeRules(commission=Decimal(7))

    sized = size_order(request(ONE_PERCENT, EURUSD, sl="1.095", volume=costly))

    # 100 / 507 = 0.19723866
    assert sized.steps == (
        Step(
            rule="equity",
            text="the follower's equity, as its terminal told it",
            result="10000 USD",
        ),
        Step(
            rule="risk in money",
            text="1 % of the follower's equity",
            inputs=(("follower's equity", "10000 USD"), ("risk", "1 %")),
            result="100 USD",
        ),
        Step(
            rule="distance to the SL",
            text="from the price at which the order would be filled",
            inputs=(("entry", "1.1"), ("SL", "1.095")),
            result="0.005",
        ),
        Step(
            rule="loss of 1 lot",
            text="distance to the SL x worth of a price move of 1, and the commission",
            inputs=(
                ("distance to the SL", "0.005"),
                ("worth of a price move of 1", "100000 USD"),
                ("commission", "7 USD"),
            ),
            result="507 USD",
        ),
        Step(
            rule="risk",
            text="risk in money / loss of 1 lot",
            inputs=(("risk in money", "100 USD"), ("loss of 1 lot", "507 USD")),
            result="0.19723866",
        ),
    )
