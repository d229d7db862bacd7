"""What the drills have found so far, in a file outside of the project's history, to go on later.

What was found about other sources than the present ones is not taken over.
"""

import hashlib
import json
import subprocess
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.drills.runs import Outcome

_SOURCES = ("tradecopy_desktop", "tests/drills")


@dataclass(slots=True, kw_only=True)
class State:
    """Outcomes by name, and what other drills said, for one state of the sources."""

    sources: str
    runs: dict[str, Outcome] = field(default_factory=dict)
    suites: dict[str, str] = field(default_factory=dict)

    def save(self, path: Path) -> None:
        """Write the file, whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")
        fresh.replace(path)


def load_state(path: Path, sources: str) -> State:
    """Return what is known of these sources; an empty state where nothing is."""
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return State(sources=sources)
    if told.get("sources") != sources:
        return State(sources=sources)
    runs = {
        name: Outcome(**{**run, "details": tuple(run["details"])})
        for name, run in told["runs"].items()
    }
    return State(sources=sources, runs=runs, suites=told["suites"])


def fingerprint(root: Path) -> str:
    """Return a name for the present sources, committed or not."""
    total = hashlib.sha256()
    for folder in _SOURCES:
        for path in sorted((root / folder).rglob("*.py")):
            total.update(path.relative_to(root).as_posix().encode())
            total.update(path.read_bytes())
    return total.hexdigest()[:16]


def commit_of(root: Path) -> str:
    """Return the present commit, and whether something is not in it."""
    told = _git(root, "rev-parse", "--short", "HEAD")
    if told is None:
        return "not from a repository"
    changed = _git(root, "status", "--porcelain", "--", *_SOURCES)
    return f"{told} with changes" if changed else told


def _git(root: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", *words],
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            check=False,
        )
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
