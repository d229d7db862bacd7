"""Puts the window together from its parts. The program's own parts arrive as arguments."""

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


def build_window(
    app: QApplication,
    desk: Desk,
    resources: Path,
    *,
    settings_file: Path | None = None,
    with_tray: bool | None = None,
) -> MainWindow:
    """Return the window, not yet shown, with a tray icon where the desktop has a tray.

    `settings_file` keeps place and colors; it is read now and written only on quitting.
    `with_tray` overrides what the desktop says, for tests.
    """
    app.setQuitOnLastWindowClosed(False)
    settings = _settings(settings_file)
    appearance = build_appearance(app, resources, _remembered_mode(settings))
    bridge = Bridge(desk.bus)
    tasks = Tasks()
    has_tray = QSystemTrayIcon.isSystemTrayAvailable() if with_tray is None else with_tray
    window = MainWindow(desk, bridge, tasks, appearance, has_tray=has_tray, settings=settings)
    bridge.setParent(window)
    tasks.setParent(window)
    appearance.theme.setParent(window)
    if has_tray:
        window.attach_tray(Tray(desk.state(), bridge, appearance, window))
    return window


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
