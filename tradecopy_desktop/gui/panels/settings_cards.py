"""The sections of the settings page. They show and read inputs, and give no orders."""

from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from tradecopy_desktop.domain.program_settings import (
    LEAST_DAYS,
    LEAST_PORT,
    MOST_DAYS,
    MOST_PORT,
    ProgramSettings,
)
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.form import Field
from tradecopy_desktop.gui.language import NAMES, SETTING, SYSTEM, chosen_language, languages
from tradecopy_desktop.gui.theme import Mode
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.explained_check import ExplainedCheck
from tradecopy_desktop.gui.widgets.segments import Segments

_MODES = (Mode.SYSTEM, Mode.LIGHT, Mode.DARK)
_LONGEST = 6


class _Card(QFrame):
    """A frame with a title; its parts stand below each other."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(16, 12, 16, 14)
        self.lines.setSpacing(10)
        self.lines.addWidget(label(title, "heading"))


class AppearanceCard(_Card):
    """Colors change at once, the language with the next start."""

    def __init__(self, appearance: Appearance, settings: QSettings | None) -> None:
        super().__init__(words.APPEARANCE)
        self._settings = settings
        theme = appearance.theme
        self.themes = Segments(
            [(words.THEME_NAMES[mode.value], words.THEME_TIPS[mode.value]) for mode in _MODES],
            appearance,
        )
        self.themes.choose(_MODES.index(theme.mode))
        self.themes.chosen.connect(lambda number: theme.set_mode(_MODES[number]))
        theme.mode_changed.connect(lambda: self.themes.choose(_MODES.index(theme.mode)))
        colors = QHBoxLayout()
        colors.addWidget(label(words.COLORS))
        colors.addStretch()
        colors.addWidget(self.themes)
        self.lines.addLayout(colors)
        self.language = QComboBox()
        self.language.addItem(words.LANGUAGE_OF_SYSTEM, SYSTEM)
        for language in languages():
            self.language.addItem(NAMES[language], language)
        self.language.setCurrentIndex(max(0, self.language.findData(chosen_language(settings))))
        self.language.activated.connect(self._on_language_chosen)
        self.language_field = _beside(
            self.lines, words.LANGUAGE, self.language, words.LANGUAGE_HINT, width=160
        )

    def _on_language_chosen(self) -> None:
        if self._settings is not None:
            self._settings.setValue(SETTING, self.language.currentData())


class AlarmCard(_Card):
    """The ways to the forms for alarms."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(words.ALARM_SETTINGS)
        self.sound = self._button(words.ALERT_MANNERS, "sound", words.ALARM_SOUND_HINT, appearance)
        self.away = self._button(words.NOTICES, "alerts", words.ALARM_AWAY_HINT, appearance)

    def _button(self, text: str, icon: str, hint: str, appearance: Appearance) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleDescription(hint)
        appearance.icons.dress(button, icon)
        note = label(hint, "hint")
        note.setWordWrap(True)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(note, 1)
        line.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        self.lines.addLayout(line)
        return button


class BridgeCard(_Card):
    """The port, now and from the next start on."""

    def __init__(self) -> None:
        super().__init__(words.BRIDGE_SETTINGS)
        self.in_use = label("", "hint")
        self._port = QLineEdit()
        self.port_field = _beside(self.lines, words.BRIDGE_PORT, self._port, words.BRIDGE_PORT_HINT)
        self.lines.addWidget(self.in_use)

    def show_settings(self, settings: ProgramSettings, in_use: int) -> None:
        """Show what is set, and the port that terminals find now."""
        self._port.setText(str(settings.port))
        self.in_use.setText(words.port_in_use(words.bridge_address(in_use)))

    def port(self) -> int | None:
        """Return the port that was typed, or None if it is none."""
        return _whole(self._port.text(), LEAST_PORT, MOST_PORT)


class RecordsCard(_Card):
    """For how long records are kept."""

    def __init__(self) -> None:
        super().__init__(words.RECORDS_SETTINGS)
        self._log, self._raw = QLineEdit(), QLineEdit()
        self.log_field = _beside(self.lines, words.LOG_DAYS, self._log, words.LOG_DAYS_HINT)
        self.raw_field = _beside(self.lines, words.RAW_DAYS, self._raw, words.RAW_DAYS_HINT)

    def show_settings(self, settings: ProgramSettings) -> None:
        """Show what is set."""
        self._log.setText(str(settings.log_days))
        self._raw.setText(str(settings.raw_days))

    def log_days(self) -> int | None:
        """Return the days of trade log that were typed, or None if they are none."""
        return _whole(self._log.text(), LEAST_DAYS, MOST_DAYS)

    def raw_days(self) -> int | None:
        """Return the days of mere events that were typed, or None if they are none."""
        return _whole(self._raw.text(), LEAST_DAYS, MOST_DAYS)


class StartCard(_Card):
    """Whether the program starts with the desktop."""

    def __init__(self) -> None:
        super().__init__(words.START_SETTINGS)
        self.check = ExplainedCheck(words.AUTOSTART, words.AUTOSTART_HINT)
        self.check.box.setEnabled(False)
        self.lines.addWidget(self.check)

    def show_state(self, *, on: bool, why_not: str) -> None:
        """Show whether it does, and why it cannot be chosen where it cannot."""
        self.check.box.setChecked(on)
        self.check.box.setEnabled(not why_not)
        self.check.explain(why_not or words.AUTOSTART_HINT)


class DataCard(_Card):
    """Where everything is kept."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(words.DATA_SETTINGS)
        self.folder: Path | None = None
        self._path = QLineEdit()
        self._path.setReadOnly(True)
        self._path.setAccessibleName(words.DATA_FOLDER)
        self.open = QPushButton(words.OPEN_FOLDER)
        self.open.setToolTip(words.OPEN_FOLDER_TIP)
        self.open.setEnabled(False)
        appearance.icons.dress(self.open, "folder")
        line = QHBoxLayout()
        line.addWidget(self._path, 1)
        line.addWidget(self.open)
        self.lines.addLayout(line)
        note = label(words.DATA_FOLDER_HINT, "hint")
        note.setWordWrap(True)
        self.lines.addWidget(note)

    def show_folder(self, folder: Path) -> None:
        """Show where it is."""
        self.folder = folder
        self._path.setText(str(folder))
        self._path.setCursorPosition(0)
        self.open.setEnabled(True)


def _beside(
    lines: QVBoxLayout, title: str, widget: QLineEdit | QComboBox, hint: str, *, width: int = 0
) -> Field:
    field = Field(title, widget, hint)
    # A card's title is the heading here.
    field.title.setProperty("role", "")
    field.add_beside(lines)
    if width:
        widget.setFixedWidth(width)
    return field


def _whole(text: str, least: int, most: int) -> int | None:
    plain = text.strip()
    if not (plain.isascii() and plain.isdecimal() and len(plain) < _LONGEST):
        return None
    number = int(plain)
    return number if least <= number <= most else None
