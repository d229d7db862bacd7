"""When an account's day and week begin, and with which balance it began. Saves nothing."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView, QVBoxLayout, QWidget

from tradecopy_desktop.domain.guarding import Reset
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.times import minute_of, time_text
from tradecopy_desktop.gui.widgets.explained_check import ExplainedCheck
from tradecopy_desktop.gui.zones import shown_zone, zone_names

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

# The longest names of zones are about that long.
_LETTERS = 24


class DayPart(QWidget):
    """Time, zone, the week's first day and the initial balance."""

    changed = Signal()

    def __init__(
        self, reset: Reset, initial: Decimal | None, formats: Formats, *, is_fixed: bool = False
    ) -> None:
        super().__init__()
        self._formats = formats
        self.fixed = ExplainedCheck(words.FIXED_INITIAL, words.FIXED_INITIAL_HINT, ticked=is_fixed)
        self.time = QLineEdit()
        self.zone = ZoneChoice()
        self.weekday = QComboBox()
        self.weekday.addItems(words.WEEKDAYS)
        self.initial = QLineEdit("" if initial is None else formats.money(initial))
        self.time_field = Field(words.DAY_BEGINS, self.time, words.DAY_BEGINS_HINT)
        self.zone_field = Field(words.ZONE, self.zone, words.ZONE_HINT)
        self.week_field = Field(words.WEEK_BEGINS, self.weekday, words.WEEK_BEGINS_HINT)
        self.initial_field = Field(words.INITIAL_BALANCE, self.initial, words.INITIAL_BALANCE_HINT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        for field in (self.time_field, self.zone_field, self.week_field, self.initial_field):
            field.add_to(layout)
        layout.addWidget(self.fixed)
        layout.addStretch()
        self.initial.textChanged.connect(self._offer_fixed)
        self._offer_fixed()
        self.setFocusProxy(self.time)
        self.show_reset(reset)
        told: Sequence[SignalInstance] = (self.initial.textChanged, self.time.textChanged)
        for signal in told:
            signal.connect(lambda _: self.changed.emit())

    def show_reset(self, reset: Reset) -> None:
        """Show when the day begins."""
        self.time.setText(time_text(reset.minute))
        self.zone.choose(reset.zone)
        self.weekday.setCurrentIndex(reset.first_weekday)

    def reset(self) -> Reset | None:
        """Return what is filled in, or None where something is wrong."""
        minute, zone = minute_of(self.time.text()), self.zone.zone()
        if minute is None or zone is None:
            return None
        return Reset(zone=zone, minute=minute, first_weekday=self.weekday.currentIndex())

    def initial_balance(self) -> Decimal | None:
        """Return the initial balance, None where none is named or it is wrong."""
        return self._formats.parse_amount(self.initial.text())

    def _offer_fixed(self) -> None:
        # What was seen first by chance is no figure to hold an account to.
        self.fixed.box.setEnabled(self.initial_balance() is not None)

    def checks(self) -> list[tuple[Field, str]]:
        """Return each field that can be wrong, with what is."""
        is_named = bool(self.initial.text().strip())
        wrong = is_named and self.initial_balance() is None
        return [
            (self.time_field, "" if minute_of(self.time.text()) is not None else words.NEED_TIME),
            (self.zone_field, "" if self.zone.zone() is not None else words.NEED_ZONE),
            (self.initial_field, words.NEED_BALANCE if wrong else ""),
        ]


class ZoneChoice(QComboBox):
    """All zones; what is typed is searched anywhere in their names."""

    def __init__(self) -> None:
        super().__init__()
        self._zones = list(zone_names())
        # A list of plain texts, and a width that is not measured: items that are added one by one
        # and measured each take longer than all else in a form.
        self._names = QStringListModel([shown_zone(zone) for zone in self._zones], self)
        view = self.view()
        if isinstance(view, QListView):
            view.setUniformItemSizes(True)
        self.setModel(self._names)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)

    def choose(self, zone: str) -> None:
        """Show a zone; one that is not offered is added."""
        if zone not in self._zones:
            self._zones.append(zone)
            self.addItem(shown_zone(zone))
        self.setCurrentIndex(self._zones.index(zone))

    def zone(self) -> str | None:
        """Return the zone whose name stands there, or None."""
        place = self.findText(self.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        return self._zones[place] if place >= 0 else None
