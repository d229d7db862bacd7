"""What a price move and a lot are worth, checked against what the broker says of a tick."""

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
    pair,
    symbol,
)
from tests.unit.engine.samples import MASTER
from tradecopy_desktop.domain.decisions import SkipReason
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.values import Platform
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.money.worth import lot_value, no_rate, point_value

DOLLARS = account("USD", (EURUSD, "1.25"), (USDJPY, "150"))
EUROS = account("EUR", (EURUSD, "1.25"), (EURJPY, "160"))
CENTS = account("USC", (CENT_PAIR, "1.25"))


@pytest.mark.parametrize(
    ("instrument", "currency", "own", "worth"),
    [
        # 100 000 units x 1 USD
        (EURUSD, "USD", DOLLARS, Fraction(100_000)),
        # 100 000 JPY / 150 = 666.67 USD
        (USDJPY, "USD", DOLLARS, Fraction(2000, 3)),
        # 100 000 JPY / 160 = 625 EUR
        (EURJPY, "EUR", EUROS, Fraction(625)),
        (GOLD_100, "USD", DOLLARS, Fraction(100)),
        (GOLD_10, "USD", DOLLARS, Fraction(10)),
        (SILVER_5000, "USD", DOLLARS, Fraction(5000)),
        (SILVER_1000, "USD", DOLLARS, Fraction(1000)),
        (GER40_1, "EUR", EUROS, Fraction(1)),
        (GER40_25, "EUR", EUROS, Fraction(25)),
        # 25 EUR x 1.25
        (GER40_25, "USD", EUROS, Fraction(125, 4)),
        (BTCUSD, "USD", DOLLARS, Fraction(1)),
        # 1 000 USD = 100 000 USC
        (CENT_PAIR, "USC", CENTS, Fraction(100_000)),
        # Futures: tick value / tick size, whatever the contract size says.
        (ES, "USD", DOLLARS, Fraction(50)),
        (MES, "USD", DOLLARS, Fraction(5)),
        (NQ, "USD", DOLLARS, Fraction(20)),
        (MNQ, "USD", DOLLARS, Fraction(2)),
        # 50 USD / 1.25
        (ES, "EUR", DOLLARS, Fraction(40)),
    ],
)
def test_point_value_when_all_is_known_is_money_per_one_of_price(
    instrument: Instrument, currency: str, own: AccountState, worth: Fraction
) -> None:
    assert point_value(instrument, currency, (own,)) == worth


@pytest.mark.parametrize("tick_value", ["0.98", "1.02"])
def test_point_value_when_the_tick_value_is_two_percent_off_is_by_contract_size(
    tick_value: str,
) -> None:
    drifted = replace(GOLD_100, tick_value=Decimal(tick_value))

    assert point_value(drifted, "USD", (DOLLARS,)) == Fraction(100)


@pytest.mark.parametrize("tick_value", ["0.97999", "1.02001", "0.01", "100"])
def test_point_value_when_the_tick_value_is_further_off_is_refused(tick_value: str) -> None:
    wrong = replace(GOLD_100, tick_value=Decimal(tick_value))

    # 100 oz x 0.01 = 1 USD a tick
    assert point_value(wrong, "USD", (DOLLARS,)) == (
        SkipReason.TICK_VALUE_MISMATCH,
        f"XAUUSD: the broker's tick value is {tick_value} USD, "
        "by contract size and rate it is 1 USD: more than 2 % apart",
    )


def test_point_value_when_asked_in_another_currency_still_checks_the_owners_tick_value() -> None:
    wrong = replace(GOLD_100, tick_value=Decimal("0.8"))

    # 0.8 would be right in EUR (1 / 1.25); the terminal that said it counts in USD.
    assert isinstance(point_value(wrong, "EUR", (DOLLARS,)), tuple)
    assert point_value(wrong, "EUR", (EUROS,)) == Fraction(80)


def test_point_value_when_another_account_gave_the_instrument_checks_in_its_currency() -> None:
    euro_terms = replace(GOLD_100, tick_value=Decimal("0.8"))
    giver = account("EUR", (EURUSD, "1.20"), key=MASTER)

    refused = point_value(euro_terms, "USD", (DOLLARS, giver))
    worth = point_value(euro_terms, "USD", (DOLLARS, giver), owner=giver)

    assert isinstance(refused, tuple)
    assert refused[0] is SkipReason.TICK_VALUE_MISMATCH
    assert worth == Fraction(100)


@pytest.mark.parametrize(
    ("calc_mode", "platform", "worth"),
    [
        # By tick value: 2.00 / 0.01 = 200. By contract size it would be refused.
        ("1", Platform.MT5, Fraction(200)),
        ("33", Platform.MT5, Fraction(200)),
        ("34", Platform.MT5, Fraction(200)),
        ("futures", Platform.MT5, Fraction(200)),
        ("exchange_futures", Platform.MT5, Fraction(200)),
        ("2", Platform.MT4, Fraction(200)),
        ("futures", Platform.MT4, Fraction(200)),
        ("0", Platform.MT5, None),
        ("2", Platform.MT5, None),
        # MetaTrader 5 counts a CFD index by contract size; only its margin by tick value.
        ("3", Platform.MT5, None),
        ("cfd_index", Platform.MT5, None),
        ("4", Platform.MT5, None),
        ("32", Platform.MT5, None),
        ("37", Platform.MT5, None),
        ("", Platform.MT5, None),
        ("0", Platform.MT4, None),
        ("1", Platform.MT4, None),
        ("3", Platform.MT4, None),
    ],
)
def test_point_value_when_the_platform_counts_by_tick_value_follows_it(
    calc_mode: str, platform: Platform, worth: Fraction | None
) -> None:
    instrument = symbol("XX", "USD", "USD", "100", "0.01", "2.00", calc_mode)

    found = point_value(instrument, "USD", (account("USD", platform=platform),))

    if worth is None:
        assert isinstance(found, tuple)
        assert found[0] is SkipReason.TICK_VALUE_MISMATCH
    else:
        assert found == worth


