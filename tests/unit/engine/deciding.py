"""Asks the engine as the owner of the book does: each decision is put before the next is made."""

from datetime import UTC, datetime

from tradecopy_desktop.domain.commands import Command, OpenPosition, SetStops, SetVolume
from tradecopy_desktop.domain.decisions import Copied, Decision, Skipped
from tradecopy_desktop.domain.facts import TradeEvent
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.copier import decide
from tradecopy_desktop.engine.moment import Moment

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
"""A Wednesday."""


def moment(*, age_ms: float = 0, now_ns: int = 0, utc: datetime = NOON) -> Moment:
    """Return a moment at which a decision is made."""
    return Moment(now_ns=now_ns, utc=utc, age_ms=age_ms)


def decided(
    book: Book, event: TradeEvent, *, age_ms: float = 0, utc: datetime = NOON
) -> list[Decision]:
    """Return what all routes of the event's master decide, in order."""
    decisions = []
    for route in book.routes_of(event.account):
        for decision in decide(book, route, event, moment(age_ms=age_ms, utc=utc)):
            if decision.link is not None:
                book.put(decision.link)
            decisions.append(decision)
    return decisions


def commands_of(decisions: list[Decision]) -> list[Command]:
    """Return the commands of decisions in the order of sending."""
    return [c for each in decisions if isinstance(each, Copied) for c in each.commands]


def opening_of(decisions: list[Decision]) -> OpenPosition:
    """Return the only opening that was decided."""
    (command,) = [c for c in commands_of(decisions) if isinstance(c, OpenPosition)]
    return command


def volume_of(decisions: list[Decision]) -> SetVolume:
    """Return the only change of volume that was decided."""
    (command,) = commands_of(decisions)
    assert isinstance(command, SetVolume)
    return command


def stops_of(decisions: list[Decision]) -> SetStops:
    """Return the only change of stops that was decided."""
    (command,) = [c for c in commands_of(decisions) if isinstance(c, SetStops)]
    return command


def skip_of(decisions: list[Decision]) -> Skipped:
    """Return the only decision, which is a refusal."""
    (decision,) = decisions
    assert isinstance(decision, Skipped)
    return decision


def link_of(decision: Decision) -> Link:
    """Return the link that a decision leaves."""
    assert decision.link is not None
    return decision.link
