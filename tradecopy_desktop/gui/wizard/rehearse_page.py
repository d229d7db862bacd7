"""The page on which routes rehearse: the master trades, and nothing is sent to a follower."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tradecopy_desktop.app.views import LogOutcome, RouteRow, TradeLogRow
from tradecopy_desktop.domain.preflight import Wishes
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.turns import Piece
from tradecopy_desktop.gui.widgets.card import card, label
from tradecopy_desktop.gui.widgets.empty_state import EmptyState, TableOrEmpty
from tradecopy_desktop.gui.widgets.seen import set_seen
from tradecopy_desktop.gui.widgets.table_view import TableView
from tradecopy_desktop.gui.wizard.page import Surroundings, WizardPage, bring
from tradecopy_desktop.gui.wizard.rehearsals import rehearsal_columns
from tradecopy_desktop.gui.wizard.rehearse_row import RehearseRow

_LOOK_AGAIN_MS = 2_000
_SHOWN = frozenset({LogOutcome.IMAGINED, LogOutcome.SKIPPED, LogOutcome.REFUSED})


class RehearsePage(WizardPage):
    """A line for each route, and a table of what its follower would have got."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(words.REHEARSE_TITLE, words.REHEARSE_INTRO, scrolls=False)
        self._around = around
        self.rows: list[RehearseRow] = []
        self._names: frozenset[str] = frozenset()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.count = label("", "heading")
        appearance = around.appearance
        self.model = RowsModel(
            rehearsal_columns(appearance.formats), lambda row: row.key, parent=self
        )
        self.table = TableView(self.model, words.REHEARSE_TITLE, appearance)
        self.table.set_sorted(0, Qt.SortOrder.DescendingOrder)
        self._lay_out()
        self._feed = around.bridge.feed(self._on_lines, (TradeLogRow,), lambda row: row.key)
        self._route_feed = around.bridge.feed(self._on_routes, (RouteRow,), lambda row: row.id)
        self._timer = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._timer.timeout.connect(self.look)

    @property
    def can_go_on(self) -> bool:
        """Tell whether there is a route to arm."""
        return bool(self.rows)

    @property
    def next_tip(self) -> str:
        """Return that there is no need to wait."""
        return words.REHEARSE_ON_TIP

    def parts(self) -> Iterable[Piece]:
        """Return what makes a line for each route as it is."""
        routes = self._around.plan.routes(self._around.desk)
        self._names = frozenset(route.name for route in routes)
        self._clear()
        return [partial(self._add_row, route) for route in routes]

    def enter(self) -> None:
        """Let every route rehearse that nothing is asked about."""
        self._feed.set_wanted(True)
        self._route_feed.set_wanted(True)
        self._timer.start()
        self.model.replace(self._wanted(self._around.desk.log()))
        if self._around.tasks.can_start:
            for row in self.rows:
                if row.route.mode is RouteMode.OFF and row.is_harmless():
                    self._rehearse(row, confirmed=False)
        self._show_count()

    def leave(self) -> None:
        """Rest; the routes go on rehearsing."""
        self._feed.set_wanted(False)
        self._route_feed.set_wanted(False)
        self._timer.stop()

    def look(self) -> None:
        """Ask again what there is to say about routes that do not rehearse yet."""
        for row in self.rows:
            if row.route.mode is RouteMode.OFF:
                row.look()
                if row.is_harmless() and self._around.tasks.can_start:
                    self._rehearse(row, confirmed=False)

    def _lay_out(self) -> None:
        holder = QWidget()
        holder.setLayout(self._lines)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(holder)
        self.hold_back(self.count)
        self.body.addWidget(self.count)
        empty = EmptyState(
            "rehearse",
            words.REHEARSE_EMPTY,
            words.REHEARSE_EMPTY_HINT,
            self._around.appearance,
            None,
        )
        below = card(TableOrEmpty(self.table, self.model, empty))
        self.hold_back(below)
        self.body.addWidget(below, 1)

    def _clear(self) -> None:
        for row in self.rows:
            self._lines.removeWidget(row)
            row.deleteLater()
        self.rows = []

    def _add_row(self, route: RouteRow) -> None:
        row = RehearseRow(route, self._around)
        set_seen(row, seen=False)
        row.asked.connect(self._on_asked)
        self.rows.append(row)
        self._lines.addWidget(row)
        row.look()
        bring(row)

    def _on_asked(self) -> None:
        row = self.sender()
        if isinstance(row, RehearseRow):
            self._rehearse(row, confirmed=True)

    def _rehearse(self, row: RehearseRow, *, confirmed: bool) -> None:
        if row.is_busy:
            return
        row.set_busy(True)
        self._around.tasks.start(
            self._around.desk.set_route_mode(
                row.route.id, RouteMode.SHADOW, Wishes(confirmed=confirmed)
            ),
            name=words.REHEARSE,
            done=lambda _: row.set_busy(False),
            refused=row.refuse,
            # The trader may have gone back meanwhile, and there are other rows.
            owner=row,
        )

    def _on_routes(self, routes: Sequence[RouteRow]) -> None:
        changed = {route.id: route for route in routes}
        for row in self.rows:
            if row.route.id in changed:
                row.take(changed[row.route.id])

    def _on_lines(self, lines: Sequence[TradeLogRow]) -> None:
        self.model.apply(self._wanted(lines))
        self._show_count()

    def _wanted(self, lines: Iterable[TradeLogRow]) -> list[TradeLogRow]:
        return [line for line in lines if line.route_name in self._names and line.outcome in _SHOWN]

    def _show_count(self) -> None:
        would = sum(row.outcome is LogOutcome.IMAGINED for row in self.model.rows())
        self.count.setText(words.rehearsed(would))
