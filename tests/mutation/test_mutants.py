"""A mutant tells where it is and what it changes; which are drawn depends on the seed alone."""

from pathlib import Path

import pytest

from tests.mutation.__main__ import drawn
from tests.mutation.equivalents import (
    Equivalent,
    outdated,
    read_equivalents,
    without_equivalents,
)
from tests.mutation.mutants import Mutant, all_mutants, mutants_of

SIZING = """\
class Rules:
    def cut(self, lots, cap):
        if (
            lots
            > cap
        ):
            return cap
        return lots
"""
NAME = "tradecopy_desktop/engine/sizing/steps.py"


def test_mutant_when_found_then_tells_its_place_and_its_change() -> None:
    mutants = mutants_of(NAME, SIZING)

    # > to >=, > to <=, return None twice.
    assert len(mutants) == 4
    assert mutants[0] == Mutant(
        file=NAME,
        number=0,
        line=4,
        lines=range(3, 7),
        function="Rules.cut",
        before="if lots > cap:",
        after="if lots >= cap:",
    )
    assert [(m.line, m.before, m.after) for m in mutants[2:]] == [
        (7, "return cap", "return None"),
        (8, "return lots", "return None"),
    ]


def test_mutant_when_its_file_sizes_filters_or_reconciles_then_is_strict() -> None:
    files = [
        "domain/sizing.py",
        "engine/limits/filters.py",
        "engine/reconciling/late.py",
        "engine/outcomes/conclude.py",
    ]

    strict = [mutants_of(file, "x = 1")[0].is_strict for file in files]

    assert strict == [True, True, True, False]


def test_mutants_when_looked_for_then_come_from_domain_and_engine_only(tmp_path: Path) -> None:
    for room in ("domain", "engine", "sim"):
        folder = tmp_path / "tradecopy_desktop" / room
        folder.mkdir(parents=True)
        (folder / "one.py").write_text("x = True\n", encoding="utf-8")

    found = [mutant.file for mutant in all_mutants(tmp_path)]
    chosen = [mutant.file for mutant in all_mutants(tmp_path, ["engine/"])]

    assert found == ["tradecopy_desktop/domain/one.py", "tradecopy_desktop/engine/one.py"]
    assert chosen == ["tradecopy_desktop/engine/one.py"]


def test_mutants_when_a_layer_has_rooms_of_its_own_then_come_from_those_too(tmp_path: Path) -> None:
    folder = tmp_path / "tradecopy_desktop" / "engine" / "sizing"
    folder.mkdir(parents=True)
    (folder / "steps.py").write_text("x = True\n", encoding="utf-8")

    found = [mutant.file for mutant in all_mutants(tmp_path)]

    assert found == ["tradecopy_desktop/engine/sizing/steps.py"]


def test_drawing_when_repeated_with_a_seed_then_is_the_same_and_in_order() -> None:
    mutants = mutants_of(NAME, "x = [1, 2, 3, 4, 5, 6, 7, 8]")

    first, again, other = drawn(mutants, 5, 1), drawn(mutants, 5, 1), drawn(mutants, 5, 2)

    assert first == again
    assert first != other
    assert len(first) == 5
    assert [m.number for m in first] == sorted(m.number for m in first)


@pytest.mark.parametrize("count", [0, 4, 400])
def test_drawing_when_all_are_wanted_then_none_is_left_out(count: int) -> None:
    mutants = mutants_of(NAME, SIZING)

    assert drawn(mutants, count, 1) == mutants


LISTED = """\
[[equivalent]]
file = "tradecopy_desktop/engine/sizing/steps.py"
function = "Rules.cut"
before = "if lots > cap:"
after = "if lots >= cap:"
reason = "Lots that equal the cap are the cap."
"""


def test_equivalent_when_listed_then_is_not_tried() -> None:
    mutants = mutants_of(NAME, SIZING)

    able = without_equivalents(mutants, read_equivalents(LISTED))

    assert [mutant.number for mutant in able] == [1, 2, 3]


def test_equivalent_when_its_code_has_changed_then_is_outdated() -> None:
    listed = read_equivalents(LISTED)
    changed = SIZING.replace("> cap", "> self.cap")

    assert outdated(mutants_of(NAME, SIZING), listed) == []
    assert outdated(mutants_of(NAME, changed), listed) == [*listed]
    # Nothing can be said about a file that was not looked at.
    assert outdated([], listed) == []


def test_equivalent_when_the_change_can_be_made_twice_then_must_say_so() -> None:
    twice = SIZING + SIZING.partition("\n")[2].replace("\n        return lots", "")
    once = read_equivalents(LISTED)
    both = read_equivalents(LISTED + "times = 2\n")

    mutants = mutants_of(NAME, twice)

    assert outdated(mutants, once) == [*once]
    assert outdated(mutants, both) == []


def test_equivalent_when_it_has_no_reason_then_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a reason"):
        Equivalent(file=NAME, function="", before="x = 1", after="x = 2", reason=" ")
