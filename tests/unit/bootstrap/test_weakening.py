"""Which defence the demo goes without, and that a wrong word takes none away unnoticed."""

import pytest

from tradecopy_desktop.bootstrap.weakening import (
    BlindCopying,
    Defence,
    IdleReconciling,
    copying_without,
    defence_left_out,
    reconciling_without,
)
from tradecopy_desktop.domain.errors import TradeCopyError


@pytest.mark.parametrize("environment", [{}, {"TRADECOPY_WITHOUT": ""}])
def test_defences_when_nothing_is_said_then_all_are_up(environment: dict[str, str]) -> None:
    assert defence_left_out(environment) is None


@pytest.mark.parametrize("word", ["dedup", "resume", "reconciler"])
def test_defence_when_named_then_is_left_out(word: str) -> None:
    assert defence_left_out({"TRADECOPY_WITHOUT": word}) == word


def test_defence_when_unknown_then_is_refused_with_those_there_are() -> None:
    text = "TRADECOPY_WITHOUT must be one of dedup, resume, reconciler, was journal"

    with pytest.raises(TradeCopyError, match=text):
        defence_left_out({"TRADECOPY_WITHOUT": "journal"})


def test_program_when_a_defence_is_left_out_then_only_its_own_part_is_another() -> None:
    blind = copying_without(Defence.RECONCILER), reconciling_without(Defence.RECONCILER)
    whole = copying_without(None), reconciling_without(None)

    assert blind == (BlindCopying, IdleReconciling)
    assert [each.__name__ for each in whole] == ["Copying", "Reconciling"]
