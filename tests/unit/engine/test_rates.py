"""Rates come from the terminals' own quotes, the shortest way, and from nothing else."""

from fractions import Fraction

import pytest

from tests.unit.engine.money_samples import BTCUSD, EURUSD, GOLD_100, account, pair, symbol
from tests.unit.engine.samples import MASTER
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.values import Platform
from tradecopy_desktop.engine.money.currencies import pair_of
from tradecopy_desktop.engine.money.rates import Rate, rate

GBPUSD = pair("GBPUSD")
USDCHF = pair("USDCHF")


def found(value: Fraction, *path: str) -> Rate:
    """Return a rate by these symbols."""
    return Rate(value=value, path=path)


def test_rate_when_the_currency_is_the_same_is_one() -> None:
    assert rate("USD", "USD", (account("USD"),)) == found(Fraction(1))


@pytest.mark.parametrize(("source", "target"), [("", "USD"), ("USD", ""), ("", "")])
def test_rate_when_a_currency_is_unknown_is_unknown(source: str, target: str) -> None:
    assert rate(source, target, (account("USD", (EURUSD, "1.1")),)) is None


def test_rate_when_a_pair_is_quoted_is_the_mid_both_ways() -> None:
    own = account("USD", (EURUSD, "1.09/1.11"))

    # (1.09 + 1.11) / 2 = 1.10
    assert rate("EUR", "USD", (own,)) == found(Fraction(11, 10), "EURUSD")
    assert rate("USD", "EUR", (own,)) == found(Fraction(10, 11), "EURUSD")


def test_rate_when_two_accounts_quote_a_pair_takes_the_first() -> None:
    own = account("USD", (EURUSD, "1.1"))
    other = account("USD", (EURUSD, "1.2"), key=MASTER)

    assert rate("EUR", "USD", (own, other)) == found(Fraction(11, 10), "EURUSD")
    assert rate("EUR", "USD", (other, own)) == found(Fraction(12, 10), "EURUSD")


def test_rate_when_only_the_second_account_quotes_the_pair_prefers_it_to_a_chain() -> None:
    own = account("USD", (EURUSD, "1.2"), (USDCHF, "0.9"))
    other = account("USD", (pair("EURCHF"), "1.05"), key=MASTER)

    assert rate("EUR", "CHF", (own, other)) == found(Fraction(105, 100), "EURCHF")


def test_rate_when_a_pair_has_several_names_takes_the_plain_one_then_the_first_by_name() -> None:
    named = (pair("EURUSD.z"), "1.3"), (pair("EURUSD.b"), "1.2")

    assert rate("EUR", "USD", (account("USD", *named),)) == found(Fraction(12, 10), "EURUSD.b")
    plain = account("USD", *named, (pair("#EURUSD", "EUR", "USD"), "1.4"), (EURUSD, "1.1"))
    assert rate("EUR", "USD", (plain,)) == found(Fraction(11, 10), "EURUSD")


def test_rate_when_no_pair_is_quoted_goes_over_a_third_currency() -> None:
    own = account("USD", (EURUSD, "1.04"), (GBPUSD, "1.30"))

    # 1 GBP = 1.30 USD, 1 EUR = 1.04 USD: 1.30 / 1.04 = 1.25
    assert rate("GBP", "EUR", (own,)) == found(Fraction(5, 4), "GBPUSD", "EURUSD")


def test_rate_when_two_chains_are_as_long_takes_the_more_traded_currency() -> None:
    own = account(
        "USD",
        (pair("GBPCHF"), "1.2"),
        (pair("EURCHF"), "0.9"),
        (GBPUSD, "1.30"),
        (EURUSD, "1.04"),
    )

    assert rate("GBP", "EUR", (own,)) == found(Fraction(5, 4), "GBPUSD", "EURUSD")


def test_rate_when_a_chain_lies_within_the_first_account_prefers_it() -> None:
    own = account("USD", (pair("GBPCHF"), "1.2"), (pair("EURCHF"), "0.96"), (GBPUSD, "1.30"))
    other = account("USD", (EURUSD, "1.04"), key=MASTER)

    # 1.2 / 0.96 = 1.25
    assert rate("GBP", "EUR", (own, other)) == found(Fraction(5, 4), "GBPCHF", "EURCHF")


def test_rate_when_each_account_has_a_half_joins_them() -> None:
    own = account("USD", (GBPUSD, "1.30"))
    other = account("USD", (EURUSD, "1.04"), key=MASTER)

    assert rate("GBP", "EUR", (own, other)) == found(Fraction(5, 4), "GBPUSD", "EURUSD")


def test_rate_when_a_leg_has_several_names_takes_the_first_by_name_of_the_first_account() -> None:
    own = account("USD", (pair("GBPUSD.z"), "1.1"), (pair("GBPUSD.b"), "1.30"))
    other = account("USD", (GBPUSD, "1.2"), (EURUSD, "1.04"), key=MASTER)

    assert rate("GBP", "EUR", (own, other)) == found(Fraction(5, 4), "GBPUSD.b", "EURUSD")


