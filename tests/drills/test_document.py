"""DRILLS.md tells what ran, names every run that was not clean, and claims nothing else."""

from dataclasses import replace

from tests.drills.document import document
from tests.drills.runs import Outcome
from tests.drills.state import State

CLEAN = Outcome(
    exit="ok",
    findings={},
    prescribed=234,
    copies=234,
    wrong_lot_seconds=12.5,
    faults={"dropped_link": 5, "partial": 7},
    least_faults=5,
    wall_s=9.0,
)
MISSED = replace(CLEAN, exit="missed 1", findings={"missed": 1}, details=("2003 held 0.2",))


def told(runs: dict[str, Outcome], suites: dict[str, str] | None = None) -> str:
    state = State(sources="f", runs=runs, suites=suites or {})
    return document(state, commit="abc1234", machine="a machine", planned=range(1, 4))


def test_document_when_nothing_ran_then_says_so() -> None:
    text = told({})

    assert "None was run." in text
    assert "clean" not in text


def test_document_when_some_seeds_ran_then_counts_those_alone() -> None:
    text = told({"1": CLEAN, "2": CLEAN})

    assert "2 of 3 seeds were run" in text
    assert "2 are clean; 468 copies were made exactly" in text
    assert "off their targets for 25 lot-seconds" in text


def test_document_when_a_seed_is_not_clean_then_is_named_with_what_was_wrong() -> None:
    text = told({"1": CLEAN, "2": MISSED})

    assert "1 are clean" in text
    assert "- seed 2: missed 1" in text
    assert "  - 2003 held 0.2" in text


def test_document_when_a_suite_failed_then_says_so() -> None:
    text = told({"1": CLEAN}, {"a hundred kills": "FAILED: 1 failed in 300 s"})

    assert "FAILED: 1 failed in 300 s" in text
