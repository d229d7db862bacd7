"""The window: header, navigation and pages. It connects them and decides nothing."""

from functools import partial
from itertools import chain

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import DeskState, Health
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.alarm import Alarm
from tradecopy_desktop.gui.alert_manners import AlertManners
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.dialogs.add_account import AddAccountDialog
from tradecopy_desktop.gui.dialogs.route_editor import RouteEditor
from tradecopy_desktop.gui.dialogs.show_key import ShowKeyDialog
from tradecopy_desktop.gui.dressing import portions
from tradecopy_desktop.gui.header import Header
from tradecopy_desktop.gui.layout_memory import LayoutMemory
from tradecopy_desktop.gui.navigation import Navigation
from tradecopy_desktop.gui.pages import (
    ACCOUNTS,
    ALERTS,
    COCKPIT,
    DOCTOR,
    GUARD,
    HELP,
    ICONS,
    KEYS,
    LATENCY,
    LOG,
    PROOF,
    RECONCILIATION,
    ROUTES,
    SETTINGS,
    titles,
)
from tradecopy_desktop.gui.panels.accounts import AccountsPanel
from tradecopy_desktop.gui.panels.alerts import AlertsPanel
from tradecopy_desktop.gui.panels.cockpit import CockpitPanel
from tradecopy_desktop.gui.panels.doctor import DoctorPanel
from tradecopy_desktop.gui.panels.guard import GuardPanel
from tradecopy_desktop.gui.panels.help import HelpPanel
from tradecopy_desktop.gui.panels.latency import LatencyPanel
from tradecopy_desktop.gui.panels.log import LogPanel
from tradecopy_desktop.gui.panels.proof import ProofPanel
from tradecopy_desktop.gui.panels.reconciliation import ReconciliationPanel
from tradecopy_desktop.gui.panels.routes import RoutesPanel
from tradecopy_desktop.gui.panels.settings import SettingsPanel
from tradecopy_desktop.gui.places import lead
from tradecopy_desktop.gui.quitting import Quitting
from tradecopy_desktop.gui.shortcuts import bind, shortcuts_of
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.told_once import ToldOnce
from tradecopy_desktop.gui.tray import Tray
from tradecopy_desktop.gui.tray_answers import answer
from tradecopy_desktop.gui.tray_watch import TrayWatch
from tradecopy_desktop.gui.turns import Turns
from tradecopy_desktop.gui.widgets.notices import Notices
from tradecopy_desktop.gui.wizard.entrance import WizardEntrance
from tradecopy_desktop.gui.wizard.page import Surroundings

__all__ = [
    "ACCOUNTS",
    "ALERTS",
    "COCKPIT",
    "DOCTOR",
    "GUARD",
    "HELP",
    "LATENCY",
    "LOG",
    "PROOF",
    "RECONCILIATION",
    "ROUTES",
    "SETTINGS",
    "MainWindow",
]

_SIZE = QSize(1_280, 720)
# 1280 x 720 pixels at 150 %.
_LEAST = QSize(853, 480)
# What the desktop draws around a window.
_FRAME = QSize(16, 48)


