"""Which symbols are looked at before a route is armed, and what is said about them (C9)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.samples import (
    EURUSD,
    FOLLOWER,
    MASTER,
    SETTINGS,
    book,
    ended,
    position,
    route,
)
from tests.unit.engine.topology_samples import told
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.filters import Filters, OrderKind
from tradecopy_desktop.domain.instruments import Instrument, TradeMode
from tradecopy_desktop.domain.order_rules import OrderRules, PendingPolicy
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.trades import PendingOrder
from tradecopy_desktop.domain.values import PendingKind, Platform, Side
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.preflight.symbols import (
    Pair,
    check_pair,
    check_pendings,
    pair_of,
    symbols_to_check,
)

MAPPED = replace(SETTINGS, symbol_map=(("GOLD", "XAUUSD"),))
GOLD = replace(EURUSD, name="GOLD")
XAUUSD = replace(EURUSD, name="XAUUSD")


def _pair(follower: Instrument, master: Instrument | None = EURUSD) -> Pair:
    return Pair(symbol="EURUSD", master=master, follower=follower, ratio=Fraction(1))


def _quoted(name: str = "EURUSD") -> AccountState:
    state = AccountState(key=FOLLOWER)
    state.quotes[name] = Quote(symbol=name, bid=Decimal(1), ask=Decimal(2), at=0)
    return state


def _order(symbol: str) -> PendingOrder:
    return PendingOrder(
        ticket="900",
        symbol=symbol,
        side=Side.BUY,
        kind=PendingKind.LIMIT,
        volume=Decimal(1),
        price=Decimal(1),
        limit_price=None,
        stop_loss=None,
        take_profit=None,
        magic="0",
        comment="",
        placed_at=0,
        expires_at=None,
    )


def test_symbols_when_listed_are_mapped_allowed_confirmed_held_waiting_or_traded_ones() -> None:
    filters = Filters(
        symbols_allowed=frozenset({"*"}) | {"CHFJPY"}, symbols_denied=frozenset({"US*"})
    )
    known = book()
    master = known.account(MASTER)
    master.positions["1"] = position("1", id="1", symbol="GBPUSD")
    master.positions["2"] = position("1", id="2", symbol="US30")  # not taken by the route
    master.pendings["900"] = _order("AUDUSD")
    master.closed["3"] = ended("3")
    known.mappings["r1", "NAS100"] = "USTEC"
    known.mappings["another", "GER40"] = "DE40"

    symbols = symbols_to_check(known, route(replace(MAPPED, filters=filters)))

    assert symbols == ("AUDUSD", "CHFJPY", "EURUSD", "GBPUSD", "GOLD", "NAS100")


def test_symbol_when_it_has_one_name_makes_a_pair() -> None:
    pair, found = pair_of(book(), route(), "EURUSD")

    assert pair == Pair(symbol="EURUSD", master=EURUSD, follower=EURUSD, ratio=Fraction(1))
    assert (found.level.value, found.check.value, found.symbol) == ("ok", "symbol", "EURUSD")
    assert found.text.startswith("EURUSD is EURUSD at the follower: ")


def test_symbol_when_mapped_makes_a_pair_of_both_names() -> None:
    known = book(instrument=XAUUSD)
    known.account(MASTER).instruments["GOLD"] = GOLD

    pair, found = pair_of(known, route(MAPPED), "GOLD")

    assert pair == Pair(symbol="GOLD", master=GOLD, follower=XAUUSD, ratio=Fraction(1))
    assert found.text.startswith("GOLD is XAUUSD at the follower: ")


def test_symbol_when_mapped_against_its_price_makes_a_pair_and_is_asked_about() -> None:
    known = book(instrument=XAUUSD)
    for key, name, price in ((MASTER, "GOLD", "1.1"), (FOLLOWER, "XAUUSD", "2000")):
        quote = Quote(symbol=name, bid=Decimal(price), ask=Decimal(price), at=0)
        known.account(key).quotes[name] = quote

    pair, found = pair_of(known, route(MAPPED), "GOLD")

    assert pair is not None
    assert (found.level.value, found.check.value, found.symbol) == ("ask", "symbol", "GOLD")
    assert found.text.startswith("GOLD is XAUUSD at the follower: ")


def test_symbol_when_mapped_to_what_the_broker_lacks_is_refused() -> None:
    pair, found = pair_of(book(), route(MAPPED), "GOLD")

    assert pair is None
    assert (found.level.value, found.check.value, found.symbol) == ("refuse", "symbol", "GOLD")
    assert found.text.startswith("GOLD is not copied: ")


def test_symbol_when_the_broker_has_none_like_it_is_asked_about() -> None:
    pair, found = pair_of(book(), route(), "COCOA")

    assert pair is None
    assert (found.level.value, found.check.value, found.symbol) == ("ask", "symbol", "COCOA")
    assert found.text.startswith("COCOA is not copied: ")


def test_pair_when_all_is_well_is_not_mentioned() -> None:
    assert check_pair(route(), _pair(EURUSD), _quoted()) == ()


@pytest.mark.parametrize(
    ("instrument", "finding", "text"),
    [
        (
            replace(EURUSD, point=Decimal(0)),
            ("specification", "ask"),
            "EURUSD is not copied: its specification at the follower's broker is incomplete",
        ),
        (
            replace(EURUSD, selected=False),
            ("market_watch", "wait"),
            "EURUSD is not in the follower's Market Watch; show it there",
        ),
        (
            replace(EURUSD, name="EURUSD.a"),
            ("quote", "wait"),
            "the follower's terminal has shown no price of EURUSD.a yet",
        ),
        (
            replace(EURUSD, trade_mode=TradeMode.LONG_ONLY),
            ("trade_mode", "ask"),
            "the follower's broker allows no new sell in EURUSD",
        ),
        (
            replace(EURUSD, trade_mode=TradeMode.CLOSE_ONLY),
            ("trade_mode", "ask"),
            "the follower's broker allows no new buy or sell in EURUSD",
        ),
    ],
)
def test_pair_when_something_is_missing_is_told(
    instrument: Instrument, finding: tuple[str, str], text: str
) -> None:
    found = check_pair(route(), _pair(instrument), _quoted())

    assert told(found) == [finding]
    assert (found[0].text, found[0].symbol) == (text, "EURUSD")


@pytest.mark.parametrize(
    ("side", "reverse", "mode", "asked"),
    [
        (Side.BUY, False, TradeMode.LONG_ONLY, False),
        (Side.SELL, False, TradeMode.LONG_ONLY, True),
        (Side.BUY, True, TradeMode.LONG_ONLY, True),
        (Side.SELL, True, TradeMode.LONG_ONLY, False),
    ],
)
def test_pair_when_one_side_is_closed_matters_only_if_the_route_opens_it(
    side: Side, reverse: bool, mode: TradeMode, asked: bool
) -> None:
    settings = replace(SETTINGS, filters=Filters(sides=frozenset({side})), reverse=reverse)
    pair = _pair(replace(EURUSD, trade_mode=mode))

    assert bool(check_pair(route(settings), pair, _quoted())) is asked


def _pending_settings(*kinds: OrderKind) -> RouteSettings:
    return replace(
        SETTINGS,
        orders=OrderRules(pendings=PendingPolicy.AS_PENDINGS),
        filters=Filters(order_kinds=frozenset(kinds or OrderKind)),
    )


NO_STOP_LIMITS = replace(EURUSD, pendings=("limit", "stop"))
ONLY_LIMITS = replace(EURUSD, name="GBPUSD", pendings=("limit",))


def test_pendings_when_the_broker_lacks_a_kind_are_asked_about_with_the_symbols() -> None:
    known = book()
    # They may come one by one.
    pairs = iter((_pair(EURUSD), _pair(NO_STOP_LIMITS), _pair(ONLY_LIMITS)))

    found = tuple(
        check_pendings(
            route(_pending_settings()), pairs, known.account(MASTER), known.account(FOLLOWER)
        )
    )

    assert told(found) == [("pendings", "ask"), ("pendings", "ask")]
    assert [each.text for each in found] == [
        "stop orders are not copied in GBPUSD: the follower's broker does not take them",
        "stop limit orders are not copied in EURUSD, GBPUSD: the follower's broker does not "
        "take them",
    ]


def test_pendings_when_the_follower_is_in_metatrader_4_have_no_stop_limits() -> None:
    known = book(platform=Platform.MT4)

    found = tuple(
        check_pendings(
            route(_pending_settings()),
            (_pair(NO_STOP_LIMITS),),
            known.account(MASTER),
            known.account(FOLLOWER),
        )
    )

    assert told(found) == [("pendings", "ask")]
    assert found[0].text == "stop limit orders are not copied: MetaTrader 4 has none"


def test_pendings_when_both_are_in_metatrader_4_need_no_stop_limits() -> None:
    known = book(platform=Platform.MT4)
    follower = known.account(FOLLOWER)

    found = check_pendings(route(_pending_settings()), (_pair(NO_STOP_LIMITS),), follower, follower)

    assert list(found) == []


@pytest.mark.parametrize(
    ("settings", "pair"),
    [
        (SETTINGS, _pair(ONLY_LIMITS)),
        (_pending_settings(OrderKind.LIMIT), _pair(ONLY_LIMITS)),
        (_pending_settings(), _pair(ONLY_LIMITS, master=replace(EURUSD, pendings=("limit",)))),
    ],
)
def test_pendings_when_they_cannot_come_are_not_mentioned(
    settings: RouteSettings, pair: Pair
) -> None:
    known = book()

    found = check_pendings(route(settings), (pair,), known.account(MASTER), known.account(FOLLOWER))

    assert list(found) == []


def test_pendings_when_the_masters_symbol_is_unknown_are_asked_about() -> None:
    known = book()

    found = check_pendings(
        route(_pending_settings(OrderKind.STOP)),
        (_pair(ONLY_LIMITS, master=None),),
        known.account(MASTER),
        known.account(FOLLOWER),
    )

    assert told(tuple(found)) == [("pendings", "ask")]
