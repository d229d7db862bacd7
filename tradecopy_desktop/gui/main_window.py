"""The window: header, navigation and pages. It connects them and decides nothing."""

from functools import partial

from PySide6.QtCore import QByteArray, QEvent, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import AlertRaised, DeskState, Health
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.alarm import Alarm, is_about_guard
from tradecopy_desktop.gui.alert_manners import AlertManners
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.dialogs.add_account import AddAccountDialog
from tradecopy_desktop.gui.dialogs.add_route import AddRouteDialog
from tradecopy_desktop.gui.dialogs.show_key import ShowKeyDialog
from tradecopy_desktop.gui.header import Header
from tradecopy_desktop.gui.navigation import Navigation
from tradecopy_desktop.gui.panels.accounts import AccountsPanel
from tradecopy_desktop.gui.panels.alerts import AlertsPanel
from tradecopy_desktop.gui.panels.cockpit import CockpitPanel
from tradecopy_desktop.gui.panels.guard import GuardPanel
from tradecopy_desktop.gui.panels.latency import LatencyPanel
from tradecopy_desktop.gui.panels.log import LogPanel
from tradecopy_desktop.gui.panels.proof import ProofPanel
from tradecopy_desktop.gui.panels.reconciliation import ReconciliationPanel
from tradecopy_desktop.gui.panels.routes import RoutesPanel
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.tray import Tray
from tradecopy_desktop.gui.widgets.notices import Notices
from tradecopy_desktop.gui.wizard.entrance import WizardEntrance
from tradecopy_desktop.gui.wizard.page import Surroundings

COCKPIT, ACCOUNTS, ROUTES, GUARD, RECONCILIATION, LATENCY, LOG, PROOF, ALERTS = range(9)
_PAGES = (
    (words.COCKPIT, "cockpit"),
    (words.ACCOUNTS, "accounts"),
    (words.ROUTES, "routes"),
    (words.GUARD, "guard"),
    (words.RECONCILIATION, "reconciliation"),
    (words.LATENCY, "latency"),
    (words.LOG, "log"),
    (words.PROOF, "proof"),
    (words.ALERTS, "alerts"),
)


