"""What an executor's answer about a waiting order means for its copy, and what to send next.

Placing is never sent twice for one id; a change is repeated while it is wanted, a cancel until it
is proven (rules C4, L9). What the executor says that the copy holds is believed.
"""

from dataclasses import replace
from decimal import Decimal
from typing import assert_never

from tradecopy_desktop.domain.commands import (
    CancelPending,
    Command,
    ModifyPending,
    PlacePending,
    VoidInstruction,
)
from tradecopy_desktop.domain.facts import InstructionReported, Outcome
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.following import order_stops, order_volume
from tradecopy_desktop.engine.outcomes.consequence import Consequence
from tradecopy_desktop.engine.outcomes.repeating import why_refused
from tradecopy_desktop.engine.outcomes.retry import wait_before_retry_ms
from tradecopy_desktop.engine.pendings.events import Noted, after_fill, order_gone, settled
from tradecopy_desktop.engine.pendings.market import order_at_market, refused_at_market
from tradecopy_desktop.engine.pendings.orders import is_of_pending, lots_to_come
from tradecopy_desktop.engine.pendings.placing import PRICE_PASSED, not_placed, placed_again
from tradecopy_desktop.engine.stops.plan import Stops

_IN_FORCE = (Outcome.DONE, Outcome.ALREADY_DONE, Outcome.FILLED, Outcome.PARTLY_FILLED)
_TAKEN_BACK = (LinkState.CLOSING, LinkState.OPENING)


def conclude_pending(
    book: Book,
    link: Link,
    command: PlacePending | ModifyPending | CancelPending,
    report: InstructionReported,
    *,
    tries: int,
    life_left_ms: float,
) -> Consequence:
    """Return what a final answer means; `tries` and `life_left_ms` are as for openings."""
    if not link.is_live:
        return Consequence(link=link)
    match command:
        case PlacePending():
            again = placed_again(book, link, command, report, tries, life_left_ms)
            return again or _after_place(book, link, command, report)
        case ModifyPending():
            return _after_change(link, command, report, tries)
        case CancelPending():
            return _after_cancel(book, link, command, report, tries)
        case _:
            assert_never(command)


def is_void_of_place(link: Link, command: VoidInstruction) -> bool:
    """Tell whether the voided id is that of the copy's pending order, or the copy is over."""
    if not is_of_pending(link) or not link.is_live:
        return is_of_pending(link)
    is_placed = link.pending is not None or link.filled > ZERO
    return is_placed and link.opens[0].id == command.id


def after_void_of_place(
    book: Book, link: Link, command: VoidInstruction, report: InstructionReported, *, tries: int
) -> Consequence:
    """Return what the answer to a voided placing means: an order waits, was filled or never is."""
    if not link.is_live:
        return Consequence(link=link)
    if report.outcome is Outcome.DONE:
        return not_placed(link, "it was taken back in time", book=book)
    if report.outcome is not Outcome.ALREADY_DONE:
        return Consequence(
            link=link,
            commands=(command,),
            wait_ms=wait_before_retry_ms(tries),
            trouble="the terminal cannot tell whether the order was placed; look at the account",
        )
    # A fill without a deal is the order as it was placed.
    held = sum((fill.volume for fill in report.fills if fill.deal != "0"), ZERO)
    return _known_to_wait(link, max(link.filled, held))


def _known_to_wait(link: Link, held: Decimal) -> Consequence:
    known = link if link.state in _TAKEN_BACK else replace(link, state=LinkState.PENDING, reason="")
    if held > link.filled:
        return _consequence(after_fill(known, held - link.filled, None))
    return _consequence(settled(known)) if held > ZERO else Consequence(link=known)


def _consequence(noted: Noted) -> Consequence:
    return Consequence(link=noted.link, commands=noted.commands, trouble=noted.trouble)


def _after_place(
    book: Book, link: Link, command: PlacePending, report: InstructionReported
) -> Consequence:
    if report.outcome in _IN_FORCE:
        # It may have met its price before the answer left.
        return _known_to_wait(link, max(link.filled, report.remaining))
    if report.outcome is Outcome.UNKNOWN:
        void = VoidInstruction(id=command.id, copy=link.copy, follower=link.follower)
        unsure = replace(link, reason=report.message)
        if link.state not in _TAKEN_BACK:
            unsure = replace(unsure, state=LinkState.UNKNOWN)
        text = "it is not known whether the order was placed; asking the terminal"
        return Consequence(link=unsure, commands=(void,), trouble=text)
    return not_placed(link, _why(report), book=book if report.code in PRICE_PASSED else None)


