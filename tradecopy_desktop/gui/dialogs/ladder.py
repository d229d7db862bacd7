"""Three percentages: warn, close-only, flatten. Each may be left out."""

from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from tradecopy_desktop.domain.guarding import Ladder
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.widgets.card import label, restyle

_TITLES = (words.LADDER_WARN, words.LADDER_CLOSE_ONLY, words.LADDER_FLATTEN)
_WIDTH = 84


class LadderInput(QWidget):
    """A field a step, below each other, with its name before it."""

    changed = Signal()

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self.fields: list[QLineEdit] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for row, title in enumerate(_TITLES):
            field = QLineEdit()
            field.setFixedWidth(_WIDTH)
            field.setAccessibleName(f"{title}, {words.UNIT_PERCENT_ONLY}")
            field.textChanged.connect(lambda _: self.changed.emit())
            self.fields.append(field)
            grid.addWidget(label(title), row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(label(words.UNIT_PERCENT_ONLY, "hint"), row, 2)
        self.setFocusProxy(self.fields[0])

    def show_ladder(self, ladder: Ladder) -> None:
        """Write a ladder into the fields."""
        marks = (ladder.warn, ladder.close_only, ladder.flatten)
        for field, mark in zip(self.fields, marks, strict=True):
            field.setText("" if mark is None else self._formats.plain(mark))

    def ladder(self) -> Ladder | None:
        """Return what is typed, or None where it is no ladder."""
        if any(self._wrong()):
            return None
        warn, close_only, flatten = self._marks()
        return Ladder(warn=warn, close_only=close_only, flatten=flatten)

    def fault(self) -> str:
        """Return what is wrong, or nothing; the fields are marked by it."""
        wrong = self._wrong()
        for field, is_wrong in zip(self.fields, wrong, strict=True):
            field.setProperty("wrong", "true" if is_wrong else "false")
            restyle(field)
        if not any(wrong):
            self.setFocusProxy(self.fields[0])
            return ""
        self.setFocusProxy(self.fields[wrong.index(True)])
        if any(self._unreadable()):
            return words.NEED_RUNG_NUMBER
        return words.NEED_RUNG_ORDER if any(self._marks()) else words.NEED_RUNG

    def _marks(self) -> list[Decimal | None]:
        return [self._formats.parse_amount(field.text()) for field in self.fields]

    def _unreadable(self) -> list[bool]:
        typed = (bool(field.text().strip()) for field in self.fields)
        return [there and mark is None for there, mark in zip(typed, self._marks(), strict=True)]

    def _wrong(self) -> list[bool]:
        unreadable = self._unreadable()
        if any(unreadable):
            return unreadable
        marks = self._marks()
        steps = [(place, mark) for place, mark in enumerate(marks) if mark is not None]
        falls = {place for (_, before), (place, mark) in pairwise(steps) if mark < before}
        return [place in falls or not steps for place in range(len(marks))]
