"""Shares of netted positions after the ledger was lost: the executor tells them (rule E23).

It counts them by its own deals. Asked to hold no more than all that is there, it orders nothing and
answers with what a copy holds.
"""

from collections.abc import Container, Iterator
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from tradecopy_desktop.domain.decisions import Copied, NothingToDo, Step
from tradecopy_desktop.domain.ids import open_id
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.trades import ClosedPosition, Position
from tradecopy_desktop.domain.values import ZERO, MarginMode, Platform
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.following import order_volume
from tradecopy_desktop.engine.magic import next_magic
from tradecopy_desktop.engine.reconciling.rebuilding import Lost, close_lost, following, rebuilt
from tradecopy_desktop.engine.reconciling.relinking import CopyName, copy_names

_A_DAY_MS = 26 * 3_600_000


def ask_for_shares(book: Book, route: Route, utc: datetime) -> Iterator[Copied]:
    """Yield what asks a netting follower's executor for copies that hide in shared positions.

    Whatever the master holds or has lately closed in a symbol that is copied into the position may
    have a share there. It is asked to hold all of the position, which orders nothing, or, where its
    master has closed, to hold nothing; a copy that it does not know ends unseen.
    """
    if book.account(route.follower).margin_mode is not MarginMode.NETTING:
        return
    for shared in book.account(route.follower).positions.values():
        if shared.link is None or shared.link.route != route.id:
            continue
        if shared.opened_at < book.remembers_from:
            continue
        for origin in _origins_in(book, route, shared):
            name = _next_name(book, route, origin)
            if name is not None:
                yield _asked_for(book, route, _share(name, origin, shared), utc)


def _next_name(book: Book, route: Route, origin: Position | ClosedPosition) -> CopyName | None:
    """Return the name to ask for next, None once a copy was found or there is no other name."""
    for name in copy_names(book, route, origin):
        link = book.links.get(name.copy)
        if link is None:
            return name
        if link.is_live:
            return None
    return None


def settled_shares(book: Book, route: Route, busy: Container[str]) -> Iterator[NothingToDo]:
    """Yield the linked copies of netted positions whose executor has told their share."""
    for link in book.copies_of(route.id):
        if link.ratio or not link.opens or not link.master_volume or link.copy in busy:
            continue
        share = Fraction(link.filled)
        ratio = share / Fraction(link.master_volume)
        settled = replace(link, ratio=ratio, base=share, exact=share, original=link.accepted)
        text = f"{link.filled:f} lots in {link.symbol} are this copy's"
        yield NothingToDo(route=route.id, link=settled, detail=text)


def _origins_in(book: Book, route: Route, shared: Position) -> Iterator[Position | ClosedPosition]:
    master = book.account(route.master)
    side = shared.side.opposite if route.settings.reverse else shared.side
    for origin in master.positions.values():
        if origin.side is side and _is_copied_into(book, route, origin, shared):
            yield origin
    for closed in master.sides_closed.values():
        # Two servers' clocks differ by a day at most.
        is_recent = closed.closed_at >= shared.opened_at - _A_DAY_MS
        if closed.side is side and is_recent and _is_copied_into(book, route, closed, shared):
            yield closed


def _is_copied_into(
    book: Book, route: Route, origin: Position | ClosedPosition, shared: Position
) -> bool:
    return book.mappings.get((route.id, origin.symbol)) == shared.symbol


def _share(name: CopyName, origin: Position | ClosedPosition, shared: Position) -> Lost:
    """Return a position as that of another copy, by the names that its first opening has."""
    id = open_id(copy=name.copy, order=name.order)
    carried = shared.link
    if carried is not None:
        carried = replace(carried, copy=name.copy, id=id, source=name.source)
    magic = next_magic(Platform.MT5, id=id, last=0, taken=())
    ticket = replace(shared, link=carried, magic=magic)
    return Lost(copy=name.copy, tickets=(ticket,), origin=origin, is_proven=True)


def _asked_for(book: Book, route: Route, lost: Lost, utc: datetime) -> Copied:
    (ticket,), origin = lost.tickets, lost.origin
    nothing = replace(rebuilt(book, route, lost, utc), filled=ZERO, entry=None)
    if not isinstance(origin, Position):
        return close_lost(nothing, "its master has closed meanwhile")
    asked = following(nothing, origin)
    ordered, command = order_volume(asked, ticket.volume, version=asked.version)
    return Copied(
        route=route.id,
        link=ordered,
        commands=(command,),
        steps=(Step(rule="linked again", text="its share of the position is asked for"),),
        settings_version=route.settings.version,
    )