def test_rate_when_two_currencies_lie_between_goes_over_three_symbols() -> None:
    own = account("USD", (pair("NOKSEK"), "0.5"), (pair("EURSEK"), "10"), (EURUSD, "1.1"))

    # 1 NOK = 0.5 SEK = 0.05 EUR = 0.055 USD
    want = found(Fraction(55, 1000), "NOKSEK", "EURSEK", "EURUSD")
    assert rate("NOK", "USD", (own,)) == want


def test_rate_when_one_of_two_ways_ends_goes_the_other() -> None:
    own = account(
        "USD",
        (pair("NOKJPY"), "15"),
        (pair("NOKSEK"), "0.5"),
        (pair("EURSEK"), "10"),
        (EURUSD, "1.1"),
    )

    want = found(Fraction(55, 1000), "NOKSEK", "EURSEK", "EURUSD")
    assert rate("NOK", "USD", (own,)) == want


def test_rate_when_two_ways_go_over_three_symbols_starts_with_the_first_account() -> None:
    own = account("USD", (pair("NOKSEK"), "0.5"), (pair("EURSEK"), "10"), (EURUSD, "1.1"))
    other = account("USD", (pair("NOKCHF"), "0.1"), (pair("EURCHF"), "1"), key=MASTER)

    assert rate("NOK", "USD", (own, other)) == found(
        Fraction(55, 1000), "NOKSEK", "EURSEK", "EURUSD"
    )


def test_rate_when_three_currencies_lie_between_is_unknown() -> None:
    own = account(
        "USD",
        (pair("NOKSEK"), "1"),
        (pair("SEKDKK"), "1"),
        (pair("EURDKK"), "1"),
        (EURUSD, "1"),
    )

    assert rate("NOK", "USD", (own,)) is None


def test_rate_when_nothing_leads_there_is_unknown() -> None:
    own = account("USD", (EURUSD, "1.1"))

    assert rate("JPY", "USD", (own,)) is None
    assert rate("EUR", "JPY", (own,)) is None
    assert rate("NOK", "JPY", (own,)) is None


def test_rate_when_a_metal_or_a_coin_is_quoted_knows_it_too() -> None:
    own = account("USD", (GOLD_100, "2000"), (BTCUSD, "50000"), (EURUSD, "1.25"))

    assert rate("XAU", "USD", (own,)) == found(Fraction(2000), "XAUUSD")
    # 50 000 USD / 1.25 = 40 000 EUR
    assert rate("BTC", "EUR", (own,)) == found(Fraction(40_000), "BTCUSD", "EURUSD")


def test_rate_when_a_chain_would_pass_through_an_index_is_unknown() -> None:
    # Both are 5 000 points of the index; that does not make 1 EUR 1 USD.
    spx_usd = symbol("SPXUSD", "SPX", "USD", "1", "0.1", "0.1", "cfd")
    spx_eur = symbol("SPXEUR", "SPX", "EUR", "1", "0.1", "0.1", "cfd")

    assert rate("EUR", "USD", (account("USD", (spx_usd, "5000"), (spx_eur, "5000")),)) is None


@pytest.mark.parametrize(
    ("index", "price"),
    [
        (symbol("JP225", "JPY", "USD", "1", "1", "1", "cfd"), "38000"),
        (symbol("US500", "USD", "USD", "1", "0.1", "0.1", "cfd"), "5000"),
        (symbol("GER40USD", "USD", "USD", "1", "0.1", "0.1", "cfd"), "18000"),
    ],
)
def test_rate_when_an_index_is_quoted_does_not_use_it(index: Instrument, price: str) -> None:
    own = account("USD", (index, price))

    assert rate("JPY", "USD", (own,)) is None
    assert rate("USD", "EUR", (own,)) is None
    assert rate("USD", "USD", (own,)) == found(Fraction(1))


def test_rate_when_an_index_is_said_to_be_two_currencies_does_not_pass_through_it() -> None:
    index = symbol("JPN225USD", "JPY", "USD", "1", "1", "1", "cfd")
    own = account("USD", (index, "38000"), (pair("EURJPY"), "160"))

    assert rate("EUR", "USD", (own,)) is None


def test_rate_when_a_name_begins_with_both_but_its_money_is_another_does_not_use_it() -> None:
    # Dollars of a bank are no dollar tokens, and this is no price of yen.
    tokens = account("USD", (pair("BTCUSDT", "BTC", "USD"), "50000"))
    yen = account("USD", (pair("EURUSD.JPY", "EUR", "USD"), "1.1"))

    assert rate("BTC", "USDT", (tokens,)) is None
    assert rate("EUR", "JPY", (yen,)) is None
    assert rate("JPY", "EUR", (yen,)) is None


