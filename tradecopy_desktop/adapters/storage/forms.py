"""The stored form of decisions and commands: each says which of its kind it is. Decides nothing.

Our own dataclasses carry no such word, because inside the program their type says it.
"""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

import msgspec

from tradecopy_desktop.domain.commands import (
    CancelPending,
    Command,
    ModifyPending,
    OpenPosition,
    PlacePending,
    SetStops,
    SetVolume,
    VoidInstruction,
)
from tradecopy_desktop.domain.decisions import Copied, Decision, NothingToDo, Skipped, Step
from tradecopy_desktop.domain.facts import InstructionReported, TradeEvent
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.ports import EventRecord, OutcomeRecord

_Utc = Annotated[datetime, msgspec.Meta(tz=True)]


class _Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="form"):
    pass


class OpenForm(_Form, frozen=True, tag="open"):
    """A stored OpenPosition."""

    of: OpenPosition


class SetVolumeForm(_Form, frozen=True, tag="set_volume"):
    """A stored SetVolume."""

    of: SetVolume


class SetStopsForm(_Form, frozen=True, tag="set_stops"):
    """A stored SetStops."""

    of: SetStops


class PlaceForm(_Form, frozen=True, tag="place"):
    """A stored PlacePending."""

    of: PlacePending


class ModifyPendingForm(_Form, frozen=True, tag="modify_pending"):
    """A stored ModifyPending."""

    of: ModifyPending


class CancelPendingForm(_Form, frozen=True, tag="cancel_pending"):
    """A stored CancelPending."""

    of: CancelPending


class VoidForm(_Form, frozen=True, tag="void"):
    """A stored VoidInstruction."""

    of: VoidInstruction


CommandForm = (
    OpenForm
    | SetVolumeForm
    | SetStopsForm
    | PlaceForm
    | ModifyPendingForm
    | CancelPendingForm
    | VoidForm
)


class CopiedForm(_Form, frozen=True, tag="copied"):
    """A stored Copied. `link` is its place in the record's links where it is one of them."""

    route: str
    # A copy's link is in its record twice; writing it once halves the time before sending.
    link: int | Link
    commands: tuple[CommandForm, ...]
    steps: tuple[Step, ...]
    master_lots: Decimal


class SkippedForm(_Form, frozen=True, tag="skipped"):
    """A stored Skipped."""

    of: Skipped


class NothingForm(_Form, frozen=True, tag="nothing"):
    """A stored NothingToDo."""

    of: NothingToDo


DecisionForm = CopiedForm | SkippedForm | NothingForm


class EventForm(_Form, frozen=True, tag="event"):
    """A stored EventRecord."""

    ordinal: int
    decided_at: _Utc
    event: TradeEvent
    decisions: tuple[DecisionForm, ...]
    links: tuple[Link, ...]


class OutcomeForm(_Form, frozen=True, tag="outcome"):
    """A stored OutcomeRecord."""

    ordinal: int
    decided_at: _Utc
    report: InstructionReported
    links: tuple[Link, ...]
    commands: tuple[CommandForm, ...]


def command_to(command: Command) -> CommandForm:
    """Return the stored form of a command."""
    form: CommandForm
    match command:
        case OpenPosition():
            form = OpenForm(command)
        case SetVolume():
            form = SetVolumeForm(command)
        case SetStops():
            form = SetStopsForm(command)
        case PlacePending():
            form = PlaceForm(command)
        case ModifyPending():
            form = ModifyPendingForm(command)
        case CancelPending():
            form = CancelPendingForm(command)
        case VoidInstruction():
            form = VoidForm(command)
    return form


def command_from(form: CommandForm) -> Command:
    """Return the command of a stored form."""
    return form.of


def command_word(command: Command) -> str:
    """Return the stored word for a command's kind, such as "open"."""
    return str(command_to(command).__struct_config__.tag)


def event_to(record: EventRecord) -> EventForm:
    """Return the stored form of an event with its decisions."""
    places = {id(link): place for place, link in enumerate(record.links)}
    return EventForm(
        record.ordinal,
        record.decided_at,
        record.event,
        tuple(_decision_to(decision, places) for decision in record.decisions),
        record.links,
    )


def event_from(form: EventForm) -> EventRecord:
    """Return the event and its decisions of a stored form."""
    return EventRecord(
        ordinal=form.ordinal,
        decided_at=form.decided_at,
        event=form.event,
        decisions=tuple(_decision_from(decision, form.links) for decision in form.decisions),
        links=form.links,
    )


def outcome_to(record: OutcomeRecord) -> OutcomeForm:
    """Return the stored form of an outcome."""
    return OutcomeForm(
        record.ordinal,
        record.decided_at,
        record.report,
        record.links,
        tuple(command_to(command) for command in record.commands),
    )


def outcome_from(form: OutcomeForm) -> OutcomeRecord:
    """Return the outcome of a stored form."""
    return OutcomeRecord(
        ordinal=form.ordinal,
        decided_at=form.decided_at,
        report=form.report,
        links=form.links,
        commands=tuple(command_from(command) for command in form.commands),
    )


def _decision_to(decision: Decision, places: dict[int, int]) -> DecisionForm:
    if isinstance(decision, Copied):
        return CopiedForm(
            decision.route,
            places.get(id(decision.link), decision.link),
            tuple(command_to(command) for command in decision.commands),
            decision.steps,
            decision.master_lots,
        )
    return SkippedForm(decision) if isinstance(decision, Skipped) else NothingForm(decision)


def _decision_from(form: DecisionForm, links: tuple[Link, ...]) -> Decision:
    if not isinstance(form, CopiedForm):
        return form.of
    return Copied(
        route=form.route,
        link=_link_at(form.link, links),
        commands=tuple(command_from(command) for command in form.commands),
        steps=form.steps,
        master_lots=form.master_lots,
    )


def _link_at(link: int | Link, links: tuple[Link, ...]) -> Link:
    if isinstance(link, Link):
        return link
    if not 0 <= link < len(links):
        raise msgspec.ValidationError(f"link must be one of {len(links)}, was number {link}")
    return links[link]
