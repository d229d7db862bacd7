"""The demo as a newcomer starts it: a process of its own, judged by the brokers' own books."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import validate

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "tests" / "report.schema.json").read_text(encoding="utf-8"))
# Volume-changing deals that each recording holds, counted in the files.
RECORDINGS = {
    "mt5_netting_en_fxpro_2021-09.xlsx": 30,
    "mt5_netting_es_fxpro_2021-10.xlsx": 19,
    "performance_mnq_mgc_2025-12a.csv": 69,
    "performance_mnq_ym_2025-12b.csv": 89,
}


def demo(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the demo to its end."""
    return subprocess.run(
        [sys.executable, "-m", "tradecopy_desktop", "demo", "--headless", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def report_of(path: Path, *arguments: str) -> Mapping[str, Any]:
    """Run the demo with a report and return it, checked against its schema."""
    done = demo(*arguments, "--report", str(path))
    assert path.exists(), done.stderr
    report: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    validate(report, SCHEMA)
    return report


def assert_exact(report: Mapping[str, Any]) -> None:
    """Every prescribed copy was made once, and nothing else."""
    faults = ("missed", "duplicated", "wrong_volume", "unlinked")
    assert {name: report[name] for name in faults} == dict.fromkeys(faults, 0), report["details"]
    assert report["copies"] == report["prescribed"]
    assert report["closed_before_sent"] == 0
    assert report["skipped"] == {}
    assert [follower["drift_lots"] for follower in report["followers"]] == ["0"] * 5


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_demo_when_trades_are_random_then_every_copy_is_exact(tmp_path: Path, seed: int) -> None:
    report = report_of(tmp_path / "r.json", "--speed", "max", "--seed", str(seed))

    assert_exact(report)
    # 200 trades and the closes that end them, copied by five followers.
    assert report["events"] >= 200
    assert report["prescribed"] >= 1_000


@pytest.mark.parametrize(("name", "deals"), RECORDINGS.items())
def test_demo_when_a_recording_is_replayed_then_every_copy_is_exact(
    tmp_path: Path, name: str, deals: int
) -> None:
    folder = os.environ.get("TRADECOPY_RECORDINGS")
    if folder is None:
        pytest.skip("TRADECOPY_RECORDINGS names no folder with recordings")
    found = sorted(Path(folder).rglob(name))
    if not found:
        pytest.skip(f"{name} is not in {folder}")

    report = report_of(tmp_path / "r.json", "--replay", str(found[0]), "--speed", "max")

    assert_exact(report)
    assert report["events"] == deals
    assert report["recording_differences"] == []
    assert report["latency_ms"] is None


def test_demo_when_paced_then_latency_is_reported(tmp_path: Path) -> None:
    report = report_of(tmp_path / "r.json", "--speed", "10", "--trades", "20", "--seed", "4")

    assert_exact(report)
    assert report["latency_ms"]["bridge"]["count"] > 0
    assert report["latency_ms"]["end_to_end"]["count"] > 0


def test_demo_when_the_file_is_no_history_then_one_clear_line(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("this is no history", encoding="utf-8")

    done = demo("--replay", str(wrong))

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert str(wrong) in done.stderr
    assert "Traceback" not in done.stderr


def test_demo_when_the_port_is_taken_then_one_clear_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        done = demo("--port", str(port), "--trades", "1")

    assert done.returncode == 1
    assert f"port {port}" in done.stderr
    assert "Traceback" not in done.stderr
