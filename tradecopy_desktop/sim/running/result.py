"""The result of a run as it is written down. Correctness is the oracle's word alone."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict

from tradecopy_desktop.sim.faults import kinds_of_run, least_times
from tradecopy_desktop.sim.oracle import judge
from tradecopy_desktop.sim.running.histories import run_history
from tradecopy_desktop.sim.running.latency import latencies
from tradecopy_desktop.sim.running.run import Run
from tradecopy_desktop.sim.running.world import World
from tradecopy_desktop.sim.traders import compare_with_recording

Result = dict[str, object]


def result_of(run: Run) -> Result:
    """Return everything that is known about a run that has settled."""
    world = run.world
    verdict = judge(run_history(world, run.outages))
    flat_out = world.scenario.speed is None
    return {
        **asdict(verdict),
        "exact": verdict.exact,
        "wrong_lot_seconds": verdict.wrong_lot_seconds,
        "events_sent": run.events,
        "latency_ms": None if flat_out else latencies(world),
        "faults": _faults(run),
        "least_faults": least_times(level=world.scenario.chaos, trades=world.scenario.trades),
        "seen": dict(_seen(run)),
        "recording_differences": _differences(world),
        "recording_notes": list(world.recording.notes) if world.recording is not None else [],
        "settled": run.settled,
    }


def _faults(run: Run) -> dict[str, int]:
    """Return how often each fault happened; where there is chaos, those too that never did."""
    total = Counter(run.troubles.happened)
    for seat in run.world.seats:
        total.update(seat.broker.faults_injected)
    followers = (seat for seat in run.world.seats if not seat.account.is_master)
    if run.world.scenario.chaos:
        for kind in kinds_of_run({seat.account.platform for seat in followers}):
            total[kind] += 0
    return dict(total)


def _seen(run: Run) -> Mapping[str, int]:
    total: Counter[str] = Counter()
    connections = 0
    for seat in run.world.seats:
        for measure in seat.terminal.measures.values():
            total.update(measure.seen)
            connections += bool(measure.seen["welcomes"])
    return {
        "reconnects": total["welcomes"] - connections,
        "resends": total["resends"],
        "already_done": total["already_done"],
        "unknown": total["unknown"],
        "changed": total["changed"],
        "partial_fills": total["partly_filled"],
        "late_fills": _faults(run).get("timeout_late", 0),
    }


def _differences(world: World) -> list[str]:
    if world.recording is None:
        return []
    return [
        line
        for seat in world.masters
        for line in compare_with_recording(seat.broker, world.recording)
    ]
