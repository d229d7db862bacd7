from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tradecopy_desktop.gui.models.columns import Column, by_number, plain
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.theme import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    key: int
    name: str
    size: float = 1.0


def _model() -> RowsModel[Line]:
    columns: tuple[Column[Line], ...] = (
        Column(title="Name", look=plain(lambda row: row.name), chars=5, stretch=True),
        Column(
            title="Size",
            look=plain(lambda row: str(row.size)),
            order=lambda row: by_number(row.size),
            chars=5,
            numeric=True,
        ),
        Column(title="Fixed", look=plain(lambda _: "x"), chars=5),
    )
    model = RowsModel(columns, lambda row: row.key, band=_band)
    # Reports through a Qt warning, which fails the test.
    QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning, parent=model
    )
    model.replace([Line(key=1, name="b"), Line(key=2, name="d"), Line(key=3, name="f")])
    for row in range(3):
        # As if they had been drawn: of what nobody saw, nothing is compared.
        model.looks(row)
    return model


def _band(row: Line) -> Tone | None:
    return Tone.BAD if row.size < 0 else None


def _names(model: RowsModel[Line]) -> str:
    return "".join(model.row_at(row).name for row in range(model.rowCount()))


def _told(model: RowsModel[Line]) -> list[tuple[int, int, int]]:
    told: list[tuple[int, int, int]] = []
    model.dataChanged.connect(
        lambda first, last: told.append((first.row(), first.column(), last.column()))
    )
    model.modelReset.connect(lambda: told.append((-1, -1, -1)))
    return told


@pytest.mark.usefixtures("qapp")
def test_apply_when_one_cell_differs_then_only_that_cell_is_told() -> None:
    model = _model()
    told = _told(model)

    model.apply([Line(key=2, name="d", size=2.0)])

    assert told == [(1, 1, 1)]


@pytest.mark.usefixtures("qapp")
def test_apply_when_nothing_differs_then_nothing_is_told() -> None:
    model = _model()
    told = _told(model)

    model.apply([Line(key=2, name="d")])

    assert told == []


@pytest.mark.usefixtures("qapp")
def test_apply_when_the_tint_differs_then_the_whole_row_is_told() -> None:
    model = _model()
    told = _told(model)

    model.apply([Line(key=2, name="d", size=-1.0)])

    assert told == [(1, 0, 2)]
    assert model.band(1) is Tone.BAD


@pytest.mark.usefixtures("qapp")
def test_apply_when_a_row_is_new_then_it_comes_in_its_sorted_place() -> None:
    model = _model()

    model.apply([Line(key=4, name="e"), Line(key=5, name="a"), Line(key=6, name="g")])

    assert _names(model) == "abdefg"
    assert model.place_of(4) == 3


@pytest.mark.usefixtures("qapp")
def test_apply_when_sorted_falling_then_new_rows_follow_that() -> None:
    model = _model()
    model.sort(0, Qt.SortOrder.DescendingOrder)

    model.apply([Line(key=4, name="e")])

    assert _names(model) == "fedb"


@pytest.mark.usefixtures("qapp")
def test_apply_when_a_row_is_gone_then_the_others_keep_their_keys() -> None:
    model = _model()

    model.apply([], gone=[1, 99])

    assert _names(model) == "df"
    assert model.place_of(3) == 1
    assert model.place_of(1) is None


@pytest.mark.usefixtures("qapp")
def test_apply_when_the_sorted_cell_changes_then_rows_move_with_their_indexes() -> None:
    model = _model()
    kept = QPersistentModelIndex(model.index(0, 0))

    model.apply([replace(model.row_at(0), name="z")])

    assert _names(model) == "dfz"
    assert kept.row() == 2


@pytest.mark.usefixtures("qapp")
def test_sort_when_a_number_is_missing_then_it_comes_last() -> None:
    assert sorted([by_number(None), by_number(2.0), by_number(-1.0)]) == [
        (0, -1.0, ""),
        (0, 2.0, ""),
        (1, 0.0, ""),
    ]


@pytest.mark.usefixtures("qapp")
def test_filter_when_set_then_other_rows_wait_and_come_back() -> None:
    model = _model()

    model.set_filter(lambda row: row.size > 1)
    model.apply([Line(key=1, name="b", size=3.0), Line(key=4, name="c", size=1.0)])
    shown = _names(model)
    model.apply([Line(key=1, name="b", size=0.5)])
    left = _names(model)
    model.set_filter(None)

    assert shown == "b"
    assert left == ""
    assert _names(model) == "bcdf"


def test_selection_when_other_rows_come_and_go_then_it_stays_on_its_row(qtbot: QtBot) -> None:
    model = _model()
    kept = QPersistentModelIndex(model.index(2, 0))

    model.apply([Line(key=9, name="a")], gone=[2])

    assert model.row_at(kept.row()).name == "f"


@pytest.mark.usefixtures("qapp")
def test_data_when_asked_for_roles_then_numbers_stand_right_and_are_spoken_with_title() -> None:
    model = _model()
    index = model.index(0, 1)

    assert index.data() == "1.0"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Size: 1.0"
    assert index.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.index(0, 0).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignLeft
