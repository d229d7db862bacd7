"""Shows followers at a glance, and their positions beside the master's. Decides nothing."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QSplitter

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.guard_views import GuardRow
from tradecopy_desktop.app.queue_views import QueueRow
from tradecopy_desktop.app.views import (
    AccountRemoved,
    CopyRemoved,
    CopyRow,
    FindingRemoved,
    FindingRow,
    FollowerRow,
    LateRow,
    RouteRow,
)
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import AnyFeed, Bridge
from tradecopy_desktop.gui.models.followers import (
    BY_STATE,
    CHEVRON,
    Followed,
    follower_band,
    follower_columns,
)
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.panels.follower_orders import FollowerOrders
from tradecopy_desktop.gui.panels.panel import Panel
from tradecopy_desktop.gui.panels.positions_beside import PositionsBeside
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.actions import (
    button_for,
    make_action,
    on_keys,
    set_keys,
    with_keys,
)
from tradecopy_desktop.gui.widgets.card import card
from tradecopy_desktop.gui.widgets.empty_state import EmptyState, TableOrEmpty
from tradecopy_desktop.gui.widgets.notices import Notices
from tradecopy_desktop.gui.widgets.table_menu import open_menu
from tradecopy_desktop.gui.widgets.table_view import TableView

# Below this height, as on 1280 x 720 pixels at 150 %, only an opened follower shows its limits.
_LOW = 520
_FRAME = 4


class CockpitPanel(Panel):
    """Followers above; below them the positions of the selected one, or of all.

    A follower that is opened leaves its positions all the room but its own row.
    """

    add_asked = Signal()
    set_up_asked = Signal()

    def __init__(
        self, desk: Desk, bridge: Bridge, tasks: Tasks, notices: Notices, appearance: Appearance
    ) -> None:
        super().__init__(words.COCKPIT)
        self._queues = {row.follower: row for row in desk.queues()}
        self._guards = {row.account: row for row in desk.guards()}
        self._routes = {row.id: row for row in desk.routes()}
        self._opened: AccountKey | None = None
        # Where followers stood before one of them was opened.
        self._sizes: list[int] = []
        self._scrolled = 0
        self.orders = FollowerOrders(desk, tasks, notices, appearance, self)
        self.positions = PositionsBeside(desk, tasks, notices, appearance)
        self.followers: RowsModel[Followed] = RowsModel(
            follower_columns(appearance.formats),
            lambda each: each.key,
            band=follower_band,
            parent=self,
        )
        self.followers.replace(self._followed(row) for row in desk.followers())
        self.follower_table = TableView(self.followers, words.FOLLOWERS, appearance)
        self.follower_table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.follower_table.set_two_lines()
        self.follower_table.set_sorted(BY_STATE, Qt.SortOrder.AscendingOrder)
        self._add_actions(appearance)
        self._lay_out(appearance)
        self._follow(bridge)
        self._connect_signals()
        self._on_selection_changed()

    @property
    def opened(self) -> AccountKey | None:
        """Return the follower whose positions take the room, or None."""
        return self._opened

    def selected(self) -> Followed | None:
        """Return the follower that is selected, or None."""
        rows = self.follower_table.selected_rows()
        return self.followers.row_at(rows[0]) if rows else None

    def open_selected(self) -> None:
        """Give the selected follower's positions the room, and the keys."""
        each = self.selected()
        if each is None:
            return
        if self._opened is None:
            self._sizes = self.splitter.sizes()
            self._scrolled = self.follower_table.verticalScrollBar().value()
        self._mark_opened(each.key)
        least = self.follower_table.height_of_rows(1) + _FRAME
        self.splitter.setSizes([least, max(1, sum(self.splitter.sizes()) - least)])
        self._scroll_to_opened()
        self._leave_room()
        self.positions.enter()

    def close_opened(self) -> None:
        """Show all followers again; the one that was opened stays selected."""
        if self._opened is None:
            return
        self._mark_opened(None)
        self.splitter.setSizes(self._sizes)
        self.follower_table.verticalScrollBar().setValue(self._scrolled)
        self._leave_room()
        self.follower_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave positions their room where there is little."""
        super().resizeEvent(event)
        self._leave_room()

    def _add_actions(self, appearance: Appearance) -> None:
        self.show_all = make_action(self, words.SHOW_ALL, "accounts", appearance, self._on_show_all)
        set_keys(self.show_all, "Ctrl+Shift+A", words.SHOW_ALL)
        self.show_all_button = button_for(self.show_all, "accounts", appearance)
        self.add_account = make_action(
            self, words.ADD_ACCOUNT, "add", appearance, self.add_asked.emit
        )
        self.set_up = make_action(self, words.SET_UP, "ticked", appearance, self.set_up_asked.emit)
        self.set_up.setToolTip(with_keys(words.SET_UP_TIP, words.SET_UP_KEYS))
        for button in self.orders.buttons:
            self.title_line.addWidget(button)

    def select(self, account: AccountKey) -> None:
        """Select a follower, so that its positions stand below; nothing if it is none."""
        place = self.followers.place_of(account)
        if place is not None:
            self.follower_table.selectRow(place)

    def _lay_out(self, appearance: Appearance) -> None:
        none = EmptyState(
            "cockpit",
            words.NO_FOLLOWERS,
            words.NO_FOLLOWERS_HINT,
            appearance,
            self.set_up,
            self.add_account,
        )
        above = card(TableOrEmpty(self.follower_table, self.followers, none))
        above.setMinimumHeight(self.follower_table.height_of_rows(1) + _FRAME)
        self.positions.title.addWidget(self.show_all_button)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(8)
        self.splitter.addWidget(above)
        self.splitter.addWidget(self.positions)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([310, 300])
        self.body.addWidget(self.splitter, 1)
        self.setFocusProxy(self.follower_table)

    def _follow(self, bridge: Bridge) -> None:
        positions = self.positions
        followers: tuple[type[FollowerRow | AccountRemoved], ...] = (FollowerRow, AccountRemoved)
        copies: tuple[type[CopyRow | CopyRemoved], ...] = (CopyRow, CopyRemoved)
        found: tuple[type[FindingRow | FindingRemoved], ...] = (FindingRow, FindingRemoved)
        self.feeds: tuple[AnyFeed, ...] = (
            bridge.feed(self._on_followers_changed, followers, lambda row: row.key),
            bridge.feed(self._on_queues_changed, (QueueRow,), lambda row: row.follower),
            bridge.feed(self._on_guards_changed, (GuardRow,), lambda row: row.account),
            bridge.feed(self._on_routes_changed, (RouteRow,), lambda row: row.id),
            bridge.feed(positions.take_findings, found, lambda row: row.key),
            bridge.feed(positions.take_late, (LateRow,), lambda row: row.key),
            bridge.feed(positions.take_copies, copies, lambda row: row.copy),
        )
        for feed in self.feeds:
            self.shown.connect(feed.set_wanted)

    def _connect_signals(self) -> None:
        table = self.follower_table
        table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        table.clicked.connect(self._on_clicked)
        table.doubleClicked.connect(self._on_double_clicked)
        on_keys(table, ("Return", "Enter"), self._toggle)
        on_keys(table, ("Right",), self.open_selected)
        on_keys(table, ("Left",), self.close_opened)
        on_keys(self.positions.table, ("Left", "Backspace"), self.close_opened)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._on_menu_asked)

    def _followed(self, row: FollowerRow) -> Followed:
        return Followed(
            row=row,
            queue=self._queues.get(row.key),
            guard=self._guards.get(row.key),
            opened=row.key == self._opened,
        )

    def _on_selection_changed(self) -> None:
        each = self.selected()
        self.show_all_button.setVisible(each is not None)
        if each is None and self._opened is not None:
            self.close_opened()
        elif each is not None and self._opened not in (None, each.key):
            self._mark_opened(each.key)
        self._weigh(each)

    def _weigh(self, each: Followed | None) -> None:
        self.positions.show_of(each)
        routes = self._routes.values()
        mine = [row for row in routes if each is not None and row.follower == each.key]
        self.orders.aim(each, mine)

    def _mark_opened(self, key: AccountKey | None) -> None:
        before, self._opened = self._opened, key
        self._apply(each for each in (before, key) if each is not None)

    def _scroll_to_opened(self) -> None:
        place = self.followers.place_of(self._opened)
        if place is not None:
            top = QAbstractItemView.ScrollHint.PositionAtTop
            self.follower_table.scrollTo(self.followers.index(place, 0), top)

    def _leave_room(self) -> None:
        self.positions.set_room(self._opened is not None or self.height() >= _LOW)

    def _toggle(self) -> None:
        if self._opened is None:
            self.open_selected()
        else:
            self.close_opened()

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == CHEVRON:
            self._toggle()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        # Both clicks on the arrow have done something already.
        if index.column() != CHEVRON:
            self._toggle()

    def _on_show_all(self) -> None:
        self.close_opened()
        self.follower_table.clearSelection()

    def _on_followers_changed(self, changes: Sequence[FollowerRow | AccountRemoved]) -> None:
        gone = [change.key for change in changes if isinstance(change, AccountRemoved)]
        self.followers.apply((), gone)
        self._show(self._followed(row) for row in changes if isinstance(row, FollowerRow))

    def _on_queues_changed(self, rows: Sequence[QueueRow]) -> None:
        self._queues.update((row.follower, row) for row in rows)
        self._apply(row.follower for row in rows)

    def _on_guards_changed(self, rows: Sequence[GuardRow]) -> None:
        self._guards.update((row.account, row) for row in rows)
        self._apply(row.account for row in rows)

    def _on_routes_changed(self, rows: Sequence[RouteRow]) -> None:
        self._routes.update((row.id, row) for row in rows)
        each = self.selected()
        if each is not None and any(row.follower == each.key for row in rows):
            self._weigh(each)

    def _apply(self, keys: Iterable[AccountKey]) -> None:
        known = (self.followers.row_of(key) for key in keys)
        self._show([self._followed(each.row) for each in known if each is not None])

    def _show(self, rows: Iterable[Followed]) -> None:
        changed = list(rows)
        self.followers.apply(changed)
        each = self.selected()
        if each is not None and any(row.key == each.key for row in changed):
            self._weigh(each)

    def _on_menu_asked(self, place: QPoint) -> None:
        open_menu(self.follower_table, place, self.orders.actions, (self.show_all,))
