"""What whole pictures of both accounts mean for copies of pending orders (rules W1, L6, C2).

A pending order leaves no closing deal: one that a whole list does not show, and no position either,
was cancelled or expired. Taking the copy's order back is the safe side of that.
"""

from dataclasses import replace
from decimal import Decimal

from tradecopy_desktop.domain.decisions import Decision
from tradecopy_desktop.domain.facts import SnapshotTaken
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.trades import PendingOrder, Position
from tradecopy_desktop.domain.values import ZERO, MarginMode
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.opening.signal import Signal
from tradecopy_desktop.engine.pendings.copies import change_copy
from tradecopy_desktop.engine.pendings.ends import end_copy, is_unpaired
from tradecopy_desktop.engine.pendings.events import Noted, after_fill, order_gone
from tradecopy_desktop.engine.pendings.fills import adopt_fill
from tradecopy_desktop.engine.pendings.orders import lots_to_come, order_end


def follow_master_pendings(book: Book, picture: SnapshotTaken) -> tuple[Decision, ...]:
    """Return what became of the master's pending orders while nobody was told."""
    if not picture.whole:
        return ()
    decisions: list[Decision] = []
    for route in book.routes_of(picture.account):
        for link in book.copies_of(route.id):
            if is_unpaired(link) and link.accepted == 0:
                decisions.extend(_about_order(book, route, link, picture))
    return tuple(decisions)


def _about_order(
    book: Book, route: Route, link: Link, picture: SnapshotTaken
) -> tuple[Decision, ...]:
    waiting = next((each for each in picture.pendings if each.ticket == link.order), None)
    position = next((each for each in picture.positions if each.order == link.order), None)
    if position is not None and position.side is link.master_side:
        adoption = adopt_fill(book, route, _signal(position, link, is_whole=waiting is None))
        return () if adoption is None else (adoption.decision,)
    if waiting is not None:
        return change_copy(book, route, waiting)
    ended = any(each.order == link.order for each in picture.closed)
    why = "the master's position is closed again" if ended else "the master's order is gone"
    return end_copy(book, route, link.order, why)


def _signal(position: Position, link: Link, *, is_whole: bool) -> Signal:
    # A picture tells no deals: all that is there came from the order.
    return Signal(
        position=position,
        order=link.order,
        added=position.volume,
        version=f"picture {position.ticket}",
        order_volume=position.volume,
        price=position.price,
        whole_known=is_whole,
    )


def compare_pendings(book: Book, picture: SnapshotTaken, busy: frozenset[str]) -> tuple[Noted, ...]:
    """Return the copies whose waiting order the follower's whole picture shows otherwise.

    `busy` copies have an instruction under way: its answer will tell.
    """
    if not picture.whole:
        return ()
    noted: list[Noted] = []
    claimed: dict[str, Decimal] = {}
    for link in tuple(book.live_on(picture.account)):
        waits = link.pending is not None and link.state in (LinkState.PENDING, LinkState.LIVE)
        if not waits or link.copy in busy:
            continue
        is_netting = book.account(link.follower).margin_mode is MarginMode.NETTING
        found = _in_net(book, link, picture, claimed) if is_netting else _own(link, picture)
        if found is not None:
            noted.append(found)
    return tuple(noted)


def _own(link: Link, picture: SnapshotTaken) -> Noted | None:
    own = [each for each in picture.positions if _is_of(link, each)]
    brought = sum((each.volume for each in own), ZERO) - link.filled
    if brought > ZERO:
        found = after_fill(link, brought, own[-1].price)
        return found if _waits(link, picture) or found.link.pending is None else _short(found)
    if not own and link.filled > ZERO:
        ending, commands = order_end(replace(link, filled=ZERO))
        text = f"the copy in {link.symbol} was closed by someone else; its order is taken back"
        return Noted(link=ending, commands=commands, trouble=text)
    return None if _waits(link, picture) else order_gone(link, "it is not there any more")


def _in_net(
    book: Book, link: Link, picture: SnapshotTaken, claimed: dict[str, Decimal]
) -> Noted | None:
    if _waits(link, picture):
        return None
    # What no copy accounts for is what the order brought; a share of less is not believed.
    known = sum((each.filled for each in book.active_on(link.follower, link.symbol)), ZERO)
    there = sum(
        (
            each.volume
            for each in picture.positions
            if each.symbol == link.symbol and each.side is link.side
        ),
        ZERO,
    )
    due = lots_to_come(link)
    if there - known - claimed.get(link.symbol, ZERO) < due:
        return order_gone(link, "it is not there any more")
    claimed[link.symbol] = claimed.get(link.symbol, ZERO) + due
    return after_fill(link, due, None)


def _short(found: Noted) -> Noted:
    gone = order_gone(found.link, "its rest is not there any more")
    return replace(gone, commands=found.commands)


def _waits(link: Link, picture: SnapshotTaken) -> bool:
    return any(_is_of(link, order) for order in picture.pendings)


def _is_of(link: Link, shown: Position | PendingOrder) -> bool:
    if shown.link is not None:
        return shown.link.copy == link.copy
    # An executor whose journal is gone carries no links; the magic is the index (rule L2).
    magics = {opening.magic for opening in link.opens}
    return shown.symbol == link.symbol and shown.side is link.side and shown.magic in magics


def stray_pendings(book: Book, picture: SnapshotTaken) -> tuple[PendingOrder, ...]:
    """Return the orders that an executor placed for a copy of which none should wait."""
    if not picture.whole:
        return ()
    return tuple(
        order
        for order in picture.pendings
        if order.link is not None and not _is_expected(book.links.get(order.link.copy))
    )


def _is_expected(link: Link | None) -> bool:
    if link is None or link.state is LinkState.HANDED_OVER:
        return link is not None
    return link.is_live and link.pending is not None