def test_point_value_when_a_future_has_no_profit_currency_needs_none() -> None:
    silent = replace(ES, base="", profit="")

    assert point_value(silent, "USD", (DOLLARS,)) == Fraction(50)


def test_point_value_when_no_quote_leads_to_the_currency_is_refused() -> None:
    assert point_value(USDJPY, "USD", (account("USD", (EURUSD, "1.25")),)) == (
        SkipReason.NO_RATE,
        "no quote leads from JPY to USD: show a pair of both in the Market Watch",
    )
    by_tick = point_value(ES, "CHF", (DOLLARS,))
    assert isinstance(by_tick, tuple)
    assert by_tick[0] is SkipReason.NO_RATE
    other = point_value(GOLD_100, "CHF", (DOLLARS,))
    assert isinstance(other, tuple)
    assert other[0] is SkipReason.NO_RATE


def test_point_value_when_an_accounts_currency_is_unknown_is_refused() -> None:
    assert point_value(EURUSD, "USD", (AccountState(key=MASTER),)) == (
        SkipReason.NO_RATE,
        "the currency of account 1001@Broker-Demo is not known yet",
    )
    assert point_value(ES, "", (DOLLARS,)) == (
        SkipReason.NO_RATE,
        "the currency of an account is not known yet",
    )


def test_point_value_when_the_profit_currency_is_not_told_reads_a_plain_name() -> None:
    assert point_value(pair("EURUSD.m", "", ""), "USD", (DOLLARS,)) == Fraction(100_000)
    silent = replace(GOLD_100, name="GOLD", base="", profit="")
    assert point_value(silent, "USD", (DOLLARS,)) == (
        SkipReason.NO_RATE,
        "GOLD: the broker does not tell in which currency it pays profit",
    )


@pytest.mark.parametrize("field", ["tick_size", "tick_value", "contract_size"])
def test_point_value_when_the_broker_sends_zeros_is_refused(field: str) -> None:
    zeros = {
        "tick_size": replace(GOLD_100, tick_size=Decimal(0)),
        "tick_value": replace(GOLD_100, tick_value=Decimal(0)),
        "contract_size": replace(GOLD_100, contract_size=Decimal(0)),
    }

    assert point_value(zeros[field], "USD", (DOLLARS,)) == (
        SkipReason.SYMBOL_INCOMPLETE,
        "XAUUSD: the broker's tick value, tick size or contract size is 0",
    )


@pytest.mark.parametrize(
    ("instrument", "price", "currency", "own", "worth"),
    [
        # 100 000 x 1.25
        (EURUSD, "1.25", "USD", DOLLARS, Fraction(125_000)),
        # 100 000 x 150 JPY / 150 = 100 000 USD
        (USDJPY, "150", "USD", DOLLARS, Fraction(100_000)),
        # 100 000 x 160 JPY / 160 = 100 000 EUR
        (EURJPY, "160", "EUR", EUROS, Fraction(100_000)),
        (GOLD_100, "2000", "USD", DOLLARS, Fraction(200_000)),
        (GOLD_10, "2000", "USD", DOLLARS, Fraction(20_000)),
        # 25 x 18 000 EUR x 1.25
        (GER40_25, "18000", "USD", EUROS, Fraction(562_500)),
        (BTCUSD, "50000", "USD", DOLLARS, Fraction(50_000)),
        # 50 x 5 000
        (ES, "5000", "USD", DOLLARS, Fraction(250_000)),
        # 1 000 x 1.25 USD = 125 000 USC
        (CENT_PAIR, "1.25", "USC", CENTS, Fraction(125_000)),
    ],
)
def test_lot_value_when_all_is_known_is_units_times_price(
    instrument: Instrument, price: str, currency: str, own: AccountState, worth: Fraction
) -> None:
    assert lot_value(instrument, Decimal(price), currency, (own,)) == worth


def test_lot_value_when_the_price_is_small_is_still_known() -> None:
    # 100 x 0.5
    assert lot_value(GOLD_100, Decimal("0.5"), "USD", (DOLLARS,)) == Fraction(50)


@pytest.mark.parametrize(("source", "target"), [("", "USD"), ("USD", ""), ("", "")])
def test_no_rate_when_a_currency_is_not_told_asks_for_no_pair(source: str, target: str) -> None:
    assert no_rate(source, target) == (
        SkipReason.NO_RATE,
        "the currency of an account is not known yet",
    )


@pytest.mark.parametrize("price", ["0", "-37.63"])
def test_lot_value_when_the_price_is_not_above_zero_is_unknown(price: str) -> None:
    assert lot_value(GOLD_100, Decimal(price), "USD", (DOLLARS,)) is None


def test_lot_value_when_a_move_has_no_known_worth_is_unknown() -> None:
    wrong = replace(GOLD_100, tick_value=Decimal("0.01"))

    assert lot_value(wrong, Decimal(2000), "USD", (DOLLARS,)) is None
    assert lot_value(GOLD_100, Decimal(2000), "CHF", (DOLLARS,)) is None
