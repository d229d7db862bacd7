"""Whose prices must be known before they are needed. Decides nothing about a trade.

A price is asked for only where a route's rules look at it: prices of hundreds of symbols ten times
a second would hold up copies that need none.
"""

from collections.abc import Iterator

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.caps import NO_CAPS
from tradecopy_desktop.domain.guarding import NakedAction
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.limits import Exposure, ExposureLimit
from tradecopy_desktop.domain.recovery_rules import LatePolicy
from tradecopy_desktop.domain.routes import Route, RouteMode, RouteSettings
from tradecopy_desktop.domain.sizing import LITERAL, Sizing
from tradecopy_desktop.domain.stop_rules import RefusedStop, StopRule, StopSource
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.money.currencies import pair_of, profit_currency, whole
from tradecopy_desktop.engine.symbols.resolve import resolve_symbol

MOST_WATCHED = 256
"""How many symbols a terminal can be asked for."""

_FROM_SELECTED = 64


def symbols_to_watch(
    book: Book, key: AccountKey, also: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Return the symbols of an account whose prices its routes' rules need, sorted.

    The routes in `also` are about to be armed: what they would trade is looked at beforehand.
    """
    account = book.account(key)
    # A close that waits for the market to open comes before every opening.
    wanted: dict[str, None] = dict.fromkeys(sorted(account.awaited))
    for route in book.routes.values():
        if key not in (route.master, route.follower):
            continue
        is_armed = route.mode is not RouteMode.OFF and needs_prices(book, route)
        if is_armed or route.id in also:
            wanted.update(dict.fromkeys(_of_route(book, route, account)))
    if account.caps.leverage or account.caps.min_free_margin or _guard_needs_prices(account):
        # What the trader or another program holds counts as well.
        wanted.update(dict.fromkeys(each.symbol for each in account.positions.values()))
        wanted.update(dict.fromkeys(each.symbol for each in account.pendings.values()))
    wanted.update(dict.fromkeys(_conversions(book, account, tuple(wanted))))
    return tuple(sorted([name for name in wanted if name in account.instruments][:MOST_WATCHED]))


def symbols_for_example(
    book: Book, key: AccountKey, symbol: str, currencies: frozenset[str]
) -> tuple[str, ...]:
    """Return what an account's terminal is to quote for an imagined trade in one of its symbols.

    `currencies` are those of the accounts at both ends.
    """
    account = book.account(key)
    if symbol not in account.instruments:
        return ()
    return (symbol, *_conversions(book, account, (symbol,), currencies))


def needs_prices(book: Book, route: Route) -> bool:
    """Tell whether any rule of a route looks at prices before it opens."""
    settings = route.settings
    sizings = [settings.sizing, *(each.sizing for each in settings.overrides if each.sizing)]
    return (
        any(_sizing_needs_prices(sizing) for sizing in sizings)
        or _stops_need_prices(settings)
        or settings.orders.max_slippage is not None
        or settings.filters.max_spread is not None
        or settings.recovery.late is LatePolicy.WITHIN
        or book.account(route.follower).caps != NO_CAPS
        or _guard_needs_prices(book.account(route.follower))
    )


def _guard_needs_prices(account: AccountState) -> bool:
    """Tell whether an account's guard counts what lots are worth, or may set a stop."""
    guard = account.guard
    counts_value = any(
        isinstance(limit.rule, ExposureLimit) and limit.rule.exposure is Exposure.VALUE
        for limit in guard.limits
    )
    sets_stops = guard.naked.action is NakedAction.EMERGENCY_STOP
    return guard.worst_case or counts_value or sets_stops


def _sizing_needs_prices(sizing: Sizing) -> bool:
    return not isinstance(sizing, LITERAL)


def _stops_need_prices(settings: RouteSettings) -> bool:
    rules = settings.stops
    return (
        rules.refused is not RefusedStop.NEAREST
        or _needs_price(rules.stop_loss)
        or _needs_price(rules.take_profit)
    )


def _needs_price(rule: StopRule) -> bool:
    return rule.source in (StopSource.DISTANCE, StopSource.FIXED) or bool(rule.offset)


def _of_route(book: Book, route: Route, account: AccountState) -> Iterator[str]:
    is_master = account.key == route.master
    for ours, theirs in route.settings.symbol_map:
        yield ours if is_master else theirs
    for (id, ours), theirs in book.mappings.items():
        if id == route.id:
            yield ours if is_master else theirs
    for link in book.copies_of(route.id):
        yield link.master_symbol if is_master else link.symbol
    for name in _of_master(book.account(route.master)):
        if is_master:
            yield name
            continue
        found = resolve_symbol(
            name, route.settings, book.account(route.master), account, book.table, None
        )
        if found.name is not None:
            yield found.name


def _of_master(master: AccountState) -> Iterator[str]:
    """Yield what a master holds, traded lately, and has in its Market Watch."""
    traded = {position.symbol for position in master.positions.values()}
    traded.update(order.symbol for order in master.pendings.values())
    traded.update(ended.symbol for ended in master.closed.values())
    yield from sorted(traded)
    shown = [name for name, each in master.instruments.items() if each.selected]
    yield from shown[:_FROM_SELECTED]


def _conversions(
    book: Book,
    account: AccountState,
    wanted: tuple[str, ...],
    also: frozenset[str] = frozenset(),
) -> Iterator[str]:
    """Yield the pairs that turn the money of the wanted symbols into the accounts' currencies."""
    if not wanted:
        return
    currencies = {whole(each) for each in (account.currency, *also)}
    for name in wanted:
        instrument = account.instruments.get(name)
        if instrument is not None:
            currencies.add(whole(profit_currency(instrument)))
            currencies.update(pair_of(instrument) or ())
    for route in book.routes.values():
        if account.key in (route.master, route.follower):
            currencies.add(whole(book.account(route.master).currency))
            currencies.add(whole(book.account(route.follower).currency))
    currencies |= {"USD"}
    for name, instrument in account.instruments.items():
        if _converts(instrument, currencies):
            yield name


def _converts(instrument: Instrument, currencies: set[str]) -> bool:
    pair = pair_of(instrument)
    return pair is not None and currencies.issuperset(pair) and instrument.selected
