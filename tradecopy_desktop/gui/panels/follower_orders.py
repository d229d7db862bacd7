"""Pauses, resumes, flattens and unlocks one follower for the trader. Decides nothing."""

from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.guard_views import GuardRow
from tradecopy_desktop.app.views import FollowerRow, Health, RouteRow
from tradecopy_desktop.domain.guarding import Rung
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.models.followers import Followed
from tradecopy_desktop.gui.panels.guard_orders import GuardOrders
from tradecopy_desktop.gui.panels.route_modes import RouteModes
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.actions import button_for, make_action, set_keys
from tradecopy_desktop.gui.widgets.notices import Notices
from tradecopy_desktop.gui.widgets.seen import set_seen


class FollowerOrders(QObject):
    """Actions with their buttons for the follower that `aim` named last; without one they rest."""

    def __init__(
        self, desk: Desk, tasks: Tasks, notices: Notices, appearance: Appearance, owner: QWidget
    ) -> None:
        super().__init__(owner)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self.modes = RouteModes(desk, tasks, notices, appearance, owner)
        self.guards = GuardOrders(desk, tasks, notices, appearance, owner)
        self._aimed: Followed | None = None
        self._routes: tuple[RouteRow, ...] = ()
        self._add_actions(owner, appearance)
        self.aim(None, ())

    @property
    def actions(self) -> tuple[QAction, ...]:
        """Return the actions, for a menu."""
        return self.pause, self.resume, self.unlock, self.flatten, self.limits

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """Return the buttons, from the left."""
        return (
            self.pause_button,
            self.resume_button,
            self.unlock_button,
            self.flatten_button,
            self.limits_button,
        )

    def aim(self, each: Followed | None, routes: Iterable[RouteRow]) -> None:
        """Let the orders be about a follower, which `routes` lead to."""
        self._aimed, self._routes = each, tuple(routes)
        modes = {route.mode for route in self._routes}
        can_pause, can_resume = RouteMode.LIVE in modes, RouteMode.CLOSE_ONLY in modes
        self.pause.setEnabled(can_pause)
        self.resume.setEnabled(can_resume)
        # One of them is what there is to do; both where some routes are paused.
        set_seen(self.pause_button, seen=can_pause or not can_resume)
        set_seen(self.resume_button, seen=can_resume)
        guard = each.guard if each is not None else None
        self.unlock.setEnabled(guard is not None and bool(guard.locked or guard.closing))
        self.flatten.setEnabled(each is not None)
        self.limits.setEnabled(each is not None)

    def _add_actions(self, owner: QWidget, appearance: Appearance) -> None:
        self.pause = make_action(owner, words.PAUSE, "pause", appearance, self._on_pause)
        set_keys(self.pause, "Ctrl+Shift+P", words.PAUSE_FOLLOWER_TIP)
        self.resume = make_action(owner, words.RESUME, "arm", appearance, self._on_resume)
        set_keys(self.resume, "Ctrl+R", words.RESUME_TIP)
        self.unlock = make_action(owner, words.UNLOCK, "unlock", appearance, self._on_unlock)
        set_keys(self.unlock, "Ctrl+U", words.UNLOCK_TIP)
        self.flatten = make_action(owner, words.FLATTEN, "flatten", appearance, self._on_flatten)
        set_keys(self.flatten, "Ctrl+Shift+F", words.FLATTEN_TIP)
        self.limits = make_action(owner, words.GUARD_LIMITS, "guard", appearance, self._on_limits)
        set_keys(self.limits, "Ctrl+L", words.GUARD_LIMITS_TIP)
        self.pause_button = button_for(self.pause, "pause", appearance)
        self.resume_button = button_for(self.resume, "arm", appearance)
        self.unlock_button = button_for(self.unlock, "unlock", appearance)
        self.flatten_button = button_for(self.flatten, "flatten", appearance)
        self.limits_button = button_for(self.limits, "guard", appearance)

    def _on_pause(self) -> None:
        if self._aimed is None:
            return
        row = self._aimed.row
        self._tasks.start(
            self._desk.pause_follower(row.key),
            name=f"{words.PAUSE}: {row.name}",
            done=lambda number: self._say_paused(row, number),
            refused=lambda why: self._notices.say(f"{row.name}: {why}", Health.BAD),
        )

    def _say_paused(self, row: FollowerRow, number: int) -> None:
        if number:
            self._notices.say(words.follower_paused(row.name, number), Health.GOOD)
        else:
            self._notices.say(words.nothing_to_pause(row.name))

    def _on_resume(self) -> None:
        paused = [route for route in self._routes if route.mode is RouteMode.CLOSE_ONLY]
        self.modes.begin(paused, RouteMode.LIVE)

    def _on_unlock(self) -> None:
        if self._aimed is not None:
            self.guards.ask_to_unlock(_guard_of(self._aimed))

    def _on_flatten(self) -> None:
        if self._aimed is not None:
            self.guards.ask_to_flatten(_guard_of(self._aimed))

    def _on_limits(self) -> None:
        if self._aimed is not None:
            self.guards.begin_limits(_guard_of(self._aimed))


def _guard_of(each: Followed) -> GuardRow:
    # Before its first look nothing is known of it but its name, and flattening must work.
    return each.guard or GuardRow(account=each.key, name=each.row.name, rung=Rung.FINE)
