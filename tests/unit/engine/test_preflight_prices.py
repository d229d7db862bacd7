"""Prices of two feeds, conversions, and what literal lots mean, before a route is armed."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.samples import EURUSD, FOLLOWER, MASTER, SETTINGS, profile
from tests.unit.engine.topology_samples import told
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import (
    EqualNotional,
    FixedLeverage,
    FixedLots,
    FundsBase,
    Multiplier,
    Proportional,
    RiskMoney,
    RiskPercent,
    SameLots,
    SizeMultiplier,
    Sizing,
)
from tradecopy_desktop.domain.stop_rules import NO_STOPS, StopRule, StopRules, StopSource
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.preflight.prices import (
    check_contracts,
    check_conversion,
    compare_prices,
)
from tradecopy_desktop.engine.preflight.symbols import Pair

MINI = replace(EURUSD, contract_size=Decimal(10_000), tick_value=Decimal("0.1"))
# 0.001 x 100 000 JPY at 150 JPY a USD is 0.6667 USD.
USDJPY = replace(
    EURUSD,
    name="USDJPY",
    point=Decimal("0.001"),
    tick_size=Decimal("0.001"),
    tick_value=Decimal("0.6667"),
)
GBPJPY = replace(USDJPY, name="GBPJPY")


def _pair(
    follower: Instrument = EURUSD, master: Instrument | None = EURUSD, ratio: int = 1
) -> Pair:
    return Pair(symbol="EURUSD", master=master, follower=follower, ratio=Fraction(ratio))


def _account(
    key: AccountKey, *instruments: Instrument, currency: str = "USD", **quotes: tuple[str, str]
) -> AccountState:
    state = AccountState(key=key, profile=replace(profile(key), currency=currency))
    state.instruments.update((each.name, each) for each in instruments)
    for name, (bid, ask) in quotes.items():
        state.quotes[name] = Quote(symbol=name, bid=Decimal(bid), ask=Decimal(ask), at=0)
    return state


# Both spreads together are 0.0004; the master's middle is 1.1001.
@pytest.mark.parametrize(
    ("bid", "ask", "asked"),
    [
        ("1.1000", "1.1002", False),
        ("1.1004", "1.1006", False),  # 0.0004 above: not more than the spreads
        ("1.1005", "1.1007", True),
        ("1.0995", "1.0997", True),
    ],
)
def test_feeds_when_further_apart_than_their_spreads_are_asked_about(
    bid: str, ask: str, asked: bool
) -> None:
    master = _account(MASTER, EURUSD=("1.1000", "1.1002"))
    follower = _account(FOLLOWER, EURUSD=(bid, ask))

    found = tuple(compare_prices(SETTINGS, _pair(), master, follower))

    assert told(found) == ([("prices", "ask")] if asked else [])


def test_feeds_when_asked_about_are_shown_with_their_distance_and_spreads() -> None:
    master = _account(MASTER, EURUSD=("1.1000", "1.1002"))
    follower = _account(FOLLOWER, EURUSD=("1.1005", "1.1007"))

    (found,) = compare_prices(SETTINGS, _pair(), master, follower)

    assert found.text == (
        "EURUSD at the master and EURUSD at the follower are 0.0005 apart, more than both spreads "
        "together (0.0004); let stops keep their distance instead of the master's prices"
    )


DISTANCE = StopRule(source=StopSource.DISTANCE)


@pytest.mark.parametrize(
    ("stops", "asked"),
    [
        (StopRules(), True),
        (StopRules(stop_loss=DISTANCE), True),
        (StopRules(take_profit=DISTANCE), True),
        (StopRules(stop_loss=DISTANCE, take_profit=DISTANCE), False),
        (NO_STOPS, False),
    ],
)
def test_feeds_when_no_stop_is_at_the_masters_price_may_differ(
    stops: StopRules, asked: bool
) -> None:
    master = _account(MASTER, EURUSD=("1.1000", "1.1002"))
    follower = _account(FOLLOWER, EURUSD=("1.2000", "1.2002"))

    found = tuple(compare_prices(replace(SETTINGS, stops=stops), _pair(), master, follower))

    assert bool(found) is asked


def test_feeds_when_the_masters_price_is_unknown_are_asked_about() -> None:
    follower = _account(FOLLOWER, EURUSD=("1.1000", "1.1002"))

    found = tuple(compare_prices(SETTINGS, _pair(), _account(MASTER), follower))

    assert told(found) == [("prices", "ask")]
    assert found[0].text == "the master's price of EURUSD is not known, so it is not compared"


def test_feeds_when_the_followers_price_is_unknown_are_told_of_elsewhere() -> None:
    master = _account(MASTER, EURUSD=("1.1000", "1.1002"))

    assert list(compare_prices(SETTINGS, _pair(), master, _account(FOLLOWER))) == []


@pytest.mark.parametrize("sizing", [SameLots(), FixedLots(lots=Decimal(1)), SizeMultiplier()])
def test_conversion_when_a_size_needs_no_money_is_not_asked_for(sizing: Sizing) -> None:
    master, follower = _account(MASTER, currency="EUR"), _account(FOLLOWER)

    assert list(check_conversion(sizing, _pair(USDJPY), master, follower)) == []


VALUE_MODES: list[Sizing] = [
    RiskPercent(percent=Decimal(1)),
    RiskMoney(amount=Decimal(100)),
    EqualNotional(),
    FixedLeverage(leverage=Decimal(1)),
]


@pytest.mark.parametrize("sizing", VALUE_MODES)
def test_conversion_when_quotes_lead_there_tells_by_which(sizing: Sizing) -> None:
    master, follower = _account(MASTER), _account(FOLLOWER, USDJPY, USDJPY=("149.99", "150.01"))

    found = tuple(check_conversion(sizing, _pair(USDJPY), master, follower))

    assert told(found) == [("conversion", "ok")]
    assert (found[0].text, found[0].symbol) == ("JPY becomes USD by USDJPY", "EURUSD")


@pytest.mark.parametrize("sizing", VALUE_MODES)
def test_conversion_when_the_profit_is_in_the_accounts_money_is_not_mentioned(
    sizing: Sizing,
) -> None:
    found = check_conversion(sizing, _pair(), _account(MASTER), _account(FOLLOWER))

    assert list(found) == []


@pytest.mark.parametrize("sizing", VALUE_MODES)
def test_conversion_when_no_quote_leads_there_is_waited_for(sizing: Sizing) -> None:
    found = check_conversion(sizing, _pair(USDJPY), _account(MASTER), _account(FOLLOWER, USDJPY))

    assert told(tuple(found)) == [("conversion", "wait")]


def test_conversion_when_the_tick_value_contradicts_is_asked_about() -> None:
    wrong = replace(EURUSD, tick_value=Decimal(2))

    found = check_conversion(VALUE_MODES[0], _pair(wrong), _account(MASTER), _account(FOLLOWER))

    assert told(tuple(found)) == [("conversion", "ask")]


def test_conversion_when_both_values_count_needs_the_masters_as_well() -> None:
    master, follower = _account(MASTER, USDJPY), _account(FOLLOWER)
    pair = _pair(EURUSD, USDJPY)

    assert told(tuple(check_conversion(EqualNotional(), pair, master, follower))) == [
        ("conversion", "wait")
    ]
    assert list(check_conversion(VALUE_MODES[0], pair, master, follower)) == []
    unknown = _pair(EURUSD, None)
    assert list(check_conversion(EqualNotional(), unknown, master, follower)) == []


def test_conversion_when_two_accounts_are_compared_is_between_their_moneys() -> None:
    sizing = Proportional(base=FundsBase.EQUITY)
    master = _account(MASTER, currency="EUR")
    quoted = _account(FOLLOWER, EURUSD, EURUSD=("1.1", "1.1"))

    missing = tuple(check_conversion(sizing, _pair(), master, _account(FOLLOWER)))

    assert told(missing) == [("conversion", "wait")]
    assert missing[0].text == (
        "no quote leads from EUR to USD: show a pair of both in the Market Watch"
    )
    assert list(check_conversion(sizing, _pair(), master, quoted)) == []


LITERAL_MODES: list[Sizing] = [
    SameLots(),
    FixedLots(lots=Decimal(1)),
    Multiplier(factor=Decimal(2)),
]


@pytest.mark.parametrize("sizing", LITERAL_MODES)
def test_literal_lots_when_contracts_differ_are_shown_in_units_and_money(sizing: Sizing) -> None:
    found = tuple(
        check_contracts(SETTINGS, sizing, _pair(MINI), _account(MASTER), _account(FOLLOWER))
    )

    assert told(found) == [("contract_size", "ask")]
    text = found[0].text
    assert "100000 of EURUSD at the master and 10000 of EURUSD at the follower" in text
    assert (
        "a move of the price by 1 is worth 100000 USD at the master and 10000 USD at the follower"
        in text
    )
    assert text.endswith("; confirm what lots mean in this route")


@pytest.mark.parametrize(
    ("settings", "sizing", "pair"),
    [
        (SETTINGS, SameLots(), _pair()),
        (SETTINGS, SizeMultiplier(), _pair(MINI)),
        (replace(SETTINGS, literal_lots_confirmed=True), SameLots(), _pair(MINI)),
        (SETTINGS, SameLots(), _pair(MINI, ratio=10)),
    ],
)
def test_literal_lots_when_there_is_nothing_to_confirm_are_not_mentioned(
    settings: RouteSettings, sizing: Sizing, pair: Pair
) -> None:
    found = check_contracts(settings, sizing, pair, _account(MASTER), _account(FOLLOWER))

    assert list(found) == []


def test_literal_lots_when_the_masters_contract_is_unknown_are_asked_about() -> None:
    found = tuple(
        check_contracts(
            SETTINGS, SameLots(), _pair(EURUSD, None), _account(MASTER), _account(FOLLOWER)
        )
    )

    assert told(found) == [("contract_size", "ask")]
    assert "is worth" not in found[0].text
    assert found[0].text.endswith("; confirm what lots mean in this route")


@pytest.mark.parametrize(
    ("ours", "theirs"), [(MINI, GBPJPY), (replace(GBPJPY, contract_size=Decimal(1)), EURUSD)]
)
def test_literal_lots_when_a_worth_is_unknown_say_so(ours: Instrument, theirs: Instrument) -> None:
    found = tuple(
        check_contracts(
            SETTINGS, SameLots(), _pair(theirs, ours), _account(MASTER), _account(FOLLOWER)
        )
    )

    assert "what a move of the price is worth is not known: no quote leads from JPY to USD" in (
        found[0].text
    )
