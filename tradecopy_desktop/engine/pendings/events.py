"""What a follower's own reports say about the orders that wait there for copies.

Executions are counted deal by deal while an order is known to wait, so that none counts twice:
once an answer or a picture has told what the copy holds, nothing is known to wait any more.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.commands import Command
from tradecopy_desktop.domain.facts import EventKind, TradeEvent
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.trades import Deal, PendingOrder, Position
from tradecopy_desktop.domain.values import ZERO, DealEntry
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.following import order_volume, stops_after_fill
from tradecopy_desktop.engine.pendings.orders import is_of_pending, without_waiting

_ENDINGS = {
    EventKind.PENDING_CANCELLED: "it was taken back on the follower",
    EventKind.PENDING_EXPIRED: "it expired at the follower's broker",
}
# Ended for us: what is filled all the same was not meant to be.
_RAN_LATE = (LinkState.CANCELLED, LinkState.REFUSED, LinkState.ENDED_EARLY)
# Its answer is still to come and tells what is held.
_ON_ITS_WAY = (LinkState.CLOSING, LinkState.OPENING, LinkState.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A copy as its follower tells it, what must be sent for it, and what the trader is told."""

    link: Link
    commands: tuple[Command, ...] = ()
    trouble: str | None = None


def note_follower_pending(book: Book, event: TradeEvent) -> tuple[Noted, ...]:
    """Return the copies whose waiting order an executor's event tells of, as they are now."""
    if event.pending is not None and event.kind in _ENDINGS:
        return _about_end(book, event, event.pending, _ENDINGS[event.kind])
    if event.pending is not None and event.kind is EventKind.PENDING_FILLED:
        return _about_late_fill(book, event.pending)
    if event.position is not None and event.deal is not None:
        return _about_deal(book, event, event.position, event.deal)
    return ()


def _about_end(book: Book, event: TradeEvent, pending: PendingOrder, why: str) -> tuple[Noted, ...]:
    link = _copy_of_order(book, event, pending)
    if link is None or link.pending is None:
        return ()
    if link.state in (LinkState.CLOSING, LinkState.OPENING):
        return ()
    gone = order_gone(link, why)
    if event.kind is EventKind.PENDING_EXPIRED and link.pending.expires_at is not None:
        # As ordered: the master's expires at the same moment.
        gone = replace(gone, trouble=None) if link.accepted == 0 else gone
    return (gone,)


def _copy_of_order(book: Book, event: TradeEvent, pending: PendingOrder) -> Link | None:
    if pending.link is not None:
        return book.links.get(pending.link.copy)
    # An executor whose journal is gone carries no links; the magic is the index (rule L2).
    waiting = (link for link in book.active_on(event.account, pending.symbol) if link.pending)
    return next((link for link in waiting if link.opens[0].magic == pending.magic), None)


def _about_late_fill(book: Book, pending: PendingOrder) -> tuple[Noted, ...]:
    link = book.links.get(pending.link.copy) if pending.link else None
    if link is None or link.state not in _RAN_LATE or not is_of_pending(link):
        return ()
    revived = replace(link, filled=pending.volume, pending=None, accepted=Fraction(0))
    closing, command = order_volume(revived, ZERO, version=f"late fill {link.revision}")
    text = (
        f"an order in {link.symbol} that was over was filled all the same; "
        f"its {pending.volume:f} lots are closed at once"
    )
    return (Noted(link=closing, commands=(command,), trouble=text),)


def _about_deal(book: Book, event: TradeEvent, position: Position, deal: Deal) -> tuple[Noted, ...]:
    for link in book.active_on(event.account, position.symbol):
        if link.pending is None or not _is_of(link, position, deal):
            continue
        if deal.entry is DealEntry.IN:
            return (_with_stops(book, after_fill(link, deal.volume, deal.price)),)
        if deal.entry is DealEntry.INOUT and position.side is link.side:
            return (_with_stops(book, after_fill(link, position.volume, deal.price)),)
        return (order_gone(link, "it met a position of the other side"),)
    return ()


def _is_of(link: Link, position: Position, deal: Deal) -> bool:
    if deal.magic != link.opens[0].magic or deal.side is not link.side:
        return False
    return position.link is None or position.id != deal.order or position.link.copy == link.copy


def _with_stops(book: Book, noted: Noted) -> Noted:
    # Stops at a distance from the fill could not be known before (rule C8).
    found = stops_after_fill(book, noted.link) if noted.link.accepted > 0 else None
    if found is None or noted.link.state is not LinkState.LIVE:
        return noted
    return replace(noted, link=found[0], commands=(*noted.commands, found[1]))


def after_fill(link: Link, lots: Decimal, price: Decimal | None) -> Noted:
    """Return the copy once its waiting order brought `lots` more at `price`."""
    placed = link.opens[0].volume
    most = sum((opening.volume for opening in link.opens), ZERO)
    filled = min(link.filled + lots, most)
    is_whole = lots >= placed or filled >= most
    known = replace(
        link,
        filled=filled,
        entry=_average(link, lots, price),
        pending=None if is_whole else link.pending,
    )
    return settled(known)


def settled(link: Link) -> Noted:
    """Return a copy of which more is held now, and what follows from it."""
    if link.state in _ON_ITS_WAY:
        return Noted(link=link)
    held = replace(link, state=LinkState.LIVE, reason="")
    if link.accepted == 0:
        return Noted(link=replace(held, target=link.filled))
    if link.filled > link.target:
        # The master closed a part of it while the copy's order waited.
        reduced, command = order_volume(held, link.target, version=f"{link.version} filled")
        return Noted(link=reduced, commands=(command,))
    return Noted(link=held)


def order_gone(link: Link, why: str) -> Noted:
    """Return the copy once its waiting order ended by nobody's instruction (rule C2).

    What was filled before stays and is the new base; otherwise the copy is over, and no order is
    placed for it again.
    """
    placed = link.opens[0].volume
    without = replace(link, pending=None)
    if len(link.opens) > 1:
        text = f"a pending order in {link.symbol} ended early: {why}"
        return Noted(link=without_waiting(link), trouble=text)
    if link.filled > ZERO:
        text = f"only {link.filled:f} of {placed:f} lots were filled before the order ended: {why}"
        return Noted(link=_rebased(without), trouble=text)
    text = f"the pending order in {link.symbol} ended early: {why}"
    reason = f"ended early: {why}"
    if link.accepted == 0:
        return Noted(link=replace(without, state=LinkState.CANCELLED, reason=reason), trouble=text)
    ended = replace(without, state=LinkState.ENDED_EARLY, target=ZERO, reason=reason)
    return Noted(link=ended, trouble=text)


def _rebased(link: Link) -> Link:
    if link.accepted == 0:
        return replace(link, target=link.filled, base=Fraction(link.filled), state=LinkState.LIVE)
    target = min(link.target, link.filled)
    share = Fraction(target) / Fraction(link.target)
    return replace(link, target=target, base=link.base * share, state=LinkState.LIVE)


def _average(link: Link, lots: Decimal, price: Decimal | None) -> Decimal | None:
    if price is None:
        return link.entry
    if link.entry is None or link.filled == ZERO:
        return price
    return (link.entry * link.filled + price * lots) / (link.filled + lots)
