"""A follower's broker, its executor and the way to it, made small enough to try every order.

One master order of 1.00 and its copy. Steps: the master's order is filled, cancelled or closed
again, the route pauses, the timer looks, a price meets the copy's order, the executor carries out
what it read, and what it said arrives. Placing may be refused, or leave open whether it was done;
a cancel may be refused once. A world is a value; a step makes another one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from tests.unit.engine.answers import PLACE, answer, fill
from tests.unit.engine.link_samples import COPY, OPEN
from tests.unit.engine.pending_samples import WAITING, book, filled, route, signal, theirs, told
from tradecopy_desktop.domain.commands import (
    CancelPending,
    Command,
    OpenPosition,
    PlacePending,
    SetVolume,
    VoidInstruction,
)
from tradecopy_desktop.domain.decisions import Copied, Decision
from tradecopy_desktop.domain.facts import EventKind, Fill, InstructionReported, Outcome, TradeEvent
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.order_rules import OneSidedFill
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.outcomes.conclude import conclude
from tradecopy_desktop.engine.pendings.ends import cancel_pending, end_copy
from tradecopy_desktop.engine.pendings.events import note_follower_pending
from tradecopy_desktop.engine.pendings.fills import adopt_fill
from tradecopy_desktop.engine.pendings.following import follow_close
from tradecopy_desktop.engine.pendings.sides import one_sided, overdue

Said = InstructionReported | TradeEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything at one moment. `line` waits behind `read`; `said` is on its way back."""

    choices: tuple[OneSidedFill, OneSidedFill]
    link: Link = WAITING
    master: str = "waiting"
    paused: bool = False
    line: tuple[Command, ...] = ()
    read: Command | None = PLACE
    under_way: Command | None = PLACE
    said: tuple[Said, ...] = ()
    waits: bool = False
    held: Decimal = ZERO
    most: Decimal = ZERO
    troubles: int = 0
    looked: bool = False
    refused: bool = False
    was_placed: bool = False

    @property
    def is_quiet(self) -> bool:
        """Tell whether nothing is on its way."""
        return self.under_way is None and not self.said

    def book(self) -> Book:
        """Return the book of this moment."""
        mode = RouteMode.CLOSE_ONLY if self.paused else RouteMode.LIVE
        by = route(mode=mode, master_filled=self.choices[0], follower_filled=self.choices[1])
        return book(self.link, with_route=by)


def steps(world: World) -> Iterator[World]:
    """Yield every world that can come next."""
    known = world.book()
    if world.master == "waiting":
        yield _master_fills(world, known)
        yield _decided(world, end_copy(known, route(), "501", "cancelled"), master="cancelled")
    elif world.master == "filled":
        followed = follow_close(known, route(), "501", version="9701")
        yield _decided(world, followed, master="closed")
    if not world.paused:
        yield _pauses(world, known)
    if one_sided(world.link, known) and not world.looked:
        yield replace(_decided(world, overdue(known, {COPY: 0}, 10**12)), looked=True)
    if world.waits:
        yield _triggers(world)
    if world.read is not None:
        yield from _carries_out(world, world.read)
    if world.said:
        yield _hears(world, known, world.said[0])


def _master_fills(world: World, known: Book) -> World:
    adoption = adopt_fill(known, known.routes["r1"], signal())
    assert adoption is not None
    return _decided(world, (adoption.decision,), master="filled")


def _pauses(world: World, known: Book) -> World:
    if world.link.pending is None:
        return replace(world, paused=True)
    return replace(_decided(world, (cancel_pending(known, world.link, "paused"),)), paused=True)


def _decided(world: World, decisions: tuple[Decision, ...], **changed: str) -> World:
    for each in decisions:
        if each.link is not None:
            world = replace(world, link=each.link)
        sent = each.commands if isinstance(each, Copied) else ()
        alarms = getattr(each, "alarming", False)
        world = replace(world, line=(*world.line, *sent), troubles=world.troubles + alarms)
    return _sent(replace(world, **changed))  # type: ignore[arg-type]


def _sent(world: World) -> World:
    if world.under_way is not None or not world.line:
        return world
    if not world.link.is_live:
        return replace(world, line=())
    first, *rest = world.line
    return replace(world, under_way=first, read=first, line=tuple(rest))


def _triggers(world: World) -> World:
    events = (told(EventKind.PENDING_FILLED, theirs()), filled())
    return _holding(replace(world, waits=False, said=(*world.said, *events)), world.held + 1)


def _holding(world: World, held: Decimal) -> World:
    return replace(world, held=held, most=max(world.most, held))


def _carries_out(world: World, command: Command) -> Iterator[World]:
    match command:
        case PlacePending():
            yield _answers(replace(world, waits=True, was_placed=True), command, Outcome.DONE)
            yield _answers(replace(world, waits=True, was_placed=True), command, Outcome.UNKNOWN)
            yield _answers(world, command, Outcome.UNKNOWN)
            yield _answers(world, command, Outcome.REFUSED, "10015")
        case VoidInstruction() if world.was_placed:
            placed = replace(fill("1"), deal="0")
            yield _answers(world, command, Outcome.ALREADY_DONE, fills=(placed,))
        case VoidInstruction():
            yield _answers(world, command, Outcome.DONE, "voided")
        case CancelPending():
            outcome = Outcome.DONE if world.waits else Outcome.ALREADY_DONE
            yield _answers(replace(world, waits=False), command, outcome)
            if world.waits and not world.refused:
                yield _answers(replace(world, refused=True), command, Outcome.REFUSED, "10029")
        case OpenPosition():
            assert command.id != OPEN
            held = _holding(world, world.held + command.volume)
            yield _answers(held, command, Outcome.FILLED)
        case SetVolume():
            outcome = Outcome.FILLED if world.held > command.volume else Outcome.ALREADY_DONE
            held = _holding(world, min(world.held, command.volume))
            yield _answers(held, command, outcome)


def _answers(
    world: World, command: Command, outcome: Outcome, code: str = "", fills: tuple[Fill, ...] = ()
) -> World:
    remaining = str(world.held)
    report = answer(command, outcome, code=code, remaining=remaining, fills=fills)
    return replace(world, read=None, said=(*world.said, report))


def _hears(world: World, known: Book, said: Said) -> World:
    world = replace(world, said=world.said[1:])
    if isinstance(said, TradeEvent):
        for noted in note_follower_pending(known, said):
            told_more = world.troubles + (noted.trouble is not None)
            line = (*world.line, *noted.commands)
            world = replace(world, link=noted.link, line=line, troubles=told_more)
        return _sent(world)
    assert world.under_way is not None
    found = conclude(known, world.link, world.under_way, said, tries=1, life_left_ms=4_000)
    return _sent(
        replace(
            world,
            link=found.link,
            under_way=None,
            line=(*found.commands, *world.line),
            troubles=world.troubles + (found.trouble is not None),
        )
    )
