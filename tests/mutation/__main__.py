"""Asks the tests whether they would notice a fault: `python3 run.py mutate`. No part of the tests.

Puts small faults into copies of domain and engine, one at a time, and runs the tests against each;
what no test notices is listed. Never changes a file of the project.

Of our own making, because no maintained tool did it all in 2026: mutmut 3 needs a system that
forks, so not Windows; cosmic-ray 8 and poodle 1.3 run one fixed command for each mutant in a
process of its own, draw no sample from a seed and do not choose tests by what these reach; and
cosmic-ray changes the working tree in place.
"""

import argparse
import json
import os
import random
import sys
from pathlib import Path
from time import monotonic

from tests.mutation.campaign import try_all
from tests.mutation.equivalents import FILE, outdated, read_equivalents, without_equivalents
from tests.mutation.mutants import Mutant, all_mutants
from tests.mutation.summary import Summary
from tests.mutation.trial import MutationError, Trial
from tests.mutation.workers import WorkerError

ROOT = Path(__file__).resolve().parents[2]
_TELL_EVERY = 50


def main() -> int:
    """Try mutants and print; return 0 if enough are noticed, 1 if not, 2 if they were not tried."""
    choice = _arguments()
    started = monotonic()
    try:
        equivalents = read_equivalents(FILE.read_text(encoding="utf-8"))
        found: list[Mutant] = []

        def choose(copy: Path) -> list[Mutant]:
            found.extend(all_mutants(copy, choice.only or [""]))
            able = without_equivalents(found, equivalents)
            if choice.strict:
                return [mutant for mutant in able if mutant.is_strict]
            return drawn(able, choice.count, choice.seed)

        trials = try_all(ROOT, choose, jobs=choice.jobs, tell=_tell)
    except (MutationError, WorkerError) as e:
        sys.stderr.write(f"mutate: {e}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("\nmutate: stopped\n")
        return 130
    summary = Summary(
        trials=trials,
        seed=choice.seed,
        seconds=monotonic() - started,
        equivalents=len(found) - len(without_equivalents(found, equivalents)),
        outdated=outdated(found, equivalents),
    )
    sys.stdout.write("\n".join(["", *summary.lines(), ""]))
    if choice.json is not None:
        content = json.dumps(summary.as_json(), indent=1) + "\n"
        choice.json.write_text(content, encoding="utf-8")
    return 1 if summary.complaints else 0


def drawn(mutants: list[Mutant], count: int, seed: int) -> list[Mutant]:
    """Return `count` of the mutants in their order, the same ones for the same seed; 0 for all."""
    if count == 0 or count >= len(mutants):
        return mutants
    places = random.Random(seed).sample(range(len(mutants)), count)
    return [mutants[place] for place in sorted(places)]


def _tell(number: int, of: int, trial: Trial | None) -> None:
    if trial is None:
        sys.stdout.write(f"{of} mutants; first all tests without any, to see what they reach\n")
    elif not trial.verdict.is_noticed:
        sys.stdout.write(f"survived: {trial.mutant.file}:{trial.mutant.line}\n")
    if number and (number % _TELL_EVERY == 0 or number == of):
        sys.stdout.write(f"{number} of {of} tried\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="run.py mutate", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument(
        "--only", action="append", help="a part of the paths of files, such as sizing; repeatable"
    )
    parser.add_argument("--count", type=int, default=300, help="how many to draw, 0 for all (300)")
    parser.add_argument(
        "--strict", action="store_true", help="all of the files in which none may survive"
    )
    parser.add_argument("--seed", type=int, default=1, help="what draws them (1)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once")
    parser.add_argument("--json", type=Path, help="write what was found to this file too")
    choice = parser.parse_args()
    if choice.count < 0 or choice.jobs < 1:
        parser.error("--count must be >= 0 and --jobs >= 1")
    return choice


if __name__ == "__main__":
    sys.exit(main())
