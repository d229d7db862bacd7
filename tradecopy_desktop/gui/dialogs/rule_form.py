"""What the forms of all kinds of limits are built from. Checks only what is typed."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tradecopy_desktop.domain.limits import Amount, Rule, Unit
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.widgets.card import label, restyle
from tradecopy_desktop.gui.widgets.explained_check import ExplainedCheck
from tradecopy_desktop.gui.widgets.numbered_choice import NumberedChoice, Option

C = TypeVar("C", bound=StrEnum)
_NUMBER = 110
_ALL = Decimal(100)


class NumberInput(QWidget):
    """One number with its unit. A whole one where `whole` is set."""

    changed = Signal()

    def __init__(self, formats: Formats, unit: str = "", *, whole: bool = False) -> None:
        super().__init__()
        self._formats = formats
        self._whole = whole
        self.number = QLineEdit()
        self.number.setFixedWidth(_NUMBER)
        self.unit = label(unit, "hint")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.number)
        layout.addWidget(self.unit, 1)
        self.setFocusProxy(self.number)
        self.number.textChanged.connect(lambda _: self.changed.emit())

    def show_number(self, number: Decimal) -> None:
        """Write a number into the field."""
        self.number.setText(self._formats.plain(number))

    def value(self) -> Decimal | None:
        """Return what is typed, or None where it is not a number above 0."""
        value = self._formats.parse_amount(self.number.text())
        if value is not None and self._whole and value != value.to_integral_value():
            return None
        return value

    def name(self, title: str) -> None:
        """Tell a screen reader what is typed here."""
        self.number.setAccessibleName(f"{title}, {self.unit.text()}".rstrip(", "))

    def fault(self, fault: str) -> str:
        """Return `fault` where the number is wrong; the field is marked by it."""
        wrong = self.value() is None
        _mark(self.number, wrong=wrong)
        return fault if wrong else ""


class AmountInput(QWidget):
    """An amount of money or a percentage of something. `most` is the highest percentage."""

    changed = Signal()

    def __init__(self, formats: Formats, currency: str, most: Decimal | None = _ALL) -> None:
        super().__init__()
        self._formats = formats
        self._most = most
        self.number = QLineEdit()
        self.number.setFixedWidth(_NUMBER)
        self.units = QComboBox()
        for unit in Unit:
            name = currency if unit is Unit.MONEY and currency else words.UNITS[unit]
            self.units.addItem(name, unit.value)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.number)
        layout.addWidget(self.units, 1)
        self.setFocusProxy(self.number)
        self.number.textChanged.connect(lambda _: self.changed.emit())
        self.units.currentIndexChanged.connect(lambda _: self.changed.emit())

    def show_amount(self, amount: Amount) -> None:
        """Write an amount into the field."""
        self.number.setText(self._formats.plain(amount.value))
        self.units.setCurrentIndex(self.units.findData(amount.unit.value))

    def amount(self) -> Amount | None:
        """Return what is typed, or None where it is no amount."""
        value, unit = self._formats.parse_amount(self.number.text()), self._unit()
        too_much = self._most is not None and unit is not Unit.MONEY
        if value is None or (too_much and value > (self._most or _ALL)):
            return None
        return Amount(value=value, unit=unit)

    def name(self, title: str) -> None:
        """Tell a screen reader what is typed here."""
        self.number.setAccessibleName(title)
        self.units.setAccessibleName(f"{title}, {words.UNIT_OF}")

    def fault(self) -> str:
        """Return what is wrong, or nothing; the field is marked by it."""
        wrong = self.amount() is None
        _mark(self.number, wrong=wrong)
        if not wrong:
            return ""
        return words.NEED_AMOUNT if self._unit() is Unit.MONEY else words.NEED_PERCENT_OF

    def _unit(self) -> Unit:
        return Unit(self.units.currentData())


class RuleForm(QWidget):
    """The fields of one kind of limit. `changed` tells of anything that was typed or chosen."""

    changed = Signal()

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self.formats = formats
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(12)

    def rule(self) -> Rule | None:
        """Return what is filled in, or None where something is wrong."""
        raise NotImplementedError

    def checks(self) -> list[tuple[Field, str]]:
        """Return each field that can be wrong, with what is; the fields are marked."""
        raise NotImplementedError

    def add_choice(
        self, title: str, names: Mapping[C, str], hints: Mapping[C, str], value: C
    ) -> tuple[NumberedChoice[C], Field]:
        """Add a choice whose hint follows what is chosen."""
        options = [Option(value=each, name=names[each], hint=hints[each]) for each in names]
        choice = NumberedChoice(options)
        choice.show_choice(value, {})
        field = Field(title, choice, choice.option.hint)
        choice.name(title)
        field.add_to(self.lines)

        def follow() -> None:
            field.set_hint(choice.option.hint)
            self.changed.emit()

        choice.changed.connect(follow)
        return choice, field

    def add_number(self, title: str, hint: str, typed: NumberInput | AmountInput) -> Field:
        """Add a number with its unit."""
        field = Field(title, typed, hint)
        typed.name(title)
        field.add_to(self.lines)
        typed.changed.connect(self.changed)
        return field

    def add_check(self, text: str, hint: str, *, ticked: bool) -> ExplainedCheck:
        """Add a box to tick."""
        check = ExplainedCheck(text, hint, ticked=ticked)
        self.lines.addWidget(check)
        check.changed.connect(self.changed)
        return check


def _mark(field: QLineEdit, *, wrong: bool) -> None:
    word = "true" if wrong else "false"
    if field.property("wrong") != word:
        field.setProperty("wrong", word)
        restyle(field)
