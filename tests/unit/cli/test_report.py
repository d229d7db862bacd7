"""When a run counts as good, and how it is told."""

from pathlib import Path

import pytest

from tradecopy_desktop.cli.report import judge_report, summary, write_report
from tradecopy_desktop.domain.errors import TradeCopyError

GOOD: dict[str, object] = {
    "events": 3,
    "prescribed": 4,
    "copies": 4,
    "missed": 0,
    "duplicated": 0,
    "wrong_volume": 0,
    "unlinked": 0,
    "late": 0,
    "ended_early": 0,
    "closed_before_sent": 0,
    "skipped": {},
    "faults": {},
    "settled": True,
    "recording_differences": [],
    "latency_ms": None,
    "followers": [{"name": "A", "open_positions": 1, "drift_lots": "0"}],
}


def test_report_when_nothing_is_wrong_then_ok() -> None:
    assert judge_report(GOOD) == "ok"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"missed": 1}, "missed 1"),
        ({"duplicated": 2}, "duplicated 2"),
        ({"wrong_volume": 1}, "wrong_volume 1"),
        ({"unlinked": 1}, "unlinked 1"),
        ({"late": 3}, "late 3"),
        ({"closed_before_sent": 2}, "closed_before_sent 2"),
        ({"copies": 3}, "3 of 4 copies"),
        ({"skipped": {"no_symbol": 1}}, "skipped no_symbol 1"),
        ({"settled": False}, "the followers did not settle in time"),
        ({"recording_differences": ["row 7"]}, "the master's deals differ from the recording"),
    ],
)
def test_report_when_something_is_wrong_then_says_what(
    change: dict[str, object], said: str
) -> None:
    assert judge_report({**GOOD, **change}) == said


def test_report_when_brokers_failed_then_late_is_no_fault_and_slow_closes_are() -> None:
    chaotic = {**GOOD, "faults": {"requote": 3}, "late": 2, "refused_by_broker": 1}

    assert judge_report(chaotic) == "ok"
    assert judge_report({**chaotic, "slow_closes": 1}) == "slow_closes 1"
    assert judge_report({**GOOD, "refused_by_broker": 1}) == "refused_by_broker 1"


def test_report_when_pending_orders_were_left_to_their_fill_then_ok() -> None:
    assert judge_report({**GOOD, "skipped": {"pending_not_copied": 2}}) == "ok"


def test_summary_when_told_then_has_the_figures_of_every_follower() -> None:
    text = summary({**GOOD, "exit": "ok"})

    assert "4 copies prescribed, 4 carried out" in text
    assert "A: 1 open positions, drift 0 lots" in text
    assert text.endswith("result: ok")


def test_report_when_it_cannot_be_written_then_one_clear_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")

    with pytest.raises(TradeCopyError, match="cannot be written"):
        write_report({}, blocked / "r.json")
