"""Stamps taken at the socket, for measuring from outside the program. It computes nothing."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from tradecopy_desktop.sim.told import Told


class EventSent(NamedTuple):
    """An event went out for the first time. `source` names the opening as ids do."""

    at_ns: int
    seq: int
    kind: str
    position: str
    source: str
    deal: str
    deal_at_ns: int


class InstructionReceived(NamedTuple):
    """An instruction came in."""

    at_ns: int
    kind: str
    id: str
    copy: str
    master: str
    source: str


class ReportSent(NamedTuple):
    """A report went out for the first time."""

    at_ns: int
    id: str
    outcome: str


@dataclass(slots=True)
class Measure:
    """The stamps of one connection, what a run should have seen, and what the terminal told."""

    events: list[EventSent] = field(default_factory=list)
    instructions: list[InstructionReceived] = field(default_factory=list)
    reports: list[ReportSent] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    told: Told = field(default_factory=Told)
