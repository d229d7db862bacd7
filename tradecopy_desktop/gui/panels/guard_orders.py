"""Asks before accounts are flattened or unlocked, and orders it. Decides nothing."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.guard_views import GuardRow
from tradecopy_desktop.app.places import Place
from tradecopy_desktop.app.views import AlertRaised, Health
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.guarding import AccountGuard
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.guard_limits import GuardDialog, Guarded
from tradecopy_desktop.gui.dialogs.unlock import UnlockDialog
from tradecopy_desktop.gui.limit_meanings import Funds
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.notices import Notices


class GuardOrders(QObject):
    """Questions and forms; one form of each kind at most is open. `done`: something was changed."""

    done = Signal()

    def __init__(
        self, desk: Desk, tasks: Tasks, notices: Notices, appearance: Appearance, owner: QWidget
    ) -> None:
        super().__init__(owner)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._appearance = appearance
        self._owner = owner
        self.unlocking: UnlockDialog | None = None
        self.limits: GuardDialog | None = None
        self._saved: dict[AccountKey, str] = {}

    def ask_to_flatten(self, row: GuardRow) -> None:
        """Ask whether an account shall be closed and locked."""
        found = (each.positions for each in self._desk.accounts() if each.key == row.account)
        self._notices.ask(
            words.flatten_ask(row.name),
            words.flatten_detail(next(found, None)),
            yes=(words.FLATTEN_YES, lambda: self._flatten(row)),
            danger=True,
        )

    def ask_to_flatten_all(self) -> None:
        """Ask whether every follower shall be closed and locked."""
        followers = sum(Role.EXECUTOR in each.roles for each in self._desk.accounts())
        self._notices.ask(
            words.FLATTEN_ALL_ASK,
            words.flatten_all_detail(followers, self._desk.state().open_copies),
            yes=(words.FLATTEN_ALL_YES, self._flatten_all),
            danger=True,
        )

    def ask_to_unlock(self, row: GuardRow) -> UnlockDialog:
        """Ask for the reason, and return the window that asks."""
        if self.unlocking is not None:
            self.unlocking.reject()
        if self.unlocking is not None:
            # Its order is under way.
            self.unlocking.activateWindow()
            return self.unlocking
        dialog = UnlockDialog(row, self._owner.window())
        dialog.chosen.connect(lambda reason: self._unlock(dialog, row, reason))
        dialog.finished.connect(self._on_unlocking_ended)
        self.unlocking = dialog
        _to_front(dialog)
        return dialog

    def begin_limits(self, row: GuardRow) -> None:
        """Show how an account is guarded, or say why that cannot be shown."""
        try:
            self.ask_for_limits(row)
        except TradeCopyError as e:
            self._notices.say(f"{row.name}: {e}", Health.BAD)

    def ask_for_limits(self, row: GuardRow) -> GuardDialog:
        """Show how an account is guarded, and return the window that asks."""
        if self.limits is not None:
            self.limits.reject()
        if self.limits is not None:
            self.limits.activateWindow()
            return self.limits
        guard = self._desk.guard_of(row.account)
        dialog = GuardDialog(
            Guarded(name=row.name, guard=guard, funds=self._funds(row, guard)),
            self._desk,
            self._tasks,
            self._appearance,
            self._owner.window(),
        )
        dialog.chosen.connect(lambda chosen: self._set(dialog, row, chosen))
        dialog.finished.connect(self._on_limits_ended)
        self.limits = dialog
        _to_front(dialog)
        return dialog

    def note_alerts(self, alerts: Iterable[AlertRaised]) -> None:
        """Say no longer that an account is guarded once one of its limits is broken."""
        for alert in alerts:
            if alert.health is Health.BAD and alert.place is Place.GUARD and alert.account:
                said = self._saved.pop(alert.account, "")
                if said:
                    self._notices.take_back(said)

    def _funds(self, row: GuardRow, guard: AccountGuard) -> Funds:
        for each in self._desk.accounts():
            if each.key == row.account:
                return Funds(
                    balance=each.balance,
                    equity=each.equity,
                    initial=guard.initial_balance,
                    currency=each.currency,
                )
        return Funds(initial=guard.initial_balance)

    def _flatten(self, row: GuardRow) -> None:
        self._tasks.start(
            self._desk.flatten(row.account),
            name=words.FLATTEN_YES,
            done=lambda _: self._say(words.flattening(row.name), Health.WARNING),
        )

    def _flatten_all(self) -> None:
        self._tasks.start(
            self._desk.flatten_all(),
            name=words.FLATTEN_ALL,
            done=lambda number: self._say(words.flattening_all(number), Health.WARNING),
        )

    def _unlock(self, dialog: UnlockDialog, row: GuardRow, reason: str) -> None:
        dialog.set_busy(True)

        def finish(_: None) -> None:
            dialog.finish()
            self._say(words.unlocked(row.name), Health.GOOD)

        self._tasks.start(
            self._desk.unlock(row.account, reason),
            name=words.UNLOCK_YES,
            done=finish,
            refused=dialog.refuse,
        )

    def _set(self, dialog: GuardDialog, row: GuardRow, guard: AccountGuard) -> None:
        dialog.set_busy(True)

        def finish(_: None) -> None:
            dialog.finish()
            said = words.guard_saved(row.name, len(guard.limits))
            self._saved[row.account] = said
            self._say(said, Health.GOOD)

        self._tasks.start(
            self._desk.set_guard(row.account, guard),
            name=words.GUARD_LIMITS,
            done=finish,
            refused=dialog.refuse,
        )

    def _say(self, text: str, health: Health) -> None:
        self._notices.say(text, health)
        self.done.emit()

    def _on_unlocking_ended(self) -> None:
        self.unlocking = None

    def _on_limits_ended(self) -> None:
        self.limits = None


def _to_front(dialog: QWidget) -> None:
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
