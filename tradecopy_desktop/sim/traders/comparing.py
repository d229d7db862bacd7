"""Whether a simulated master did what a recording tells, row by row. It mends nothing."""

from tradecopy_desktop.sim.broker.records import BookedDeal
from tradecopy_desktop.sim.broker.sim_broker import SimBroker
from tradecopy_desktop.sim.recordings import RecordedDeal, Recording


def compare_with_recording(broker: SimBroker, recording: Recording) -> list[str]:
    """Return a line for every deal that is not as recorded; none if all are."""
    made = list(broker.history.deals())
    lines = [
        line
        for deal, told in zip(made, recording.deals, strict=False)
        if (line := _difference(deal, told)) is not None
    ]
    if len(made) != len(recording.deals):
        lines.append(f"{len(made)} deals were made, {len(recording.deals)} are recorded")
    return lines


def _difference(made: BookedDeal, told: RecordedDeal) -> str | None:
    deal = made.deal
    did = (made.symbol, deal.side, deal.entry, deal.volume, deal.price)
    had = (told.symbol, told.side, told.entry, told.volume, told.price)
    if did == had:
        return None
    return f"row {told.row}: recorded {_words(had)}, made {_words(did)}"


def _words(values: tuple[object, ...]) -> str:
    return " ".join(str(value) for value in values)
