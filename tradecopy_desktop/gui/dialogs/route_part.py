"""What the tabs of the route editor are built from. Knows no field of its own."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.turns import Piece
from tradecopy_desktop.gui.widgets.explained_check import ExplainedCheck
from tradecopy_desktop.gui.widgets.numbered_choice import Number, NumberedChoice, Option
from tradecopy_desktop.gui.widgets.typed import Kind, Typed

_FEWEST = 8
_REMOVE = 34
C = TypeVar("C", bound=StrEnum)
T = TypeVar("T")
Check = tuple[Field, Callable[[], str]]


class RoutePart(QWidget):
    """One tab, empty until its steps are taken. `changed` tells of anything typed or chosen.

    `is_due`: the trader wants to save it, so that what is missing is marked as wrong.
    """

    changed = Signal()

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self.formats = formats
        self.lines = QVBoxLayout(self)
        # Room for a scroll bar beside the fields.
        self.lines.setContentsMargins(0, 0, 14, 0)
        self.lines.setSpacing(14)
        self.is_due = False
        self._checks: list[Check] = []

    def steps(self) -> Sequence[Piece]:
        """Return what makes the fields, each short enough for a turn of the loop."""
        raise NotImplementedError

    def show_settings(self, settings: RouteSettings) -> None:
        """Write a route's settings into the fields."""
        raise NotImplementedError

    def fillings(self, settings: RouteSettings) -> Sequence[Piece]:
        """Return what writes them into fields just made, each short enough for a turn."""
        return (partial(self.show_settings, settings),)

    def applied_to(self, settings: RouteSettings) -> RouteSettings:
        """Return the settings with what is filled in here; faults must be mended before."""
        raise NotImplementedError

    def checks(self) -> list[tuple[Field, str]]:
        """Return each field that can be wrong, with what is."""
        return [(field, fault()) for field, fault in self._checks]

    def must(self, field: Field, fault: Callable[[], str]) -> None:
        """Check a field from now on."""
        self._checks.append((field, fault))

    def typed(self, title: str, hint: str, kind: Kind[T], value: T) -> tuple[Typed[T], Field]:
        """Return a field into which a value is typed; where it stands is up to the caller."""
        typed = Typed(kind, value)
        field = Field(title, typed, hint)
        typed.name(title)
        typed.line.setAccessibleDescription(hint)
        typed.changed.connect(self.changed)
        self.must(field, typed.fault)
        return typed, field

    def choice(
        self,
        title: str,
        names: Mapping[C, str],
        hints: Mapping[C, str],
        numbers: Mapping[C, Number] | None = None,
    ) -> tuple[NumberedChoice[C], Field]:
        """Return a choice whose hint follows what is chosen."""
        found = numbers or {}
        options = [
            Option(value=each, name=names[each], hint=hints[each], number=found.get(each))
            for each in names
        ]
        choice = NumberedChoice(options)
        # Two of them may stand beside each other in a narrow window.
        narrow = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        choice.choices.setSizeAdjustPolicy(narrow)
        choice.choices.setMinimumContentsLength(_FEWEST)
        field = Field(title, choice, choice.option.hint)
        choice.name(title)
        if found:
            self.must(field, choice.fault)
            choice.number.textChanged.connect(lambda _: self.changed.emit())

        def follow() -> None:
            field.set_hint(choice.option.hint)
            self.changed.emit()

        choice.changed.connect(follow)
        return choice, field

    def check(self, text: str, hint: str) -> ExplainedCheck:
        """Add a box to tick."""
        check = ExplainedCheck(text, hint)
        self.lines.addWidget(check)
        check.changed.connect(self.changed)
        return check

    def stack(self, *fields: Field) -> None:
        """Put fields below each other."""
        for field in fields:
            field.add_to(self.lines)

    def beside(self, *fields: Field, first: int = 1) -> None:
        """Put fields beside each other, the first so many times as wide as another."""
        line = QHBoxLayout()
        line.setSpacing(16)
        for place, field in enumerate(fields):
            box = QVBoxLayout()
            field.title.setWordWrap(True)
            field.add_to(box)
            box.addStretch()
            line.addLayout(box, 1 if place else first)
        self.lines.addLayout(line)


def remove_button(name: str) -> QPushButton:
    """Return the button that takes a line of a tab away."""
    button = QPushButton("\N{MULTIPLICATION SIGN}")
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setAutoDefault(False)
    button.setFixedWidth(_REMOVE)
    return button


def fault_of_bounds(least: Typed[Decimal | None], most: Typed[Decimal | None]) -> str:
    """Return what is wrong with the fewest and the most lots together, or nothing."""
    low, high = least.value(), most.value()
    return words.NEED_MORE_LOTS if low and high and low > high else ""


def tell(checks: Iterable[tuple[Field, str]]) -> str:
    """Tell fields their faults where they differ from what is told; return the first fault."""
    first = ""
    for field, fault in checks:
        first = first or fault
        if field.fault != fault:
            field.tell(fault)
    return first
