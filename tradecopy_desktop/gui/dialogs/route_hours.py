"""The hours in which a route opens: lines of weekdays and times in a named time zone."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tradecopy_desktop.domain.filters import Sessions, SessionWindow
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field
from tradecopy_desktop.gui.dialogs.guard_day import ZoneChoice
from tradecopy_desktop.gui.dialogs.route_part import remove_button
from tradecopy_desktop.gui.times import minute_of, time_text
from tradecopy_desktop.gui.widgets.card import label, restyle
from tradecopy_desktop.gui.widgets.explained_check import ExplainedCheck
from tradecopy_desktop.gui.widgets.seen import set_seen

_TIME = 64
_DAY_END = 1_440
_USUAL = SessionWindow(weekdays=frozenset(range(5)), start=8 * 60, end=17 * 60)
_USUAL_ZONE = "UTC"


class HoursLine(QFrame):
    """Days and two times. `changed` tells of any of them, `removed` of its button."""

    changed = Signal()
    removed = Signal()

    def __init__(self, window: SessionWindow) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.days = [_day(number, number in window.weekdays) for number in range(7)]
        self.start = QLineEdit(time_text(window.start))
        self.end = QLineEdit(time_text(window.end))
        self.remove = remove_button(words.REMOVE_HOURS)
        self._lay_out()
        self.setFocusProxy(self.start)
        self.remove.clicked.connect(self.removed)

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        above.setSpacing(2)
        for day in self.days:
            above.addWidget(day)
            day.toggled.connect(lambda _: self.changed.emit())
        above.addStretch()
        above.addWidget(self.remove)
        for time, name in ((self.start, words.HOURS_FROM), (self.end, words.HOURS_TO)):
            time.setFixedWidth(_TIME)
            time.setAccessibleName(name)
            time.textChanged.connect(lambda _: self.changed.emit())
            below.addWidget(label(name, "hint"))
            below.addWidget(time)
        below.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(6)
        layout.addLayout(above)
        layout.addLayout(below)

    def window_of_line(self) -> SessionWindow | None:
        """Return what is filled in, or None where something is wrong; the line is marked."""
        days = frozenset(number for number, day in enumerate(self.days) if day.isChecked())
        start, end = minute_of(self.start.text()), _end_of(self.end.text())
        for field, minute in ((self.start, start), (self.end, end)):
            word = "true" if minute is None else "false"
            if field.property("wrong") != word:
                field.setProperty("wrong", word)
                restyle(field)
        if not days or start is None or end is None:
            return None
        return SessionWindow(weekdays=days, start=start, end=end)


class _Hours(QWidget):
    """Lines of hours, and the zone that they are meant in. Drops none by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.zone = ZoneChoice()
        self.add = QPushButton(words.ADD_HOURS)
        self.add.setAutoDefault(False)
        self.field = Field(words.HOURS_ZONE, self.zone)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self.rows)
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch()
        layout.addLayout(line)
        self.field.add_to(layout)


class HoursChoice(QWidget):
    """A box to tick; what it asks for is made once it is ticked, as few routes have hours."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.limited = ExplainedCheck(words.OPEN_HOURS, words.OPEN_HOURS_HINT)
        self.windows: list[HoursLine] = []
        self._made: _Hours | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.limited)
        self.limited.changed.connect(self._on_ticked)

    @property
    def is_made(self) -> bool:
        """Tell whether hours were ever asked for."""
        return self._made is not None

    @property
    def zone(self) -> ZoneChoice:
        """The zone of all hours."""
        return self._inside().zone

    @property
    def add(self) -> QPushButton:
        """The button for one more line."""
        return self._inside().add

    @property
    def field(self) -> Field:
        """Where it is said what is wrong."""
        return self._inside().field

    def _inside(self) -> _Hours:
        if self._made is None:
            made = self._made = _Hours()
            set_seen(made, seen=self.limited.is_ticked)
            made.zone.choose(_USUAL_ZONE)
            made.add.clicked.connect(lambda: self._add_line(_USUAL))
            made.zone.currentTextChanged.connect(lambda _: self.changed.emit())
            self._layout.addWidget(made)
        return self._made

    def show_sessions(self, sessions: Sessions | None) -> None:
        """Show hours, None for any hour."""
        for line in tuple(self.windows):
            self._drop(line)
        if sessions is not None or self.is_made:
            self.zone.choose(sessions.zone if sessions else _USUAL_ZONE)
        for window in sessions.windows if sessions else ():
            self._add_line(window)
        self.limited.box.setChecked(sessions is not None)

    def sessions(self) -> Sessions | None:
        """Return what is filled in, None for any hour; faults must be mended before."""
        if not self.limited.is_ticked:
            return None
        found = [line.window_of_line() for line in self.windows]
        windows = tuple(each for each in found if each is not None)
        zone = self.zone.zone() or _USUAL_ZONE
        return Sessions(zone=zone, windows=windows)

    def fault(self) -> str:
        """Return what is wrong, or nothing."""
        if not self.limited.is_ticked:
            return ""
        found = [line.window_of_line() for line in self.windows]
        if not found or None in found:
            return words.NEED_HOURS
        return "" if self.zone.zone() is not None else words.NEED_HOURS_ZONE

    def _on_ticked(self) -> None:
        ticked = self.limited.is_ticked
        if ticked or self.is_made:
            self._inside().setVisible(ticked)
        if ticked and not self.windows:
            self._add_line(_USUAL)
        self.changed.emit()

    def _add_line(self, window: SessionWindow) -> None:
        line = HoursLine(window)
        self.windows.append(line)
        self._inside().rows.addWidget(line)
        line.changed.connect(self.changed)
        line.removed.connect(lambda: self._drop(line))
        self.changed.emit()

    def _drop(self, line: HoursLine) -> None:
        self.windows.remove(line)
        self._inside().rows.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.changed.emit()


def _day(number: int, ticked: bool) -> QToolButton:
    button = QToolButton()
    button.setText(words.SHORT_DAYS[number])
    button.setAccessibleName(words.WEEKDAYS[number])
    button.setToolTip(words.WEEKDAYS[number])
    button.setCheckable(True)
    button.setChecked(ticked)
    button.setProperty("place", "segment")
    return button


def _end_of(text: str) -> int | None:
    return _DAY_END if text.strip() == time_text(_DAY_END) else minute_of(text)