def test_pair_when_one_currency_is_not_told_is_read_from_the_name() -> None:
    assert pair_of(pair("EURUSD", "", "USD")) == ("EUR", "USD")
    assert pair_of(pair("EURUSD", "EUR", "")) == ("EUR", "USD")


def test_pair_when_both_currencies_are_one_is_none() -> None:
    assert pair_of(pair("EUREUR", "", "")) is None
    assert pair_of(pair("USDUSDT", "USD", "USD")) is None
    assert pair_of(pair("USDUSDc", "USC", "USD")) is None


def test_rate_when_a_pair_is_a_future_does_not_use_it() -> None:
    # MT5 numbers futures 1, MT4 numbers them 2 and CFDs 1.
    future = symbol("EURUSD-H5", "EUR", "USD", "125000", "0.0001", "12.5", "1")

    assert rate("EUR", "USD", (account("USD", (future, "1.1")),)) is None
    in_mt4 = account("USD", (future, "1.1"), platform=Platform.MT4)
    assert rate("EUR", "USD", (in_mt4,)) == found(Fraction(11, 10), "EURUSD-H5")


@pytest.mark.parametrize("quote", ["0/1.1", "1.1/0", "-1/1.1"])
def test_rate_when_a_quote_has_no_price_does_not_use_it(quote: str) -> None:
    own = account("USD", (EURUSD, quote))

    assert rate("EUR", "USD", (own,)) is None


def test_rate_when_a_quote_is_gone_or_its_symbol_is_unlisted_is_unknown() -> None:
    quoted, listed = account("USD", (EURUSD, "1.1")), account("USD", (EURUSD, "1.1"))
    quoted.instruments.clear()
    listed.quotes.clear()

    assert rate("EUR", "USD", (quoted, listed)) is None


@pytest.mark.parametrize(
    ("source", "target", "value"),
    [
        ("USC", "USD", Fraction(1, 100)),
        ("USD", "USC", Fraction(100)),
        ("USC", "USX", Fraction(1)),
        ("EUC", "EUR", Fraction(1, 100)),
        ("GBX", "GBP", Fraction(1, 100)),
        ("GBP", "GBp", Fraction(100)),
    ],
)
def test_rate_when_a_currency_is_cents_needs_no_quote(
    source: str, target: str, value: Fraction
) -> None:
    assert rate(source, target, (account("USD"),)) == found(value)


def test_rate_when_cents_are_exchanged_goes_by_the_whole_currency() -> None:
    own = account("USC", (EURUSD, "1.1"))

    # 1 EUR = 1.1 USD = 110 USC; 1 USC = 0.01 USD = 0.01 / 1.1 EUR = 1/110
    assert rate("EUR", "USC", (own,)) == found(Fraction(110), "EURUSD")
    assert rate("USC", "EUR", (own,)) == found(Fraction(1, 110), "EURUSD")


def test_rate_when_a_cent_account_names_cents_as_profit_reads_the_pair_by_its_name() -> None:
    # The symbol is priced like EURUSD; 110 cents would be a price of 110.
    cents = pair("EURUSDc", "EUR", "USC")

    assert rate("EUR", "USD", (account("USC", (cents, "1.1")),)) == found(
        Fraction(11, 10), "EURUSDc"
    )
    assert rate("EUR", "USD", (account("USC", (pair("EURUSC"), "110")),)) is None


@pytest.mark.parametrize(
    "name", ["EURUSD", "EUR/USD", "EURUSDm", "EURUSD.m", "EURUSD_i", "EURUSD#"]
)
def test_rate_when_the_broker_tells_no_currencies_reads_a_plain_name(name: str) -> None:
    own = account("USD", (pair(name, "", ""), "1.1"))

    assert rate("EUR", "USD", (own,)) == found(Fraction(11, 10), name)


@pytest.mark.parametrize("name", ["EURUSD_x10", "EURUSDX", "xEURUSD", "EURUSD.a-1"])
def test_rate_when_the_broker_tells_no_currencies_refuses_an_odd_name(name: str) -> None:
    assert rate("EUR", "USD", (account("USD", (pair(name, "", ""), "1.1")),)) is None


@pytest.mark.parametrize("name", ["EURABC", "ABCEUR", "EUREUR"])
def test_rate_when_a_name_holds_no_two_known_currencies_is_unknown(name: str) -> None:
    own = account("USD", (pair(name, "", ""), "1.1"))

    assert rate("EUR", "ABC", (own,)) is None
    assert rate("EUR", "USD", (own,)) is None


def test_rate_when_the_broker_tells_both_currencies_accepts_a_slash() -> None:
    own = account("USD", (pair("EUR/USD", "EUR", "USD"), "1.1"))

    assert rate("EUR", "USD", (own,)) == found(Fraction(11, 10), "EUR/USD")
