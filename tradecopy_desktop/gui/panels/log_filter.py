"""Which lines of the trade log the trader wants to see: choices in a row. Searches nothing."""

from collections.abc import Iterable
from datetime import UTC, datetime

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QBoxLayout, QDateEdit, QHBoxLayout, QWidget

from tradecopy_desktop.app.history_views import LogQuery
from tradecopy_desktop.app.views import FollowerRow, LogOutcome, RouteRow
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.widgets.named_choice import NamedChoice

_TROUBLE_ONLY = "trouble"
_TROUBLE = frozenset({LogOutcome.PART, LogOutcome.REFUSED, LogOutcome.UNKNOWN})
_RANGE = "range"
_DAYS = {"today": 1, "week": 7, "month": 30}


class LogFilter(QWidget):
    """Outcome, route, follower and time; two dates come with a time of one's own."""

    changed = Signal()

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self.outcome = NamedChoice(words.OUTCOME, words.ALL_OUTCOMES)
        self.route = NamedChoice(words.ROUTE, words.ALL_ROUTES)
        self.follower = NamedChoice(words.FOLLOWER, words.ALL_FOLLOWERS)
        self.period = NamedChoice(words.LOG_PERIOD, words.LOG_ALL_TIME)
        self.first_day = _day(words.FROM_DAY, formats)
        self.last_day = _day(words.TO_DAY, formats)
        self._fill()
        # Where there is little width the days stand below.
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self._lines.addLayout(_line(self.outcome, self.route, self.follower, self.period))
        self._lines.addLayout(_line(self.first_day, self.last_day))
        self._lines.addStretch()
        self._connect_signals()

    def set_narrow(self, is_narrow: bool) -> None:
        """Put the days of one's own below the choices."""
        direction = QBoxLayout.Direction
        self._lines.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)

    def query(self, text: str) -> LogQuery:
        """Return what is chosen now, with a text to search for."""
        since, until = self._times()
        return LogQuery(
            since=since,
            until=until,
            text=text.strip(),
            outcomes=self._outcomes(),
            route=self.route.value,
            follower=self._follower(),
        )

    def show_names(self, routes: Iterable[RouteRow], followers: Iterable[FollowerRow]) -> None:
        """Offer these routes and followers; what was chosen stays chosen while it is there."""
        self.route.offer((row.name, row.id) for row in routes)
        self.follower.offer((row.name, str(row.key)) for row in followers)

    def _fill(self) -> None:
        self.outcome.addItem(words.TROUBLE, _TROUBLE_ONLY)
        for outcome in LogOutcome:
            self.outcome.addItem(words.OUTCOMES[outcome], outcome.value)
        for name, what in (
            (words.LOG_TODAY, "today"),
            (words.LOG_WEEK, "week"),
            (words.LOG_MONTH, "month"),
            (words.LOG_FROM_TO, _RANGE),
        ):
            self.period.addItem(name, what)

    def _connect_signals(self) -> None:
        self.period.currentIndexChanged.connect(self._show_days)
        for choice in (self.outcome, self.route, self.follower, self.period):
            choice.currentIndexChanged.connect(self.changed)
        self.first_day.dateChanged.connect(self._on_first_day_changed)
        self.last_day.dateChanged.connect(self.changed)
        self._show_days()

    def _show_days(self) -> None:
        is_range = self.period.value == _RANGE
        self.first_day.setVisible(is_range)
        self.last_day.setVisible(is_range)

    def _on_first_day_changed(self, day: QDate) -> None:
        with QSignalBlocker(self.last_day):
            self.last_day.setMinimumDate(day)
        self.changed.emit()

    def _outcomes(self) -> frozenset[LogOutcome]:
        word = self.outcome.value
        if word == _TROUBLE_ONLY:
            return _TROUBLE
        return frozenset({LogOutcome(word)}) if word else frozenset()

    def _follower(self) -> AccountKey | None:
        key = self.follower.value
        return AccountKey.parse(key) if key else None

    def _times(self) -> tuple[datetime | None, datetime | None]:
        what = self.period.value
        if what == _RANGE:
            return _begin(self.first_day.date()), _begin(self.last_day.date().addDays(1))
        if not what:
            return None, None
        return _begin(QDate.currentDate().addDays(1 - _DAYS[what])), None


def _line(*choices: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(6)
    for choice in choices:
        line.addWidget(choice)
    line.addStretch()
    return line


def _begin(day: QDate) -> datetime:
    """Return when a day begins on this machine."""
    return datetime.fromtimestamp(day.startOfDay().toSecsSinceEpoch(), UTC)


def _day(name: str, formats: Formats) -> QDateEdit:
    made = QDateEdit(QDate.currentDate())
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setCalendarPopup(True)
    made.setDisplayFormat(formats.date_form)
    return made
