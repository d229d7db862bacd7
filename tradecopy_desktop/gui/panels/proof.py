"""Shows how correct copying was, from the ledger's own figures. Counts nothing itself."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.history_views import Proof, ProofFault, ProofRow
from tradecopy_desktop.app.views import ComparisonRow, Health
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.models.proof import fault_columns, route_columns
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.panels.panel import Panel
from tradecopy_desktop.gui.panels.proof_verdict import Verdict
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.theme import Tone
from tradecopy_desktop.gui.widgets.actions import button_for, make_action, set_keys
from tradecopy_desktop.gui.widgets.card import card
from tradecopy_desktop.gui.widgets.empty_state import EmptyState, TableOrEmpty
from tradecopy_desktop.gui.widgets.figure_tile import FigureTile
from tradecopy_desktop.gui.widgets.notices import Notices
from tradecopy_desktop.gui.widgets.segments import Segments
from tradecopy_desktop.gui.widgets.table_view import TableView

_DAYS = (1, 7, 30)
_AGAIN_MS = (30_000, 300_000, 300_000)
# What a comparison found is written down a moment after.
_SOON_MS = 1_000
_IN_A_ROW = 4
# 1280 x 720 pixels at 150 % have less height than this.
_LOW = 560
_ROUTES, _FAULTS = range(2)


class ProofPanel(Panel):
    """A verdict, eight figures, and below them every route or every fault."""

    def __init__(
        self, desk: Desk, bridge: Bridge, tasks: Tasks, notices: Notices, appearance: Appearance
    ) -> None:
        super().__init__(words.PROOF)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._formats = appearance.formats
        self._number = 0
        self._looked_at = False
        self._had_faults = False
        self._has_ordered = False
        self._reading: asyncio.Task[None] | None = None
        self._known: dict[int, Proof] = {}
        self.verdict = Verdict(appearance)
        self.tiles = _tiles()
        formats = appearance.formats
        self.routes: RowsModel[ProofRow] = RowsModel(
            route_columns(formats), lambda row: row.route, parent=self
        )
        self.faults: RowsModel[ProofFault] = RowsModel(
            fault_columns(formats), lambda row: row, parent=self
        )
        self.route_table = TableView(self.routes, words.PROOF_ROUTES, appearance)
        self.route_table.set_sorted(0, Qt.SortOrder.AscendingOrder)
        self.fault_table = TableView(self.faults, words.PROOF_FAULTS, appearance)
        self.fault_table.set_sorted(0, Qt.SortOrder.DescendingOrder)
        self._add_actions(appearance)
        self._lay_out(appearance)
        self._feed = bridge.feed(self._on_compared, (ComparisonRow,), lambda row: row.route)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._read)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._read_when_free)
        self._seconds = QTimer(self, interval=1_000)
        self._seconds.timeout.connect(self._tell_time)
        self.shown.connect(self._on_shown)
        self.shown.connect(self._feed.set_wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the tables their room where there is little."""
        super().resizeEvent(event)
        for tile in self.tiles.values():
            tile.set_low(event.size().height() < _LOW)

    @property
    def days(self) -> int:
        """How many days are counted, today among them."""
        return _DAYS[self._number]

    def choose(self, number: int) -> None:
        """Count another time, from the left."""
        self.spans.choose(number)
        self._on_span_chosen(number)

    def _add_actions(self, appearance: Appearance) -> None:
        self.spans = Segments(
            [
                (name, words.PROOF_TIP)
                for name in (words.PROOF_TODAY, words.PROOF_WEEK, words.PROOF_MONTH)
            ],
            appearance,
        )
        self.spans.choose(0)
        self.spans.chosen.connect(self._on_span_chosen)
        self.compare = make_action(
            self, words.COMPARE_AGAIN, "refresh", appearance, self._on_compare_now
        )
        set_keys(self.compare, "F5", words.COMPARE_AGAIN_TIP)
        self.compare_button = button_for(self.compare, "refresh", appearance)
        self.title_line.addWidget(self.spans)
        self.title_line.addWidget(self.compare_button)

    def _lay_out(self, appearance: Appearance) -> None:
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, tile in enumerate(self.tiles.values()):
            grid.addWidget(tile, place // _IN_A_ROW, place % _IN_A_ROW)
            grid.setColumnStretch(place % _IN_A_ROW, 1)
        none = EmptyState("proof", words.NO_PROOF, words.NO_PROOF_HINT, appearance, None)
        self.tabs = Segments([(words.PROOF_ROUTES, ""), (words.PROOF_FAULTS, "")], appearance)
        self.tabs.choose(_ROUTES)
        self.tabs.hide()
        self.below = QStackedWidget()
        self.below.addWidget(card(TableOrEmpty(self.route_table, self.routes, none)))
        self.below.addWidget(card(self.fault_table))
        self.tabs.chosen.connect(self.below.setCurrentIndex)
        self.body.addWidget(self.verdict)
        self.body.addLayout(grid)
        self.body.addWidget(self.tabs, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.below, 1)
        self.setFocusProxy(self.route_table)

    def _on_shown(self, there: bool) -> None:
        self._looked_at = there
        if there:
            self._seconds.start()
            self._read()
        else:
            self._seconds.stop()
            self._again.stop()
            self._soon.stop()

    def _on_span_chosen(self, number: int) -> None:
        self._number = number
        known = self._known.get(self.days)
        if known is not None:
            self._show(known)
        self._read()

    def _read(self) -> None:
        if not self._looked_at or not self._tasks.can_start:
            return
        if self._reading is not None:
            self._reading.cancel()
        self._again.stop()
        self._has_ordered = False
        self._reading = self._tasks.start(
            self._desk.proof(self.days),
            name=words.PROOF,
            done=self._on_read(self.days),
            refused=self._on_refused,
        )

    def _read_when_free(self) -> None:
        # Unheard, a reading would still go on to its end on its thread, and the next beside it.
        if self._reading is not None and not self._reading.done():
            self._soon.start()
        else:
            self._read()

    def _on_read(self, days: int) -> Callable[[Proof], None]:
        def take(proof: Proof) -> None:
            self._reading = None
            self._known[days] = proof
            self._show(proof)
            self._again.start(_AGAIN_MS[self._number])

        return take

    def _on_refused(self, why: str) -> None:
        self._reading = None
        self.verdict.say(Health.BAD, words.PROOF_UNREAD, why)
        self._again.start(_AGAIN_MS[0])

    def _show(self, proof: Proof) -> None:
        self.verdict.show_proof(proof)
        self._tell_time()
        for name, tile in self.tiles.items():
            tile.show_figure(*self._figure(proof.whole, name))
        there = {row.route for row in self.routes.rows()}
        self.routes.apply(proof.routes, gone=there - {row.route for row in proof.routes})
        self.faults.apply(proof.faults, gone=set(self.faults.rows()) - set(proof.faults))
        has_faults = bool(proof.faults)
        self.tabs.setVisible(has_faults)
        name = words.faults_counted(self._formats.count(len(proof.faults)))
        self.tabs.button(_FAULTS).setText(name)
        self.tabs.button(_FAULTS).setAccessibleName(name)
        if has_faults != self._had_faults:
            # Faults are what the trader came for; without any their tab is gone.
            self._had_faults = has_faults
            self.tabs.choose(_FAULTS if has_faults else _ROUTES)
            self.below.setCurrentIndex(_FAULTS if has_faults else _ROUTES)

    def _figure(self, whole: ProofRow, name: str) -> tuple[str, Tone]:
        if name == "drift_lots":
            text = words.drift_of(self._formats.lots(whole.drift_lots))
            return text, Tone.WARNING if whole.drift_lots else Tone.TEXT
        number = int(getattr(whole, name))
        is_fault = name in {"missed", "duplicated", "wrong"}
        if is_fault:
            return self._formats.count(number), Tone.BAD if number else Tone.GOOD
        return self._formats.count(number), Tone.TEXT

    def _tell_time(self) -> None:
        self.verdict.tell_time(datetime.now(UTC))

    def _on_compare_now(self) -> None:
        self._desk.compare_now()
        self._has_ordered = True
        self._notices.say(words.COMPARING, Health.GOOD)

    def _on_compared(self, _: Sequence[ComparisonRow]) -> None:
        # Comparisons come every minute, and counting many days takes longer than one.
        if (self._has_ordered or self.days == 1) and not self._soon.isActive():
            self._soon.start()


def _tiles() -> dict[str, FigureTile]:
    return {
        name: FigureTile(title, meaning)
        for name, title, meaning in (
            ("events", words.PROOF_EVENTS, words.EVENTS_MEANING),
            ("prescribed", words.PRESCRIBED, words.PRESCRIBED_MEANING),
            ("copies", words.COPIES_MADE, words.COPIES_MEANING),
            ("skipped", words.SKIPPED_WITH_REASON, words.SKIPPED_MEANING),
            ("missed", words.MISSED, words.MISSED_MEANING),
            ("duplicated", words.DOUBLED, words.DOUBLED_MEANING),
            ("wrong", words.WRONG_LOTS, words.WRONG_MEANING),
            ("drift_lots", words.LARGEST_DRIFT, words.DRIFT_MEANING),
        )
    }
