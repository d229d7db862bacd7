"""The stored form of records and decisions: each says which of its kind it is. Decides nothing.

Our own dataclasses carry no such word, because inside the program their type says it.
"""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

import msgspec

from tradecopy_desktop.adapters.storage.command_forms import (
    CommandForm,
    command_from,
    command_to,
)
from tradecopy_desktop.adapters.storage.link_forms import LinkForm, link_from, link_to
from tradecopy_desktop.domain.decisions import (
    Copied,
    Decision,
    NothingToDo,
    Skipped,
    SkipReason,
    Step,
)
from tradecopy_desktop.domain.facts import InstructionReported, TradeEvent
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.ports import EventRecord, OutcomeRecord

Utc = Annotated[datetime, msgspec.Meta(tz=True)]

# A link is in its record and in its decision; writing it once halves the time before sending. A
# number is its place in the record's links.
_Link = int | LinkForm


class _Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="form"):
    pass


class CopiedForm(_Form, frozen=True, tag="copied"):
    """A stored Copied."""

    route: str
    link: _Link
    commands: tuple[CommandForm, ...]
    steps: tuple[Step, ...]
    master_lots: Decimal
    settings_version: int


class SkippedForm(_Form, frozen=True, tag="skipped"):
    """A stored Skipped."""

    route: str
    reason: SkipReason
    detail: str
    steps: tuple[Step, ...]
    link: _Link | None
    alarming: bool
    settings_version: int


class NothingForm(_Form, frozen=True, tag="nothing"):
    """A stored NothingToDo."""

    route: str
    link: _Link | None
    detail: str


DecisionForm = CopiedForm | SkippedForm | NothingForm


class EventForm(_Form, frozen=True, tag="event"):
    """A stored EventRecord."""

    ordinal: int
    decided_at: Utc
    event: TradeEvent
    decisions: tuple[DecisionForm, ...]
    links: tuple[LinkForm, ...]


class OutcomeForm(_Form, frozen=True, tag="outcome"):
    """A stored OutcomeRecord."""

    ordinal: int
    decided_at: Utc
    report: InstructionReported
    links: tuple[LinkForm, ...]
    commands: tuple[CommandForm, ...]


def event_to(record: EventRecord) -> EventForm:
    """Return the stored form of an event with its decisions."""
    places = {id(link): place for place, link in enumerate(record.links)}
    return EventForm(
        record.ordinal,
        record.decided_at,
        record.event,
        tuple(_decision_to(decision, places) for decision in record.decisions),
        tuple(link_to(link) for link in record.links),
    )


def event_from(form: EventForm) -> EventRecord:
    """Return the event and its decisions of a stored form."""
    links = tuple(link_from(link) for link in form.links)
    return EventRecord(
        ordinal=form.ordinal,
        decided_at=form.decided_at,
        event=form.event,
        decisions=tuple(_decision_from(decision, links) for decision in form.decisions),
        links=links,
    )


def outcome_to(record: OutcomeRecord) -> OutcomeForm:
    """Return the stored form of an outcome."""
    return OutcomeForm(
        record.ordinal,
        record.decided_at,
        record.report,
        tuple(link_to(link) for link in record.links),
        tuple(command_to(command) for command in record.commands),
    )


def outcome_from(form: OutcomeForm) -> OutcomeRecord:
    """Return the outcome of a stored form."""
    return OutcomeRecord(
        ordinal=form.ordinal,
        decided_at=form.decided_at,
        report=form.report,
        links=tuple(link_from(link) for link in form.links),
        commands=tuple(command_from(command) for command in form.commands),
    )


def _decision_to(decision: Decision, places: dict[int, int]) -> DecisionForm:
    if isinstance(decision, Copied):
        return CopiedForm(
            decision.route,
            _place_or_form(decision.link, places),
            tuple(command_to(command) for command in decision.commands),
            decision.steps,
            decision.master_lots,
            decision.settings_version,
        )
    link = None if decision.link is None else _place_or_form(decision.link, places)
    if isinstance(decision, NothingToDo):
        return NothingForm(decision.route, link, decision.detail)
    return SkippedForm(
        decision.route,
        decision.reason,
        decision.detail,
        decision.steps,
        link,
        decision.alarming,
        decision.settings_version,
    )


def _decision_from(form: DecisionForm, links: tuple[Link, ...]) -> Decision:
    if isinstance(form, CopiedForm):
        return Copied(
            route=form.route,
            link=_link_at(form.link, links),
            commands=tuple(command_from(command) for command in form.commands),
            steps=form.steps,
            master_lots=form.master_lots,
            settings_version=form.settings_version,
        )
    link = None if form.link is None else _link_at(form.link, links)
    if isinstance(form, NothingForm):
        return NothingToDo(route=form.route, link=link, detail=form.detail)
    return Skipped(
        route=form.route,
        reason=form.reason,
        detail=form.detail,
        steps=form.steps,
        link=link,
        alarming=form.alarming,
        settings_version=form.settings_version,
    )


def _place_or_form(link: Link, places: dict[int, int]) -> _Link:
    place = places.get(id(link))
    return link_to(link) if place is None else place


def _link_at(link: _Link, links: tuple[Link, ...]) -> Link:
    if isinstance(link, LinkForm):
        return link_from(link)
    if not 0 <= link < len(links):
        raise msgspec.ValidationError(f"link must be one of {len(links)}, was number {link}")
    return links[link]
