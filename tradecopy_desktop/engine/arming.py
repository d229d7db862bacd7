"""How a route begins and ends: what was there before it, and what becomes of its copies."""

from dataclasses import replace

from tradecopy_desktop.domain.baseline import Baseline
from tradecopy_desktop.domain.decisions import Copied, Decision, NothingToDo, Step
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.preflight import WasThere
from tradecopy_desktop.domain.routes import OpenCopies, Route
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO, MarginMode
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.following import order_volume, without_master
from tradecopy_desktop.engine.money.quotes import entry_at

_CLOSED = "the route was ended: closed"
_HANDED_OVER = "the route was ended: handed over to you"
_REHEARSED = "the rehearsal ended"


def baseline_of(book: Book, route: Route) -> Baseline:
    """Return what the route's master holds now and the route does not follow (rule C3)."""
    master = book.account(route.master)
    pendings = master.pendings.keys() - _followed(book, route)
    if master.margin_mode is MarginMode.NETTING:
        return Baseline(route=route.id, pendings=frozenset(pendings))
    positions = frozenset(each.id for each in _unfollowed(book, route))
    return Baseline(route=route.id, positions=positions, pendings=frozenset(pendings))


def what_was_there(book: Book, route: Route) -> tuple[WasThere, ...]:
    """Return the positions to offer for copying now, the oldest first."""
    quotes = book.account(route.master).quotes
    found = sorted(_unfollowed(book, route), key=lambda each: (each.opened_at, each.id))
    return tuple(
        WasThere(position=each, price_now=entry_at(quotes.get(each.symbol), each.side))
        for each in found
    )


def is_before_route(book: Book, route: Route, position_id: str, order: str) -> bool:
    """Tell whether an opening belongs to what was there when the route was armed.

    A pending order keeps its ticket when it is filled: as the order of the fill and, on a hedging
    master, as the position's identifier. A netting master's position may be older than the
    baseline and still be changed by an order that is not.
    """
    baseline = book.baselines.get(route.id)
    if baseline is None:
        return False
    if order in baseline.pendings:
        return True
    if book.account(route.master).margin_mode is MarginMode.NETTING:
        return False
    return position_id in baseline.positions or position_id in baseline.pendings


def end_copies(book: Book, route: Route, choice: OpenCopies) -> tuple[Decision, ...]:
    """Return what becomes of the copies that a route holds when it ends (rule C5).

    Copies whose orders wait are left to `pendings_to_cancel`; those that stay are handed over with
    the rest. A close that is under way goes on.
    """
    if choice is OpenCopies.FOLLOW:
        return ()
    copies = _copies(book, route)
    held = [link for link in copies if link.pending is None]
    if choice is OpenCopies.CLOSE:
        return tuple(_closed(route, link) for link in held)
    cut = copies if route.settings.orders.keep_pendings else held
    return tuple(_ended(route, link, LinkState.HANDED_OVER, _HANDED_OVER) for link in cut)


def pendings_to_cancel(
    book: Book, route: Route, choice: OpenCopies = OpenCopies.FOLLOW
) -> tuple[Link, ...]:
    """Return the waiting copies to cancel when a route takes no more openings (rule C6)."""
    if route.settings.orders.keep_pendings and choice is not OpenCopies.CLOSE:
        return ()
    return _waiting(book, route)


def shadow_end(book: Book, route: Route) -> tuple[Decision, ...]:
    """Return the end of a route's imagined copies, of which nothing was ever sent."""
    return tuple(
        _ended(route, link, LinkState.CLOSED, _REHEARSED)
        for link in book.copies_of(route.id)
        if link.shadow
    )


def _followed(book: Book, route: Route) -> frozenset[str]:
    """Return the positions and pending orders of the master that the route has copies of."""
    real = [link for link in book.copies_of(route.id) if not link.shadow]
    return frozenset(link.position for link in real) | {link.order for link in real}


def _unfollowed(book: Book, route: Route) -> list[Position]:
    followed = _followed(book, route)
    positions = book.account(route.master).positions.values()
    return [position for position in positions if position.id not in followed]


def _copies(book: Book, route: Route) -> list[Link]:
    """Return the real copies of a route that are not on their way out already."""
    return [
        link
        for link in book.copies_of(route.id)
        if not link.shadow and link.state is not LinkState.CLOSING
    ]


def _waiting(book: Book, route: Route) -> tuple[Link, ...]:
    return tuple(link for link in _copies(book, route) if link.pending is not None)


def _closed(route: Route, link: Link) -> Decision:
    if not link.opens:
        # Nothing was sent for it yet.
        return _ended(route, link, LinkState.CLOSED, _CLOSED)
    version = f"route ended {link.version}"
    cut = replace(without_master(link), version=version, reason=_CLOSED)
    ordered, command = order_volume(cut, ZERO, version=version)
    return Copied(
        route=route.id,
        link=ordered,
        commands=(command,),
        steps=(Step(rule="close", text=_CLOSED, result="0"),),
        master_lots=link.master_volume,
        settings_version=route.settings.version,
    )


def _ended(route: Route, link: Link, state: LinkState, reason: str) -> Decision:
    ended = replace(link, state=state, reason=reason)
    return NothingToDo(route=route.id, link=ended, detail=reason)
