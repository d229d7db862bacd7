"""Which symbols a route would trade, and whether the follower's broker lets it (rule C9)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from tradecopy_desktop.domain.filters import OrderKind
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.order_rules import PendingPolicy
from tradecopy_desktop.domain.preflight import Check, Finding, Level
from tradecopy_desktop.domain.routes import Route, RouteSettings
from tradecopy_desktop.domain.values import PendingKind, Platform, Side
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.preflight.overlap import takes
from tradecopy_desktop.engine.symbols.confirmation import contradiction
from tradecopy_desktop.engine.symbols.resolve import resolve_symbol


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A master's symbol and the follower's that it means. `master` is None while unknown.

    `ratio` is how many of the follower's contracts one of the master's is.
    """

    symbol: str
    master: Instrument | None
    follower: Instrument
    ratio: Fraction


def symbols_to_check(book: Book, route: Route) -> tuple[str, ...]:
    """Return the master's symbols that the route takes and that are mapped, held or were traded."""
    settings, master = route.settings, book.account(route.master)
    symbols = {symbol for symbol, _ in settings.symbol_map}
    symbols.update(name for name in settings.filters.symbols_allowed if "*" not in name)
    symbols.update(symbol for id, symbol in book.mappings if id == route.id)
    symbols.update(position.symbol for position in master.positions.values())
    symbols.update(order.symbol for order in master.pendings.values())
    symbols.update(ended.symbol for ended in master.closed.values())
    return tuple(sorted(symbol for symbol in symbols if takes(settings.filters, symbol)))


def pair_of(book: Book, route: Route, symbol: str) -> tuple[Pair | None, Finding]:
    """Return the pair that a master's symbol makes, None for none, and what to tell about it."""
    master, follower = book.account(route.master), book.account(route.follower)
    mapped = book.mappings.get((route.id, symbol))
    found = resolve_symbol(symbol, route.settings, master, follower, book.table, mapped)
    instrument = follower.instruments.get(found.name) if found.name else None
    if instrument is None:
        return None, _unresolved(route.settings, symbol, found.reason, found.candidates)
    pair = Pair(
        symbol=symbol,
        master=master.instruments.get(symbol),
        follower=instrument,
        ratio=found.ratio,
    )
    # The trader's map wins over what contradicts it, but he should know.
    doubtful = contradiction(symbol, instrument.name, master, follower)
    level = Level.ASK if doubtful else Level.OK
    text = f"{symbol} is {instrument.name} at the follower: {found.reason}"
    return pair, Finding(level=level, check=Check.SYMBOL, text=text, symbol=symbol)


def _unresolved(
    settings: RouteSettings, symbol: str, reason: str, candidates: tuple[str, ...]
) -> Finding:
    # What the trader wrote himself and is wrong would never be right by waiting or by asking.
    level = Level.REFUSE if symbol in dict(settings.symbol_map) else Level.ASK
    choice = f"; it could be {', '.join(candidates)}" if candidates else ""
    text = f"{symbol} is not copied: {reason}{choice}"
    return Finding(level=level, check=Check.SYMBOL, text=text, symbol=symbol)


def check_pair(route: Route, pair: Pair, follower: AccountState) -> tuple[Finding, ...]:
    """Return what keeps the follower from trading a symbol, nothing if it can."""
    instrument, name = pair.follower, pair.follower.name
    findings = []

    def add(level: Level, check: Check, text: str) -> None:
        findings.append(Finding(level=level, check=check, text=text, symbol=pair.symbol))

    if not instrument.is_complete:
        text = f"{name} is not copied: its specification at the follower's broker is incomplete"
        add(Level.ASK, Check.SPECIFICATION, text)
    if not instrument.selected:
        text = f"{name} is not in the follower's Market Watch; show it there"
        add(Level.WAIT, Check.MARKET_WATCH, text)
    if name not in follower.quotes:
        add(Level.WAIT, Check.QUOTE, f"the follower's terminal has shown no price of {name} yet")
    mode = instrument.trade_mode
    refused = [side.value for side in _sides(route) if not mode.allows_opening(side)]
    if refused:
        text = f"the follower's broker allows no new {' or '.join(refused)} in {name}"
        add(Level.ASK, Check.TRADE_MODE, text)
    return tuple(findings)


def _sides(route: Route) -> list[Side]:
    """Return the sides that the follower may be told to open."""
    taken = route.settings.filters.sides
    return [side for side in Side if (side.opposite if route.settings.reverse else side) in taken]


def check_pendings(
    route: Route, pairs: Iterable[Pair], master: AccountState, follower: AccountState
) -> Iterator[Finding]:
    """Yield the pending orders that the follower's broker does not take."""
    if route.settings.orders.pendings is not PendingPolicy.AS_PENDINGS:
        return
    pairs = tuple(pairs)
    for kind in PendingKind:
        if OrderKind(kind.value) not in route.settings.filters.order_kinds:
            continue
        words = kind.value.replace("_", " ")
        if kind is PendingKind.STOP_LIMIT and follower.platform is Platform.MT4:
            if master.platform is not Platform.MT4:
                text = f"{words} orders are not copied: MetaTrader 4 has none"
                yield Finding(level=Level.ASK, check=Check.PENDINGS, text=text)
            continue
        lacking = [pair.follower.name for pair in pairs if _lacks(pair, kind)]
        if lacking:
            text = (
                f"{words} orders are not copied in {', '.join(lacking)}: the follower's broker "
                "does not take them"
            )
            yield Finding(level=Level.ASK, check=Check.PENDINGS, text=text)


def _lacks(pair: Pair, kind: PendingKind) -> bool:
    can_be_placed = pair.master is None or kind.value in pair.master.pendings
    return can_be_placed and kind.value not in pair.follower.pendings
