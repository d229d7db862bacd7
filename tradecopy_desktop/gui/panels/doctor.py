"""Shows what a check-up found, what is wrong first. Mends nothing."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tradecopy_desktop.app.desk_doctor import DeskDoctor
from tradecopy_desktop.app.doctor.lines_text import printed
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.domain.checkup import CheckLine, Verdict
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.formats import begun
from tradecopy_desktop.gui.models.checks import check_columns
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.panels.panel import Panel
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.actions import button_for, make_action, set_keys
from tradecopy_desktop.gui.widgets.card import card, label
from tradecopy_desktop.gui.widgets.elided_label import ElidedLabel
from tradecopy_desktop.gui.widgets.empty_state import EmptyState, TableOrEmpty
from tradecopy_desktop.gui.widgets.notices import Notices
from tradecopy_desktop.gui.widgets.table_view import TableView


class DoctorPanel(Panel):
    """A table of lines, the selected one as a whole below it, and the way to check again."""

    def __init__(
        self, desk: DeskDoctor, tasks: Tasks, notices: Notices, appearance: Appearance
    ) -> None:
        super().__init__(words.DOCTOR)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._formats = appearance.formats
        self._busy = False
        self.model: RowsModel[CheckLine] = RowsModel(
            check_columns(), lambda line: line.title, parent=self
        )
        self.table = TableView(self.model, words.DOCTOR, appearance)
        self.table.set_two_lines()
        self.table.set_sorted(0, Qt.SortOrder.AscendingOrder)
        self.summary = ElidedLabel("hint")
        self.detail = label(words.CHECK_DETAIL_NONE)
        self.detail.setWordWrap(True)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._add_actions(appearance)
        self._empty = EmptyState(
            "checkup", words.NOT_CHECKED, words.NOT_CHECKED_HINT, appearance, None
        )
        self.body.addWidget(card(TableOrEmpty(self.table, self.model, self._empty)), 1)
        self._detail_card = card(self.detail, margin=12)
        self.body.addWidget(self._detail_card)
        self._detail_card.hide()
        self.setFocusProxy(self.table)
        self.shown.connect(self._on_shown)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.model.modelReset.connect(self._on_selected)

    def begin(self) -> None:
        """Look at everything anew; before the program runs nobody can."""
        if self._busy or not self._tasks.can_start:
            return
        self._set_busy(busy=True)
        self._empty.say(words.CHECKING, words.CHECKING_HINT)
        self.summary.setText(words.CHECKING)
        self._tasks.start(
            self._desk.check_up(), name=words.DOCTOR, done=self._show, refused=self._refuse
        )

    def _add_actions(self, appearance: Appearance) -> None:
        self.check = make_action(self, words.CHECK_AGAIN, "refresh", appearance, self.begin)
        set_keys(self.check, "F5", words.CHECK_AGAIN_TIP)
        self.copy = make_action(self, words.COPY_CHECKS, "copy", appearance, self._on_copy)
        set_keys(self.copy, "Ctrl+Shift+C", words.COPY_CHECKS_TIP)
        self.copy.setEnabled(False)
        self.title_line.addWidget(self.summary, 1)
        self.title_line.addSpacing(8)
        self.title_line.addWidget(button_for(self.copy, "copy", appearance))
        self.check_button = button_for(self.check, "refresh", appearance, style="primary")
        self.title_line.addWidget(self.check_button)

    def _on_shown(self, shown: bool) -> None:
        if shown and not self.model.rows():
            self.begin()

    def _show(self, lines: Sequence[CheckLine]) -> None:
        self.model.replace(lines)
        self._set_busy(busy=False)
        verdicts = [line.verdict for line in lines]
        self.summary.setText(
            words.checks_summary(
                verdicts.count(Verdict.WRONG),
                verdicts.count(Verdict.HINT),
                verdicts.count(Verdict.UNKNOWN),
                self._formats.time_of_day(datetime.now(UTC)),
            )
        )

    def _refuse(self, why: str) -> None:
        self._set_busy(busy=False)
        self._empty.say(words.NOT_CHECKED, words.NOT_CHECKED_HINT)
        self.summary.setText("")
        self._notices.say(why, Health.BAD)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.check.setEnabled(not busy)
        self.copy.setEnabled(not busy and bool(self.model.rows()))

    def _on_copy(self) -> None:
        text = "\n".join(printed(line) for line in self.model.rows())
        QGuiApplication.clipboard().setText(text)
        self._notices.say(words.CHECKS_COPIED, Health.GOOD)

    def _on_selected(self) -> None:
        rows = self.table.selected_rows()
        line = self.model.row_at(rows[0]) if rows else None
        self._detail_card.setVisible(bool(self.model.rows()))
        self.detail.setText(
            words.CHECK_DETAIL_NONE
            if line is None
            else words.check_detail(begun(line.text), line.remedy)
        )
