"""Light, dark or the system's colors, switched while the program runs. Draws no widget itself."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from tradecopy_desktop.app.views import Health
from tradecopy_desktop.gui.dressing import Dressing
from tradecopy_desktop.gui.turns import Turns, pause

# Looks alike on Windows and Linux, and takes its colors from the palette.
_STYLE = "fusion"
_STYLED = "tradecopy_styled"
_IN_USE = "tradecopy_theme"
_TOKEN = re.compile(r"@([a-z_]+)")


class Mode(StrEnum):
    """What the trader chose; `SYSTEM` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Tone(StrEnum):
    """What a text or a mark means; each theme has its color for it."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    ON_FILL = "on_fill"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    BUY = "buy"
    SELL = "sell"


TONE_OF_HEALTH = {
    Health.IDLE: Tone.MUTED,
    Health.GOOD: Tone.GOOD,
    Health.WARNING: Tone.WARNING,
    Health.BAD: Tone.BAD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Colors:
    """One theme's colors, as #rrggbb. `edge` outlines what can be typed into."""

    window: str
    surface: str
    raised: str
    hover: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    fill: str
    on_fill: str
    selection: str
    good: str
    warning: str
    bad: str
    danger: str
    buy: str
    sell: str
    good_tint: str
    warning_tint: str
    bad_tint: str
    accent_tint: str
    stages: tuple[str, ...]

    def of(self, tone: Tone) -> QColor:
        """Return the color that `tone` has in this theme."""
        return QColor(str(getattr(self, tone.value)))

    def tint(self, tone: Tone) -> QColor | None:
        """Return the quiet background that belongs to `tone`, or None where it has none."""
        name = getattr(self, f"{tone.value}_tint", None)
        return None if name is None else QColor(str(name))


def read_colors(text: str) -> Colors:
    """Return the theme written in `text`; raise ValueError if a color is missing or too much."""
    named = json.loads(text)
    wanted = {field.name for field in fields(Colors)}
    if set(named) != wanted:
        raise ValueError(f"a theme must name {sorted(wanted)}, differs in {set(named) ^ wanted}")
    return Colors(**{**named, "stages": tuple(named["stages"])})


class Theme(QObject):
    """Holds the colors in use and dresses windows in them.

    `turns` does the work that a change of colors makes, little by little.
    """

    changed = Signal()
    mode_changed = Signal()

    def __init__(self, app: QApplication, resources: Path, mode: Mode = Mode.SYSTEM) -> None:
        super().__init__(app)
        folder = resources / "themes"
        # Read once: a switch must not touch the disk, since it happens on the bridge's own loop.
        self._themes: Mapping[Mode, Colors] = {
            each: read_colors((folder / f"{each.value}.json").read_text(encoding="utf-8"))
            for each in (Mode.LIGHT, Mode.DARK)
        }
        self._sheet = (folder / "window.qss").read_text(encoding="utf-8")
        self._icons = (resources / "icons").as_posix()
        self._app = app
        self.turns = Turns(self)
        self._dressing = Dressing(self.turns)
        self._mode = mode
        self._shown: Colors | None = None
        # Once there is a style sheet the style has another name; setting it again dresses every
        # widget of the program anew.
        if app.property(_STYLED) is None:
            app.setProperty(_STYLED, True)
            app.setStyle(_STYLE)
        app.setProperty(_IN_USE, self)
        app.styleHints().colorSchemeChanged.connect(self._dress)
        self.set_mode(mode)

    @property
    def mode(self) -> Mode:
        """What the trader chose."""
        return self._mode

    @property
    def colors(self) -> Colors:
        """The colors in use."""
        return self._themes[Mode.DARK if self.is_dark else Mode.LIGHT]

    @property
    def is_dark(self) -> bool:
        """Tell whether the dark colors are in use."""
        if self._mode is Mode.SYSTEM:
            return self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._mode is Mode.DARK

    def set_mode(self, mode: Mode) -> None:
        """Use the colors that the trader chose, at once."""
        self._mode = mode
        hints = self._app.styleHints()
        # Tells Windows to draw the title bar alike; the signal that follows dresses the window.
        if mode is Mode.SYSTEM:
            hints.unsetColorScheme()
        else:
            dark = mode is Mode.DARK
            hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        self._dress()
        self.mode_changed.emit()

    def dress(self, widget: QWidget) -> None:
        """Dress a widget and all in it, now and after every change."""
        self._dressing.add(widget)

    def _dress(self) -> None:
        colors = self.colors
        if colors is self._shown:
            return
        had_colors, self._shown = self._shown is not None, colors
        self.turns.clear()
        self._dressing.hold_tables()
        self._app.setPalette(_palette(colors))
        # Whoever draws by himself does so in a turn after all was drawn in the new palette.
        if had_colors:
            self.turns.add((pause, self.changed.emit))
        self._dressing.change(self._filled_sheet(colors))

    def _filled_sheet(self, colors: Colors) -> str:
        def value(match: re.Match[str]) -> str:
            name = match.group(1)
            return self._icons if name == "icons" else str(getattr(colors, name))

        return _TOKEN.sub(value, self._sheet)


def dress(window: QWidget) -> None:
    """Dress a window of its own in the colors in use; nothing happens where there are none."""
    app = QApplication.instance()
    theme = app.property(_IN_USE) if app is not None else None
    if isinstance(theme, Theme) and isValid(theme):
        theme.dress(window)


def _palette(colors: Colors) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for where, name in (
        (role.Window, colors.window),
        (role.WindowText, colors.text),
        (role.Base, colors.surface),
        (role.AlternateBase, colors.raised),
        (role.Text, colors.text),
        (role.PlaceholderText, colors.muted),
        (role.Button, colors.surface),
        (role.ButtonText, colors.text),
        (role.BrightText, colors.bad),
        (role.Highlight, colors.fill),
        (role.HighlightedText, colors.on_fill),
        (role.ToolTipBase, colors.raised),
        (role.ToolTipText, colors.text),
        (role.Link, colors.accent),
        (role.Mid, colors.line),
    ):
        palette.setColor(where, QColor(name))
    off = QPalette.ColorGroup.Disabled
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(off, where, QColor(colors.edge))
    return palette
