"""Shows what was copied, skipped and refused, with the way and the reason of each line."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QSplitter

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import Health, TradeLogRow
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.models.log import LogModel
from tradecopy_desktop.gui.panels.log_export import LogExport
from tradecopy_desktop.gui.panels.log_filter import LogFilter
from tradecopy_desktop.gui.panels.log_reading import LogReading
from tradecopy_desktop.gui.panels.log_table import LogTable
from tradecopy_desktop.gui.panels.panel import Panel
from tradecopy_desktop.gui.panels.trade_detail import TradeDetail
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.actions import button_for, make_action, set_keys
from tradecopy_desktop.gui.widgets.card import card, label
from tradecopy_desktop.gui.widgets.empty_state import EmptyState, TableOrEmpty
from tradecopy_desktop.gui.widgets.notices import Notices

# Sizes of 1280 x 720 pixels at 150 % lie below these.
_NARROW = 800
_LOW = 520
_SEARCH = 290
_SHORT_SEARCH = 190


class LogPanel(Panel):
    """The trade log of any time, a filter over it, and one line in full below."""

    def __init__(
        self, desk: Desk, bridge: Bridge, tasks: Tasks, notices: Notices, appearance: Appearance
    ) -> None:
        super().__init__(words.LOG)
        self._desk = desk
        self._notices = notices
        self._is_low: bool | None = None
        self._formats = appearance.formats
        self.model = LogModel(appearance.formats, parent=self)
        self.model.replace(desk.log())
        self.reading = LogReading(desk, tasks, self.model, self)
        self.table = LogTable(self.model, self.reading, appearance)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.detail = TradeDetail(appearance)
        self.filter = LogFilter(appearance.formats)
        self.search = QLineEdit()
        self.shown_count = label("", "hint")
        self.export = LogExport(desk, tasks, notices, appearance.formats)
        self.emptiness = EmptyState("log", words.NO_LOG, words.NO_LOG_HINT, appearance, None)
        self._add_title_line(appearance)
        self._lay_out()
        self._feed = bridge.feed(self.model.apply, (TradeLogRow,), lambda row: row.key)
        self._connect_signals()
        self._count()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the title its room where there is little."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < _NARROW
        self.search.setFixedWidth(_SHORT_SEARCH if is_narrow else _SEARCH)
        self.filter.set_narrow(is_narrow)
        is_low = event.size().height() < _LOW
        if is_low is not self._is_low:
            self._is_low = is_low
            self._splitter.setSizes([200, 130] if is_low else [380, 216])

    def _add_title_line(self, appearance: Appearance) -> None:
        self.search.setPlaceholderText(words.SEARCH)
        self.search.setAccessibleName(words.SEARCH)
        keys = QKeySequence(QKeySequence.StandardKey.Find)
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        self.search.setToolTip(f"{words.SEARCH} ({shown})")
        self.search.setClearButtonEnabled(True)
        self.write = make_action(self, words.EXPORT, "export", appearance, self._on_export)
        set_keys(self.write, "Ctrl+E", words.EXPORT_TIP)
        self.export_button = button_for(self.write, "export", appearance)
        self.title_line.addWidget(self.search)
        self.title_line.addWidget(self.export_button)

    def _lay_out(self) -> None:
        self.title_line.insertWidget(1, self.shown_count, 0, Qt.AlignmentFlag.AlignBottom)
        self.title_line.insertSpacing(1, 4)
        splitter = self._splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(8)
        splitter.addWidget(
            card(TableOrEmpty(self.table, self.model, self.emptiness, self._name_emptiness))
        )
        splitter.addWidget(card(self.detail, margin=12))
        splitter.setStretchFactor(0, 1)
        self.body.addWidget(self.filter)
        self.body.addWidget(self.export)
        self.body.addWidget(splitter, 1)
        self.setFocusProxy(self.table)

    def _connect_signals(self) -> None:
        self.shown.connect(self._feed.set_wanted)
        self.shown.connect(self._on_shown)
        self.search.textChanged.connect(lambda: self._ask(soon=True))
        self.search.returnPressed.connect(self._ask)
        self.filter.changed.connect(self._ask)
        self.reading.changed.connect(self._count)
        self.table.selectionModel().selectionChanged.connect(self._show_selected)
        for signal in (self.model.modelReset, self.model.dataChanged):
            signal.connect(self._show_selected)
        for signal in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self._count)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setWhatsThis(words.SEARCH_LOG)
        find.activated.connect(self.search.setFocus)

    def _on_shown(self, there: bool) -> None:
        if there:
            self.filter.show_names(self._desk.routes(), self._desk.followers())
            if not self.reading.has_opened:
                self._ask()

    def _ask(self, *, soon: bool = False) -> None:
        self.reading.open(self.filter.query(self.search.text()), soon=soon)

    def _count(self) -> None:
        count = self._formats.count
        shown, total = self.model.rowCount(), self.model.total
        if self.reading.is_searching and self.reading.has_opened:
            text = words.SEARCHING
        elif shown == total:
            text = words.log_lines(total, count(total))
        else:
            text = words.lines_of(count(shown), count(total))
        if text != self.shown_count.text():
            self.shown_count.setText(text)

    def _name_emptiness(self) -> None:
        if self.reading.fault:
            self.emptiness.say(words.LOG_UNREAD, self.reading.fault)
        elif self.model.total:
            self.emptiness.say(words.NO_MATCH, words.NO_MATCH_HINT)
        else:
            self.emptiness.say(words.NO_LOG, words.NO_LOG_HINT)

    def _show_selected(self) -> None:
        rows = self.table.selected_rows()
        line = self.model.line_at(rows[0]) if rows else None
        # A selected line that is being read keeps the detail of the one before for a moment.
        if line is not None or not rows:
            self.detail.show_row(line)

    def _on_export(self) -> None:
        if self.model.rowCount():
            self.export.ask(self.filter.query(self.search.text()))
        else:
            self._notices.say(words.EXPORT_NOTHING, Health.WARNING)
