"""Shows followers at a glance, and their positions beside the master's. Decides nothing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from tradecopy_desktop.app.desk import DeskView
from tradecopy_desktop.app.queue_views import QueueRow
from tradecopy_desktop.app.views import CopyRemoved, CopyRow, FollowerRow
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.models.copies import copy_band, copy_columns
from tradecopy_desktop.gui.models.followers import Followed, follower_columns
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.panels.panel import Panel
from tradecopy_desktop.gui.widgets.actions import button_for, make_action, set_keys
from tradecopy_desktop.gui.widgets.card import card, label
from tradecopy_desktop.gui.widgets.empty_state import EmptyState, TableOrEmpty
from tradecopy_desktop.gui.widgets.table_view import TableView


class CockpitPanel(Panel):
    """Followers above; below them the positions of the selected one, or of all."""

    add_asked = Signal()

    def __init__(self, desk: DeskView, bridge: Bridge, appearance: Appearance) -> None:
        super().__init__(words.COCKPIT)
        self._appearance = appearance
        formats = appearance.formats
        self.followers = RowsModel(follower_columns(formats), lambda each: each.key, parent=self)
        self._queues = {row.follower: row for row in desk.queues()}
        self.copies = RowsModel(
            copy_columns(formats), lambda row: row.copy, band=copy_band, parent=self
        )
        self.followers.replace(self._followed(row) for row in desk.followers())
        self.copies.replace(desk.copies())
        self.follower_table = TableView(self.followers, words.FOLLOWERS, appearance)
        self.follower_table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.follower_table.set_sorted(0, Qt.SortOrder.AscendingOrder)
        self.copy_table = TableView(self.copies, words.POSITIONS_OF_ALL, appearance)
        self.copy_table.set_sorted(0, Qt.SortOrder.AscendingOrder)
        self.heading = label(words.POSITIONS_OF_ALL, "heading")
        self.show_all = make_action(self, words.SHOW_ALL, "accounts", appearance, self._on_show_all)
        set_keys(self.show_all, "Ctrl+Shift+A", words.SHOW_ALL)
        self.show_all_button = button_for(self.show_all, "accounts", appearance)
        self.add_account = make_action(
            self, words.ADD_ACCOUNT, "add", appearance, self.add_asked.emit
        )
        self.body.addWidget(self._splitter(), 1)
        self.setFocusProxy(self.follower_table)
        self._follower_feed = bridge.feed(
            self._on_followers_changed, (FollowerRow,), lambda row: row.key
        )
        self._queue_feed = bridge.feed(
            self._on_queues_changed, (QueueRow,), lambda row: row.follower
        )
        kinds: tuple[type[CopyRow | CopyRemoved], ...] = (CopyRow, CopyRemoved)
        self._copy_feed = bridge.feed(self._on_copies_changed, kinds, lambda change: change.copy)
        self._connect_signals()
        self._on_selection_changed()

    def select(self, account: AccountKey) -> None:
        """Select a follower, so that its positions stand below; nothing if it is none."""
        place = self.followers.place_of(account)
        if place is not None:
            self.follower_table.selectRow(place)

    def _splitter(self) -> QSplitter:
        appearance = self._appearance
        followers = EmptyState(
            "cockpit", words.NO_FOLLOWERS, words.NO_FOLLOWERS_HINT, appearance, self.add_account
        )
        copies = EmptyState("routes", words.NO_COPIES, words.NO_COPIES_HINT, appearance, None)
        line = QHBoxLayout()
        line.addWidget(self.heading)
        line.addStretch()
        line.addWidget(self.show_all_button)
        below = QWidget()
        layout = QVBoxLayout(below)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addLayout(line)
        layout.addWidget(card(TableOrEmpty(self.copy_table, self.copies, copies)), 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(8)
        splitter.addWidget(card(TableOrEmpty(self.follower_table, self.followers, followers)))
        splitter.addWidget(below)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        splitter.setSizes([230, 360])
        return splitter

    def _connect_signals(self) -> None:
        for feed in (self._follower_feed, self._queue_feed, self._copy_feed):
            self.shown.connect(feed.set_wanted)
        self.follower_table.selectionModel().selectionChanged.connect(self._on_selection_changed)

    def _selected(self) -> FollowerRow | None:
        rows = self.follower_table.selected_rows()
        return self.followers.row_at(rows[0]).row if rows else None

    def _followed(self, row: FollowerRow) -> Followed:
        return Followed(row=row, queue=self._queues.get(row.key))

    def _on_selection_changed(self) -> None:
        follower = self._selected()
        self.show_all_button.setVisible(follower is not None)
        if follower is None:
            self.heading.setText(words.POSITIONS_OF_ALL)
            self.copies.set_filter(None)
        else:
            self.heading.setText(words.positions_of(follower.name))
            self.copies.set_filter(_of(follower.key))

    def _on_show_all(self) -> None:
        self.follower_table.clearSelection()

    def _on_followers_changed(self, rows: Sequence[FollowerRow]) -> None:
        self.followers.apply([self._followed(row) for row in rows])

    def _on_queues_changed(self, rows: Sequence[QueueRow]) -> None:
        self._queues.update((row.follower, row) for row in rows)
        changed = {row.follower for row in rows}
        known = [each.row for each in self.followers.rows() if each.key in changed]
        self.followers.apply([self._followed(row) for row in known])

    def _on_copies_changed(self, changes: Sequence[CopyRow | CopyRemoved]) -> None:
        self.copies.apply(
            [change for change in changes if isinstance(change, CopyRow)],
            gone=[change.copy for change in changes if isinstance(change, CopyRemoved)],
        )


def _of(key: AccountKey) -> Callable[[CopyRow], bool]:
    return lambda row: row.follower == key
