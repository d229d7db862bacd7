"""One run of the demo with trouble of every kind, and what its report says. It judges nothing."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DEFENCES = {
    "dedup": "TRADECOPY_WITHOUT",
    "resume": "TRADECOPY_WITHOUT",
    "reconciler": "TRADECOPY_WITHOUT",
    "id_check": "TRADECOPY_SIM_WITHOUT",
}
"""What can be taken away, and the environment's word for it."""
_FINDINGS = ("missed", "duplicated", "wrong_volume", "wrong_side", "unlinked", "slow_closes")
_LONGEST_S = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Chaos:
    """How a run is set up. Without a defence: `without`."""

    seed: int
    level: float = 0.3
    trades: int = 200
    followers: int = 2
    without: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a run: `exit` as reported, the findings that are not 0, and its figures."""

    exit: str
    findings: dict[str, int]
    prescribed: int
    copies: int
    wrong_lot_seconds: float
    faults: dict[str, int]
    least_faults: int
    wall_s: float
    details: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """Tell whether the run is as it must be."""
        return self.exit == "ok"


def run_chaos(chaos: Chaos, report: Path) -> Outcome:
    """Run the demo by a hurried clock; a run without a report is an outcome, too."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    for word in DEFENCES.values():
        environment.pop(word, None)
    if chaos.without:
        environment[DEFENCES[chaos.without]] = chaos.without
    report.unlink(missing_ok=True)
    began = monotonic()
    done = _run(_command(chaos, report), environment)
    wall_s = round(monotonic() - began, 1)
    if not report.exists():
        last = (done.splitlines() or ["it said nothing"])[-1]
        return _failed(f"no report: {last}", wall_s)
    return _outcome(json.loads(report.read_text(encoding="utf-8")), wall_s)


def _command(chaos: Chaos, report: Path) -> list[str]:
    given = {
        "--chaos": chaos.level,
        "--trades": chaos.trades,
        "--followers": chaos.followers,
        # A trade in about a second, so that a link has time to come back.
        "--speed": 0.5,
        "--seed": chaos.seed,
        "--report": report,
    }
    words = [str(word) for pair in given.items() for word in pair]
    return [sys.executable, "-m", "tradecopy_desktop", "demo", "--headless", "--hurry", *words]


def _run(command: list[str], environment: dict[str, str]) -> str:
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_LONGEST_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"it did not end within {_LONGEST_S} s"
    return done.stdout


def _outcome(report: dict[str, Any], wall_s: float) -> Outcome:
    return Outcome(
        exit=report["exit"],
        findings={name: report[name] for name in _FINDINGS if report[name]},
        prescribed=report["prescribed"],
        copies=report["copies"],
        wrong_lot_seconds=report["wrong_lot_seconds"],
        faults=report["faults"],
        least_faults=report["least_faults"],
        wall_s=wall_s,
        details=tuple(d for d in report["details"] if not d.startswith(("late", "ended early"))),
    )


def _failed(why: str, wall_s: float) -> Outcome:
    return Outcome(
        exit=why,
        findings={},
        prescribed=0,
        copies=0,
        wrong_lot_seconds=0.0,
        faults={},
        least_faults=0,
        wall_s=wall_s,
    )
