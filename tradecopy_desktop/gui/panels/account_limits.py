"""Sets the request limits of accounts, of one or of several at once. Decides nothing."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import AccountRow, Health
from tradecopy_desktop.domain.pace import Pace
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.request_limits import RequestLimitsDialog
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.notices import Notices


class AccountLimits(QObject):
    """Opens the form and sets what it was answered with. One form at most is open."""

    def __init__(
        self, desk: Desk, tasks: Tasks, notices: Notices, formats: Formats, owner: QWidget
    ) -> None:
        super().__init__(owner)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._formats = formats
        self._owner = owner
        self.dialog: RequestLimitsDialog | None = None

    def ask(self, accounts: Sequence[AccountRow]) -> RequestLimitsDialog:
        """Show what the first of the accounts is set to, and return the window that asks."""
        if self.dialog is not None:
            self.dialog.reject()
        if self.dialog is not None:
            # Its order is under way.
            self.dialog.activateWindow()
            return self.dialog
        dialog = RequestLimitsDialog(
            words.limits_title([row.name for row in accounts]),
            self._desk.pace_of(accounts[0].key),
            self._used(accounts),
            self._formats,
            self._owner.window(),
        )
        dialog.chosen.connect(lambda pace: self._set(dialog, accounts, pace))
        dialog.finished.connect(self._on_finished)
        self.dialog = dialog
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    def _used(self, accounts: Sequence[AccountRow]) -> int | None:
        """Return how many requests a single account has made today."""
        rows = [row for row in self._desk.queues() if row.follower == accounts[0].key]
        return rows[0].requests_today if rows and len(accounts) == 1 else None

    def _on_finished(self) -> None:
        self.dialog = None

    def _set(self, dialog: RequestLimitsDialog, accounts: Sequence[AccountRow], pace: Pace) -> None:
        dialog.set_busy(True)
        self._tasks.start(
            _set_all(self._desk, accounts, pace),
            name=words.REQUEST_LIMITS,
            done=lambda _: self._on_set(dialog, accounts),
            refused=dialog.refuse,
        )

    def _on_set(self, dialog: RequestLimitsDialog, accounts: Sequence[AccountRow]) -> None:
        dialog.finish()
        self._notices.say(words.limits_saved([row.name for row in accounts]), Health.GOOD)


async def _set_all(desk: Desk, accounts: Sequence[AccountRow], chosen: Pace) -> None:
    for row in accounts:
        # How often stops change is no part of the form: each account keeps its own.
        own = desk.pace_of(row.key)
        pace = replace(chosen, stops_every_s=own.stops_every_s, stops_step=own.stops_step)
        await desk.set_pace(row.key, pace)
