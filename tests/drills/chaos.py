"""Brokers that do everything wrong: copies must be exact, and a faulty copier is found.

Not part of the tests: run it with `pytest tests/drills/chaos.py`. It is not clean yet; now and then
a close that failed is not completed before the run is judged.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import validate

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "tests" / "report.schema.json").read_text(encoding="utf-8"))
KINDS = {
    "requote",
    "reject",
    "timeout_executed",
    "timeout_lost",
    "timeout_late",
    "partial",
    "invalid_volume",
    "invalid_stops",
    "market_closed",
    "no_money",
    "autotrading_off",
    "off_quotes",
    "busy",
    "too_many",
}
FINDINGS = ("missed", "duplicated", "wrong_volume", "unlinked", "slow_closes")


def chaotic_run(path: Path, seed: int, *, without: str | None = None) -> Mapping[str, Any]:
    """Run 200 trades with two hedging followers, where three requests of ten go wrong."""
    arguments = ["--chaos", "0.3", "--trades", "200", "--followers", "2", "--speed", "10"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if without is not None:
        environment["TRADECOPY_SIM_WITHOUT"] = without
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tradecopy_desktop", "demo", "--headless"),
            *(*arguments, "--seed", str(seed), "--report", str(path)),
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=150,
        check=False,
    )
    assert path.exists(), done.stderr
    report: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    validate(report, SCHEMA)
    return report


@pytest.mark.parametrize("seed", [1, 2])
def test_demo_when_three_requests_of_ten_go_wrong_then_every_copy_is_exact(
    tmp_path: Path, seed: int
) -> None:
    report = chaotic_run(tmp_path / "r.json", seed)

    assert {name: report[name] for name in FINDINGS} == dict.fromkeys(FINDINGS, 0), report[
        "details"
    ]
    assert report["copies"] == report["prescribed"]
    assert [follower["drift_lots"] for follower in report["followers"]] == ["0"] * 2
    assert report["exit"] == "ok"
    # Each kind at least 3 times in 200 trades, or it was no trial.
    assert {kind for kind, times in report["faults"].items() if times >= 3} == KINDS
    assert report["refused_by_broker"] > 0


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(
    ("without", "found"), [("search", "duplicated"), ("repeated_closes", "missed")]
)
def test_demo_when_executors_search_or_repeat_nothing_then_it_is_found(
    tmp_path: Path, seed: int, without: str, found: str
) -> None:
    report = chaotic_run(tmp_path / "r.json", seed, without=without)

    assert report[found] > 0
    assert report["exit"] != "ok"
