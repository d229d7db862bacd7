"""The tests of a line are asked first, those that know it best before the others, then all."""

from tests.mutation.mutants import Mutant
from tests.mutation.reach import Reach

FILE = "engine/caps.py"
REACH = Reach(
    seconds={"a.py::narrow": 0.1, "b.py::broad": 0.2, "c.py::slow": 9.0, "d.py::other": 0.1},
    lines={
        FILE: {
            1: (),
            4: ("b.py::broad", "a.py::narrow"),
            5: ("b.py::broad",),
            6: ("b.py::broad", "c.py::slow"),
        },
        "engine/far.py": {1: ("d.py::other", "c.py::slow")},
    },
)


def _mutant(*lines: int) -> Mutant:
    span = range(lines[0], lines[-1] + 1)
    return Mutant(
        file=FILE, number=0, line=lines[0], lines=span, function="", before="a", after="b"
    )


def test_tests_when_they_reach_little_else_then_come_first() -> None:
    assert REACH.reaching(_mutant(4)) == ["a.py::narrow", "b.py::broad"]


def test_tests_when_a_statement_has_several_lines_then_reach_any_of_them() -> None:
    assert REACH.reaching(_mutant(5, 6)) == ["c.py::slow", "b.py::broad"]


def test_tests_when_a_line_runs_on_import_then_are_all_of_the_module() -> None:
    assert REACH.is_run(_mutant(1))
    assert REACH.reaching(_mutant(1)) == ["a.py::narrow", "c.py::slow", "b.py::broad"]


def test_tests_when_nothing_runs_a_line_then_are_none() -> None:
    assert not REACH.is_run(_mutant(2))
    assert REACH.reaching(_mutant(2)) == []


def test_rounds_when_the_first_pass_then_end_with_every_test() -> None:
    rounds = list(REACH.rounds(_mutant(4)))

    assert rounds == [
        ["a.py::narrow", "b.py::broad"],
        ["a.py::narrow", "b.py::broad", "d.py::other", "c.py::slow"],
    ]


def test_rounds_when_more_tests_reach_a_line_then_start_with_those_of_three_files() -> None:
    tests = tuple(f"{file}.py::{number}" for file in "abcd" for number in range(2))
    seconds = dict.fromkeys((*tests, *(f"e.py::{number}" for number in range(40))), 1.0)
    reach = Reach(seconds=seconds, lines={FILE: {4: tests}})

    rounds = list(reach.rounds(_mutant(4)))

    assert rounds[:2] == [[*tests[:6]], [*tests]]
    assert (len(rounds), len(rounds[2])) == (3, 48)
