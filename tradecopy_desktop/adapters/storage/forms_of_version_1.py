"""What the first version wrote of links and records, read into what they are now. Never written.

Links named a policy for stops where they have rules now, and knew no exact volume. A decision
without orders was written as it was, with its link in full. A route in shadow skipped.
"""

from decimal import Decimal

import msgspec

from tradecopy_desktop.adapters.storage.command_forms import CommandForm
from tradecopy_desktop.adapters.storage.forms import (
    CopiedForm,
    DecisionForm,
    EventForm,
    NothingForm,
    OutcomeForm,
    SkippedForm,
    Utc,
)
from tradecopy_desktop.adapters.storage.link_forms import LinkFields, LinkForm
from tradecopy_desktop.adapters.storage.stop_policy import StopPolicy
from tradecopy_desktop.domain.decisions import SkipReason, Step
from tradecopy_desktop.domain.facts import InstructionReported, TradeEvent


class LinkForm1(LinkFields, frozen=True):
    """A Link of version 1."""

    stop_policy: StopPolicy
    reason: str = ""


class _Plain(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Skipped1(_Plain, frozen=True):
    """A Skipped of version 1."""

    route: str
    reason: str
    detail: str
    steps: tuple[Step, ...]
    link: LinkForm1 | None
    alarming: bool


class Nothing1(_Plain, frozen=True):
    """A NothingToDo of version 1."""

    route: str
    link: LinkForm1 | None
    detail: str


class _Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="form"):
    pass


class CopiedForm1(_Form, frozen=True, tag="copied"):
    """A Copied of version 1; the number of its link is a place in the record's links."""

    route: str
    link: int | LinkForm1
    commands: tuple[CommandForm, ...]
    steps: tuple[Step, ...]
    master_lots: Decimal


class SkippedForm1(_Form, frozen=True, tag="skipped"):
    """A Skipped of version 1 and the word for it."""

    of: Skipped1


class NothingForm1(_Form, frozen=True, tag="nothing"):
    """A NothingToDo of version 1 and the word for it."""

    of: Nothing1


class EventForm1(_Form, frozen=True, tag="event"):
    """An EventRecord of version 1."""

    ordinal: int
    decided_at: Utc
    event: TradeEvent
    decisions: tuple[CopiedForm1 | SkippedForm1 | NothingForm1, ...]
    links: tuple[LinkForm1, ...]


class OutcomeForm1(_Form, frozen=True, tag="outcome"):
    """An OutcomeRecord of version 1."""

    ordinal: int
    decided_at: Utc
    report: InstructionReported
    links: tuple[LinkForm1, ...]
    commands: tuple[CommandForm, ...]


def link_of_version_1(form: LinkForm1) -> LinkForm:
    """Return a link of version 1 as it is stored now."""
    values = msgspec.structs.asdict(form)
    stops = values.pop("stop_policy").rules
    return LinkForm(**values, stops=stops, exact=form.ratio * form.accepted)


def record_of_version_1(form: EventForm1 | OutcomeForm1) -> EventForm | OutcomeForm:
    """Return a record of version 1 as it is stored now."""
    links = tuple(link_of_version_1(link) for link in form.links)
    if isinstance(form, OutcomeForm1):
        return OutcomeForm(form.ordinal, form.decided_at, form.report, links, form.commands)
    decisions = tuple(_decision(decision) for decision in form.decisions)
    return EventForm(form.ordinal, form.decided_at, form.event, decisions, links)


def _decision(form: CopiedForm1 | SkippedForm1 | NothingForm1) -> DecisionForm:
    if isinstance(form, CopiedForm1):
        link = form.link if isinstance(form.link, int) else link_of_version_1(form.link)
        return CopiedForm(form.route, link, form.commands, form.steps, form.master_lots, 0)
    of = form.of
    full = None if of.link is None else link_of_version_1(of.link)
    if isinstance(of, Nothing1):
        return NothingForm(of.route, full, of.detail)
    return SkippedForm(of.route, _reason(of.reason), of.detail, of.steps, full, of.alarming, 0)


def _reason(word: str) -> SkipReason:
    # A route in shadow copies in thought now; then it took nothing, like one that is off.
    try:
        return SkipReason.ROUTE_OFF if word == "shadow" else SkipReason(word)
    except ValueError as e:
        raise msgspec.ValidationError(str(e)) from e
