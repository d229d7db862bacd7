"""The questions about late openings, and the trader's answers. Opens nothing itself."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import Health, LateRow
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.models.late import Question, late_columns
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.actions import button_for, make_action, set_keys
from tradecopy_desktop.gui.widgets.card import card, label
from tradecopy_desktop.gui.widgets.notices import Notices
from tradecopy_desktop.gui.widgets.seen import set_seen
from tradecopy_desktop.gui.widgets.table_view import TableView

_EVERY_MS = 1_000
# The frame's own lines, and the room inside them.
_LINES = 4


class LateQuestions(QWidget):
    """A table of questions with two buttons; without questions nothing is there to be seen.

    While it is looked at, the time that is left and the price are shown anew each second.
    """

    changed = Signal()

    def __init__(self, desk: Desk, tasks: Tasks, notices: Notices, appearance: Appearance) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._answering: set[str] = set()
        self._is_looked_at = False
        self._seen = 1
        self.heading = label("", "heading")
        self.hint = label(words.QUESTIONS_HINT, "hint")
        self.hint.setWordWrap(True)
        self.model = RowsModel(late_columns(appearance.formats), lambda each: each.key, parent=self)
        self.table = TableView(self.model, words.QUESTIONS, appearance)
        self.table.set_two_lines()
        self.table.set_sorted(0, Qt.SortOrder.AscendingOrder)
        self.skip = make_action(self, words.SKIP, "close", appearance, self._on_skip)
        set_keys(self.skip, "Ctrl+K", words.SKIP_LATE_TIP)
        self.copy = make_action(self, words.COPY_NOW, "copy", appearance, self._on_copy)
        set_keys(self.copy, "Ctrl+Y", words.COPY_LATE_TIP)
        self.skip_button = button_for(self.skip, "close", appearance)
        self.copy_button = button_for(self.copy, "copy", appearance, style="primary")
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._look_again)
        self._lay_out()
        self.table.selectionModel().selectionChanged.connect(self._weigh)
        self.model.replace(Question(row=row) for row in desk.late_openings())
        self._on_number_changed()

    @property
    def number(self) -> int:
        """How many questions wait."""
        return self.model.rowCount()

    def selected(self) -> list[Question]:
        """Return the selected questions that are not answered yet, from the top."""
        rows = [self.model.row_at(row) for row in self.table.selected_rows()]
        return [each for each in rows if not each.is_answered]

    def take(self, rows: Sequence[LateRow]) -> None:
        """Show new and changed questions, and drop those that ended."""
        self.model.apply(
            [self._question(row) for row in rows if row.is_open],
            gone=[row.key for row in rows if not row.is_open],
        )
        self._on_number_changed()

    def show_at_most(self, seen: int) -> None:
        """Take room for so many questions; more scroll."""
        if seen != self._seen:
            self._seen = seen
            self._take_room()

    def set_looked_at(self, looked_at: bool) -> None:
        """Show the time that is left from now on; or rest."""
        self._is_looked_at = looked_at
        if looked_at:
            self._look_again()
        self._tick_or_rest()

    def _tick_or_rest(self) -> None:
        if self._is_looked_at and self.number:
            self._timer.start()
        else:
            self._timer.stop()

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self.heading)
        texts.addWidget(self.hint)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addLayout(texts, 1)
        line.addWidget(self.skip_button)
        line.addWidget(self.copy_button)
        self._frame = card(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(line)
        layout.addWidget(self._frame)

    def _look_again(self) -> None:
        rows = self._desk.late_openings()
        known = {each.key for each in self.model.rows()}
        priced = self._priced()
        gone = known - {row.key for row in rows}
        self.model.apply([self._question(row) for row in rows], gone=gone)
        if gone or len(rows) != len(known):
            self._on_number_changed()
        if self._priced() != priced:
            self.table.fit_again()

    def _priced(self) -> int:
        return sum(each.row.price_now is not None for each in self.model.rows())

    def _question(self, row: LateRow) -> Question:
        return Question(row=row, is_answered=row.key in self._answering)

    def _on_number_changed(self) -> None:
        set_seen(self, seen=bool(self.number))
        self.heading.setText(words.questions(self.number))
        self._take_room()
        self._tick_or_rest()
        self._weigh()
        self.changed.emit()

    def _take_room(self) -> None:
        height = self.table.verticalHeader().defaultSectionSize() * min(self.number, self._seen)
        titles = self.table.horizontalHeader().sizeHint().height()
        self._frame.setFixedHeight(height + titles + _LINES)

    def _weigh(self) -> None:
        can_answer = bool(self.selected())
        self.copy.setEnabled(can_answer)
        self.skip.setEnabled(can_answer)

    def _on_copy(self) -> None:
        self._answer(opens=True)

    def _on_skip(self) -> None:
        self._answer(opens=False)

    def _answer(self, *, opens: bool) -> None:
        chosen = self.selected()
        self._answering.update(each.key for each in chosen)
        self.model.apply([replace(each, is_answered=True) for each in chosen])
        self._weigh()
        for each in chosen:
            self._give_answer(each, opens=opens)

    def _give_answer(self, question: Question, *, opens: bool) -> None:
        self._tasks.start(
            self._desk.answer_late(question.key, opens=opens),
            name=f"{words.COPY_NOW if opens else words.SKIP}: {question.row.symbol}",
            done=lambda _: self._on_answered(question, ""),
            refused=lambda why: self._on_answered(question, why),
        )

    def _on_answered(self, question: Question, why: str) -> None:
        self._answering.discard(question.key)
        if why:
            row = question.row
            self._notices.say(f"{row.route_name}, {row.symbol}: {why}", Health.BAD)
        self._look_again()
        self._weigh()