class MainWindow(QMainWindow):
    """Holds the pages. `quit_requested` asks whoever started the program to end it.

    `demo_requested` asks to go on as the demo instead.
    """

    quit_requested = Signal()
    demo_requested = Signal()
    hidden_to_tray = Signal()

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
        self.tray: Tray | None = None
        self._dialogs: dict[type[QWidget], QWidget] = {}
        self.header = Header(appearance)
        self.notices = Notices(appearance)
        self.navigation = Navigation(_PAGES, appearance)
        self.cockpit = CockpitPanel(desk, bridge, tasks, self.notices, appearance)
        self.accounts = AccountsPanel(desk, bridge, tasks, self.notices, appearance)
        self.routes = RoutesPanel(desk, bridge, tasks, self.notices, appearance)
        self.guard = GuardPanel(desk, bridge, tasks, self.notices, appearance)
        self.reconciliation = ReconciliationPanel(desk, bridge, tasks, self.notices, appearance)
        self.latency = LatencyPanel(desk, bridge, tasks, appearance)
        self.log = LogPanel(desk, bridge, tasks, self.notices, appearance)
        self.proof = ProofPanel(desk, bridge, tasks, self.notices, appearance)
        self.manners = AlertManners(settings, self)
        self.alarm = Alarm(bridge, self.manners, self)
        self.alerts = AlertsPanel(desk, bridge, tasks, self.manners, self.alarm, appearance)
        around = Surroundings(desk=desk, bridge=bridge, tasks=tasks, appearance=appearance)
        self.wizard = WizardEntrance(around, settings, self)
        self.pages = QStackedWidget()
        self._lay_out()
        self._state_feed = bridge.feed(self._on_state_changed, (DeskState,), lambda _: "state")
        self._connect_signals()
        self.show_page(COCKPIT)
        self._recall()
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
        if not isinstance(dialog, AddAccountDialog) or not dialog.isVisible():
            dialog = AddAccountDialog(self._desk, self.tasks, self)
            dialog.added.connect(self.show_key)
        self._open(dialog)
        return dialog

    def open_add_route(self) -> AddRouteDialog:
        """Open the form for a new route, or bring the open one to the front."""
        dialog = self._dialogs.get(AddRouteDialog)
        if not isinstance(dialog, AddRouteDialog) or not dialog.isVisible():
            dialog = AddRouteDialog(self._desk, self.tasks, self._appearance, self)
            dialog.added.connect(self._on_route_added)
        self._open(dialog)
        return dialog

    def show_key(self, name: str, key: str) -> ShowKeyDialog:
        """Show the new key of an account's terminal."""
        dialog = ShowKeyDialog(name, key, self._appearance, self)
        dialog.show()
        return dialog

    def attach_tray(self, tray: Tray) -> None:
        """Answer a tray icon's menu."""
        self.tray = tray
        tray.open_asked.connect(self.come_forward)
        tray.alert_clicked.connect(self._on_alert_clicked)
        tray.pause_all_asked.connect(self.ask_to_pause_all)
        tray.flatten_all_asked.connect(self.ask_to_flatten_all)
        self.alarm.loud.connect(tray.tell_alert)
        tray.quit_asked.connect(self.ask_to_quit)
        self.hidden_to_tray.connect(tray.say_it_keeps_copying)

    def refresh(self) -> None:
        """Show everything that waits to be shown, now."""
        self._bridge.flush()

    def come_forward(self) -> None:
        """Show the window above others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def ask_to_pause_all(self) -> None:
        """Ask whether every route shall open nothing new."""
        self.come_forward()
        self.notices.ask(
            words.PAUSE_ALL_ASK,
            words.PAUSE_ALL_DETAIL,
            yes=(words.PAUSE_ALL, self._pause_all),
        )

    def ask_to_flatten_all(self) -> None:
        """Ask whether every follower shall be closed and locked."""
        self.come_forward()
        self.guard.orders.ask_to_flatten_all()

    def ask_to_quit(self) -> None:
        """Ask whether to end, and say what that means for open copies."""
        self.come_forward()
        self.notices.ask(
            words.QUIT_ASK,
            words.quit_detail(self._desk.state().open_copies),
            yes=(words.QUIT, self._quit),
            danger=True,
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide into the tray and keep copying; without a tray, ask."""
        event.ignore()
        if self._has_tray:
            self.hide()
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
        self._state_feed.set_wanted(True)

    def hideEvent(self, event: QEvent) -> None:
        """Follow nothing while nobody looks."""
        super().hideEvent(event)  # type: ignore[arg-type]
        self._state_feed.set_wanted(False)

    def _lay_out(self) -> None:
        self.setWindowTitle(words.PROGRAM)
        self.setWindowIcon(self._appearance.icons.picture("app"))
        self.resize(1280, 720)
        # 1280 x 720 pixels at 150 %.
        self.setMinimumSize(853, 480)
        for panel in (
            self.cockpit,
            self.accounts,
            self.routes,
            self.guard,
            self.reconciliation,
            self.latency,
            self.log,
            self.proof,
            self.alerts,
        ):
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

    def _connect_signals(self) -> None:
        self.header.show_state(self._desk.state())
        self.navigation.chosen.connect(self.show_page)
        self.header.pause_all_asked.connect(self.ask_to_pause_all)
        self.header.flatten_all_asked.connect(self.ask_to_flatten_all)
        self.accounts.add_asked.connect(self.open_add_account)
        self.cockpit.add_asked.connect(self.open_add_account)
        self.routes.add_asked.connect(self.open_add_route)
        for empty in (self.cockpit, self.accounts, self.routes):
            empty.set_up_asked.connect(self.wizard.open)
        self.wizard.demo_asked.connect(self.demo_requested)
        self.wizard.finished.connect(partial(self.show_page, COCKPIT))
        for page, panel in ((RECONCILIATION, self.reconciliation), (ALERTS, self.alerts)):
            panel.counted.connect(partial(self.navigation.set_unread, page))
            self.navigation.set_unread(page, panel.number)
        self.tasks.failed.connect(self._on_task_failed)
        for keys, do in (
            ("Ctrl+P", self.ask_to_pause_all),
            ("Ctrl+Shift+X", self.ask_to_flatten_all),
            ("Ctrl+Q", self.ask_to_quit),
            (words.SET_UP_KEYS, self.wizard.open),
            ("Esc", self.notices.clear),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)

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

    def _quit(self) -> None:
        self.remember()
        self.quit_requested.emit()

    def _on_task_failed(self, why: str) -> None:
        self.notices.say(why, Health.BAD)

    def _on_state_changed(self, states: list[DeskState]) -> None:
        self.header.show_state(states[-1])

    def _on_alert_clicked(self, alert: AlertRaised | None) -> None:
        self.come_forward()
        if alert is not None and is_about_guard(alert):
            self.show_page(GUARD)
            self.guard.select_worst()
        else:
            self.show_page(ALERTS)

    def _on_route_added(self, name: str) -> None:
        self.show_page(ROUTES)
        self.notices.say(words.route_added(name), Health.GOOD)

    def dismantle(self) -> None:
        """Stop following the desk and take the tray icon away, before the program ends."""
        self._bridge.close()
        if self.tray is not None:
            self.tray.icon.hide()
        self.hide()

    def remember(self) -> None:
        """Keep the window's place and colors for the next start."""
        if self._settings is not None:
            self._settings.setValue("window/geometry", self.saveGeometry())
            self._settings.setValue("window/theme", self._appearance.theme.mode.value)

    def _recall(self) -> None:
        if self._settings is not None:
            geometry = self._settings.value("window/geometry")
            if isinstance(geometry, QByteArray):
                self.restoreGeometry(geometry)
