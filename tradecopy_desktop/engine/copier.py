"""What a route does about a master's event: the decision, and nothing else.

Closes, reductions and changes of stops pass without being asked (rule C4); openings go through
all the questions of `opening`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from tradecopy_desktop.domain.decisions import Decision, NothingToDo, Skipped
from tradecopy_desktop.domain.facts import EventKind, TradeEvent
from tradecopy_desktop.domain.filters import OrderKind
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO, Platform
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.opening.decide import decide_opening
from tradecopy_desktop.engine.opening.signal import TAKEN_LATE, Signal
from tradecopy_desktop.engine.pendings.following import (
    follow_close,
    follow_reduction,
    follow_stop_change,
)
from tradecopy_desktop.engine.pendings.signals import decide_pending

_PENDING = frozenset(
    {
        EventKind.PENDING_PLACED,
        EventKind.PENDING_MODIFIED,
        EventKind.PENDING_CANCELLED,
        EventKind.PENDING_EXPIRED,
    }
)


def decide(book: Book, route: Route, event: TradeEvent, moment: Moment) -> Iterator[Decision]:
    """Yield what `route` does about its master's event, in order; nothing if it means nothing.

    The caller puts each decision's link into the book before it asks for the next: a reversal is
    a close, which is always copied, and then an opening, which passes the filters on its own
    (rule S3) and must find the old side gone.
    """
    for decision in _decisions(book, route, event, moment):
        yield imagined(decision)


def _decisions(  # noqa: PLR0911 - one line a kind
    book: Book, route: Route, event: TradeEvent, moment: Moment
) -> Iterable[Decision]:
    position = event.position
    if event.kind in _PENDING and event.pending is not None:
        return decide_pending(book, route, event.kind, event.pending, moment)
    if position is None:
        return ()
    if event.kind is EventKind.MODIFIED:
        return follow_stop_change(book, route, position)
    if event.kind is EventKind.CLOSED:
        return follow_close(book, route, position.id, version=_version(book, event, position))
    if event.kind is EventKind.PARTLY_CLOSED:
        return follow_reduction(book, route, position, version=_version(book, event, position))
    if event.kind is EventKind.REVERSED:
        return _reversed(book, route, event, position, moment)
    if _was_taken_late(book, route, position):
        detail = "taken before, when a picture showed it"
        return (NothingToDo(route=route.id, link=None, detail=detail),)
    added = event.deal.volume if event.deal else position.volume
    return decide_opening(book, route, _signal(book, event, position, added), moment)


def _was_taken_late(book: Book, route: Route, position: Position) -> bool:
    # A list can show a position a moment before the deal that its event tells of.
    link = book.followed_link(route.id, position.id)
    is_late = link is not None and link.version.startswith(TAKEN_LATE)
    return is_late and link is not None and position.volume <= link.master_volume


def _reversed(
    book: Book, route: Route, event: TradeEvent, position: Position, moment: Moment
) -> Iterator[Decision]:
    yield from follow_close(book, route, position.id, version=_version(book, event, position))
    signal = _signal(book, event, position, position.volume)
    yield from decide_opening(book, route, signal, moment)


def _signal(book: Book, event: TradeEvent, position: Position, added: Decimal) -> Signal:
    deal = event.deal
    # What of the order closed the old side does not open the new one.
    before = book.account(event.account).closed_by.get(deal.order if deal else "", ZERO)
    whole = deal.order_volume - before if deal and deal.order_volume is not None else None
    return Signal(
        position=position,
        order=deal.order if deal else position.order,
        added=added,
        version=_version(book, event, position),
        order_volume=max(added, whole) if whole is not None else added,
        price=deal.price if deal else position.price,
        kind=(deal.order_kind if deal else None) or OrderKind.MARKET,
        whole_known=whole is not None,
    )


def imagined(decision: Decision) -> Decision:
    """Return a shadow copy's decision as if it had been carried out; others as they are."""
    link = decision.link
    if link is None or not link.shadow or not link.is_live:
        return decision
    if isinstance(decision, Skipped | NothingToDo):
        return decision
    if link.pending is not None:
        ended = replace(link, pending=None, state=LinkState.CANCELLED)
        return replace(decision, link=ended) if link.state is LinkState.CLOSING else decision
    state = LinkState.LIVE if link.target else LinkState.CLOSED
    return replace(decision, link=replace(link, filled=link.target, state=state))


def _version(book: Book, event: TradeEvent, position: Position) -> str:
    if book.account(event.account).platform is Platform.MT4:
        # MT4 has no deal tickets; each partial close gives the rest a new ticket.
        return f"{position.ticket}{'c' if position.volume == ZERO else ''}"
    return event.deal.ticket if event.deal else ""
