"""What an executor's answer means for a copy: the link after it, and what to send next.

An opening is never sent twice for one id; a close, a reduction or a stop is repeated until proof
(rules C4, L9). The executor's own word for what a copy holds is believed.
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from tradecopy_desktop.domain.commands import (
    CancelPending,
    Command,
    ModifyPending,
    Opening,
    OpenPosition,
    PlacePending,
    SetStops,
    SetVolume,
    VoidInstruction,
)
from tradecopy_desktop.domain.facts import InstructionReported, Outcome
from tradecopy_desktop.domain.ids import open_id
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.sizing import PartialFill
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.follower import note_held
from tradecopy_desktop.engine.following import order_volume, still_due
from tradecopy_desktop.engine.magic import free_magic
from tradecopy_desktop.engine.outcomes.consequence import Consequence
from tradecopy_desktop.engine.outcomes.repeating import (
    NOW_WAIT_MS,
    may_retry_opening,
    wait_before_opening_ms,
    why_refused,
)
from tradecopy_desktop.engine.outcomes.retry import (
    LONGEST_WAIT_MS,
    OPENING_ATTEMPTS,
    wait_before_retry_ms,
)
from tradecopy_desktop.engine.pendings.outcomes import (
    after_void_of_place,
    conclude_pending,
    is_void_of_place,
)
from tradecopy_desktop.engine.pendings.placing import not_placed
from tradecopy_desktop.engine.sizing.steps import reduced_target

__all__ = ["Consequence", "conclude", "without_opening"]


def conclude(  # noqa: PLR0911 - one line a case
    book: Book,
    link: Link,
    command: Command,
    report: InstructionReported,
    *,
    tries: int,
    life_left_ms: float,
) -> Consequence:
    """Return what `report` about `command` means for `link`.

    `tries` counts how often this was sent, 1 for the first; `life_left_ms` is what remains of an
    opening's life.
    """
    instrument = book.account(link.follower).instruments.get(link.symbol)
    match command:
        case _ if report.outcome is Outcome.ACCEPTED:
            return Consequence(link=link, final=False)
        # Once the master has closed, the close that waits behind must find nothing new (rule C1).
        case OpenPosition() if link.target > ZERO and may_retry_opening(
            report, tries, life_left_ms
        ):
            return _retried(book, link, command, report, tries, life_left_ms)
        case OpenPosition():
            may_go_on = tries < OPENING_ATTEMPTS and life_left_ms > NOW_WAIT_MS
            rest = _rest_of(book, link, command, report) if may_go_on else None
            return rest or _after_open(link, command, report, instrument)
        case VoidInstruction():
            return _after_void(book, link, command, report, tries)
        case SetVolume():
            return _after_volume(link, command, report, tries)
        case SetStops():
            return _after_stops(book, link, command, report, tries)
        case PlacePending() | ModifyPending() | CancelPending():
            return conclude_pending(
                book, link, command, report, tries=tries, life_left_ms=life_left_ms
            )
        case _:
            assert_never(command)


def _after_open(
    link: Link,
    command: OpenPosition,
    report: InstructionReported,
    instrument: Instrument | None,
) -> Consequence:
    match report.outcome:
        case Outcome.FILLED | Outcome.ALREADY_DONE | Outcome.DONE:
            return _opened(link, report.remaining)
        case Outcome.PARTLY_FILLED:
            return _partly_opened(link, command, report, instrument)
        case Outcome.UNKNOWN:
            void = VoidInstruction(id=command.id, copy=link.copy, follower=link.follower)
            unsure = replace(link, state=LinkState.UNKNOWN, reason=report.message)
            text = "it is not known whether the order was carried out; asking the terminal"
            return Consequence(link=unsure, commands=(void,), trouble=text)
    return _not_opened(link, command, report, instrument)


def _rest_of(
    book: Book, link: Link, command: OpenPosition, report: InstructionReported
) -> Consequence | None:
    """Return the opening of what the broker left out, where the route has it completed (L5)."""
    got = sum((fill.volume for fill in report.fills), ZERO)
    # The master may have reduced meanwhile.
    rest = min(command.volume - got, link.target - report.remaining)
    instrument = book.account(link.follower).instruments.get(link.symbol)
    if link.partial_fill is not PartialFill.COMPLETE or got == ZERO:
        return None
    if report.outcome is not Outcome.PARTLY_FILLED or instrument is None:
        return None
    if rest < instrument.smallest:
        return None
    id = open_id(copy=link.copy, order=f"{command.id} rest")
    magic = free_magic(book, link.follower, id)
    revision = link.revision + 1
    opens = tuple(replace(old, volume=got) if old.id == command.id else old for old in link.opens)
    opening = Opening(id=id, magic=magic, volume=rest, since=None)
    grown = replace(
        link,
        opens=(*opens, opening),
        revision=revision,
        filled=report.remaining,
        state=LinkState.LIVE,
        reason="",
    )
    again = replace(command, id=id, revision=revision, magic=magic, volume=rest)
    text = f"only {got:f} of {command.volume:f} lots were filled; the rest is ordered again"
    return Consequence(link=grown, commands=(again,), wait_ms=NOW_WAIT_MS, trouble=text)


def _opened(link: Link, held: Decimal) -> Consequence:
    state = LinkState.CLOSING if link.target == ZERO else LinkState.LIVE
    known = replace(link, filled=held, state=state, reason="")
    if held == ZERO and link.target > ZERO:
        ended, trouble = note_held(known, held, None)
        return Consequence(link=ended, trouble=trouble)
    return Consequence(link=known)


def _partly_opened(
    link: Link, command: OpenPosition, report: InstructionReported, instrument: Instrument | None
) -> Consequence:
    got = sum((fill.volume for fill in report.fills), ZERO)
    if got == ZERO:
        return without_opening(link, command.id, "nothing was filled", instrument)
    text = f"only {got:f} of {command.volume:f} lots were filled; that is the new base"
    based = _rebased(link, command.volume - got, instrument)
    opened = _opened(based, report.remaining)
    if ZERO < based.target < opened.link.filled:
        # A reduction that waits behind this was sized for the whole volume.
        ordered, reduce = order_volume(opened.link, based.target, version=f"rest of {command.id}")
        return Consequence(link=ordered, commands=(reduce,), trouble=text)
    return replace(opened, trouble=text)


def _rebased(link: Link, short: Decimal, instrument: Instrument | None) -> Link:
    """Take what was filled of an opening as the new base (rule L5)."""
    smaller = replace(link, base=max(Fraction(0), link.base - Fraction(short)))
    return replace(smaller, target=_target_without(smaller, short, instrument))


def _target_without(link: Link, lots: Decimal, instrument: Instrument | None) -> Decimal:
    """Return the target of a link whose base was lowered by `lots` that never came."""
    if instrument is None:
        # Symbols are listed after the positions; until then there is no step to round to, and
        # more than is due is kept rather than closed.
        return link.target - lots if link.accepted == link.original else link.target
    return reduced_target(
        base=link.base,
        accepted=link.accepted,
        original=link.original,
        target=link.target,
        instrument=instrument,
    )


def _retried(
    book: Book,
    link: Link,
    command: OpenPosition,
    report: InstructionReported,
    tries: int,
    life_left_ms: float,
) -> Consequence:
    # Named after the id that failed: another order of this copy may be repeated as well.
    id = open_id(copy=link.copy, order=command.id, attempt=tries)
    revision = link.revision + 1
    # One handle names one id for ever (rule L2), so a second attempt takes a new one.
    magic = free_magic(book, link.follower, id)
    repeated = replace(command, id=id, revision=revision, magic=magic)
    opening = Opening(id=id, magic=magic, volume=command.volume, since=None)
    others = tuple(old for old in link.opens if old.id != command.id)
    again = replace(link, opens=(*others, opening), revision=revision)
    wait = wait_before_opening_ms(report, life_left_ms)
    return Consequence(link=again, commands=(repeated,), wait_ms=wait)


def _not_opened(
    link: Link, command: OpenPosition, report: InstructionReported, instrument: Instrument | None
) -> Consequence:
    why = why_refused(report)
    return without_opening(link, command.id, why, instrument)


def without_opening(link: Link, id: str, why: str, instrument: Instrument | None) -> Consequence:
    """Take an opening that never happened out of the link: its part never returns (rule S3)."""
    if link.pending is not None and link.opens[0].id == id:
        return not_placed(link, why)
    gone = _asked(link, id)
    opens = tuple(opening for opening in link.opens if opening.id != id)
    text = f"the opening was refused: {why}"
    if not opens:
        refused = replace(
            link, state=LinkState.REFUSED, target=ZERO, filled=ZERO, opens=opens, reason=why
        )
        return Consequence(link=refused, trouble=text)
    # Of the base, not of all openings: reductions since have shrunk the older ones.
    share = max(Fraction(0), 1 - Fraction(gone) / link.base) if link.base else Fraction(1)
    smaller = replace(
        link,
        opens=opens,
        accepted=link.accepted * share,
        base=link.base * share,
        original=link.original * share,
    )
    target = _target_without(smaller, gone, instrument)
    if target == link.target or target >= link.filled:
        return Consequence(link=replace(smaller, target=target), trouble=text)
    ordered, reduce = order_volume(smaller, target, version=f"without {id}")
    return Consequence(link=ordered, commands=(reduce,), trouble=text)


def _asked(link: Link, id: str) -> Decimal:
    return sum((opening.volume for opening in link.opens if opening.id == id), ZERO)


def _after_void(
    book: Book, link: Link, command: VoidInstruction, report: InstructionReported, tries: int
) -> Consequence:
    if is_void_of_place(link, command):
        return after_void_of_place(book, link, command, report, tries=tries)
    instrument = book.account(link.follower).instruments.get(link.symbol)
    if report.outcome is Outcome.ALREADY_DONE:
        # An answer to a void is about one id: what its copy holds does not stand in it.
        asked = _asked(link, command.id)
        got = sum((fill.volume for fill in report.fills), ZERO) or asked
        return _opened(_rebased(link, asked - got, instrument), link.filled + got)
    if report.outcome is Outcome.DONE:
        return without_opening(link, command.id, "the order was taken back in time", instrument)
    return Consequence(
        link=link,
        commands=(command,),
        wait_ms=wait_before_retry_ms(tries),
        trouble="the terminal cannot tell whether the order was carried out; look at the account",
    )


def _after_volume(
    link: Link, command: SetVolume, report: InstructionReported, tries: int
) -> Consequence:
    if report.outcome is Outcome.REFUSED and report.code == "no_copy" and link.filled == ZERO:
        return Consequence(link=_held(link, ZERO, due=command.volume)[0])
    if report.outcome in (
        Outcome.FILLED,
        Outcome.DONE,
        Outcome.ALREADY_DONE,
        Outcome.PARTLY_FILLED,
    ):
        if report.remaining <= command.volume:
            held, trouble = _held(link, report.remaining, due=command.volume)
            return Consequence(link=held, trouble=trouble)
        link = replace(link, filled=report.remaining)
    wait = (
        min(NOW_WAIT_MS * 2 ** min(tries - 1, 9), LONGEST_WAIT_MS)
        if report.outcome is Outcome.CHANGED
        else wait_before_retry_ms(tries, report.code)
    )
    # The newest target rules: a later reduction may have been ordered meanwhile.
    goal = min(link.target, command.volume)
    again, repeated = order_volume(link, goal, version=command.id, attempt=tries)
    # Openings that wait behind this reduction stay part of the target.
    again = replace(again, target=link.target)
    why = why_refused(report)
    text = f"closing was not carried out ({why}); it is tried again until it is"
    return Consequence(link=again, commands=(repeated,), wait_ms=wait, trouble=text)


def _held(link: Link, held: Decimal, *, due: Decimal) -> tuple[Link, str | None]:
    """Return the link that holds `held` where `due` lots were expected by now.

    What the target is above `due` are openings that wait behind the answered instruction.
    """
    if held == ZERO or held >= link.target:
        return note_held(link, held, None)
    if held >= due:
        return replace(link, filled=held), None
    waiting = max(ZERO, link.target - due)
    reduced, trouble = note_held(link, held + waiting, None)
    return replace(reduced, filled=held), trouble


def _after_stops(
    book: Book, link: Link, command: SetStops, report: InstructionReported, tries: int
) -> Consequence:
    if report.outcome in (Outcome.DONE, Outcome.ALREADY_DONE, Outcome.FILLED):
        held, trouble = _held(link, report.remaining, due=link.filled)
        return Consequence(link=held, trouble=trouble)
    gone = report.code == "no_copy" or link.target == ZERO
    if gone or not still_due(book, link, command):
        return Consequence(link=link)
    revision = link.revision + 1
    why = why_refused(report)
    return Consequence(
        link=replace(link, revision=revision),
        commands=(replace(command, revision=revision),),
        wait_ms=wait_before_retry_ms(tries, report.code),
        trouble=f"SL/TP were not set ({why}); it is tried again",
    )
