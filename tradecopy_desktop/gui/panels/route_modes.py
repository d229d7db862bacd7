"""Arms, rehearses, pauses and switches off routes for the trader, and asks where it must."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import Health, RouteRow
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.preflight import Level, Wishes, worst_of
from tradecopy_desktop.domain.routes import OpenCopies, RouteMode
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.arm_route import ArmRouteDialog, Asked
from tradecopy_desktop.gui.dialogs.form import FormDialog
from tradecopy_desktop.gui.dialogs.switch_off import SwitchOffDialog
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.notices import Notices


class RouteModes(QObject):
    """Gives orders for several routes at once. Of its windows one at most is open."""

    def __init__(
        self, desk: Desk, tasks: Tasks, notices: Notices, appearance: Appearance, owner: QWidget
    ) -> None:
        super().__init__(owner)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._appearance = appearance
        self._owner = owner
        self._waiting: list[Asked] = []
        self.dialog: FormDialog | None = None

    def begin(self, routes: Sequence[RouteRow], mode: RouteMode) -> None:
        """Arm routes or let them rehearse: at once what needs no word, the others one by one."""
        if not self._make_room():
            return
        asked = [row for row in routes if not self._begin_at_once(row, mode)]
        self._waiting = [
            Asked(route=row, mode=mode, number=n, total=len(asked))
            for n, row in enumerate(asked, start=1)
        ]
        self._open_next()

    def ask_to_begin(self, route: RouteRow, mode: RouteMode) -> ArmRouteDialog:
        """Show what was found about a route, and return the window that asks."""
        return self._ask(Asked(route=route, mode=mode))

    def pause(self, routes: Sequence[RouteRow]) -> None:
        """Let routes open nothing new."""
        for row in routes:
            self._set_mode(row, RouteMode.CLOSE_ONLY)

    def switch_off(self, routes: Sequence[RouteRow]) -> None:
        """Ask whether to switch off and, with open copies, what becomes of them."""
        if not self._make_room():
            return
        if any(row.open_copies for row in routes):
            self.ask_for_copies(routes)
            return
        self._notices.ask(
            words.ask_for_routes(words.SWITCH_OFF, [row.name for row in routes]),
            words.SWITCH_OFF_DETAIL,
            yes=(words.SWITCH_OFF, lambda: self._switch_off(routes, OpenCopies.FOLLOW)),
            danger=True,
        )

    def ask_for_copies(self, routes: Sequence[RouteRow]) -> FormDialog:
        """Ask what becomes of open copies, and return the window that asks."""
        dialog = SwitchOffDialog(routes, self._owner.window())
        dialog.chosen.connect(lambda copies: self._switch_off(routes, copies))
        self._open(dialog)
        return dialog

    def _switch_off(self, routes: Sequence[RouteRow], copies: OpenCopies) -> None:
        for row in routes:
            self._set_mode(row, RouteMode.OFF, Wishes(copies=copies))

    def _begin_at_once(self, row: RouteRow, mode: RouteMode) -> bool:
        """Do what needs no word, and tell whether that was all there is to do."""
        try:
            worst = worst_of(self._desk.preflight(row.id))
        except TradeCopyError as e:
            self._on_refused(row.name, str(e))
            return True
        # What was off has let the master's trades pass: arming it is worth a look.
        harmless = mode is RouteMode.SHADOW or row.mode is RouteMode.CLOSE_ONLY
        if harmless and worst is Level.OK:
            self._set_mode(row, mode)
            return True
        return False

    def _make_room(self) -> bool:
        """Close the window that is open, as if canceled; it stays while its order is under way."""
        if self.dialog is not None:
            self.dialog.reject()
        if self.dialog is not None:
            self.dialog.activateWindow()
        return self.dialog is None

    def _open_next(self) -> None:
        if self._waiting:
            self._ask(self._waiting.pop(0))

    def _ask(self, asked: Asked) -> ArmRouteDialog:
        parent = self._owner.window()
        dialog = ArmRouteDialog(asked, self._desk, self._tasks, self._appearance, parent)
        dialog.settled.connect(self._on_settled)
        self._open(dialog)
        return dialog

    def _open(self, dialog: FormDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._on_finished)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _on_finished(self, result: int) -> None:
        self.dialog = None
        if result == QDialog.DialogCode.Rejected:
            self._waiting.clear()
        self._open_next()

    def _set_mode(self, row: RouteRow, mode: RouteMode, wishes: Wishes | None = None) -> None:
        self._tasks.start(
            self._desk.set_route_mode(row.id, mode, wishes),
            name=f"{words.MODES[mode]}: {row.name}",
            refused=lambda why: self._on_refused(row.name, why),
        )

    def _on_settled(self, said: str) -> None:
        self._notices.say(said, Health.GOOD)

    def _on_refused(self, name: str, why: str) -> None:
        self._notices.say(f"{name}: {why}", Health.BAD)
