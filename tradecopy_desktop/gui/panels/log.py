"""Shows what was copied, skipped and refused, with the way and the reason of each line."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit, QSplitter

from tradecopy_desktop.app.desk import DeskHistory
from tradecopy_desktop.app.views import LogOutcome, TradeLogRow
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.models.log import LogModel
from tradecopy_desktop.gui.panels.panel import Panel
from tradecopy_desktop.gui.panels.trade_detail import TradeDetail
from tradecopy_desktop.gui.widgets.card import card
from tradecopy_desktop.gui.widgets.empty_state import EmptyState, TableOrEmpty
from tradecopy_desktop.gui.widgets.table_view import TableView


class LogPanel(Panel):
    """The trade log, a search over it, and one line in full below."""

    def __init__(self, desk: DeskHistory, bridge: Bridge, appearance: Appearance) -> None:
        super().__init__(words.LOG)
        self.model = LogModel(appearance.formats, parent=self)
        self.model.replace(desk.log())
        self.table = TableView(self.model, words.LOG, appearance)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.detail = TradeDetail(appearance)
        self.search = QLineEdit()
        self.outcome = QComboBox()
        self.emptiness = EmptyState("log", words.NO_LOG, words.NO_LOG_HINT, appearance, None)
        self._add_search(appearance)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(8)
        splitter.addWidget(
            card(TableOrEmpty(self.table, self.model, self.emptiness, self._name_emptiness))
        )
        splitter.addWidget(card(self.detail, margin=12))
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([380, 216])
        self.body.addWidget(splitter)
        self.setFocusProxy(self.table)
        self._feed = bridge.feed(self.model.apply, (TradeLogRow,), lambda row: row.key)
        self._connect_signals()

    def _add_search(self, appearance: Appearance) -> None:
        self.search.setPlaceholderText(words.SEARCH)
        self.search.setAccessibleName(words.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(290)
        self.outcome.setAccessibleName(words.OUTCOME)
        self.outcome.addItem(words.ALL_OUTCOMES, None)
        for outcome in LogOutcome:
            self.outcome.addItem(words.OUTCOMES[outcome], outcome)
        self.title_line.addWidget(self.outcome)
        self.title_line.addWidget(self.search)

    def _connect_signals(self) -> None:
        self.shown.connect(self._feed.set_wanted)
        self.search.textChanged.connect(self._on_search_changed)
        self.outcome.currentIndexChanged.connect(self._on_search_changed)
        self.table.selectionModel().selectionChanged.connect(self._show_selected)
        self.model.modelReset.connect(self._show_selected)
        self.model.dataChanged.connect(self._show_selected)
        self.model.forgetting.connect(self._on_forgetting)
        self.model.rowsInserted.connect(self._on_rows_inserted)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setWhatsThis(words.SEARCH_LOG)
        find.activated.connect(self.search.setFocus)

    def _on_search_changed(self) -> None:
        # Qt keeps the plain word and forgets which enum it was.
        word = self.outcome.currentData()
        self.model.search(self.search.text(), LogOutcome(word) if word else None)

    def _name_emptiness(self) -> None:
        if self.model.is_empty:
            self.emptiness.say(words.NO_LOG, words.NO_LOG_HINT)
        else:
            self.emptiness.say(words.NO_MATCH, words.NO_MATCH_HINT)

    def _show_selected(self) -> None:
        rows = self.table.selected_rows()
        self.detail.show_row(self.model.row_at(rows[0]) if rows else None)

    def _on_forgetting(self, first: int) -> None:
        if self.table.currentIndex().row() >= first:
            # Left alone, the table would go to a neighbor and scroll down to it each time.
            self.table.setCurrentIndex(QModelIndex())

    def _on_rows_inserted(self, _: QModelIndex, first: int, last: int) -> None:
        bar = self.table.verticalScrollBar()
        # Whoever reads older lines keeps them before the eyes while new ones come above.
        if bar.value() > 0:
            height = self.table.verticalHeader().defaultSectionSize()
            bar.setMaximum(bar.maximum() + (last - first + 1) * height)
            bar.setValue(bar.value() + (last - first + 1) * height)