def _after_change(
    link: Link, command: ModifyPending, report: InstructionReported, tries: int
) -> Consequence:
    if report.outcome in _IN_FORCE:
        return Consequence(link=link)
    if report.code == "no_copy":
        # Filled or taken back: the executor's own event tells which, and when.
        return _stops_of_filled(link, report)
    terms = link.pending
    wanted = terms is not None and (
        (terms.price, terms.limit_price, terms.expires_at, link.stop_loss, link.take_profit)
        == (
            command.price,
            command.limit_price,
            command.expires_at,
            command.stop_loss,
            command.take_profit,
        )
    )
    if not wanted or link.state in _TAKEN_BACK:
        return Consequence(link=link)
    return _repeated(link, command, report, tries, "the pending order was not changed")


def _stops_of_filled(link: Link, report: InstructionReported) -> Consequence:
    """Return the stops that came too late for the order, for the position that it became."""
    wanted = Stops(stop_loss=link.stop_loss, take_profit=link.take_profit)
    has = Stops(stop_loss=report.stop_loss, take_profit=report.take_profit)
    if report.remaining == ZERO or has == wanted or link.state is LinkState.CLOSING:
        return Consequence(link=link)
    moved, command = order_stops(link, wanted)
    return Consequence(link=moved, commands=(command,))


def _after_cancel(
    book: Book, link: Link, command: CancelPending, report: InstructionReported, tries: int
) -> Consequence:
    if report.outcome in _IN_FORCE or report.code == "no_copy":
        known = replace(link, filled=report.remaining)
        return _taken_back(book, known)
    return _repeated(link, command, report, tries, "the pending order was not cancelled")


def _repeated(
    link: Link,
    command: ModifyPending | CancelPending,
    report: InstructionReported,
    tries: int,
    text: str,
) -> Consequence:
    revision = link.revision + 1
    again: Command = replace(command, revision=revision)
    return Consequence(
        link=replace(link, revision=revision),
        commands=(again,),
        wait_ms=wait_before_retry_ms(tries, report.code),
        trouble=f"{text} ({_why(report)}); it is tried again",
    )


def _taken_back(book: Book, waited: Link) -> Consequence:
    """Return what follows once nothing waits any more and the copy holds `filled`."""
    link = replace(waited, pending=None)
    if link.filled > link.target:
        text = (
            f"an order in {link.symbol} was filled while it was taken back; "
            f"what is too much of its {link.filled:f} lots is closed at once"
        )
        version = f"filled while taken back {link.revision}"
        held = link if link.state is LinkState.CLOSING else replace(link, state=LinkState.LIVE)
        closing, close = order_volume(held, link.target, version=version)
        return Consequence(link=closing, commands=(close,), trouble=text)
    if link.state is LinkState.CLOSING:
        return Consequence(link=replace(link, state=LinkState.CANCELLED))
    # Of the target, what was to come from the order alone.
    missing = min(link.target - link.filled, lots_to_come(waited))
    if missing <= ZERO:
        return Consequence(link=replace(link, state=LinkState.LIVE, reason=""))
    return _missing(book, waited, missing)


def _missing(book: Book, link: Link, missing: Decimal) -> Consequence:
    route = book.routes.get(link.route)
    if link.state is not LinkState.OPENING or route is None:
        return _consequence(order_gone(link, "it was taken back"))
    refusal = refused_at_market(book, route, link)
    if refusal is not None and (link.filled > ZERO or len(link.opens) > 1):
        return _consequence(order_gone(link, refusal[1]))
    if refusal is not None:
        text = f"the copy in {link.symbol} is not opened at market: {refusal[1]}"
        refused = replace(link, pending=None, state=LinkState.REFUSED, reason=refusal[1])
        return Consequence(link=replace(refused, target=ZERO), trouble=text)
    opened, command = order_at_market(book, route, link, missing)
    return Consequence(link=opened, commands=(command,))


def _why(report: InstructionReported) -> str:
    return why_refused(report)
