"""What a route does about a master's event: the decision, and nothing else.

Order of questions for an opening: was it taken before; is the route live; filters; symbol;
sizing; risk last and always. Closes, reductions and stops pass without being asked (rule C4).
"""

from collections.abc import Iterator

from tradecopy_desktop.domain.decisions import Decision, Skipped, SkipReason
from tradecopy_desktop.domain.facts import EventKind, TradeEvent
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO, Platform
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.following import close_copy, follow_stops, reduce_copy
from tradecopy_desktop.engine.opening import Signal, decide_opening

_PENDING = frozenset(
    {
        EventKind.PENDING_PLACED,
        EventKind.PENDING_MODIFIED,
        EventKind.PENDING_CANCELLED,
        EventKind.PENDING_EXPIRED,
    }
)


def decide(book: Book, route: Route, event: TradeEvent, *, age_ms: float) -> Iterator[Decision]:
    """Yield what `route` does about its master's event, in order; nothing if it means nothing.

    The caller puts each decision's link into the book before it asks for the next: a reversal is
    a close, which is always copied, and then an opening, which passes the filters on its own
    (rule S3) and must find the old side gone. `age_ms` is how long ago the master traded.
    """
    position = event.position
    if event.kind in _PENDING:
        yield from _about_pending(route, event)
    elif position is None:
        return
    elif event.kind is EventKind.MODIFIED:
        yield from follow_stops(book, route, position)
    elif event.kind is EventKind.CLOSED:
        yield from close_copy(book, route, position.id, version=_version(book, event, position))
    elif event.kind is EventKind.PARTLY_CLOSED:
        yield from reduce_copy(book, route, position, version=_version(book, event, position))
    else:
        yield from _about_growth(book, route, event, position, age_ms)


def _about_growth(
    book: Book, route: Route, event: TradeEvent, position: Position, age_ms: float
) -> Iterator[Decision]:
    version = _version(book, event, position)
    added = event.deal.volume if event.deal else position.volume
    if event.kind is EventKind.REVERSED:
        yield from close_copy(book, route, position.id, version=version)
        added = position.volume
    signal = Signal(
        position=position,
        order=event.deal.order if event.deal else position.order,
        added=added,
        version=version,
        age_ms=age_ms,
    )
    yield from decide_opening(book, route, signal)


def _about_pending(route: Route, event: TradeEvent) -> tuple[Decision, ...]:
    if event.kind is not EventKind.PENDING_PLACED or route.mode is RouteMode.OFF:
        return ()
    order = event.pending
    text = f"{order.kind.value} order in {order.symbol}" if order else "a pending order"
    return (
        Skipped(
            route=route.id,
            reason=SkipReason.PENDING_NOT_COPIED,
            detail=f"{text}: this route copies the position once the order is filled",
        ),
    )


def _version(book: Book, event: TradeEvent, position: Position) -> str:
    if book.account(event.account).platform is Platform.MT4:
        # MT4 has no deal tickets; each partial close gives the rest a new ticket.
        return f"{position.ticket}{'c' if position.volume == ZERO else ''}"
    return event.deal.ticket if event.deal else ""
