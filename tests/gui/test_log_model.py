from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.gui.sample_rows import START, sample_log
from tradecopy_desktop.app.history_views import LogQuery
from tradecopy_desktop.app.views import LogOutcome, TradeLogRow
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.models.log import LogModel, Opened
from tradecopy_desktop.gui.models.log_pages import PAGE, LogPages

pytestmark = pytest.mark.usefixtures("qapp")


def _model(keep: int = 5) -> LogModel:
    model = LogModel(Formats(QLocale("en_US")), keep=keep)
    # Reports through a Qt warning, which fails the test.
    QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning, parent=model
    )
    return model


def _lines(*keys: str, second: int = 0) -> list[TradeLogRow]:
    template = sample_log(1)[0]
    return [
        replace(
            template,
            key=key,
            reason=f"reason {key}",
            outcome=LogOutcome.DONE,
            at=START + timedelta(seconds=second + n),
        )
        for n, key in enumerate(keys)
    ]


def _stored(number: int) -> list[TradeLogRow]:
    """Return stored lines s0, s1 and so on, the newest first, one a second before START."""
    template = _lines("s")[0]
    return [
        replace(template, key=f"s{n}", reason=f"stored {n}", at=START - timedelta(seconds=n))
        for n in range(number)
    ]


def _opened(
    rows: Sequence[TradeLogRow], lines: int | None = None, query: LogQuery | None = None
) -> Opened:
    number = len(rows) if lines is None else lines
    return Opened(
        query=query or LogQuery(),
        lines=number,
        newest=number,
        total=number,
        pages={0: rows[:PAGE]},
    )


def _keys(model: LogModel) -> str:
    return "".join(model.row_at(row).key for row in range(model.rowCount()))


def test_apply_when_lines_come_then_the_newest_is_on_top() -> None:
    model = _model()
    model.replace(_lines("a", "b"))

    model.apply(_lines("c", "d"))

    assert _keys(model) == "dcba"


def test_apply_when_too_many_came_then_the_oldest_of_them_fall_out() -> None:
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


def test_open_when_a_thousand_lines_match_then_only_pages_that_were_read_are_there() -> None:
    model = _model()

    model.open(_opened(_stored(PAGE), lines=1_000))

    assert model.rowCount() == 1_000
    assert model.row_at(199).key == "s199"
    assert model.line_at(200) is None
    assert model.look(200, 0).text == ""
    index = model.index(200, 1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Outcome: being read"
    assert index.data(Qt.ItemDataRole.ToolTipRole) is None
    with pytest.raises(LookupError, match="line 200 of the trade log is not read yet"):
        model.row_at(200)


def test_page_when_read_then_its_rows_and_no_others_are_told() -> None:
    model = _model()
    model.open(_opened(_stored(PAGE), lines=450))
    model.apply(_lines("new", second=1))
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))

    model.put_page(2, [replace(row, key=f"p{n}") for n, row in enumerate(_stored(50))])

    # One new line on top; the third page is the last one and holds 50 of 450.
    assert told == [(401, 450)]
    assert model.row_at(401).key == "p0"
    assert model.look_at(0, 450) == [1]


def test_open_when_lines_came_before_they_were_stored_then_none_is_lost_or_doubled() -> None:
    model = _model()
    model.replace([])
    model.apply(_lines("a", "b", second=-1))
    model.apply(_lines("c", second=1))
    stored = _stored(2)
    asked = [replace(_lines("a")[0], at=START - timedelta(seconds=1)), stored[1]]

    # The store knows a already, b and c not yet.
    model.open(_opened(asked))

    assert _keys(model) == "cbas1"
    assert model.total == 4


def test_open_when_lately_told_lines_are_older_than_the_page_then_they_are_left_to_their_page() -> (
    None
):
    model = _model()
    model.replace(_lines("old", second=-500))

    model.open(_opened(_stored(PAGE), lines=300))

    assert model.rowCount() == 300
    assert model.fresh == 0


def test_open_when_a_stored_line_was_told_anew_meanwhile_then_the_newer_word_counts() -> None:
    model = _model()
    model.apply([replace(_stored(1)[0], reason="filled after all")])

    model.open(_opened(_stored(3)))

    assert model.rowCount() == 3
    assert model.row_at(0).reason == "filled after all"


def test_apply_when_lines_do_not_match_then_they_are_counted_and_not_shown() -> None:
    model = _model()
    model.open(_opened(_stored(2), query=LogQuery(text="STORED")))

    model.apply(_lines("x", second=1))
    model.apply([replace(_lines("y", second=2)[0], reason="stored too")])

    assert _keys(model) == "ys0s1"
    assert model.total == 4


def test_apply_when_a_new_line_turns_out_otherwise_then_it_leaves_the_outcome_asked_for() -> None:
    model = _model()
    waiting = [replace(row, outcome=LogOutcome.WAITING) for row in _lines("a", "b", "c", second=1)]
    query = LogQuery(outcomes=frozenset({LogOutcome.WAITING}))
    model.open(_opened([], query=query))
    model.apply(waiting)

    model.apply([replace(waiting[1], outcome=LogOutcome.DONE)])

    assert _keys(model) == "ca"


def test_apply_when_a_stored_line_turns_out_otherwise_then_it_asks_to_be_opened_anew() -> None:
    model = _model()
    query = LogQuery(outcomes=frozenset({LogOutcome.DONE}))
    model.open(_opened(_stored(3), query=query))
    asked: list[int] = []
    model.stale.connect(lambda: asked.append(1))

    model.apply([_stored(3)[1]])
    before = list(asked)
    model.apply([replace(_stored(3)[1], outcome=LogOutcome.REFUSED)])

    assert before == []
    assert asked == [1]
    assert model.row_at(1).outcome is LogOutcome.REFUSED


def test_row_of_when_lines_come_on_top_then_it_follows() -> None:
    model = _model()
    model.open(_opened(_stored(3)))

    model.apply(_lines("a", "b", second=1))

    assert [model.row_of(key) for key in ("b", "a", "s0", "s2", "s9")] == [0, 1, 2, 4, None]


def test_pages_when_more_are_read_than_kept_then_the_one_unseen_for_longest_falls_out() -> None:
    pages = LogPages(keep=2)
    rows = _stored(3)
    pages.put(0, rows[:1])
    pages.put(1, rows[1:2])
    pages.look_at(0, 10)

    pages.put(2, rows[2:])

    assert [pages.line(n * PAGE) is not None for n in range(3)] == [True, False, True]
    assert [pages.place_of(f"s{n}") for n in range(3)] == [0, None, 400]
    assert pages.missing(0, 500) == [1]


def test_pages_when_a_line_moved_to_another_page_then_dropping_the_old_one_keeps_it() -> None:
    pages = LogPages(keep=2)
    row = _stored(1)[0]
    pages.put(0, [row])
    pages.put(1, [row])

    pages.put(0, [])

    assert pages.place_of("s0") == PAGE
