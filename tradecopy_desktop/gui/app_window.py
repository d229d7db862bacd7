"""Puts the window together from its parts. The program's own parts arrive as arguments."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, QSettings
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.icons import Icons
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.theme import Mode, Theme
from tradecopy_desktop.gui.tray import Tray
from tradecopy_desktop.gui.tray_watch import TrayWatch


def build_window(
    app: QApplication,
    desk: Desk,
    resources: Path,
    *,
    settings_file: Path | None = None,
    with_tray: bool | Callable[[], bool] | None = None,
) -> MainWindow:
    """Return the window, not yet shown, with a tray icon where the desktop has a tray.

    `settings_file` keeps layout and colors; it is read now, written on quitting and on hiding.
    `with_tray` overrides what the desktop says, for tests.
    """
    app.setQuitOnLastWindowClosed(False)
    settings = _settings(settings_file)
    appearance = build_appearance(app, resources, _remembered_mode(settings))
    bridge = Bridge(desk.bus)
    tasks = Tasks()
    is_tray_there = _tray_question(with_tray)
    window = MainWindow(
        desk, bridge, tasks, appearance, has_tray=is_tray_there(), settings=settings
    )
    bridge.setParent(window)
    tasks.setParent(window)
    appearance.theme.setParent(window)
    watch = TrayWatch(is_tray_there, window)

    def on_tray_changed(there: bool) -> None:
        if there and window.tray is None:
            window.attach_tray(Tray(desk.state(), bridge, appearance, window))
        window.set_tray_there(there)

    watch.changed.connect(on_tray_changed)
    window.tray_watch = watch
    if watch.there:
        window.attach_tray(Tray(desk.state(), bridge, appearance, window))
    return window


def _tray_question(with_tray: bool | Callable[[], bool] | None) -> Callable[[], bool]:
    if with_tray is None:
        return QSystemTrayIcon.isSystemTrayAvailable
    return with_tray if callable(with_tray) else lambda: with_tray


def build_appearance(app: QApplication, resources: Path, mode: Mode = Mode.SYSTEM) -> Appearance:
    """Return colors, icons and formats read from `resources`."""
    theme = Theme(app, resources, mode)
    locale = QLocale()
    if locale.language() is QLocale.Language.C:
        # A bare Linux names no country; its dates would have no separators.
        locale = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return Appearance(theme=theme, icons=Icons(theme, resources), formats=Formats(locale))


def _settings(file: Path | None) -> QSettings | None:
    return None if file is None else QSettings(str(file), QSettings.Format.IniFormat)


def _remembered_mode(settings: QSettings | None) -> Mode:
    value = settings.value("window/theme") if settings is not None else None
    return Mode(value) if value in set(Mode) else Mode.SYSTEM
