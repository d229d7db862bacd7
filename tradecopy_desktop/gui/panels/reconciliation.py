"""Shows what differs between master and follower, and forwards corrections. Decides nothing."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import (
    ComparisonRow,
    FindingRemoved,
    FindingRow,
    Health,
    LateRow,
    RouteRemoved,
)
from tradecopy_desktop.domain.findings import FindingKind
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.models.comparisons import comparison_columns
from tradecopy_desktop.gui.models.found import FOUND, Found, detail, found_columns
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.panels.late_questions import LateQuestions
from tradecopy_desktop.gui.panels.panel import Panel
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.actions import button_for, make_action, set_keys
from tradecopy_desktop.gui.widgets.card import card, label
from tradecopy_desktop.gui.widgets.empty_state import EmptyState, TableOrEmpty
from tradecopy_desktop.gui.widgets.notices import Notices
from tradecopy_desktop.gui.widgets.table_menu import open_menu
from tradecopy_desktop.gui.widgets.table_view import TableView

# Below this height, as on 1280 x 720 pixels at 150 %, one question is seen at a time.
_LOW = 520
_QUESTIONS = 3


class ReconciliationPanel(Panel):
    """Questions above, differences below them, and when each route was compared last.

    `counted` carries how many of the first two wait for the trader.
    """

    counted = Signal(int)

    def __init__(
        self, desk: Desk, bridge: Bridge, tasks: Tasks, notices: Notices, appearance: Appearance
    ) -> None:
        super().__init__(words.RECONCILIATION)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._answers: dict[str, str] = {}
        self._tried: set[str] = set()
        self._is_low = False
        self.questions = LateQuestions(desk, tasks, notices, appearance)
        self.found = RowsModel(
            found_columns(appearance.formats), lambda each: each.key, parent=self
        )
        self.compared = RowsModel(
            comparison_columns(appearance.formats), lambda row: row.route, parent=self
        )
        self.found_table = TableView(self.found, words.DIFFERENCES, appearance)
        self.found_table.set_two_lines()
        self.found_table.set_sorted(FOUND, Qt.SortOrder.AscendingOrder)
        self.compared_table = TableView(self.compared, words.COMPARISONS, appearance)
        self.compared_table.set_sorted(0, Qt.SortOrder.AscendingOrder)
        self.detail = label(words.SELECT_FINDING, "hint")
        self._formats = appearance.formats
        self._add_actions(appearance)
        self._lay_out(appearance)
        kinds: tuple[type[FindingRow | FindingRemoved], ...] = (FindingRow, FindingRemoved)
        self._found_feed = bridge.feed(self._on_found, kinds, lambda change: change.key)
        self._late_feed = bridge.feed(self.questions.take, (LateRow,), lambda row: row.key)
        compared: tuple[type[ComparisonRow | RouteRemoved], ...] = (ComparisonRow, RouteRemoved)
        self._compared_feed = bridge.feed(self._on_compared, compared, lambda row: row.route)
        self._connect_signals()
        self.found.replace(Found(row=row) for row in desk.findings())
        self.compared.replace(desk.comparisons())
        self._on_number_changed()

    @property
    def number(self) -> int:
        """How many questions and differences there are; what only waits does not count."""
        waiting = FindingKind.WAITING
        differ = sum(each.row.kind is not waiting for each in self.found.rows())
        return differ + self.questions.number

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the differences their room where there is little."""
        super().resizeEvent(event)
        self._is_low = event.size().height() < _LOW
        self.questions.show_at_most(1 if self._is_low else _QUESTIONS)
        self._show_detail()

    def selected(self) -> list[Found]:
        """Return the selected differences, from the top."""
        return [self.found.row_at(row) for row in self.found_table.selected_rows()]

    def _add_actions(self, appearance: Appearance) -> None:
        self.compare = make_action(
            self, words.COMPARE_NOW, "refresh", appearance, self._on_compare_now
        )
        set_keys(self.compare, "F5", words.COMPARE_NOW_TIP)
        self.correct = make_action(self, words.CORRECT, "check", appearance, self._on_correct)
        set_keys(self.correct, "Ctrl+Return", words.CORRECT_TIP)
        self.compare_button = button_for(self.compare, "refresh", appearance)
        self.correct_button = button_for(self.correct, "check", appearance, style="primary")
        self.title_line.addWidget(self.compare_button)
        self.title_line.addWidget(self.correct_button)

    def _lay_out(self, appearance: Appearance) -> None:
        self.empty = EmptyState("reconciliation", "", "", appearance, None)
        self.detail.setWordWrap(True)
        above = _column(card(TableOrEmpty(self.found_table, self.found, self.empty)), self.detail)
        below = _column(label(words.COMPARISONS, "heading"), card(self.compared_table))
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(8)
        splitter.addWidget(above)
        splitter.addWidget(below)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([330, 220])
        self.body.addWidget(self.questions)
        self.body.addWidget(splitter, 1)
        self.setFocusProxy(self.found_table)

    def _connect_signals(self) -> None:
        # The number beside the page's name has to be right while another page is looked at.
        self._found_feed.set_wanted(True)
        self._late_feed.set_wanted(True)
        self.shown.connect(self._compared_feed.set_wanted)
        self.shown.connect(self.questions.set_looked_at)
        self.questions.changed.connect(lambda: self.counted.emit(self.number))
        self.found_table.selectionModel().selectionChanged.connect(self._weigh)
        for table, actions in (
            (self.found_table, [self.correct, self.compare]),
            (self.questions.table, [self.questions.copy, self.questions.skip]),
        ):
            table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            table.customContextMenuRequested.connect(
                lambda place, table=table, actions=actions: open_menu(table, place, actions)
            )

    def _on_found(self, changes: Sequence[FindingRow | FindingRemoved]) -> None:
        self.found.apply(
            [self._found(row) for row in changes if isinstance(row, FindingRow)],
            gone=[gone.key for gone in changes if isinstance(gone, FindingRemoved)],
        )
        # Once for all of them: dozens may come together.
        self._on_number_changed()

    def _found(self, row: FindingRow) -> Found:
        is_new = self.found.place_of(row.key) is None
        if is_new and row.key in self._tried:
            self._answers[row.key] = words.CAME_AGAIN
        return Found(row=row, answer=self._answers.get(row.key, ""))

    def _on_compared(self, changes: Sequence[ComparisonRow | RouteRemoved]) -> None:
        self.compared.apply(
            [row for row in changes if isinstance(row, ComparisonRow)],
            gone=[gone.route for gone in changes if isinstance(gone, RouteRemoved)],
        )
        self._say_why_empty()

    def _on_number_changed(self) -> None:
        self._show_detail()
        self._say_why_empty()
        self._weigh()
        self.counted.emit(self.number)

    def _show_detail(self) -> None:
        self.detail.setVisible(bool(self.found.rowCount()) and not self._is_low)

    def _say_why_empty(self) -> None:
        rows = self.compared.rows()
        waiting = sum(row.waits_for is not None or row.at is None for row in rows)
        if not rows:
            self.empty.say(words.NOTHING_TO_COMPARE, words.NO_ROUTES_HINT)
        elif waiting == len(rows):
            self.empty.say(words.NOT_COMPARED, words.NOT_COMPARED_HINT)
        elif waiting:
            self.empty.say(words.SOME_WAIT, words.some_wait_hint(waiting))
        else:
            # Every route was looked at then or later.
            oldest = min(row.at for row in rows if row.at is not None)
            at = self._formats.time_of_day(oldest)
            self.empty.say(words.ALL_AGREE, words.agree_hint(at))

    def _weigh(self) -> None:
        chosen = self.selected()
        can_correct = any(each.can_be_corrected for each in chosen)
        self.correct.setEnabled(can_correct)
        self.detail.setText(detail(chosen[0]) if len(chosen) == 1 else words.SELECT_FINDING)

    def _on_compare_now(self) -> None:
        self._desk.compare_now()
        self._notices.say(words.COMPARING, Health.GOOD)

    def _on_correct(self) -> None:
        for each in self.selected():
            if each.can_be_corrected:
                self._correct(each)

    def _correct(self, each: Found) -> None:
        self._tried.add(each.key)
        self._say(each.key, words.CORRECTING)
        self._tasks.start(
            self._desk.correct(each.key),
            name=f"{words.CORRECT}: {each.row.route_name}",
            done=lambda _: self._on_corrected(each),
            refused=lambda why: self._on_refused(each, why),
        )

    def _on_corrected(self, each: Found) -> None:
        is_there = any(row.key == each.key for row in self._desk.findings())
        self._say(each.key, words.STILL_THERE if is_there else "")

    def _on_refused(self, each: Found, why: str) -> None:
        self._say(each.key, words.not_corrected(why))
        self._notices.say(f"{each.row.route_name}, {each.row.symbol}: {why}", Health.BAD)

    def _say(self, key: str, answer: str) -> None:
        self._answers[key] = answer
        place = self.found.place_of(key)
        if place is not None:
            self.found.apply([replace(self.found.row_at(place), answer=answer)])
            self._weigh()


def _column(*parts: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    for part in parts:
        layout.addWidget(part)
    return holder