class MainWindow(QMainWindow):
    """Holds the pages. `quit_requested` and `demo_requested` ask to end it, or to try it first."""

    quit_requested = Signal()
    demo_requested = Signal()
    hidden_to_tray = Signal()
    tray: Tray | None = None
    tray_watch: TrayWatch | None = None

    def __init__(
        self,
        desk: Desk,
        bridge: Bridge,
        tasks: Tasks,
        appearance: Appearance,
        *,
        has_tray: bool,
        settings: QSettings | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._bridge = bridge
        self.tasks = tasks
        self._appearance = appearance
        self._has_tray = has_tray
        self._settings = settings
        self._told = ToldOnce(settings)
        self._dialogs: dict[type[QWidget], QWidget] = {}
        self.header = Header(appearance)
        self.notices = Notices(appearance)
        self.navigation = Navigation(tuple(zip(titles(), ICONS, KEYS, strict=True)), appearance)
        self._make_pages(settings)
        self._make_own_pages(settings)
        self._lay_out()
        self._layout_memory = LayoutMemory(settings, self, self.pages)
        self._connect_signals()
        self.show_page(self._layout_memory.recall() or COCKPIT)
        if not has_tray:
            self.notices.say(words.NO_TRAY, stays=True)

    @property
    def appearance(self) -> Appearance:
        """What the window is drawn with."""
        return self._appearance

    def show_page(self, number: int) -> None:
        """Bring a page to the front."""
        self.navigation.choose(number)
        self.pages.setCurrentIndex(number)
        page = self.pages.currentWidget()
        if page is not None:
            page.setFocus()

    def open_add_account(self) -> AddAccountDialog:
        """Open the form for a new account, or bring the open one to the front."""
        dialog = self._dialogs.get(AddAccountDialog)
        if not isinstance(dialog, AddAccountDialog) or not dialog.is_open:
            dialog = AddAccountDialog(self._desk, self.tasks, self)
            dialog.added.connect(self.show_key)
        self._open(dialog)
        return dialog

    def open_add_route(self) -> RouteEditor:
        """Open the form for a new route, or bring the open one to the front."""
        return self.routes.editing.open_new()

    def open_route_editor(
        self,
        route: str | None,
        master: AccountKey | None = None,
        follower: AccountKey | None = None,
    ) -> RouteEditor | None:
        """Open the editor of a route, or of a new one; None where the route is gone."""
        editing = self.routes.editing
        return editing.edit(route) if route else editing.open_new(master, follower)

    def show_key(self, name: str, key: str) -> ShowKeyDialog:
        """Show the new key of an account's terminal."""
        dialog = ShowKeyDialog(name, key, self._appearance, self)
        dialog.show()
        return dialog

    def attach_tray(self, tray: Tray) -> None:
        """Answer a tray icon's menu."""
        self.tray = tray
        answer(self, tray)

    def set_tray_there(self, there: bool) -> None:
        """Take note that the desktop's tray came or went."""
        self._has_tray = there
        if there:
            self.notices.say(words.TRAY_BACK)
            if self.tray is not None:
                self.tray.icon.show()
        else:
            # Out of reach it would copy on unseen.
            self.come_forward()
            self.notices.say(words.TRAY_GONE, Health.WARNING, stays=True)

    def refresh(self) -> None:
        """Show everything that waits to be shown, now."""
        self._bridge.flush()

    def fit_screen(self) -> None:
        """Take no more room than the screen has, before the window is shown first."""
        if not self.isMaximized():
            room = self.screen().availableGeometry().size() - _FRAME
            self.resize(self.size().boundedTo(room).expandedTo(_LEAST))

    def come_forward(self) -> None:
        """Show the window above others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def ask_to_pause_all(self) -> None:
        """Ask whether every route shall open nothing new."""
        self.come_forward()
        yes = (words.PAUSE_ALL, self._pause_all)
        self.notices.ask(words.PAUSE_ALL_ASK, words.PAUSE_ALL_DETAIL, yes=yes)

    def ask_to_flatten_all(self) -> None:
        """Ask whether every follower shall be closed and locked."""
        self.come_forward()
        self.guard.orders.ask_to_flatten_all()

    def ask_to_quit(self) -> None:
        """Quit, after asking what becomes of open copies."""
        self.come_forward()
        self.quitting.ask()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide into the tray and keep copying; without a tray, ask."""
        event.ignore()
        if self._has_tray:
            self.remember()
            self.hide()
            if self._told.is_news("keeps_copying"):
                self.hidden_to_tray.emit()
        else:
            self.ask_to_quit()

    def changeEvent(self, event: QEvent) -> None:
        """Let everything rest while the window is minimized."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self._bridge.set_asleep(self.isMinimized())

    def showEvent(self, event: QEvent) -> None:
        """Follow the state from now on."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._layout_memory.bring_to_screen()
        self._state_feed.set_wanted(True)

    def hideEvent(self, event: QEvent) -> None:
        """Follow nothing while nobody looks."""
        super().hideEvent(event)  # type: ignore[arg-type]
        self._state_feed.set_wanted(False)

    def _make_pages(self, settings: QSettings | None) -> None:
        desk, bridge, tasks, appearance = self._desk, self._bridge, self.tasks, self._appearance
        seen = (desk, bridge, tasks, self.notices, appearance)
        self.cockpit = CockpitPanel(*seen)
        self.accounts = AccountsPanel(*seen)
        self.routes = RoutesPanel(*seen)
        self.guard = GuardPanel(*seen)
        self.reconciliation = ReconciliationPanel(*seen)
        self.latency = LatencyPanel(desk, bridge, tasks, appearance)
        self.log = LogPanel(*seen)
        self.proof = ProofPanel(*seen)
        self.manners = AlertManners(settings, self)
        self.alarm = Alarm(bridge, self.manners, self)
        self.alerts = AlertsPanel(desk, bridge, tasks, self.manners, self.alarm, appearance)
        self.doctor = DoctorPanel(desk, tasks, self.notices, appearance)

    def _make_own_pages(self, settings: QSettings | None) -> None:
        seen = (self._desk, self.tasks, self.notices, self._appearance)
        self.pages = QStackedWidget()
        self.settings = SettingsPanel(*seen, settings)
        self.help = HelpPanel(*seen, lambda: shortcuts_of(self, self.pages, titles()))
        self.quitting = Quitting(self._desk, self.tasks, self.notices, self)

    def _lay_out(self) -> None:
        self.setWindowTitle(words.PROGRAM)
        self.setWindowIcon(self._appearance.icons.picture("app"))
        self.resize(_SIZE)
        self.setMinimumSize(_LEAST)
        # In the order of the navigation.
        first = (self.cockpit, self.accounts, self.routes, self.guard, self.reconciliation)
        past = (self.latency, self.log, self.proof)
        last = (self.alerts, self.doctor, self.settings, self.help)
        for panel in (*first, *past, *last):
            self.pages.addWidget(panel)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.header)
        right.addWidget(self.notices)
        right.addWidget(self.pages, 1)
        middle = QWidget()
        middle.setProperty("room", "page")
        layout = QHBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.navigation)
        layout.addLayout(right, 1)
        self.setCentralWidget(middle)
        parts = (self.header, self.notices, self.navigation)
        for part in chain(parts, *map(portions, (*first, *past, *last))):
            self._appearance.theme.dress(part)

    def _first_steps(self) -> WizardEntrance:
        desk, bridge, tasks = self._desk, self._bridge, self.tasks
        around = Surroundings(desk=desk, bridge=bridge, tasks=tasks, appearance=self._appearance)
        wizard = WizardEntrance(around, self._settings, self)
        for empty in (self.cockpit, self.accounts, self.routes):
            empty.set_up_asked.connect(wizard.open)
        wizard.demo_asked.connect(self.demo_requested)
        wizard.finished.connect(partial(self.show_page, COCKPIT))
        return wizard

    def _connect_signals(self) -> None:
        feed = self._bridge.feed
        self._state_feed = feed(self._on_state_changed, (DeskState,), lambda _: "state")
        self.wizard = self._first_steps()
        self.header.show_state(self._desk.state())
        self.navigation.chosen.connect(self.show_page)
        self.header.pause_all_asked.connect(self.ask_to_pause_all)
        self.header.flatten_all_asked.connect(self.ask_to_flatten_all)
        self.accounts.add_asked.connect(self.open_add_account)
        self.cockpit.add_asked.connect(self.open_add_account)
        self.routes.add_asked.connect(self.open_add_route)
        self.routes.editing.added.connect(self._on_route_added)
        for page, panel in ((RECONCILIATION, self.reconciliation), (ALERTS, self.alerts)):
            panel.counted.connect(partial(self.navigation.set_unread, page))
            self.navigation.set_unread(page, panel.number)
        self.tasks.failed.connect(lambda why: self.notices.say(why, Health.BAD))
        self.alerts.opened.connect(lambda alert: lead(self, alert))
        self.settings.manners_asked.connect(self.alerts.ask_for_manners)
        self.settings.notices_asked.connect(self.alerts.ask_for_notices)
        self.quitting.decided.connect(self.remember)
        self.quitting.decided.connect(self.quit_requested)
        bind(
            self,
            ("Ctrl+P", words.PAUSE_ALL, self.ask_to_pause_all),
            ("Ctrl+Shift+X", words.FLATTEN_ALL_MENU, self.ask_to_flatten_all),
            ("Ctrl+Q", words.QUIT, self.ask_to_quit),
            (words.SET_UP_KEYS, words.SET_UP, self.wizard.open),
            ("Esc", words.DISMISS_NOTICE, self.notices.clear),
        )

    def _open(self, dialog: QWidget) -> None:
        self._dialogs[type(dialog)] = dialog
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _pause_all(self) -> None:
        self.tasks.start(
            self._desk.pause_all(),
            name=words.PAUSE_ALL,
            done=lambda number: self.notices.say(words.paused(number), Health.GOOD),
        )

    def _on_state_changed(self, states: list[DeskState]) -> None:
        self.header.show_state(states[-1])

    def _on_route_added(self, name: str) -> None:
        self.show_page(ROUTES)
        self.notices.say(words.route_added(name), Health.GOOD)

    def dismantle(self) -> None:
        """Stop following the desk and take the tray icon away, before the program ends."""
        self._bridge.close()
        for turns in self.findChildren(Turns):
            # A form on its way would come without a window behind it.
            turns.clear()
        if self.tray is not None:
            self.tray.icon.hide()
        self.hide()

    def remember(self) -> None:
        """Keep the window's layout and colors for the next start."""
        self._layout_memory.remember()
        if self._settings is not None:
            self._settings.setValue("window/theme", self._appearance.theme.mode.value)
            # What is written only at the end would be lost with a session that ends hard.
            self._settings.sync()
