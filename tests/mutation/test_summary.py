"""Survivors are listed with place and change, and too many of them are not good enough."""

from tests.mutation.equivalents import Equivalent
from tests.mutation.mutants import Mutant
from tests.mutation.summary import Summary
from tests.mutation.trial import Trial, Verdict


def _trials(verdict: Verdict, count: int, file: str = "engine/outcomes.py") -> list[Trial]:
    mutant = Mutant(
        file=file,
        number=0,
        line=7,
        lines=range(7, 8),
        function="cut",
        before="if lots > cap:",
        after="if lots >= cap:",
    )
    return [Trial(mutant=mutant, verdict=verdict)] * count


def test_summary_when_a_mutant_survived_then_tells_where_and_what() -> None:
    trials = _trials(Verdict.FAILED, 37) + _trials(Verdict.TOO_LONG, 2)
    trials += _trials(Verdict.SURVIVED, 1)

    lines = Summary(trials=trials, seed=3, seconds=61.2, equivalents=4).lines()

    # 39 of 40 are 97.5 %.
    assert lines == [
        "engine/outcomes.py:7 in cut: every test passed",
        "  - if lots > cap:",
        "  + if lots >= cap:",
        "40 mutants (seed 3) in 61 s; 4 more make no difference and were left out",
        "    37 made a test fail",
        "     2 ran out of time",
        "     1 every test passed",
        "97.5 % noticed, 1 survived",
    ]


def test_summary_when_95_of_100_are_noticed_then_is_good_enough() -> None:
    enough = _trials(Verdict.FAILED, 95) + _trials(Verdict.SURVIVED, 5)
    too_few = _trials(Verdict.FAILED, 94) + _trials(Verdict.NEVER_RUN, 6)

    assert Summary(trials=enough, seed=1, seconds=1).complaints == []
    assert Summary(trials=too_few, seed=1, seconds=1).complaints == [
        "94.0 % noticed, at least 95 % are wanted"
    ]


def test_summary_when_one_survives_in_a_strict_file_then_is_not_good_enough() -> None:
    trials = _trials(Verdict.FAILED, 99) + _trials(Verdict.SURVIVED, 1, "engine/sizing.py")

    complaints = Summary(trials=trials, seed=1, seconds=1).complaints

    assert complaints == [
        "engine/sizing.py: none may survive here; add a test, or the reason to equivalents.toml"
    ]


def test_summary_when_a_listed_equivalent_is_outdated_then_is_not_good_enough() -> None:
    listed = Equivalent(file="a.py", function="", before="x = 1", after="x = 2", reason="None.")

    found = Summary(trials=_trials(Verdict.FAILED, 1), seed=1, seconds=1, outdated=[listed])

    assert found.complaints == ["equivalents.toml: a.py has no such change any more: x = 2"]


def test_summary_when_nothing_was_tried_then_is_not_good_enough() -> None:
    complaints = Summary(trials=[], seed=1, seconds=1).complaints

    assert complaints == ["0.0 % noticed, at least 95 % are wanted"]


def test_json_when_written_then_holds_figures_files_and_survivors() -> None:
    trials = _trials(Verdict.FAILED, 3) + _trials(Verdict.NEVER_RUN, 1)

    told = Summary(trials=trials, seed=1, seconds=2).as_json()

    assert (told["mutants"], told["noticed"], told["share"]) == (4, 3, 75.0)
    assert told["verdicts"] == {"failed": 3, "never_run": 1}
    assert told["files"] == {"engine/outcomes.py": {"mutants": 4, "noticed": 3}}
    assert told["survivors"] == [
        {
            "file": "engine/outcomes.py",
            "line": 7,
            "function": "cut",
            "before": "if lots > cap:",
            "after": "if lots >= cap:",
            "verdict": "no test runs the line",
        }
    ]
