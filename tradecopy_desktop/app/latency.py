"""How long each stage of a copy took, from the stamps that came with it. Reads no clock."""

from tradecopy_desktop.app.lines import Order
from tradecopy_desktop.domain.facts import InstructionReported
from tradecopy_desktop.domain.stage_times import StageTimes


def stage_times(order: Order, report: InstructionReported | None) -> StageTimes | None:
    """Return the stages of an order in ms, None if it was not sent in this life of the program.

    Detect is the EA's own time; transit by the clock offset; decide from reception to decision;
    send from decision to the socket; execute the executor's own time; confirm the rest of the way
    there and back.
    """
    event = order.event
    if event is None or order.sent_ns is None:
        return None
    execute = confirm = None
    if report is not None:
        execute = max(0, report.done_us - report.received_us) / 1_000
        confirm = max(0.0, (report.reported_ns - order.sent_ns) / 1e6 - execute)
    return StageTimes(
        detect=event.age_us / 1_000,
        transit=None if event.transit_us is None else event.transit_us / 1_000,
        decide=(order.decided_ns - event.received_ns) / 1e6,
        send=(order.sent_ns - order.decided_ns) / 1e6,
        execute=execute,
        confirm=confirm,
    )


def percentile(sorted_values: list[float], share: float) -> float:
    """Return the value below which `share` (0 to 1) of the sorted values lie (nearest rank)."""
    if not sorted_values:
        raise ValueError("a percentile of nothing")
    rank = max(0, -(-int(share * 1_000 * len(sorted_values)) // 1_000) - 1)
    return sorted_values[min(rank, len(sorted_values) - 1)]
