"""Where a route is armed or begins to rehearse: what was found, and what is open already (C3, C9).

It shows and asks; what may be armed is decided by the program.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import RouteRow
from tradecopy_desktop.domain.preflight import Finding, Level
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.before_arming import BeforeArming
from tradecopy_desktop.gui.dialogs.form import FormDialog
from tradecopy_desktop.gui.dialogs.offered_positions import OfferedPositions
from tradecopy_desktop.gui.sizes import size_text
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.findings import FindingsGroup

_WIDTH = 640
_LOOK_AGAIN_MS = 2_000
# So many good findings are read at a glance; more are folded away.
_FEW = 4
SKIPPED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which mode the trader asked for, for which route, the how-manieth of how many."""

    route: RouteRow
    mode: RouteMode
    number: int = 1
    total: int = 1


class ArmRouteDialog(FormDialog):
    """One route. `settled` says in what mode it is then; `SKIPPED` is a result of its own."""

    settled = Signal(str)

    def __init__(
        self, asked: Asked, desk: Desk, tasks: Tasks, appearance: Appearance, parent: QWidget
    ) -> None:
        route = asked.route
        size = size_text(route.sizing, appearance.formats)
        arms = asked.mode is RouteMode.LIVE
        title = words.arm_title(words.ARM if arms else words.REHEARSE, route.name)
        say = words.arm_intro if arms else words.rehearse_intro
        intro = say(route.master_name, route.follower_name, size)
        super().__init__(title, intro, words.ARM, parent, width=_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.route = route
        self._desk = desk
        self._tasks = tasks
        self._seen: tuple[Sequence[Finding], int] = ((), 0)
        self.groups = {
            level: FindingsGroup(level, appearance, few=_FEW if level is Level.OK else None)
            for level in Level
        }
        self._before = BeforeArming(desk, route.id, self.groups)
        self.confirm = self._before.confirm
        self.positions = OfferedPositions(appearance)
        self.rehearse_button = QPushButton(words.REHEARSE)
        self.skip_button = QPushButton(words.SKIP)
        self._timer = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._lay_out(asked)
        self._connect_signals()
        # Nothing can be ordered before the first look.
        self.accept_button.setEnabled(False)
        self.rehearse_button.setEnabled(False)
        self.before(self.look)

    def look(self) -> None:
        """Look at the route again and show what has changed. The trader's ticks stay."""
        there = self._before.look()
        if there is not None:
            self.positions.show_positions(there)
        self._weigh()
        if there is not None and self._seen != (self._before.findings, len(there)):
            self._seen = (self._before.findings, len(there))
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Look again from time to time while it is on the screen."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self._timer.stop()

    def set_busy(self, busy: bool) -> None:
        """Wait for the order; nothing can be chosen meanwhile."""
        super().set_busy(busy)
        for part in (self.rehearse_button, self.skip_button, self.confirm, self.positions):
            part.setEnabled(not busy)
        if busy:
            self._timer.stop()
        else:
            self._timer.start()
        self._weigh()

    def _lay_out(self, asked: Asked) -> None:
        for level in (Level.REFUSE, Level.ASK, Level.WAIT):
            self.fields.addWidget(self.groups[level])
        self.fields.addWidget(self.positions)
        self.fields.addWidget(self.groups[Level.OK])
        self.below.insertWidget(0, self.confirm)
        self.skip_button.setToolTip(words.SKIP_TIP)
        self.skip_button.setVisible(asked.number < asked.total)
        self.skip_button.setAutoDefault(False)
        if asked.mode is RouteMode.SHADOW:
            self.accept_button.setProperty("primary", "false")
            self.rehearse_button.setProperty("primary", "true")
            self.rehearse_button.setDefault(True)
        else:
            self.rehearse_button.setAutoDefault(False)
        if asked.total > 1:
            which = words.one_of(asked.number, asked.total)
            self.buttons.insertWidget(0, label(which, "hint"))
        self.buttons.insertWidget(self.buttons.count() - 2, self.skip_button)
        self.buttons.insertWidget(self.buttons.count() - 1, self.rehearse_button)
        self.accept_button.setVisible(self.route.mode is not RouteMode.LIVE)
        self.rehearse_button.setVisible(self.route.mode is not RouteMode.SHADOW)

    def _connect_signals(self) -> None:
        self._timer.timeout.connect(self.look)
        self.confirm.toggled.connect(self._on_ticked)
        self.positions.ticks_changed.connect(self._on_ticked)
        self.groups[Level.OK].folded.connect(self.fit)
        self.skip_button.clicked.connect(lambda: self.done(SKIPPED))
        self.accept_button.clicked.connect(lambda: self._order(RouteMode.LIVE))
        self.rehearse_button.clicked.connect(lambda: self._order(RouteMode.SHADOW))

    def _weigh(self) -> None:
        """Offer what can be ordered now, and say why where nothing can."""
        refused, unread = self._before.is_refused, self._before.is_unread
        self.confirm.setVisible(self._before.asks)
        why = self._before.why_not
        tip = why or (words.TICK_FIRST if unread else "")
        for button, usual in (
            (self.accept_button, words.ARM_TIP),
            (self.rehearse_button, words.REHEARSE_TIP),
        ):
            button.setEnabled(not (refused or unread or self.is_busy))
            button.setToolTip(tip or usual)
        self.accept_button.setText(words.arm_and_copy(len(self.positions.ticked())))
        if self.fault.text() != why:
            self.tell(why)

    def _on_ticked(self) -> None:
        self._before.answer = ""
        self._weigh()

    def _order(self, mode: RouteMode) -> None:
        self._before.answer = ""
        wishes = self._before.wishes(self.positions.ticked())
        self.set_busy(True)
        self._tasks.start(
            self._desk.set_route_mode(self.route.id, mode, wishes),
            name=f"{words.MODES[mode]}: {self.route.name}",
            done=lambda _: self._on_done(mode),
            refused=self._on_refused,
        )

    def _on_done(self, mode: RouteMode) -> None:
        self.set_busy(False)
        self.settled.emit(words.set_to(mode, self.route.name))
        self.accept()

    def _on_refused(self, why: str) -> None:
        self._before.answer = why
        self.set_busy(False)
        self.look()
