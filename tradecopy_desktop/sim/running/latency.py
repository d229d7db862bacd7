"""How long copies took, by the stamps taken at the sockets and in the brokers' books."""

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.sim.running.histories import instruction_of
from tradecopy_desktop.sim.running.world import World
from tradecopy_desktop.sim.seat import Seat
from tradecopy_desktop.sim.terminal.measure import EventSent, InstructionReceived

_OPENS = frozenset({"open", "place"})
_GROWS = frozenset({"opened", "added", "reversed", "pending_placed"})
_SHRINKS = frozenset({"partly_closed", "closed", "reversed"})
_MOVES = frozenset({"modified", "opened", "added"})
_WANTED = {"set_volume": _SHRINKS, "set_stops": _MOVES}

Summary = dict[str, float | int]


def latencies(world: World) -> dict[str, Summary | None]:
    """Return `bridge` and `end_to_end` in milliseconds; None where nothing was measured."""
    causes = _Causes(world)
    bridge: list[int] = []
    end_to_end: list[int] = []
    for seat in world.seats:
        if Role.EXECUTOR not in seat.terminal.measures:
            continue
        made = _deals_by_instruction(seat)
        for stamp in seat.terminal.measures[Role.EXECUTOR].instructions:
            event = causes.of(stamp)
            if event is None:
                continue
            bridge.append(stamp.at_ns - event.at_ns)
            if event.deal_at_ns and stamp.kind != "set_stops":
                end_to_end += [at_ns - event.deal_at_ns for at_ns in made.pop(stamp.id, ())]
    return {"bridge": summary(bridge), "end_to_end": summary(end_to_end)}


def summary(samples_ns: Iterable[int]) -> Summary | None:
    """Return count and percentiles in milliseconds; None without samples."""
    ordered = sorted(samples_ns)
    if not ordered:
        return None

    def at(share: float) -> float:
        return round(ordered[max(math.ceil(share * len(ordered)), 1) - 1] / 1e6, 3)

    return {
        "count": len(ordered),
        "p50": at(0.50),
        "p95": at(0.95),
        "p99": at(0.99),
        "max": at(1.0),
    }


class _Causes:
    """Which event of a master made the bridge send an instruction."""

    def __init__(self, world: World) -> None:
        self._openings: dict[tuple[str, str], EventSent] = {}
        self._by_position: defaultdict[tuple[str, str], list[EventSent]] = defaultdict(list)
        self._copies: dict[str, tuple[str, str]] = {}
        for seat in world.masters:
            master = str(seat.account.key)
            for event in seat.terminal.measures[Role.MONITOR].events:
                if event.kind in _GROWS:
                    self._openings.setdefault((master, event.source), event)
                self._by_position[master, event.position].append(event)

    def of(self, stamp: InstructionReceived) -> EventSent | None:
        if stamp.kind in _OPENS:
            self._copies[stamp.copy] = (stamp.master, stamp.source)
            event = self._openings.get((stamp.master, stamp.source))
            # What was sent before its event is a repeat of an earlier life.
            return event if event is not None and event.at_ns <= stamp.at_ns else None
        opening = self._openings.get(self._copies.get(stamp.copy, ("", "")))
        if opening is None:
            return None
        master = self._copies[stamp.copy][0]
        wanted = _WANTED.get(stamp.kind, frozenset())
        events = [e for e in self._by_position[master, opening.position] if e.kind in wanted]
        last = bisect_right([event.at_ns for event in events], stamp.at_ns)
        return events[last - 1] if last else None


def _deals_by_instruction(seat: Seat) -> dict[str, list[int]]:
    made: defaultdict[str, list[int]] = defaultdict(list)
    journal = seat.terminal.disk.journal
    for booked in seat.broker.history.deals():
        intent = instruction_of(booked, journal)
        if intent is not None:
            made[intent.id].append(booked.when.at_ns)
    return dict(made)
