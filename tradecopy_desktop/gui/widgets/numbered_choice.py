"""One choice of a few, of which some take a whole number with a unit. Knows no trade."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from tradecopy_desktop.gui.widgets.card import label, restyle

T = TypeVar("T")

_WIDTH = 84
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """What may be typed beside an option. `fault` is what is said where it is something else."""

    unit: str
    least: int
    most: int
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Generic[T]):
    """Something that can be chosen; `number` None where nothing is typed beside it."""

    value: T
    name: str
    hint: str
    number: Number | None = None


class NumberedChoice(QWidget, Generic[T]):
    """A list of options and a field for the number of the chosen one; `changed` tells of another.

    What is typed beside one option is kept while another is chosen.
    """

    changed = Signal()

    def __init__(self, options: Sequence[Option[T]]) -> None:
        super().__init__()
        self._options = tuple(options)
        self._typed: dict[int, str] = {}
        self._shown = 0
        self.choices = QComboBox()
        self.choices.addItems([option.name for option in self._options])
        self.number = QLineEdit()
        self.number.setFixedWidth(_WIDTH)
        self.number.setProperty("wrong", "false")
        self.unit = label("", "hint")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.choices, 1)
        layout.addWidget(self.number)
        layout.addWidget(self.unit)
        self.setFocusProxy(self.choices)
        self.choices.currentIndexChanged.connect(self._on_chosen)
        self._on_chosen()

    @property
    def option(self) -> Option[T]:
        """What is chosen."""
        return self._options[self.choices.currentIndex()]

    def show_choice(self, value: T, numbers: Mapping[T, int]) -> None:
        """Choose `value`; `numbers` are what stands beside each option that takes one."""
        self._typed = {
            place: str(numbers[option.value])
            for place, option in enumerate(self._options)
            if option.value in numbers
        }
        place = next(n for n, option in enumerate(self._options) if option.value == value)
        self.choices.setCurrentIndex(place)
        self._shown = place
        self.number.setText(self._typed.get(place, ""))

    def typed(self, value: T, otherwise: int) -> int:
        """Return the number beside the option `value` if that is chosen, else `otherwise`."""
        number = self._number()
        return otherwise if self.option.value != value or number is None else number

    def fault(self) -> str:
        """Return what is wrong with the number, or nothing. The field is marked by it."""
        wanted = self.option.number
        wrong = wanted is not None and self._number() is None
        self._mark(wrong=wrong)
        # Whoever is sent here to mend something begins with the number.
        self.setFocusProxy(self.number if wrong else self.choices)
        return wanted.fault if wanted is not None and wrong else ""

    def name(self, title: str) -> None:
        """Tell a screen reader what is chosen here."""
        self.choices.setAccessibleName(title)
        self._name_number()

    def _number(self) -> int | None:
        wanted, text = self.option.number, self.number.text().strip()
        if wanted is None or not (text.isascii() and text.isdecimal()) or len(text) > _MOST_DIGITS:
            return None
        return int(text) if wanted.least <= int(text) <= wanted.most else None

    def _on_chosen(self) -> None:
        self._typed[self._shown] = self.number.text()
        self._shown = self.choices.currentIndex()
        wanted = self.option.number
        self.number.setVisible(wanted is not None)
        self.unit.setVisible(wanted is not None)
        self.unit.setText(wanted.unit if wanted is not None else "")
        self.number.setText(self._typed.get(self._shown, ""))
        self._mark(wrong=False)
        self._name_number()
        self.changed.emit()

    def _mark(self, *, wrong: bool) -> None:
        word = "true" if wrong else "false"
        if self.number.property("wrong") != word:
            self.number.setProperty("wrong", word)
            restyle(self.number)

    def _name_number(self) -> None:
        self.number.setAccessibleName(
            f"{self.choices.accessibleName()}, {self.option.name}, {self.unit.text()}"
        )
