"""Where the trader limits an account's requests. It checks what is typed, and saves nothing."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tradecopy_desktop.domain.pace import (
    HOURS_OF_DAY,
    KEPT_FOR_CLOSES_AT,
    SHORT_AT,
    Pace,
    requests_of,
)
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field, FormDialog, first_wrong
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.widgets.card import label

_WIDTH = 500
_MOST_A_MINUTE = 600_000
_MOST_AT_ONCE = 10_000
_MOST_A_DAY = 100_000_000
# What a trader is shown who has set no budget.
_EXAMPLE = 2_000


class RequestLimitsDialog(FormDialog):
    """Five numbers, and what they come to. `chosen` carries a Pace; whoever takes it closes.

    It stays open until then, so that a refusal can be told where the choice was made.
    """

    chosen = Signal(object)

    def __init__(
        self, title: str, pace: Pace, used: int | None, formats: Formats, parent: QWidget
    ) -> None:
        super().__init__(title, words.LIMITS_INTRO, words.SAVE, parent, width=_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pace = pace
        self._used = used
        self._formats = formats
        budget = "" if pace.daily_budget is None else str(pace.daily_budget)
        self.per_minute = QLineEdit(str(pace.per_minute))
        self.at_once = QLineEdit(str(pace.burst))
        self.kept = QLineEdit(str(pace.reserve))
        self.per_day = QLineEdit(budget)
        self.day_starts = QLineEdit(str(pace.day_starts))
        self.minute_field = self._add(words.PER_MINUTE, self.per_minute, words.PER_MINUTE_HINT)
        self.once_field = self._add(words.AT_ONCE, self.at_once, words.AT_ONCE_HINT)
        self.kept_field = self._add(words.KEPT_FOR_CLOSES, self.kept, words.KEPT_FOR_CLOSES_HINT)
        self.day_field = self._add(words.PER_DAY, self.per_day, words.PER_DAY_HINT)
        self.start_field = self._add(words.DAY_STARTS, self.day_starts, words.DAY_STARTS_HINT)
        self.example = label("")
        self.example.setWordWrap(True)
        meaning = QVBoxLayout()
        meaning.setSpacing(4)
        meaning.addWidget(label(words.AT_70_AND_90, "heading"))
        meaning.addWidget(self.example)
        self.fields.addLayout(meaning)
        for typed in (self.per_day, self.day_starts):
            typed.textChanged.connect(self._explain)
        self._explain()
        self.accept_button.clicked.connect(self._on_accepted)
        # The buttons come last to the keyboard, too.
        self.setTabOrder(self.day_starts, self.cancel_button)
        self.setTabOrder(self.cancel_button, self.accept_button)
        self.per_minute.setFocus()

    def _add(self, title: str, typed: QLineEdit, hint: str) -> Field:
        typed.setProperty("wrong", "false")
        field = Field(title, typed, hint)
        field.add_beside(self.fields)
        return field

    def _explain(self) -> None:
        self.example.setText(self._meaning())
        self.fit()

    def _meaning(self) -> str:
        count = self._formats.count
        budget, hour = _number(self.per_day, 1, _MOST_A_DAY), self._hour()
        if not self.per_day.text().strip():
            told, kept = (requests_of(_EXAMPLE, each) for each in (SHORT_AT, KEPT_FOR_CLOSES_AT))
            lines = [words.without_budget(count(_EXAMPLE), count(told), count(kept))]
        elif budget is None or hour is None:
            return words.NEED_BUDGET_FIRST
        else:
            told, kept = (requests_of(budget, each) for each in (SHORT_AT, KEPT_FOR_CLOSES_AT))
            lines = [words.at_70(count(told), count(budget)), words.at_90(count(kept), hour)]
        if self._used is not None:
            lines.append(words.made_today(count(self._used)))
        return "\n".join(lines)

    def _hour(self) -> int | None:
        return _number(self.day_starts, 0, HOURS_OF_DAY - 1)

    def _on_accepted(self) -> None:
        self.tell("")
        budget = _number(self.per_day, 1, _MOST_A_DAY)
        is_budget_wrong = budget is None and bool(self.per_day.text().strip())
        checks = [
            (self.minute_field, self._fault_of_whole(self.per_minute, _MOST_A_MINUTE)),
            (self.once_field, self._fault_of_whole(self.at_once, _MOST_AT_ONCE)),
            (self.kept_field, self._fault_of_kept()),
            (self.day_field, words.NEED_PER_DAY if is_budget_wrong else ""),
            (self.start_field, words.NEED_HOUR if self._hour() is None else ""),
        ]
        wrong = first_wrong(checks)
        self.fit()
        if not wrong:
            self.chosen.emit(self._present(budget))

    def _fault_of_whole(self, typed: QLineEdit, most: int) -> str:
        if _number(typed, 1, most) is not None:
            return ""
        return words.need_whole("1", self._formats.count(most))

    def _fault_of_kept(self) -> str:
        kept, burst = _number(self.kept, 0, _MOST_AT_ONCE), _number(self.at_once, 1, _MOST_AT_ONCE)
        if kept is None:
            return words.need_whole("0", self._formats.count(_MOST_AT_ONCE))
        # Where that is wrong itself, it is told there.
        is_all = burst is not None and kept >= burst
        return words.need_below(self._formats.count(burst)) if is_all else ""

    def _present(self, budget: int | None) -> Pace:
        before = self._pace
        return replace(
            before,
            per_minute=_number(self.per_minute, 1, _MOST_A_MINUTE) or before.per_minute,
            burst=_number(self.at_once, 1, _MOST_AT_ONCE) or before.burst,
            reserve=_number(self.kept, 0, _MOST_AT_ONCE) or 0,
            daily_budget=budget,
            day_starts=self._hour() or 0,
        )


def _number(typed: QLineEdit, least: int, most: int) -> int | None:
    text = typed.text().strip()
    # Without a sign, a point, or another script's digits; so long that any bound is passed.
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(most)):
        return None
    return int(text) if least <= int(text) <= most else None
