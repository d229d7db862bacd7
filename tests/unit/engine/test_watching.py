"""Whose prices are asked for: those that a route's rules look at, and those that convert money."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.link_samples import LIVE
from tests.unit.engine.pending_samples import order
from tests.unit.engine.reconciling_world import GONE
from tests.unit.engine.samples import (
    EURUSD,
    FOLLOWER,
    MASTER,
    OTHER_FOLLOWER,
    SETTINGS,
    book,
    position,
    profile,
    route,
)
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.caps import AccountCaps
from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.order_rules import OrderRules
from tradecopy_desktop.domain.recovery_rules import LatePolicy, RecoveryRules
from tradecopy_desktop.domain.routes import Route, RouteMode, RouteSettings
from tradecopy_desktop.domain.sizing import (
    FixedLots,
    FundsBase,
    Multiplier,
    Proportional,
    RiskMoney,
    SameLots,
    SizeMultiplier,
    SymbolOverride,
)
from tradecopy_desktop.domain.stop_rules import RefusedStop, StopRule, StopRules, StopSource
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.watching import MOST_WATCHED, needs_prices, symbols_to_watch

LOTS = Decimal(2)
PRICED = replace(SETTINGS, orders=OrderRules(max_slippage=10))
"""The settings of a route that looks at prices before it opens."""

BY_DISTANCE = StopRule(source=StopSource.DISTANCE)
FIXED = StopRule(source=StopSource.FIXED, points=100)
WIDENED = StopRule(offset=5)
NEARER = StopRule(offset=-5)


def _world(*routes: Route) -> Book:
    """Return a book whose accounts list nothing yet."""
    known = book(*routes)
    for state in known.accounts.values():
        state.instruments.clear()
    return known


def _list(
    known: Book, key: AccountKey, *names: str, shown: bool = False, base: str = "", profit: str = ""
) -> None:
    """Let an account have these symbols; `shown` are in its Market Watch."""
    listed = known.account(key).instruments
    for name in names:
        listed[name] = replace(EURUSD, name=name, selected=shown, base=base, profit=profit)


def _mapped(*pairs: tuple[str, str], settings: RouteSettings = PRICED) -> RouteSettings:
    return replace(settings, symbol_map=pairs)


def _with_currency(known: Book, key: AccountKey, currency: str) -> None:
    known.account(key).profile = replace(profile(key), currency=currency)


@pytest.mark.parametrize(
    "settings",
    [
        SETTINGS,
        replace(SETTINGS, sizing=FixedLots(lots=LOTS)),
        replace(SETTINGS, sizing=Multiplier(factor=LOTS)),
        replace(SETTINGS, overrides=(SymbolOverride(symbol="EURUSD", max_lots=LOTS),)),
        replace(SETTINGS, overrides=(SymbolOverride(symbol="EURUSD", sizing=SameLots()),)),
        replace(SETTINGS, stops=StopRules(stop_loss=StopRule(source=StopSource.NONE))),
        replace(SETTINGS, recovery=RecoveryRules(late=LatePolicy.MARKET)),
        replace(SETTINGS, recovery=RecoveryRules(late=LatePolicy.ASK)),
    ],
)
def test_route_when_no_rule_looks_at_prices_then_needs_none(settings: RouteSettings) -> None:
    of = route(settings)

    assert needs_prices(book(of), of) is False


@pytest.mark.parametrize(
    "settings",
    [
        replace(SETTINGS, sizing=SizeMultiplier()),
        replace(SETTINGS, sizing=Proportional(base=FundsBase.EQUITY)),
        replace(
            SETTINGS,
            overrides=(
                SymbolOverride(symbol="EURUSD"),
                SymbolOverride(symbol="GBPUSD", sizing=RiskMoney(amount=LOTS)),
                SymbolOverride(symbol="USDJPY", sizing=SameLots()),
            ),
        ),
        replace(SETTINGS, stops=StopRules(refused=RefusedStop.AFTERWARDS)),
        replace(SETTINGS, stops=StopRules(refused=RefusedStop.SKIP)),
        replace(SETTINGS, stops=StopRules(stop_loss=BY_DISTANCE)),
        replace(SETTINGS, stops=StopRules(take_profit=BY_DISTANCE)),
        replace(SETTINGS, stops=StopRules(stop_loss=FIXED)),
        replace(SETTINGS, stops=StopRules(take_profit=FIXED)),
        replace(SETTINGS, stops=StopRules(stop_loss=WIDENED)),
        replace(SETTINGS, stops=StopRules(take_profit=NEARER)),
        replace(SETTINGS, orders=OrderRules(max_slippage=0)),
        replace(SETTINGS, filters=Filters(max_spread=0)),
        replace(SETTINGS, recovery=RecoveryRules(late=LatePolicy.WITHIN)),
    ],
)
def test_route_when_a_rule_looks_at_prices_then_needs_them(settings: RouteSettings) -> None:
    of = route(settings)

    assert needs_prices(book(of), of) is True


def test_route_when_its_follower_has_a_cap_then_needs_prices_and_its_masters_is_no_matter() -> None:
    capped, other = book(), book()
    capped.account(FOLLOWER).caps = AccountCaps(order_lots=LOTS)
    other.account(MASTER).caps = AccountCaps(order_lots=LOTS)

    assert needs_prices(capped, route()) is True
    assert needs_prices(other, route()) is False


def test_mapped_symbol_when_prices_are_needed_then_each_end_watches_its_own_name() -> None:
    known = _world(route(_mapped(("DAX", "GER40"))))
    for key in (MASTER, FOLLOWER):
        _list(known, key, "DAX", "GER40", "SPX")

    assert symbols_to_watch(known, MASTER) == ("DAX",)
    assert symbols_to_watch(known, FOLLOWER) == ("GER40",)


def test_symbol_when_it_was_confirmed_before_then_each_end_watches_its_own_name() -> None:
    known = _world(route(PRICED))
    known.mappings = {("r9", "SPX"): "US500", ("r1", "DAX"): "GER40"}
    for key in (MASTER, FOLLOWER):
        _list(known, key, "DAX", "GER40", "SPX", "US500")

    assert symbols_to_watch(known, MASTER) == ("DAX",)
    assert symbols_to_watch(known, FOLLOWER) == ("GER40",)


def test_copy_when_open_then_each_end_watches_its_own_name() -> None:
    known = _world(route(PRICED))
    known.put(replace(LIVE, master_symbol="DAX", symbol="GER40"))
    for key in (MASTER, FOLLOWER):
        _list(known, key, "DAX", "GER40")

    assert symbols_to_watch(known, MASTER) == ("DAX",)
    assert symbols_to_watch(known, FOLLOWER) == ("GER40",)


@pytest.mark.parametrize("key", [MASTER, FOLLOWER])
def test_master_when_it_trades_or_traded_then_both_ends_watch_the_symbols(key: AccountKey) -> None:
    known = _world(route(PRICED))
    master = known.account(MASTER)
    master.positions["501"] = position("1", symbol="DAX")
    master.pendings["502"] = replace(order(ticket="502"), symbol="NAS100")
    master.closed["503"] = replace(GONE, id="503", symbol="US30")
    for each in (MASTER, FOLLOWER):
        _list(known, each, "DAX", "NAS100", "US30", "SPX")

    assert symbols_to_watch(known, key) == ("DAX", "NAS100", "US30")


def test_masters_symbol_when_the_trader_maps_it_then_the_follower_watches_what_it_means() -> None:
    # Both ends have both names: the map alone tells which one is meant.
    known = _world(route(_mapped(("DAX", "GER40"))))
    known.account(MASTER).positions["501"] = position("1", symbol="DAX")
    for key in (MASTER, FOLLOWER):
        _list(known, key, "DAX", "GER40")

    assert symbols_to_watch(known, MASTER) == ("DAX",)
    assert symbols_to_watch(known, FOLLOWER) == ("GER40",)


def test_masters_symbol_when_the_follower_has_none_then_the_others_are_still_watched() -> None:
    known = _world(route(PRICED))
    positions = known.account(MASTER).positions
    positions["501"] = position("1", symbol="AAA")
    positions["502"] = position("1", id="502", symbol="DAX")
    _list(known, FOLLOWER, "DAX")

    assert symbols_to_watch(known, FOLLOWER) == ("DAX",)


@pytest.mark.parametrize("key", [MASTER, FOLLOWER])
def test_market_watch_when_it_is_long_then_its_first_64_count_and_hidden_symbols_do_not(
    key: AccountKey,
) -> None:
    known = _world(route(PRICED))
    _list(known, MASTER, "HIDDEN")
    # Last name first: the terminal's order counts, not the alphabet.
    names = [f"IDX{number:02}" for number in range(65, 0, -1)]
    _list(known, MASTER, *names, shown=True)
    _list(known, FOLLOWER, "HIDDEN", *names)

    watched = symbols_to_watch(known, key)

    assert len(watched) == 64
    assert (watched[0], watched[-1]) == ("IDX02", "IDX65")


def test_watched_symbols_when_too_many_then_the_least_needed_are_left_out() -> None:
    # The map comes first: of 256 further symbols one finds no place.
    known = _world(route(_mapped(("ZZZ", "ZZZ"))))
    names = [f"IDX{number:03}" for number in range(256)]
    known.account(MASTER).positions.update(
        (name, position("1", id=name, symbol=name)) for name in names
    )
    _list(known, MASTER, "ZZZ", *names)

    watched = symbols_to_watch(known, MASTER)

    assert MOST_WATCHED == 256
    assert watched == (*names[:255], "ZZZ")


@pytest.mark.parametrize(
    ("mode", "watched"),
    [
        (RouteMode.LIVE, ("DAX",)),
        (RouteMode.SHADOW, ("DAX",)),
        (RouteMode.CLOSE_ONLY, ("DAX",)),
        (RouteMode.OFF, ()),
    ],
)
def test_route_when_off_then_nothing_is_watched_for_it(
    mode: RouteMode, watched: tuple[str, ...]
) -> None:
    known = _world(route(_mapped(("DAX", "DAX")), mode=mode))
    _list(known, FOLLOWER, "DAX")

    assert symbols_to_watch(known, FOLLOWER) == watched


@pytest.mark.parametrize("mode", [RouteMode.OFF, RouteMode.LIVE])
def test_route_when_about_to_be_armed_then_its_symbols_are_watched_whatever_it_needs(
    mode: RouteMode,
) -> None:
    known = _world(route(_mapped(("DAX", "DAX"), settings=SETTINGS), mode=mode))
    _list(known, FOLLOWER, "DAX")

    assert symbols_to_watch(known, FOLLOWER) == ()
    assert symbols_to_watch(known, FOLLOWER, frozenset({"r2"})) == ()
    assert symbols_to_watch(known, FOLLOWER, frozenset({"r1"})) == ("DAX",)


def test_route_of_other_accounts_when_it_needs_prices_then_these_ends_watch_their_own() -> None:
    other = route(_mapped(("SPX", "SPX")), id="r2", follower=OTHER_FOLLOWER)
    known = _world(other, route(_mapped(("DAX", "DAX"))))
    for key in (MASTER, FOLLOWER):
        _list(known, key, "DAX", "SPX")

    assert symbols_to_watch(known, FOLLOWER) == ("DAX",)
    assert symbols_to_watch(known, MASTER) == ("DAX", "SPX")


@pytest.mark.parametrize(
    ("caps", "watched"),
    [
        (AccountCaps(leverage=LOTS), ("DAX",)),
        (AccountCaps(min_free_margin=LOTS), ("DAX",)),
        (AccountCaps(order_lots=LOTS, total_lots=LOTS), ()),
    ],
)
def test_c11_account_when_a_cap_counts_money_then_all_it_holds_is_watched(
    caps: AccountCaps, watched: tuple[str, ...]
) -> None:
    known = _world(route(mode=RouteMode.OFF))
    known.account(FOLLOWER).caps = caps
    known.account(FOLLOWER).positions["7"] = position("1", id="7", symbol="DAX")
    known.account(MASTER).positions["8"] = position("1", id="8", symbol="SPX")
    _list(known, FOLLOWER, "DAX", "SPX")

    assert symbols_to_watch(known, FOLLOWER) == watched


def test_conversions_when_nothing_is_wanted_then_are_not_watched() -> None:
    known = _world(route())
    _list(known, FOLLOWER, "EURUSD", shown=True)

    assert symbols_to_watch(known, FOLLOWER) == ()


def test_conversions_when_a_symbols_profit_is_foreign_then_the_shown_pairs_of_it_are_watched() -> (
    None
):
    # GER40 counts in pence here, the account in dollars; yen have no part in it.
    known = _world(route(_mapped(("DAX", "GER40"))))
    _list(known, FOLLOWER, "GER40", profit="GBX")
    _list(known, FOLLOWER, "GBPUSD", "GBPJPY", "USDJPY", "EURUSD", "SPX", shown=True)
    _list(known, FOLLOWER, "GBPUSD.hidden")

    assert symbols_to_watch(known, FOLLOWER) == ("GBPUSD", "GER40")


def test_conversions_when_a_pair_is_wanted_then_both_of_its_currencies_count() -> None:
    known = _world(route(_mapped(("EURGBP", "EURGBP"))))
    _list(known, FOLLOWER, "EURGBP")
    _list(known, FOLLOWER, "EURUSD", "GBPUSD", "AUDUSD", shown=True)

    assert symbols_to_watch(known, FOLLOWER) == ("EURGBP", "EURUSD", "GBPUSD")


def test_conversions_when_a_wanted_symbol_is_not_listed_then_it_tells_no_currency() -> None:
    known = _world(route(_mapped(("DAX", "GER40"), ("SPX", "US500"))))
    _list(known, FOLLOWER, "US500", profit="USD")
    _list(known, FOLLOWER, "EURUSD", shown=True)

    assert symbols_to_watch(known, FOLLOWER) == ("US500",)


@pytest.mark.parametrize("currency", ["GBP", "GBX"])
def test_conversions_when_the_account_is_in_another_currency_then_it_counts(currency: str) -> None:
    known = _world(route(_mapped(("SPX", "US500"))))
    _with_currency(known, FOLLOWER, currency)
    _list(known, FOLLOWER, "US500", profit="USD")
    _list(known, FOLLOWER, "GBPUSD", "EURUSD", shown=True)

    assert symbols_to_watch(known, FOLLOWER) == ("GBPUSD", "US500")


@pytest.mark.parametrize("currency", ["GBP", "GBX"])
def test_conversions_when_the_master_is_in_another_currency_then_it_counts_for_its_follower(
    currency: str,
) -> None:
    known = _world(route(_mapped(("SPX", "SPX"))))
    _with_currency(known, MASTER, currency)
    _list(known, FOLLOWER, "SPX", profit="USD")
    _list(known, FOLLOWER, "GBPUSD", "EURUSD", shown=True)

    assert symbols_to_watch(known, FOLLOWER) == ("GBPUSD", "SPX")


@pytest.mark.parametrize("currency", ["GBP", "GBX"])
def test_conversions_when_a_follower_is_in_another_currency_then_it_counts_for_its_master(
    currency: str,
) -> None:
    known = _world(route(PRICED))
    _with_currency(known, FOLLOWER, currency)
    # These fill the places of the Market Watch; what stands behind them is there to convert.
    names = [f"IDX{number:02}" for number in range(64)]
    _list(known, MASTER, *names, "GBPUSD", "EURUSD", shown=True)

    assert symbols_to_watch(known, MASTER) == ("GBPUSD", *names)


def test_conversions_when_a_route_of_others_is_in_another_currency_then_it_does_not_count() -> None:
    known = _world(route(_mapped(("SPX", "SPX"))), route(id="r2", follower=OTHER_FOLLOWER))
    _with_currency(known, OTHER_FOLLOWER, "GBP")
    _list(known, FOLLOWER, "SPX", profit="USD")
    _list(known, FOLLOWER, "GBPUSD", shown=True)

    assert symbols_to_watch(known, FOLLOWER) == ("SPX",)


def test_conversions_when_all_is_in_one_currency_then_dollars_count_as_the_way_between() -> None:
    known = _world(route(_mapped(("DAX", "DAX"))))
    for key in (MASTER, FOLLOWER):
        _with_currency(known, key, "EUR")
    _list(known, FOLLOWER, "DAX", profit="EUR")
    _list(known, FOLLOWER, "EURUSD", "EURGBP", shown=True)

    assert symbols_to_watch(known, FOLLOWER) == ("DAX", "EURUSD")


def test_conversions_when_no_terminal_has_told_a_currency_then_only_dollars_are_known() -> None:
    known = _world(route(_mapped(("DAX", "DAX"))))
    for key in (MASTER, FOLLOWER):
        known.account(key).profile = None
    _list(known, FOLLOWER, "DAX", profit="EUR")
    _list(known, FOLLOWER, "EURUSD", "GBPUSD", shown=True)

    assert symbols_to_watch(known, FOLLOWER) == ("DAX", "EURUSD")
