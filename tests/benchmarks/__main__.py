"""Measures the bridge beside bare relays: `python3 run.py bench`. No part of the tests."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.figures import RoundFigures
from tests.benchmarks.machine import this_machine
from tests.benchmarks.node_ws import find_node_ws
from tests.benchmarks.rounds import BenchmarkError, Measure, Subject, run_round, subjects
from tests.benchmarks.table import Results, answer_lines, machine_lines, round_head, round_line


def main() -> int:
    """Measure and print; return the exit status."""
    choice = _arguments()
    measure = Measure(
        followers=choice.followers,
        events=max(1, choice.copies // choice.followers),
        rate=choice.rate,
        flat_seconds=0.5 if choice.quick else 3.0,
    )
    node = find_node_ws()
    machine = this_machine(node.version)
    measured = [s for s in subjects(choice.followers, node) if s.key in choice.only]
    print(*machine_lines(machine), sep="\n")
    if node.why_not:
        print(f"(d) Node.js ws relay: not measured, {node.why_not}")
    print(
        f"\n1 master, {measure.followers} followers, {measure.rate:g} events a second, "
        f"{measure.events * measure.followers:,} copies a round; then flat out for "
        f"{measure.flat_seconds:g} s\n"
    )
    try:
        results = _run_rounds(measured, measure, choice.rounds)
    except BenchmarkError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    print("", *answer_lines(measured, results), sep="\n")
    if choice.json is not None:
        content = {
            "machine": asdict(machine),
            "measure": asdict(measure),
            "names": {subject.key: subject.name for subject in measured},
            "rounds": {key: [asdict(one) for one in rounds] for key, rounds in results.items()},
        }
        choice.json.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return 0


def _run_rounds(measured: list[Subject], measure: Measure, rounds: int) -> Results:
    results: dict[str, list[RoundFigures]] = {subject.key: [] for subject in measured}
    print(round_head(), flush=True)
    for number in range(1, rounds + 1):
        for subject in measured:
            figures = run_round(subject, measure)
            results[subject.key].append(figures)
            print(round_line(number, subject, figures), flush=True)
    return results


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    parser.add_argument("--rounds", type=_positive, help="rounds, each with every subject (7)")
    parser.add_argument("--copies", type=_positive, help="copies in a round's paced part (5000)")
    parser.add_argument("--followers", type=_positive, default=10, help="followers (10)")
    parser.add_argument("--rate", type=float, default=50.0, help="events a second, paced (50)")
    parser.add_argument("--only", default="abcd", help="letters of the subjects to measure (abcd)")
    parser.add_argument("--quick", action="store_true", help="see that it works, within a minute")
    parser.add_argument("--json", type=Path, help="write all rounds to this file too")
    choice = parser.parse_args()
    if choice.rate <= 0:
        parser.error(f"--rate must be above 0, was {choice.rate:g}")
    choice.rounds = choice.rounds or (2 if choice.quick else 7)
    choice.copies = choice.copies or (500 if choice.quick else 5_000)
    return choice


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be above 0, was {number}")
    return number


if __name__ == "__main__":
    sys.exit(main())
