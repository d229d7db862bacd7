"""Where a master's position came from, and what the follower's account cannot hold with it.

Copies are recognized by the ledger: on a netting account the magic of a position is not ours alone
(rule C10). Asked about openings only, never about closes (rule C4).
"""

from collections.abc import Iterable, Iterator

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.decisions import Refusal, SkipReason
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import MarginMode, Side
from tradecopy_desktop.engine.book import AccountState, Book


def refused_by_topology(
    book: Book, route: Route, position: Position, instrument: Instrument, side: Side
) -> Refusal | None:
    """Return why the accounts cannot hold this copy, or None; lots and filters are not asked."""
    if copied_back(book, route, position):
        text = f"the master's {position.symbol} is itself a copy that came from {route.follower}"
        return SkipReason.LOOP, text
    follower = book.account(route.follower)
    if follower.margin_mode is MarginMode.NETTING:
        return _refused_by_sharing(book, route, instrument.name)
    if follower.profile is not None and follower.profile.fifo:
        return _refused_by_fifo(book, follower, instrument.name, side)
    return None


def copied_back(book: Book, route: Route, position: Position) -> bool:
    """Tell whether a position of the route's master was copied from the route's follower."""
    return route.follower in _chain(book, route.master, position)


def origin_of(book: Book, account: AccountKey, position_id: str) -> tuple[AccountKey, ...]:
    """Return the accounts that an open position was copied from, the nearest first, () for none."""
    position = book.account(account).positions.get(position_id)
    return () if position is None else _chain(book, account, position)


def _chain(book: Book, account: AccountKey, position: Position) -> tuple[AccountKey, ...]:
    # Most masters follow nobody, and this stands before every opening.
    links = list(_made_by(book, book.account(account), position))
    if not links:
        return ()
    chain: dict[AccountKey, None] = {}
    seen: set[str] = set()
    for link in links:  # grows while masters are found above masters
        if link.copy in seen:
            continue
        seen.add(link.copy)
        chain[link.master] = None
        links.extend(_above(book, link))
    return tuple(chain)


def _made_by(book: Book, state: AccountState, position: Position) -> Iterable[Link]:
    """Return the copies that make up a position of an account."""
    if state.margin_mode is MarginMode.NETTING:
        return _holding(book, state.key, position.symbol)
    names = (
        position.link.copy if position.link else None,
        state.copies.get(position.id),
        state.copies.get(position.ticket),
    )
    for name in names:
        if name in book.links:
            return (book.links[name],)
    if position.magic not in book.magics_of(state.key):
        return ()
    # The deal may be seen before its executor's report; until then the magic tells.
    return (
        link
        for link in book.active_on(state.key, position.symbol)
        if any(opening.magic == position.magic for opening in link.opens)
    )


def _above(book: Book, link: Link) -> Iterator[Link]:
    """Yield the copies that the master's position of a copy is made of."""
    master = book.account(link.master)
    if master.margin_mode is MarginMode.NETTING:
        yield from _holding(book, link.master, link.master_symbol)
        return
    position = master.positions.get(link.position)
    if position is not None:
        yield from _made_by(book, master, position)
        return
    name = master.copies.get(link.position)
    if name is not None and name in book.links:
        yield book.links[name]


def _holding(book: Book, account: AccountKey, symbol: str) -> Iterator[Link]:
    """Yield the copies that hold lots of a symbol on an account, or whose orders will."""
    return (
        link
        for link in book.active_on(account, symbol)
        if link.target or link.filled or link.pending is not None
    )


def _refused_by_sharing(book: Book, route: Route, symbol: str) -> Refusal | None:
    for link in _holding(book, route.follower, symbol):
        if link.route == route.id:
            continue
        other = book.routes.get(link.route)
        if other is None or not (route.settings.shares_netting and other.settings.shares_netting):
            name = f"route {other.name!r}" if other else "a route that is gone"
            return (
                SkipReason.SHARED_SYMBOL,
                f"{name} holds {symbol} on this follower, which nets its positions; "
                "let both routes share positions or keep their symbols apart",
            )
    return None


def _refused_by_fifo(book: Book, follower: AccountState, symbol: str, side: Side) -> Refusal | None:
    held = next((p.side for p in follower.positions.values() if p.symbol == symbol), None)
    if held is None:
        held = next((link.side for link in _holding(book, follower.key, symbol)), None)
    if held is None:
        return None
    if held is side:
        text = f"the follower's broker closes the oldest first, and it holds {symbol} already"
    else:
        text = f"the follower's broker allows no hedging, and it holds {symbol} the other way"
    return SkipReason.FIFO, text
