"""The result of a demo run: counted by the oracle, with what the program says beside it."""

import json
from collections.abc import Mapping
from pathlib import Path

from tradecopy_desktop.app.program import Program
from tradecopy_desktop.domain.errors import TradeCopyError

# Each of these must be 0, whatever brokers do.
_NEVER = ("missed", "duplicated", "wrong_volume", "unlinked", "slow_closes")
MUST_BE_ZERO = (*_NEVER, "late")
"""Without injected faults each of these must be 0, or something went wrong."""
_NEVER_WITHOUT_FAULTS = (*MUST_BE_ZERO, "closed_before_sent", "refused_by_broker")

# Pending orders are copied once they are filled; that is no omission.
_MEANT = frozenset({"pending_not_copied"})

TOO_FEW = "too few faults: "
"""How the result of a run begins in which nothing was wrong, except that it tried too little."""

Report = dict[str, object]


def make_report(result: Mapping[str, object], program: Program) -> Report:
    """Return the report: the simulation's verdict, then what only the program knows.

    `exit` is "ok", or says in words what is not.
    """
    report: Report = dict(result)
    report["skipped"] = dict(program.board.skipped)
    report["alerts"] = len(program.alerts())
    seen = result.get("seen")
    report["seen"] = {**(seen if isinstance(seen, Mapping) else {}), **program.board.seen}
    report["exit"] = judge_report(report)
    return report


def judge_report(report: Mapping[str, object]) -> str:
    """Return "ok", or what is wrong with the run."""
    zero = _NEVER if _counts(report.get("faults")) else _NEVER_WITHOUT_FAULTS
    wrong = [f"{name} {report.get(name)}" for name in zero if report.get(name, 0) != 0]
    if report.get("copies") != report.get("prescribed"):
        wrong.append(f"{report.get('copies')} of {report.get('prescribed')} copies")
    skipped = {k: n for k, n in _counts(report.get("skipped")).items() if k not in _MEANT}
    if skipped and not _counts(report.get("faults")):
        wrong.append("skipped " + ", ".join(f"{k} {n}" for k, n in skipped.items()))
    rare = _too_rare(report)
    if rare:
        wrong.append(TOO_FEW + ", ".join(rare))
    if report.get("recording_differences"):
        wrong.append("the master's deals differ from the recording")
    if not report.get("settled", True):
        wrong.append("the followers did not settle in time")
    return "; ".join(wrong) or "ok"


def _too_rare(report: Mapping[str, object]) -> list[str]:
    """Return the kinds of faults that happened too rarely for the run to be a trial."""
    least = report.get("least_faults")
    if not isinstance(least, int):
        return []
    counts = _counts(report.get("faults"))
    return [f"{k} {n}" for k, n in sorted(counts.items()) if isinstance(n, int) and n < least]


def _counts(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def write_report(report: Report, path: Path) -> None:
    """Write the report as JSON; raise TradeCopyError where the file cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise TradeCopyError(f"the report cannot be written to {path}: {error.strerror}") from error


def summary(report: Mapping[str, object]) -> str:
    """Return the report in a few lines for a person."""
    lines = [
        f"{report.get('events')} trade events of the master, "
        f"{report.get('prescribed')} copies prescribed, {report.get('copies')} carried out",
        "   ".join(f"{name} {report.get(name)}" for name in (*MUST_BE_ZERO, "ended_early")),
    ]
    followers = report.get("followers")
    if isinstance(followers, list):
        lines.extend(
            f"  {row['name']}: {row['open_positions']} open positions, "
            f"drift {row['drift_lots']} lots"
            for row in followers
        )
    lines.extend(_latency_lines(report.get("latency_ms")))
    lines.append(f"result: {report.get('exit')}")
    return "\n".join(lines)


def _latency_lines(latency: object) -> list[str]:
    if not isinstance(latency, Mapping):
        return []
    words = {
        "bridge": "master's event sent to instruction received",
        "end_to_end": "master's deal to follower's fill",
    }
    return [
        f"{text}: median {row['p50']} ms, p99 {row['p99']} ms ({row['count']})"
        for name, text in words.items()
        if isinstance(row := latency.get(name), Mapping)
    ]
