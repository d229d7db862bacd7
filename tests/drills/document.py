"""DRILLS.md: what ran, on what, and what came of it. It never tells of what did not run."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from tests.drills.runs import DEFENCES, Outcome
from tests.drills.state import State

_MOST_SHOWN = 20


def document(state: State, *, commit: str, machine: str, planned: Sequence[int]) -> str:
    """Return the text of DRILLS.md."""
    whole = {seed: state.runs[f"{seed}"] for seed in planned if f"{seed}" in state.runs}
    parts = [
        "# Drills",
        "`python3 run.py drills` runs the program among simulated terminals whose brokers, links, "
        "clocks and owners do everything wrong, and an oracle counts deal by deal what was copied. "
        "Written by that command; what is not listed here was not run.",
        f"Commit {commit}, {datetime.now(UTC):%Y-%m-%d}, {machine}.",
        _seeds(whole, len(planned)),
        _faults(whole),
        _defences(state),
        _suites(state.suites),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _seeds(runs: Mapping[int, Outcome], planned: int) -> str:
    if not runs:
        return "## Seeds\n\nNone was run."
    wrong = {seed: run for seed, run in runs.items() if not run.clean}
    copies = sum(run.copies for run in runs.values())
    off = sum(run.wrong_lot_seconds for run in runs.values())
    slowest = max(run.wall_s for run in runs.values())
    lines = [
        "## Seeds",
        "",
        f"{len(runs)} of {planned} seeds were run: 200 trades of the master, two followers (MT5 "
        f"and MT4), level 0.3. {len(runs) - len(wrong)} are clean; {copies:,} copies were made "
        f"exactly. Copies were off their targets for {off:,.0f} lot-seconds in all. The slowest "
        f"run took {slowest:.0f} s.",
    ]
    for seed, run in list(wrong.items())[:_MOST_SHOWN]:
        lines += ["", f"- seed {seed}: {run.exit}", *(f"  - {text}" for text in run.details[:3])]
    if len(wrong) > _MOST_SHOWN:
        lines += ["", f"{len(wrong) - _MOST_SHOWN} more are not shown."]
    return "\n".join(lines)


def _faults(runs: Mapping[int, Outcome]) -> str:
    if not runs:
        return ""
    total: Counter[str] = Counter()
    fewest: dict[str, int] = {}
    for run in runs.values():
        total.update(run.faults)
        for kind, times in run.faults.items():
            fewest[kind] = min(times, fewest.get(kind, times))
    rows = [f"| {kind} | {total[kind]} | {fewest[kind]} |" for kind in sorted(total)]
    head = ["## Faults", "", "| kind | in all seeds | fewest in one |", "|---|---|---|"]
    return "\n".join([*head, *rows])


def _defences(state: State) -> str:
    tried: dict[str, dict[str, Outcome]] = {}
    for name, run in state.runs.items():
        seed, _, defence = name.partition(" without ")
        if defence:
            tried.setdefault(seed, {})[defence] = run
    if not tried:
        return ""
    lines = [
        "## Without a defence",
        "",
        "The same seeds, with one defence off. A run that is clean all the same is a gap.",
        "",
        "| seed | " + " | ".join(DEFENCES) + " |",
        "|---" * (len(DEFENCES) + 1) + "|",
    ]
    for seed, runs in sorted(tried.items(), key=lambda pair: int(pair[0])):
        cells = (_cell(runs.get(defence)) for defence in DEFENCES)
        lines.append(f"| {seed} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(run: Outcome | None) -> str:
    if run is None:
        return "not run"
    if run.clean:
        return "**clean**"
    return ", ".join(f"{name} {times}" for name, times in run.findings.items()) or run.exit


def _suites(suites: Mapping[str, str]) -> str:
    if not suites:
        return ""
    lines = ["## Other drills", ""]
    lines += [f"- {name}: {said}" for name, said in suites.items()]
    return "\n".join(lines)
