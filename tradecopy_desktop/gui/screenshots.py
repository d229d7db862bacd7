"""Pictures of every page and form, light and dark. Shows and changes nothing for long."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from tradecopy_desktop.app.desk_settings import CopyLeft, SupportPart
from tradecopy_desktop.app.views import RouteRow
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.gui.dialogs.route_editor import RouteEditor
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.pages import COCKPIT, GUARD, LATENCY, LOG, PROOF, RECONCILIATION
from tradecopy_desktop.gui.theme import Mode, Theme
from tradecopy_desktop.gui.turns import finish_all
from tradecopy_desktop.gui.wizard.entrance import DONE, START

SIZE = QSize(1280, 720)
LARGER = 1.5
LARGE = QSize(1920, 1080)
_QUALITY = 85
# 1280 x 720 pixels at 150 %.
SMALLEST = QSize(853, 480)
_PAGES = (
    "cockpit",
    "accounts",
    "routes",
    "guard",
    "reconciliation",
    "latency",
    "log",
    "proof",
    "alerts",
    "check-up",
    "settings",
    "help",
)
_LIVE, _DAY = 0, 3
_SHOWN_KEY = "tc1-4f7q-9m2k-x8wd-3hvz-r6pa-y5nt"

_SHOWN_PARTS = (
    SupportPart(name="about.txt", text="TradeCopy Desktop\nprotocol 1.1, database 0006\n"),
    SupportPart(name="accounts.txt", text="Gold master: \N{HORIZONTAL ELLIPSIS}733@Demo\n"),
    SupportPart(name="program-log.txt", text="INFO tradecopy_desktop: it starts\n"),
)
_SHOWN_FILE = "tradecopy-diagnostics.zip"
_SHOWN_LEFT = (
    CopyLeft(copy="1", follower_name="Nordpeak 50k", symbol="XAUUSD", why=""),
    CopyLeft(
        copy="2",
        follower_name="Tarnwell contest",
        symbol="EURUSD",
        why="its terminal is not connected",
    ),
)


async def read_pages(window: MainWindow) -> None:
    """Let the pages of the past read what they show, so that pictures of them are whole."""
    page, span = window.pages.currentIndex(), window.latency.choice
    for number in (LOG, LATENCY, PROOF):
        window.show_page(number)
        await window.tasks.settled()
    span.choose(_DAY)
    window.show_page(LATENCY)
    await window.tasks.settled()
    span.choose(_LIVE)
    window.show_page(page)


def take_screenshots(window: MainWindow, directory: Path) -> list[Path]:
    """Write one PNG per page and form in both themes, and return the files.

    The pages are drawn at 1280 x 720 points, once more at 150 %, and at 1920 x 1080. Raise OSError
    when the folder cannot be written.
    """
    directory.mkdir(parents=True, exist_ok=True)
    theme, mode = window.appearance.theme, window.appearance.theme.mode
    page, size = window.pages.currentIndex(), window.size()
    window.resize(SIZE)
    window.show()
    window.notices.clear()
    taken: list[Path] = []
    for each in (Mode.LIGHT, Mode.DARK):
        _dress(theme, each)
        for number, name in enumerate(_PAGES):
            window.show_page(number)
            window.refresh()
            if number == LOG and not window.log.table.selected_rows():
                window.log.table.selectRow(0)
            if number == RECONCILIATION:
                window.reconciliation.found_table.selectRow(0)
                window.reconciliation.questions.table.selectRow(0)
            for suffix, ratio in (("", 1.0), ("-150", LARGER)):
                path = directory / f"{name}-{each.value}{suffix}.png"
                taken.append(_save(window, path, ratio))
            window.resize(LARGE)
            taken.append(_save(window, directory / f"{name}-{each.value}-1080.png", 1.0))
            window.resize(SIZE)
        taken += _take_forms(window, directory, each)
        taken += _take_questions(window, directory, each)
        taken += _take_first_steps(window, directory, each)
        taken.append(_take_day(window, directory, each))
        taken += _take_opened(window, directory, each)
    _dress(theme, mode)
    window.show_page(page)
    window.resize(size)
    return taken


def _dress(theme: Theme, mode: Mode) -> None:
    # Wholly, without letting the loop run.
    theme.set_mode(mode)
    theme.turns.finish()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.ApplicationPaletteChange)


def _take_questions(window: MainWindow, directory: Path, mode: Mode) -> list[Path]:
    taken = []
    for name, page, ask in (
        ("question", COCKPIT, window.ask_to_pause_all),
        ("flatten-all", GUARD, window.ask_to_flatten_all),
    ):
        window.show_page(page)
        ask()
        taken.append(_save(window, directory / f"{name}-{mode.value}.png", 1.0))
        window.notices.clear()
    window.guard.tabs.button(1).click()
    taken.append(_save(window, directory / f"audit-{mode.value}.png", 1.0))
    window.guard.tabs.button(0).click()
    return taken


def _take_opened(window: MainWindow, directory: Path, mode: Mode) -> list[Path]:
    """Picture the follower that needs the trader most, with its limits and its positions."""
    window.show_page(COCKPIT)
    cockpit = window.cockpit
    if cockpit.followers.rowCount():
        cockpit.follower_table.selectRow(0)
        cockpit.open_selected()
    name = f"cockpit-opened-{mode.value}"
    taken = [_save(window, directory / f"{name}.png", 1.0)]
    size = window.size()
    window.resize(SMALLEST)
    taken.append(_save(window, directory / f"{name}-150.png", LARGER))
    window.resize(size)
    cockpit.show_all.trigger()
    return taken


def _take_day(window: MainWindow, directory: Path, mode: Mode) -> Path:
    window.show_page(LATENCY)
    window.latency.choice.choose(_DAY)
    path = _save(window, directory / f"latency-day-{mode.value}.png", 1.0)
    window.latency.choice.choose(_LIVE)
    return path


def _take_forms(window: MainWindow, directory: Path, mode: Mode) -> list[Path]:
    taken = []
    for name, open_form in forms(window):
        form = open_form()
        for suffix, ratio in (("", 1.0), ("-150", LARGER)):
            taken.append(_save(form, directory / f"{name}-{mode.value}{suffix}.png", ratio))
        form.close()
        # What is said on closing it belongs to no other picture.
        window.notices.clear()
    return taken


def _take_first_steps(window: MainWindow, directory: Path, mode: Mode) -> list[Path]:
    taken = []
    before = window.wizard.open().step
    for step in range(START, DONE + 1):
        wizard = window.wizard.show_step(step)
        wizard.complete()
        window.refresh()
        for suffix, ratio in (("", 1.0), ("-150", LARGER)):
            path = directory / f"wizard-{step + 1}-{mode.value}{suffix}.png"
            taken.append(_save(wizard, path, ratio))
    window.wizard.show_step(before).hide()
    return taken


def forms(window: MainWindow) -> list[tuple[str, Callable[[], QWidget]]]:
    """Return the name of every form that there is something for, and how it is opened."""
    found: list[tuple[str, Callable[[], QWidget]]] = [
        ("add-account", window.open_add_account),
        ("show-key", lambda: window.show_key("Gold master", _SHOWN_KEY)),
        ("add-route", window.open_add_route),
    ]
    followers = [row for row in window.accounts.model.rows() if Role.EXECUTOR in row.roles]
    if followers:
        found.append(("request-limits", lambda: window.accounts.limits.ask(followers[:1])))
    found.append(("alert-manners", window.alerts.ask_for_manners))
    found.append(("notices", window.alerts.ask_for_notices))
    found.append(("quit", window.quitting.ask_about_copies))
    found += [("diagnostics", lambda: _diagnostics(window)), ("closing", lambda: _closing(window))]
    found += _guard_forms(window)
    routes = window.routes.model.rows()
    if routes:
        modes = window.routes.modes
        idle = [row for row in routes if row.mode is not RouteMode.LIVE]
        wanted = RouteMode.LIVE if idle else RouteMode.SHADOW
        found += [
            ("arm-route", lambda: modes.ask_to_begin((idle or routes)[0], wanted)),
            ("switch-off", lambda: modes.ask_for_copies(routes[:1])),
            ("recovery", lambda: window.routes.recoveries.ask(routes[:1])),
        ]
        found += _route_forms(window, routes[0])
    return found


def _diagnostics(window: MainWindow) -> QWidget:
    dialog = window.help.ask_for_support_file()
    dialog.show_parts(_SHOWN_PARTS)
    dialog.file.setText(_SHOWN_FILE)
    return dialog


def _closing(window: MainWindow) -> QWidget:
    dialog = window.quitting.ask_about_copies()
    dialog.begin_closing()
    dialog.show_left(_SHOWN_LEFT)
    return dialog


def _route_forms(window: MainWindow, row: RouteRow) -> list[tuple[str, Callable[[], QWidget]]]:
    editing = window.routes.editing

    def tab(number: int) -> Callable[[], QWidget]:
        def show() -> QWidget:
            editor = editing.edit(row.id) or window
            if isinstance(editor, RouteEditor):
                editor.tabs.show_tab(number)
                editor.preview.answer.unfold.setChecked(number == 0)
                editor.preview.ask()
            return editor

        return show

    names = ("route", "route-filters", "route-orders", "route-symbols", "route-recovery")
    forms: list[tuple[str, Callable[[], QWidget]]] = [
        (name, tab(number)) for number, name in enumerate(names)
    ]
    forms.append(("explain", lambda: editing.explain(row)))
    forms.append(("copy-settings", lambda: editing.copy_settings(row)))
    return forms


def _guard_forms(window: MainWindow) -> list[tuple[str, Callable[[], QWidget]]]:
    rows = window.guard.accounts.rows()
    if not rows:
        return []
    orders, most = window.guard.orders, max(rows, key=lambda row: len(row.stands))

    def part(number: int) -> Callable[[], QWidget]:
        def show() -> QWidget:
            dialog = orders.ask_for_limits(most)
            dialog.show_part(number)
            return dialog

        return show

    def limit() -> QWidget:
        dialog = orders.ask_for_limits(most)
        # Seen later, it would lie on top.
        dialog.turns.finish()
        dialog.list.add_button.click()
        return dialog.list.dialog or dialog

    names = ("limits", "limits-day", "limits-trades", "limits-safeguards")
    forms: list[tuple[str, Callable[[], QWidget]]] = [
        (name, part(number)) for number, name in enumerate(names)
    ]
    forms.append(("limit", limit))
    locked = [row for row in rows if row.locked]
    forms.append(("unlock", lambda: orders.ask_to_unlock((locked or rows)[0])))
    return forms


def _save(widget: QWidget, path: Path, ratio: float) -> Path:
    # All of it, and laid out after what has just been shown or hidden, without a turn of the loop.
    finish_all(widget)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    widget.grab()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    image = QImage(widget.size() * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    widget.render(image, QPoint())
    # Little compressed: it is most of the time that the pictures take.
    if not image.save(str(path), None, _QUALITY):
        raise OSError(f"{path} could not be written")
    return path
