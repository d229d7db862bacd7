"""The benchmark's answer as text. Computes nothing that figures.py does not."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from statistics import median

from tests.benchmarks.figures import COLUMNS, RoundFigures, Spread, middle, ratio, surplus
from tests.benchmarks.machine import Machine
from tests.benchmarks.rounds import Subject

Results = dict[str, list[RoundFigures]]

_HEAD = "".join(f"{column:>9}" for column in COLUMNS)


def machine_lines(machine: Machine) -> Iterator[str]:
    """Yield what the figures were taken on."""
    for field in fields(machine):
        yield f"{field.name:10} {getattr(machine, field.name) or 'not there'}"


def round_line(number: int, subject: Subject, figures: RoundFigures) -> str:
    """Return one round of one subject."""
    return (
        f"{number:>5}  {_title(subject):24}{_numbers(figures.each)}{_numbers(figures.last)}"
        f"{figures.copies_per_s:>10,.0f}{_late(figures)}"
    )


def round_head() -> str:
    """Return the heads of the columns of `round_line`."""
    over = f"{'':31}{'to each follower, ms':>36}{'to the last follower, ms':>36}"
    return f"{over}\nround  {'':24}{_HEAD}{_HEAD}{'copies/s':>10}{'loop late':>11}"


def answer_lines(measured: Sequence[Subject], results: Results) -> Iterator[str]:
    """Yield the medians over the rounds, and the ratios to the relays by rounds."""
    rounds = len(next(iter(results.values())))
    yield f"Medians of {rounds} rounds; loop late: the worst of a round, in ms"
    yield round_head()
    for subject in measured:
        yield round_line(0, subject, _median_round(results[subject.key])).replace(
            "    0  ", " " * 7
        )
    yield ""
    for other in measured:
        if other.kind == "relay":
            yield f"Ratio to ({other.key}) {other.name}, median of the rounds' ratios"
            yield f"{'':31}{_HEAD}{'copies/s':>10}"
            for subject in measured:
                if subject is not other:
                    yield _ratio_line(subject, results[subject.key], results[other.key])
            yield ""
    yield from _added_lines(measured, results)


def _added_lines(measured: Sequence[Subject], results: Results) -> Iterator[str]:
    if "c" not in results:
        return
    yield "Added to (c) until the LAST follower has it, ms, median of the rounds' differences"
    yield f"{'':31}{_HEAD}"
    for subject in measured:
        if subject.kind == "bridge":
            added = surplus(_last(results[subject.key]), _last(results["c"]))
            yield f"       {_title(subject):24}{_numbers(added)}"


def _title(subject: Subject) -> str:
    return f"({subject.key}) {subject.name}"


def _numbers(spread: Spread) -> str:
    return "".join(f"{getattr(spread, column):>9.2f}" for column in COLUMNS)


def _late(figures: RoundFigures) -> str:
    return f"{max(figures.loop_late_ms):>11.1f}" if figures.loop_late_ms else f"{'-':>11}"


def _last(rounds: Sequence[RoundFigures]) -> list[Spread]:
    return [one.last for one in rounds]


def _median_round(rounds: Sequence[RoundFigures]) -> RoundFigures:
    return RoundFigures(
        each=middle([one.each for one in rounds]),
        last=middle(_last(rounds)),
        copies_per_s=median(one.copies_per_s for one in rounds),
        loop_late_ms=_median_late(rounds),
    )


def _median_late(rounds: Sequence[RoundFigures]) -> tuple[float, ...]:
    worst = [max(one.loop_late_ms) for one in rounds if one.loop_late_ms]
    return (median(worst),) if worst else ()


def _ratio_line(
    subject: Subject, ours: Sequence[RoundFigures], theirs: Sequence[RoundFigures]
) -> str:
    ratios = "".join(
        f"{ratio([getattr(r.each, c) for r in ours], [getattr(r.each, c) for r in theirs]):>9.2f}"
        for c in COLUMNS
    )
    speed = ratio([r.copies_per_s for r in ours], [r.copies_per_s for r in theirs])
    return f"       {_title(subject):24}{ratios}{speed:>10.2f}"
