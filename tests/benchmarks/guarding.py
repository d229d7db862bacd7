"""How soon a broken limit is acted on: `python -m tests.benchmarks.guarding [recording.csv]`.

Recorded ticks move the money of followers with a position open and two limits each. Timed at the
terminals' sockets, from the frame with the breaching tick to the arrival of the flatten. Every
process and socket is real, brokers are not. No part of the tests.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.benchmarks.figures import spread
from tests.benchmarks.machine import this_machine
from tests.benchmarks.market_minute import PUSH_S, falls, find_recording, read_ticks
from tests.benchmarks.rounds import BenchmarkError, process_of
from tests.benchmarks.table import machine_lines

FOLLOWERS = (1, 5, 20)
RELEASE = "12:30:00"
SECONDS = 60.0


def main() -> int:
    """Measure and print; return the exit status."""
    choice = _arguments()
    try:
        recording = find_recording(choice.recording)
    except FileNotFoundError as error:
        print(f"guarding: {error}", file=sys.stderr)
        return 1
    print(*machine_lines(this_machine("")), sep="\n")
    _print_recording(recording, choice.begins)
    print(f"{'':26}{'flattens':>9}{'p50':>9}{'p95':>9}{'p99':>9}{'max':>9}{'loop late':>11}")
    try:
        for with_window in (False, True):
            for followers in choice.followers:
                _measure(choice, recording, followers, with_window=with_window)
    except BenchmarkError as error:
        print(f"guarding: {error}", file=sys.stderr)
        return 1
    return 0


def _print_recording(recording: Path, begins: str) -> None:
    ticks = read_ticks(recording, begins, SECONDS)
    found = list(falls(ticks))
    if not found:
        raise SystemExit(f"guarding: no price falls in {recording.name} from {begins} on")
    busiest = max(fall.ticks_per_s for fall in found)
    usual = median(fall.ticks_per_s for fall in found)
    print(
        f"\n{recording.name} from {begins}, {SECONDS:g} s, {len(ticks)} ticks, {len(found)} falls;"
        f" {usual:g} ticks a second before them, {busiest:g} at most.\nTerminals tell price and"
        f" money every {PUSH_S * 1_000:g} ms at most. From breaching tick to flatten, ms:\n"
    )


def _measure(
    choice: argparse.Namespace, recording: Path, followers: int, *, with_window: bool
) -> None:
    repeats = max(1, -(-choice.flattens // followers))
    took_ms, late_ms = _round(choice, recording, followers, repeats, with_window=with_window)
    name = f"{followers} followers, {'window live' if with_window else 'headless'}"
    found = spread(took_ms)
    print(
        f"{name:26}{len(took_ms):>9}{found.p50:>9.2f}{found.p95:>9.2f}{found.p99:>9.2f}"
        f"{found.max:>9.2f}{max(late_ms, default=0.0):>11.1f}",
        flush=True,
    )


def _round(
    choice: argparse.Namespace,
    recording: Path,
    followers: int,
    repeats: int,
    *,
    with_window: bool,
) -> tuple[list[float], list[float]]:
    count = ["--followers", str(followers)]
    with tempfile.TemporaryDirectory(prefix="tradecopy-guard-") as folder:
        bridge = [sys.executable, "-m", "tests.benchmarks.guarded_bridge", *count]
        bridge += ["--data", folder, *(["--window"] if with_window else [])]
        with process_of(bridge, "the bridge") as program:
            terminals = [sys.executable, "-m", "tests.benchmarks.breaching", *count]
            terminals += ["--port", program.line(), "--recording", str(recording)]
            terminals += ["--begins", choice.begins, "--seconds", str(SECONDS)]
            with process_of(terminals, "the terminals") as load:
                load.line()
                program.line()
                took_ms: list[float] = []
                for number in range(repeats + 1):
                    load.tell("fall\n")
                    found = json.loads(load.line())
                    # The first is no sample: everything is met for the first time.
                    took_ms += found if number else []
                    program.tell("unlock\n")
                    program.line()
                load.finish()
            late = program.finish()
    return took_ms, json.loads(late)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.guarding", description=__doc__
    )
    parser.add_argument("recording", type=Path, nargs="?", help="CSV: time_utc, bid, ask")
    parser.add_argument("--begins", default=RELEASE, help=f"time of the release ({RELEASE})")
    parser.add_argument("--followers", type=int, nargs="+", default=FOLLOWERS)
    parser.add_argument("--flattens", type=int, default=200, help="at least so many a line (200)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
