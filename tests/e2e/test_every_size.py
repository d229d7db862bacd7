"""Routes of every kind of size, judged by the oracle from what the terminals had told.

Nine followers, one for each kind; prices, money and steps of their own. Rules T1, S1, S2.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.test_demo import RECORDINGS, report_of

SAMPLES = Path(__file__).parents[1] / "golden" / "recordings"
EVERY = ("--sizes", "every", "--followers", "9", "--speed", "max")
# Same lots, fixed, multiplier, of size, by equity, risk in percent, in money, notional, leverage.
NINE = [
    "Alder Markets",
    "Brookfield FX",
    "Cedar Prime",
    "Dunmore Mini",
    "Elmwood",
    "Fairlight",
    "Greyfriars",
    "Hollin Direct",
    "Inverleith",
]


def assert_every_size_is_exact(report: Mapping[str, Any]) -> None:
    """Each of the nine followers did all that its size prescribes, and nothing else."""
    faults = ("missed", "duplicated", "wrong_volume", "unlinked")
    assert {name: report[name] for name in faults} == dict.fromkeys(faults, 0), report["details"]
    assert report["skipped"] == {}
    assert (report["skipped_expected"], report["closed_before_sent"]) == (0, 0)
    assert [follower["name"] for follower in report["followers"]] == NINE
    for follower in report["followers"]:
        assert follower["copies"] == follower["prescribed"] > 0, follower
        assert follower["drift_lots"] == "0", follower


@pytest.mark.parametrize(("name", "deals"), RECORDINGS.items())
def test_recording_when_copied_by_every_size_is_exact(
    tmp_path: Path, name: str, deals: int
) -> None:
    folder = os.environ.get("TRADECOPY_RECORDINGS")
    if folder is None:
        pytest.skip("TRADECOPY_RECORDINGS names no folder with recordings")
    found = sorted(Path(folder).rglob(name))
    if not found:
        pytest.skip(f"{name} is not in {folder}")

    report = report_of(tmp_path / "r.json", "--replay", str(found[0]), *EVERY)

    assert_every_size_is_exact(report)
    assert report["events"] == deals
    assert report["recording_differences"] == []


@pytest.mark.parametrize("name", ["mt4_statement.htm", "mt5_hedging.html", "tradovate.csv"])
def test_sample_when_copied_by_every_size_is_exact(tmp_path: Path, name: str) -> None:
    report = report_of(tmp_path / "r.json", "--replay", str(SAMPLES / name), *EVERY)

    assert_every_size_is_exact(report)
    assert report["recording_differences"] == []


def test_random_trades_when_copied_by_every_size_are_exact(tmp_path: Path) -> None:
    report = report_of(tmp_path / "r.json", "--seed", "7", "--trades", "60", *EVERY)

    assert_every_size_is_exact(report)
    # 60 trades and the closes that end them, copied by nine followers.
    assert report["events"] >= 60


def test_paced_trades_when_prices_move_in_between_are_exact(tmp_path: Path) -> None:
    paced = ("--sizes", "every", "--followers", "9", "--speed", "5")

    report = report_of(tmp_path / "r.json", "--seed", "8", "--trades", "40", *paced)

    assert_every_size_is_exact(report)
    assert report["late"] == 0
