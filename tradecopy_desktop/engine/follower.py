"""What a follower's own trades mean for its copies. Ended early stays ended (rule C2)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.facts import TradeEvent
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO, DealEntry, MarginMode, Reason
from tradecopy_desktop.engine.book import Book

_SENTENCES = {
    Reason.STOP_LOSS: "its stop loss was hit",
    Reason.TAKE_PROFIT: "its take profit was hit",
    Reason.STOP_OUT: "the broker closed it for lack of margin",
    Reason.CLIENT: "it was closed by hand",
}
_BY_GUARD = "the guard closed it"


def held_after(book: Book, event: TradeEvent) -> tuple[tuple[Link, Decimal], ...]:
    """Return the copies that a deal we did not order took lots from, with what they hold now."""
    position, deal = event.position, event.deal
    if position is None or deal is None:
        return ()
    if Role.EXECUTOR not in book.account(event.account).whole:
        # Told again after a break, it may be a deal of our own that was counted before. The
        # whole picture comes right behind and tells what is held.
        return ()
    if book.account(event.account).margin_mode is MarginMode.HEDGING:
        link = book.active.get(position.link.copy) if position.link else None
        if link is None or deal.entry is DealEntry.IN:
            return ()
        return ((link, min(link.filled, _held_in_tickets(book, event, position))),)
    return _shares_after(book, event, position)


def _held_in_tickets(book: Book, event: TradeEvent, position: Position) -> Decimal:
    """Return what a copy's tickets hold together, as the event tells of one of them.

    Not what was known less the deal: an answer that came before the event may have counted it.
    """
    others = (
        other.volume
        for other in book.account(event.account).positions.values()
        if other.id != position.id and _is_of_same_copy(other, position)
    )
    return position.volume + sum(others, ZERO)


def _is_of_same_copy(other: Position, position: Position) -> bool:
    if other.link is None or position.link is None:
        return False
    return other.link.copy == position.link.copy


def _shares_after(
    book: Book, event: TradeEvent, position: Position
) -> tuple[tuple[Link, Decimal], ...]:
    links = tuple(book.active_on(event.account, position.symbol))
    present = {position.side: position.volume}
    if len(links) == 1:
        link = links[0]
        return ((link, min(link.filled, present.get(link.side, ZERO))),)
    # Whose share of a shared position somebody else took cannot be told unless all is gone.
    return tuple((link, ZERO) for link in links if not present.get(link.side, ZERO))


def note_held(link: Link, held: Decimal, reason: Reason | None) -> tuple[Link, str | None]:
    """Return the link once its follower holds `held` lots, and what to tell the trader.

    We never go below the target, so less than the target was somebody else's doing: nothing left
    ends the copy for good, a part left becomes its new base (rule S4).
    """
    if held >= link.target:
        state = link.state if held else LinkState.CLOSED
        return replace(link, filled=held, state=state), None
    why = _SENTENCES.get(reason, "it was closed by someone else") if reason else "it is gone"
    if held == ZERO:
        ended = replace(link, filled=ZERO, state=LinkState.ENDED_EARLY, reason=why)
        return ended, f"the copy ended early: {why}"
    # What the present target was reduced to by hand, the base is reduced to in proportion.
    share = Fraction(held) / Fraction(link.target)
    reduced = replace(link, filled=held, target=held, base=link.base * share)
    return reduced, f"the copy was reduced to {held:f} lots by someone else; it keeps that share"


def note_taken(
    book: Book, link: Link, held: Decimal, reason: Reason | None
) -> tuple[Link, str | None]:
    """Return the same, where a flatten of the guard may have taken the lots."""
    changed, trouble = note_held(link, held, reason)
    memory = book.account(link.follower).guard_memory
    if reason in _SENTENCES or not (memory.flattening or memory.lock):
        return changed, trouble
    if changed.state is LinkState.ENDED_EARLY:
        changed = replace(changed, reason=_BY_GUARD)
    # The guard itself has told of it.
    return changed, None
