"""Runs the drills that take hours: `python3 run.py drills`. No part of the tests.

Goes on where it was stopped as long as the sources are the same, and writes DRILLS.md. With --ci
it runs 20 seeds anew, writes nothing, and says what was not clean.
"""

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic

from tests.drills.document import document
from tests.drills.runs import DEFENCES, ROOT, Chaos, Outcome, run_chaos
from tests.drills.state import State, commit_of, fingerprint, load_state
from tradecopy_desktop.cli.report import TOO_FEW

_STATE = ROOT / ".drills" / "state.json"
_REPORTS = ROOT / ".drills"
_SEEDS, _QUICK_SEEDS = 200, 20
_DEFENCE_SEEDS = (1, 2, 3, 4)
_MORE_TRIES = 2
_SUITES: dict[str, tuple[list[str], dict[str, str]]] = {
    "a hundred kills": (["tests/e2e/test_random_kills.py"], {"TRADECOPY_KILLS": "100"}),
    "named drills": (["tests/e2e/drills"], {}),
    "scenes on time that jumps": (
        ["tests/property/test_never_missed_never_twice.py"],
        {"TRADECOPY_SCENES": "1000"},
    ),
    "frames of any bytes": (
        ["tests/property/test_wire_any_bytes.py", "--hypothesis-profile", "nightly"],
        {},
    ),
}


def main() -> int:
    """Run what is left to run within the time; return 0 if all of that is as it must be."""
    choice = _arguments()
    if choice.ci:
        return _check_few(choice.jobs)
    until = monotonic() + choice.hours * 3_600
    planned = range(1, (_QUICK_SEEDS if choice.quick else _SEEDS) + 1)
    state = load_state(_STATE, fingerprint(ROOT))
    for chaos, outcome in _outcomes(_left(state, planned), choice.jobs, until):
        state.runs[_name(chaos)] = outcome
        state.save(_STATE)
    if not choice.quick:
        _run_suites(state, until)
    _write(state, planned)
    return 0 if _is_good(state) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py drills", description=__doc__)
    parser.add_argument("--hours", type=float, default=8.0, help="at most so long (8)")
    parser.add_argument(
        "--quick", action="store_true", help="20 seeds and the defences instead of everything"
    )
    parser.add_argument("--ci", action="store_true", help="20 seeds, and no document")
    parser.add_argument("--jobs", type=int, default=1, help="runs at the same time (1)")
    return parser.parse_args()


def _check_few(jobs: int) -> int:
    seeds = (Chaos(seed=seed) for seed in range(1, _QUICK_SEEDS + 1))
    outcomes = [outcome for _, outcome in _outcomes(seeds, jobs)]
    for outcome in outcomes:
        for detail in outcome.details:
            _say(f"  {detail}")
    return 0 if all(outcome.clean for outcome in outcomes) else 1


def _outcomes(
    runs: Iterable[Chaos], jobs: int, until: float = float("inf")
) -> Iterator[tuple[Chaos, Outcome]]:
    """Yield what became of each run that could begin in time, and say it."""

    def drill(chaos: Chaos) -> Outcome | None:
        if monotonic() > until:
            return None
        _REPORTS.mkdir(exist_ok=True)
        report = _REPORTS / f"report {_name(chaos)}.json"
        outcome = run_chaos(chaos, report)
        # Whether a fault comes upon an order that it can harm is chance: such a run judges nothing.
        for _ in range(_MORE_TRIES):
            if outcome.exit.startswith(TOO_FEW):
                outcome = run_chaos(chaos, report)
        return outcome

    planned = list(runs)
    with ThreadPoolExecutor(jobs) as pool:
        for chaos, outcome in zip(planned, pool.map(drill, planned), strict=True):
            if outcome is not None:
                _say(f"seed {_name(chaos)}: {outcome.exit} ({outcome.wall_s:.0f} s)")
                yield chaos, outcome


def _name(chaos: Chaos) -> str:
    return f"{chaos.seed} without {chaos.without}" if chaos.without else f"{chaos.seed}"


def _left(state: State, planned: range) -> Iterator[Chaos]:
    for seed in planned:
        if f"{seed}" not in state.runs:
            yield Chaos(seed=seed)
    for seed in _DEFENCE_SEEDS:
        for defence in DEFENCES:
            if f"{seed} without {defence}" not in state.runs:
                yield Chaos(seed=seed, without=defence)


def _run_suites(state: State, until: float) -> None:
    for name, (words, environment) in _SUITES.items():
        if monotonic() > until or name in state.suites or not (ROOT / words[0]).exists():
            continue
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *words],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        said = (done.stdout.strip().splitlines() or ["it said nothing"])[-1].strip("= ")
        state.suites[name] = said if done.returncode == 0 else f"FAILED: {said}"
        state.save(_STATE)
        _say(f"{name}: {state.suites[name]}")


def _write(state: State, planned: range) -> None:
    machine = f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores"
    machine += f", {platform.system()}, Python {platform.python_version()}"
    text = document(state, commit=commit_of(ROOT), machine=machine, planned=planned)
    path = Path(ROOT / "DRILLS.md")
    path.write_text(text, encoding="utf-8")
    _say(f"written: {path}")


def _is_good(state: State) -> bool:
    whole = all(run.clean for name, run in state.runs.items() if " without " not in name)
    weak = all(not run.clean for name, run in state.runs.items() if " without " in name)
    return whole and weak and not any(s.startswith("FAILED") for s in state.suites.values())


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
