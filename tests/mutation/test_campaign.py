"""Mutants of a small project are noticed or survive, and the project itself is left alone."""

from pathlib import Path

import pytest

from tests.mutation.campaign import try_all
from tests.mutation.mutants import Mutant, all_mutants
from tests.mutation.toy_project import FILES, contents, make_project
from tests.mutation.trial import MutationError, Trial, Verdict
from tests.mutation.workers import TooLongError, Worker

TESTS = ("tests",)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


def _try(project: Path, *wanted: tuple[str, str]) -> list[Trial]:
    def choose(copy: Path) -> list[Mutant]:
        mutants = {(mutant.before, mutant.after): mutant for mutant in all_mutants(copy)}
        return [mutants[change] for change in wanted]

    return try_all(project, choose, jobs=1, tell=lambda *_: None, tests=TESTS)


def test_mutants_when_tried_then_survive_where_no_test_fails(project: Path) -> None:
    trials = _try(
        project,
        ("if lots > most:", "if lots <= most:"),
        ("if lots > most:", "if lots >= most:"),
        ("return most", "return None"),
        ("return lots + 1", "return lots - 1"),
        ("MOST = [5]", "MOST = [6]"),
        ("LEAST = MOST[0]", "LEAST = MOST[1]"),
    )

    assert [(trial.mutant.line, trial.verdict) for trial in trials] == [
        (2, Verdict.FAILED),
        # No test asks for lots that equal the most.
        (2, Verdict.SURVIVED),
        (3, Verdict.FAILED),
        (8, Verdict.NEVER_RUN),
        (11, Verdict.SURVIVED),
        (12, Verdict.NOT_IMPORTED),
    ]
    assert trials[2].test == "tests/test_limits.py::test_cut_when_above_then_is_the_most"
    assert contents(project) == FILES


def test_process_when_it_takes_too_long_then_is_ended_and_another_answers(project: Path) -> None:
    worker = Worker(project)
    request = {"do": "attempt", "files": ["tests"], "wanted": []}

    with pytest.raises(TooLongError):
        worker.ask(request, limit_s=0.01)
    answer = worker.ask(request, limit_s=60)
    worker.close()

    assert answer == {"status": 0, "failed": []}


def test_run_when_a_test_fails_without_a_mutant_then_is_refused(project: Path) -> None:
    (project / "tests" / "test_red.py").write_text("def test_red(): assert False\n", "utf-8")

    with pytest.raises(MutationError, match=r"mend them first:\n  tests/test_red.py::test_red"):
        _try(project, ("return most", "return None"))
