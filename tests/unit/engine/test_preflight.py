"""The whole list that the trader sees before a route is armed (C9), and which word decides."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.money_samples import MOMENT
from tests.unit.engine.samples import (
    EURUSD,
    FOLLOWER,
    FUNDS,
    MASTER,
    SETTINGS,
    book,
    position,
    profile,
    route,
)
from tests.unit.engine.topology_samples import told
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.order_rules import OrderRules, PendingPolicy
from tradecopy_desktop.domain.preflight import Check, Finding, Level, worst_of
from tradecopy_desktop.domain.routes import Route, RouteMode, RouteSettings
from tradecopy_desktop.domain.sizing import RiskMoney, SameLots, SizeMultiplier, SymbolOverride
from tradecopy_desktop.domain.values import Platform
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.preflight.checks import preflight

ENDS = [
    ("connection", "ok"),
    ("connection", "ok"),
    ("account_kind", "ok"),
    ("permission", "ok"),
]


def _known(contract: int = 100_000, platform: Platform = Platform.MT5) -> Book:
    """Return a book whose master holds 2 lots of EURUSD; its route is off."""
    theirs = replace(
        EURUSD, contract_size=Decimal(contract), tick_value=Decimal(contract) / 100_000
    )
    off = route(mode=RouteMode.OFF)
    known = book(off, instrument=theirs, platform=platform)
    for key in (MASTER, FOLLOWER):
        state = known.account(key)
        state.funds, state.funds_ns = FUNDS, MOMENT.now_ns
        state.quotes["EURUSD"] = Quote(
            symbol="EURUSD", bid=Decimal("1.0999"), ask=Decimal("1.1001"), at=0
        )
    known.account(MASTER).positions["501"] = position("2")
    return known


def _found(known: Book, settings: RouteSettings = SETTINGS) -> tuple[Finding, ...]:
    return preflight(known, route(settings), moment=MOMENT)


def test_route_when_all_is_well_shows_all_that_was_looked_at() -> None:
    found = _found(_known())

    assert told(found) == [
        *ENDS,
        ("loop", "ok"),
        ("symbol", "ok"),
        ("size", "ok"),
        ("margin", "ok"),
    ]
    assert found[4].text == "no trade comes back or arrives twice, and both accounts can hold it"
    assert worst_of(found) is Level.OK


def test_route_when_an_end_is_missing_is_looked_at_without_symbols() -> None:
    known = _known()
    known.account(FOLLOWER).connected.clear()
    back = Route(
        id="back",
        name="back",
        master=FOLLOWER,
        follower=MASTER,
        mode=RouteMode.LIVE,
        settings=SETTINGS,
    )
    known.put_route(back)

    found = _found(known)

    assert told(found) == [
        ("connection", "ok"),
        ("connection", "wait"),
        ("account_kind", "ok"),
        ("permission", "ok"),
        ("loop", "refuse"),
    ]
    assert worst_of(found) is Level.REFUSE


def test_route_when_no_symbol_is_known_says_that_they_are_checked_later() -> None:
    known = _known()
    known.account(MASTER).positions.clear()

    found = _found(known)

    assert told(found) == [*ENDS, ("loop", "ok"), ("symbol", "ok")]
    assert found[-1].text == (
        "the master holds nothing and no symbol is mapped: symbols are checked as it trades"
    )


def test_route_when_between_funded_accounts_that_oppose_each_other_is_asked_about() -> None:
    reverse = route(replace(SETTINGS, reverse=True))

    found = preflight(_known(), reverse, moment=MOMENT, funded=frozenset({MASTER, FOLLOWER}))

    assert ("funded", "ask") in told(found)


def test_route_when_a_symbol_is_unknown_goes_on_with_the_others() -> None:
    known = _known()
    known.account(MASTER).positions["502"] = position("1", id="502", symbol="COCOA")

    found = _found(known)

    assert told(found)[5:] == [
        ("symbol", "ask"),
        ("symbol", "ok"),
        ("size", "ok"),
        ("margin", "ok"),
    ]


def test_route_when_a_specification_is_incomplete_sizes_nothing_in_it() -> None:
    known = _known()
    known.account(FOLLOWER).instruments["EURUSD"] = replace(EURUSD, lot_step=Decimal(0))

    found = _found(known)

    assert told(found)[5:] == [("symbol", "ok"), ("specification", "ask")]


def test_route_when_the_followers_price_is_missing_waits() -> None:
    known = _known()
    known.account(FOLLOWER).quotes.clear()

    found = _found(known)

    assert told(found)[5:] == [("symbol", "ok"), ("quote", "wait")]
    assert worst_of(found) is Level.WAIT


def test_route_when_prices_and_contracts_differ_is_asked_about_both() -> None:
    known = _known(contract=10_000)
    known.account(MASTER).quotes["EURUSD"] = Quote(
        symbol="EURUSD", bid=Decimal("1.102"), ask=Decimal("1.102"), at=0
    )

    found = _found(known)

    assert told(found)[5:] == [
        ("symbol", "ok"),
        ("prices", "ask"),
        ("contract_size", "ask"),
        ("size", "ok"),
        ("margin", "ok"),
    ]


@pytest.mark.parametrize(
    ("overrides", "asked"),
    [
        ((), True),
        ((SymbolOverride(symbol="EURUSD", sizing=SizeMultiplier()),), False),
        ((SymbolOverride(symbol="XAUUSD", sizing=SizeMultiplier()),), True),
        ((SymbolOverride(symbol="EURUSD"),), True),
    ],
)
def test_route_when_a_symbol_has_its_own_sizing_is_judged_by_it(
    overrides: tuple[SymbolOverride, ...], asked: bool
) -> None:
    settings = replace(SETTINGS, sizing=SameLots(), overrides=overrides)

    found = _found(_known(contract=10_000), settings)

    assert (("contract_size", "ask") in told(found)) is asked


def test_route_when_pending_orders_are_copied_to_metatrader_4_is_asked_about() -> None:
    settings = replace(SETTINGS, orders=OrderRules(pendings=PendingPolicy.AS_PENDINGS))

    found = _found(_known(platform=Platform.MT4), settings)

    assert ("pendings", "ask") in told(found)


def test_route_when_the_follower_takes_no_limit_orders_in_a_symbol_is_asked_about() -> None:
    known = _known()
    follower = known.account(FOLLOWER)
    follower.instruments["EURUSD"] = replace(
        follower.instruments["EURUSD"], pendings=("stop", "stop_limit")
    )

    found = _found(known, replace(SETTINGS, orders=OrderRules(pendings=PendingPolicy.AS_PENDINGS)))

    assert [each.text for each in found if each.check is Check.PENDINGS] == [
        "limit orders are not copied in EURUSD: the follower's broker does not take them"
    ]


def test_route_when_its_size_needs_a_rate_that_nobody_quotes_waits() -> None:
    known = _known()
    known.account(FOLLOWER).profile = replace(profile(FOLLOWER), currency="CHF")

    found = _found(known, replace(SETTINGS, sizing=RiskMoney(amount=Decimal(100))))

    assert ("conversion", "wait") in told(found)


def test_route_when_a_symbol_is_filtered_out_is_not_judged_by_it() -> None:
    settings = replace(SETTINGS, filters=Filters(symbols_denied=frozenset({"EUR*"})))

    assert told(_found(_known(), settings))[5:] == [("symbol", "ok")]


@pytest.mark.parametrize(
    ("levels", "worst"),
    [
        ((), Level.OK),
        ((Level.OK, Level.OK), Level.OK),
        ((Level.OK, Level.ASK), Level.ASK),
        ((Level.ASK, Level.WAIT), Level.WAIT),
        ((Level.WAIT, Level.REFUSE, Level.ASK), Level.REFUSE),
    ],
)
def test_findings_when_taken_together_are_as_bad_as_the_worst(
    levels: tuple[Level, ...], worst: Level
) -> None:
    findings = [Finding(level=level, check=Check.LOOP, text="") for level in levels]

    assert worst_of(findings) is worst
