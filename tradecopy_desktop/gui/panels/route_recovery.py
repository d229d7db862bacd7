"""Sets how routes recover, for one route or for several at once. Decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import Health, RouteRow
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.recovery import RecoveryDialog
from tradecopy_desktop.gui.recovery import Recovery, recovery_of, with_recovery
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.notices import Notices


class RouteRecovery(QObject):
    """Opens the form and saves what it was answered with. One form at most is open."""

    def __init__(self, desk: Desk, tasks: Tasks, notices: Notices, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._owner = owner
        self.dialog: RecoveryDialog | None = None

    def begin(self, routes: Sequence[RouteRow]) -> None:
        """Ask, or say why there is nothing to be asked."""
        try:
            self.ask(routes)
        except TradeCopyError as e:
            self._notices.say(f"{routes[0].name}: {e}", Health.BAD)

    def ask(self, routes: Sequence[RouteRow]) -> RecoveryDialog:
        """Show what the first of the routes is set to, and return the window that asks."""
        if self.dialog is not None:
            self.dialog.reject()
        if self.dialog is not None:
            # Its order is under way.
            self.dialog.activateWindow()
            return self.dialog
        names = [row.name for row in routes]
        present = recovery_of(self._desk.settings_of(routes[0].id))
        dialog = RecoveryDialog(
            words.recovery_title(names), present, words.SAVE, self._owner.window()
        )
        dialog.chosen.connect(lambda recovery: self._save(dialog, routes, recovery))
        dialog.finished.connect(self._on_finished)
        self.dialog = dialog
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    def _on_finished(self) -> None:
        self.dialog = None

    def _save(self, dialog: RecoveryDialog, routes: Sequence[RouteRow], recovery: Recovery) -> None:
        dialog.set_busy(True)
        self._tasks.start(
            _save_all(self._desk, routes, recovery),
            name=words.RECOVERY,
            done=lambda _: self._on_saved(dialog, routes),
            refused=dialog.refuse,
        )

    def _on_saved(self, dialog: RecoveryDialog, routes: Sequence[RouteRow]) -> None:
        dialog.finish()
        self._notices.say(words.recovery_saved([row.name for row in routes]), Health.GOOD)


async def _save_all(desk: Desk, routes: Sequence[RouteRow], recovery: Recovery) -> None:
    for row in routes:
        # Anything else may have been set meanwhile: only this part is replaced.
        await desk.set_settings(row.id, with_recovery(desk.settings_of(row.id), recovery))
