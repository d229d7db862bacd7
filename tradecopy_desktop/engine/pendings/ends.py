"""How copies of pending orders end before they are filled. Never questioned (rules C4, C6)."""

from dataclasses import replace
from fractions import Fraction

from tradecopy_desktop.domain.commands import Command
from tradecopy_desktop.domain.decisions import (
    Copied,
    Decision,
    NothingToDo,
    Skipped,
    SkipReason,
    Step,
)
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.pendings.orders import (
    is_of_pending,
    order_cancel,
    order_end,
    order_reduction,
    pending_copy,
)
from tradecopy_desktop.engine.sizing.steps import reduced_target


def end_copy(book: Book, route: Route, ticket: str, why: str) -> tuple[Decision, ...]:
    """Return what follows when the master's order is gone: cancelled, or expired.

    `why` says what became of it. Where only a part of it was filled, the copy keeps that share.
    """
    link = pending_copy(book, route, ticket)
    if link is None or not link.is_live or link.state is LinkState.CLOSING:
        return ()
    if link.accepted > 0:
        return _without_rest(book, route, link)
    ended = cancel_pending(book, link, why)
    if link.filled == ZERO:
        return (ended,)
    text = f"{why}, but the copy's in {link.symbol} was filled: its {link.filled:f} lots are closed"
    return (ended, _alarm(link, text))


def cancel_pending(book: Book, link: Link, reason: str) -> Decision:
    """Return the end of a copy's waiting order, whatever the route's mode (rules C4, C6).

    A copy that only its follower has filled is closed; of one that both have filled in part the
    rest is taken back. Copies of which nothing waits stay as they are.
    """
    link = book.links.get(link.copy, link)
    if not is_unpaired(link):
        return NothingToDo(route=link.route, link=None, detail="nothing of the copy waits")
    marked = replace(link, reason=reason)
    if link.accepted > 0 and link.filled > ZERO:
        lots = min(link.target, link.filled)
        base = link.base * Fraction(lots) / Fraction(link.target)
        kept, cancel = order_cancel(replace(link, target=lots, base=base))
        return _taken_back(kept, reason, cancel)
    ended, commands = order_end(marked)
    if link.shadow:
        ended = replace(ended, pending=None, state=LinkState.CANCELLED)
    return _taken_back(ended, reason, *commands)


def is_unpaired(link: Link) -> bool:
    """Tell whether an order of a live copy waits, or was filled without its master's."""
    if not link.is_live or link.state is LinkState.CLOSING or not is_of_pending(link):
        return False
    return link.pending is not None or link.accepted == 0


def _taken_back(link: Link, reason: str, *commands: Command) -> Copied:
    steps = (Step(rule="order taken back", text=reason),)
    return Copied(route=link.route, link=link, commands=commands, steps=steps)


def _alarm(link: Link, text: str) -> Skipped:
    reason = SkipReason.ENDED_EARLY
    return Skipped(route=link.route, reason=reason, detail=text, alarming=True)


def _without_rest(book: Book, route: Route, link: Link) -> tuple[Decision, ...]:
    instrument = book.account(link.follower).instruments.get(link.symbol)
    if instrument is None:
        return (NothingToDo(route=route.id, link=None, detail=f"{link.symbol} is unknown"),)
    target = reduced_target(
        base=link.base,
        accepted=link.accepted,
        original=link.original,
        target=link.target,
        instrument=instrument,
        remainder=link.remainder,
    )
    if target == link.target:
        return (NothingToDo(route=route.id, link=None, detail="the copy has its share"),)
    reduced, commands = order_reduction(link, target, version=f"{link.order} without its rest")
    text = f"the master's order was filled in part; the copy keeps {target:f}"
    steps = (Step(rule="partial fill", text=text),)
    return (Copied(route=route.id, link=reduced, commands=commands, steps=steps),)
