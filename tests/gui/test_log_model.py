from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtTest import QAbstractItemModelTester

from tests.gui.sample_rows import sample_log
from tradecopy_desktop.app.views import LogOutcome, TradeLogRow
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.models.log import LogModel

pytestmark = pytest.mark.usefixtures("qapp")


def _model(keep: int = 5) -> LogModel:
    model = LogModel(Formats(QLocale("en_US")), keep=keep)
    # Reports through a Qt warning, which fails the test.
    QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning, parent=model
    )
    return model


def _lines(*keys: str) -> list[TradeLogRow]:
    template = sample_log(1)[0]
    return [replace(template, key=key, reason=f"reason {key}") for key in keys]


def _keys(model: LogModel) -> str:
    return "".join(model.row_at(row).key for row in range(model.rowCount()))


def test_apply_when_lines_come_then_the_newest_is_on_top() -> None:
    model = _model()
    model.replace(_lines("a", "b"))

    model.apply(_lines("c", "d"))

    assert _keys(model) == "dcba"


def test_apply_when_the_ring_is_full_then_the_oldest_fall_out() -> None:
    model = _model(keep=3)
    model.replace(_lines("a", "b", "c", "d"))

    model.apply(_lines("e", "f"))

    assert _keys(model) == "fed"


def test_apply_when_a_line_is_told_again_then_it_is_replaced_in_its_place() -> None:
    model = _model()
    model.replace(_lines("a", "b", "c"))
    before = [look.text for look in model.looks(2)][-1]
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _: changed.append(first.row()))

    model.apply([replace(_lines("a")[0], reason="filled")])

    assert _keys(model) == "cba"
    assert before == "Reason a"
    assert model.row_at(2).reason == "filled"
    assert [look.text for look in model.looks(2)][-1] == "Filled"
    assert changed == [2]


def test_search_when_words_match_then_only_those_lines_are_shown() -> None:
    model = _model()
    model.replace(_lines("a", "b", "c"))

    model.search(" REASON B ")
    model.apply(_lines("d"))

    assert _keys(model) == "b"
    model.search("")
    assert _keys(model) == "dcba"


def test_search_when_a_line_turns_out_otherwise_then_it_leaves_the_outcome_asked_for() -> None:
    model = _model()
    waiting = replace(_lines("a")[0], outcome=LogOutcome.WAITING)
    model.replace([waiting])
    model.search("", LogOutcome.WAITING)

    model.apply([replace(waiting, outcome=LogOutcome.DONE)])

    assert _keys(model) == ""
    assert not model.is_empty


def test_ring_when_a_search_hides_lines_then_hidden_ones_fall_out_too() -> None:
    model = _model(keep=2)
    model.replace(_lines("a", "b"))
    model.search("reason b")

    model.apply(_lines("c", "d"))

    assert _keys(model) == ""
    model.search("")
    assert _keys(model) == "dc"
