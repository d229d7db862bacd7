"""What a route does about a master's event: the decision, and nothing else.

Closes, reductions and changes of stops pass without being asked (rule C4); openings go through
all the questions of `opening`.
"""

from collections.abc import Iterator
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
from tradecopy_desktop.engine.opening import decide_opening
from tradecopy_desktop.engine.pending_following import (
    follow_close,
    follow_reduction,
    follow_stop_change,
)
from tradecopy_desktop.engine.pending_signals import decide_pending
from tradecopy_desktop.engine.signal import Signal

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


def _decisions(book: Book, route: Route, event: TradeEvent, moment: Moment) -> Iterator[Decision]:
    position = event.position
    if event.kind in _PENDING and event.pending is not None:
        yield from decide_pending(book, route, event.kind, event.pending, moment)
    elif position is None:
        return
    elif event.kind is EventKind.MODIFIED:
        yield from follow_stop_change(book, route, position)
    elif event.kind is EventKind.CLOSED:
        yield from follow_close(book, route, position.id, version=_version(book, event, position))
    elif event.kind is EventKind.PARTLY_CLOSED:
        yield from follow_reduction(book, route, position, version=_version(book, event, position))
    else:
        yield from _about_growth(book, route, event, position, moment)


def _about_growth(
    book: Book, route: Route, event: TradeEvent, position: Position, moment: Moment
) -> Iterator[Decision]:
    version = _version(book, event, position)
    added = event.deal.volume if event.deal else position.volume
    if event.kind is EventKind.REVERSED:
        yield from follow_close(book, route, position.id, version=version)
        added = position.volume
    # What of the order closed the old side does not open the new one.
    order = event.deal.order if event.deal else ""
    before = book.account(event.account).closed_by.get(order, ZERO)
    signal = _signal(event, position, added=added, version=version, before=before)
    yield from decide_opening(book, route, signal, moment)


def _signal(
    event: TradeEvent, position: Position, *, added: Decimal, version: str, before: Decimal
) -> Signal:
    deal = event.deal
    whole = deal.order_volume - before if deal and deal.order_volume is not None else None
    return Signal(
        position=position,
        order=deal.order if deal else position.order,
        added=added,
        version=version,
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
