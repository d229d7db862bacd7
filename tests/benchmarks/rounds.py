"""Starts what is measured and the load on it, each in a process of its own; one round at a time."""

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TextIO

from tests.benchmarks.figures import RoundFigures, Spread
from tests.benchmarks.node_ws import FOLDER, NodeWs

_ROOT: Final = Path(__file__).resolve().parents[2]
_START_WITHIN_S: Final = 60
_END_WITHIN_S: Final = 30


class BenchmarkError(Exception):
    """A subject or the load did not do what it should; the text says what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something that carries a master's events to followers. `command` starts it.

    `{data}` in the command becomes an empty folder.
    """

    key: str
    name: str
    kind: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How much load a round puts on, and how."""

    followers: int
    events: int
    rate: float
    flat_seconds: float


def subjects(followers: int, node: NodeWs) -> tuple[Subject, ...]:
    """Return what can be measured here, in the order of a round."""
    count = ("--followers", str(followers))
    bridge = (sys.executable, "-m", "tests.benchmarks.bridge", *count, "--data", "{data}")
    python_relay = (sys.executable, "-m", "tests.benchmarks.relay", *count)
    found = [
        Subject(key="a", name="bridge, headless", kind="bridge", command=bridge),
        Subject(key="b", name="bridge, window live", kind="bridge", command=(*bridge, "--window")),
        Subject(key="c", name="websockets relay", kind="relay", command=python_relay),
    ]
    if not node.why_not:
        script = str(Path(__file__).with_name("relay.cjs"))
        command = (node.node, script, str(FOLDER), str(followers))
        found.append(Subject(key="d", name="Node.js ws relay", kind="relay", command=command))
    return tuple(found)


def run_round(subject: Subject, measure: Measure) -> RoundFigures:
    """Measure a subject once; raise BenchmarkError if it or the load fails."""
    with tempfile.TemporaryDirectory(prefix="tradecopy-bench-") as folder:
        command = [part.replace("{data}", folder) for part in subject.command]
        with process_of(command, subject.name) as running:
            port = running.line()
            with process_of(_load(subject, port, measure), "the load") as load:
                load.line()
                running.line()
                load.tell("go\n")
                measured = load.line(_load_within_s(measure))
            late = running.finish()
    figures = _figures(measured)
    return replace(figures, loop_late_ms=tuple(json.loads(late))) if late else figures


def _load(subject: Subject, port: str, measure: Measure) -> list[str]:
    return [
        *(sys.executable, "-m", "tests.benchmarks.load", "--kind", subject.kind, "--port", port),
        *("--followers", str(measure.followers), "--events", str(measure.events)),
        *("--rate", str(measure.rate), "--flat-seconds", str(measure.flat_seconds)),
    ]


def _load_within_s(measure: Measure) -> float:
    return measure.events / measure.rate + measure.flat_seconds + 2 * _START_WITHIN_S


def _figures(text: str) -> RoundFigures:
    told = json.loads(text)
    return RoundFigures(
        each=Spread(**told["each"]), last=Spread(**told["last"]), copies_per_s=told["copies_per_s"]
    )


class Subprocess:
    def __init__(self, process: subprocess.Popen[str], name: str) -> None:
        self._process = process
        self._name = name

    def line(self, within_s: float = _START_WITHIN_S) -> str:
        assert self._process.stdout is not None
        # A pipe cannot be read with a time limit on Windows; its writer can be ended.
        watch = threading.Timer(within_s, self._process.kill)
        watch.start()
        try:
            line = self._process.stdout.readline().strip()
        finally:
            watch.cancel()
        if not line:
            raise BenchmarkError(f"{self._name} ended, or said nothing for {within_s:.0f} s")
        return line

    def tell(self, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(text)
        self._process.stdin.flush()

    def finish(self) -> str:
        said, _ = self._process.communicate(timeout=_END_WITHIN_S)
        if self._process.returncode:
            raise BenchmarkError(f"{self._name} ended with status {self._process.returncode}")
        return said.strip()


@contextmanager
def process_of(command: list[str], name: str) -> Iterator[Subprocess]:
    complaints = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115
    process = subprocess.Popen(
        command,
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        encoding="utf-8",
    )
    try:
        yield Subprocess(process, name)
    finally:
        if process.poll() is None and process.stdin is not None and not process.stdin.closed:
            process.stdin.close()
        try:
            process.wait(_END_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()
        with complaints:
            _show(complaints, name)


def _show(complaints: TextIO, name: str) -> None:
    complaints.seek(0)
    lines = [line.rstrip() for line in complaints if line.strip()]
    if lines:
        # Thousands of lines about one fault would bury the table.
        print(f"{name} complained in {len(lines)} lines, which end:", *lines[-6:], sep="\n  ")
