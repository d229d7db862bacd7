"""What is weighed before a trade, and safeguards beside the limits. Saves nothing."""

from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tradecopy_desktop.domain.guarding import AccountGuard, AssumedStop, NakedAction, NakedRule
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field
from tradecopy_desktop.gui.dialogs.rule_form import NumberInput
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.widgets.explained_check import ExplainedCheck
from tradecopy_desktop.gui.widgets.numbered_choice import Number, NumberedChoice, Option

T = TypeVar("T")
_MOST_POINTS = 1_000_000
_MOST_SECONDS = 86_400
_MOST_REFUSALS = 1_000
_USUAL_POINTS = 500
_USUAL_SECONDS = 30
_USUAL_REFUSALS = 5
_POINTS = Number(unit=words.UNIT_POINTS, least=1, most=_MOST_POINTS, fault=words.NEED_STOP_POINTS)
_SECONDS = Number(unit=words.UNIT_SECONDS, least=1, most=_MOST_SECONDS, fault=words.NEED_SECONDS)
_REFUSALS = Number(
    unit=words.UNIT_REFUSALS, least=1, most=_MOST_REFUSALS, fault=words.NEED_REFUSALS
)


class _Is(StrEnum):
    OFF = "off"
    ON = "on"


_NO_STOP = (
    Option(value=_Is.OFF, name=words.REFUSE_NO_STOP, hint=words.REFUSE_NO_STOP_HINT),
    Option(value=_Is.ON, name=words.ASSUME_STOP, hint=words.ASSUME_STOP_HINT, number=_POINTS),
)
_NAKED = (
    Option(value=_Is.OFF, name=words.NAKED_NEVER, hint=words.NAKED_NEVER_HINT),
    Option(value=_Is.ON, name=words.NAKED_AFTER, hint=words.NAKED_AFTER_HINT, number=_SECONDS),
)
_ACTIONS = tuple(
    Option(
        value=each,
        name=words.NAKED_ACTIONS[each],
        hint=words.NAKED_ACTION_HINTS[each],
        number=_POINTS if each is NakedAction.EMERGENCY_STOP else None,
    )
    for each in NakedAction
)
_CIRCUIT = (
    Option(value=_Is.OFF, name=words.CIRCUIT_NEVER, hint=words.CIRCUIT_NEVER_HINT),
    Option(value=_Is.ON, name=words.CIRCUIT_AFTER, hint=words.CIRCUIT_AFTER_HINT, number=_REFUSALS),
)


class TradesPart(QWidget):
    """The worst case before a trade."""

    changed = Signal()

    def __init__(self, guard: AccountGuard, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        points = guard.no_stop.points
        self.worst_case = ExplainedCheck(
            words.WORST_CASE, words.WORST_CASE_HINT, ticked=guard.worst_case
        )
        self.cuts = ExplainedCheck(
            words.CUT_TO_FIT, words.CUT_TO_FIT_HINT, ticked=guard.cuts_to_fit
        )
        self.no_stop = NumberedChoice(_NO_STOP)
        self.no_stop.show_choice(
            _Is.OFF if points is None else _Is.ON, {_Is.ON: points or _USUAL_POINTS}
        )
        self.gap = NumberInput(formats, words.UNIT_PERCENT_ONLY)
        self.gap.show_number(guard.no_stop.gap_percent)
        layout = _column(self)
        layout.addWidget(self.worst_case)
        layout.addWidget(self.cuts)
        self.no_stop_field = _add(layout, words.NO_STOP, self.no_stop)
        self.no_stop.changed.connect(self.changed)
        self.gap_field = Field(words.GAP, self.gap, words.GAP_HINT)
        self.gap.name(words.GAP)
        self.gap_field.add_to(layout)
        layout.addStretch()
        self.setFocusProxy(self.worst_case)
        self.worst_case.changed.connect(self._weigh)
        self._weigh()

    def stop(self) -> AssumedStop:
        """Return how a position without an SL counts."""
        assumes = self.no_stop.option.value is _Is.ON
        points = self.no_stop.typed(_Is.ON, _USUAL_POINTS) if assumes else None
        return AssumedStop(points=points, gap_percent=self._gap() or Decimal(0))

    def checks(self) -> list[tuple[Field, str]]:
        """Return each field that can be wrong, with what is."""
        gap_fault = self.gap.fault(words.NEED_GAP) if self._gap() is None else ""
        return [(self.no_stop_field, self.no_stop.fault()), (self.gap_field, gap_fault)]

    def _gap(self) -> Decimal | None:
        text = self.gap.number.text().strip()
        return Decimal(0) if not text.strip("0.,") else self._formats.parse_amount(text)

    def _weigh(self) -> None:
        self.cuts.box.setEnabled(self.worst_case.is_ticked)


class SafeguardsPart(QWidget):
    """Copies without an SL, refusals in a row, and what is done without sight or program."""

    changed = Signal()

    def __init__(self, guard: AccountGuard) -> None:
        super().__init__()
        naked = guard.naked
        self.naked = NumberedChoice(_NAKED)
        self.naked.show_choice(
            _Is.OFF if naked.after_s is None else _Is.ON, {_Is.ON: naked.after_s or _USUAL_SECONDS}
        )
        self.action = NumberedChoice(_ACTIONS)
        self.action.show_choice(naked.action, {NakedAction.EMERGENCY_STOP: naked.emergency_points})
        self.circuit = NumberedChoice(_CIRCUIT)
        self.circuit.show_choice(
            _Is.OFF if guard.refusals is None else _Is.ON,
            {_Is.ON: guard.refusals or _USUAL_REFUSALS},
        )
        self.sight = ExplainedCheck(
            words.NEEDS_SIGHT, words.NEEDS_SIGHT_HINT, ticked=guard.needs_sight
        )
        self.alone = ExplainedCheck(
            words.FLATTENS_ALONE, words.FLATTENS_ALONE_HINT, ticked=guard.flattens_alone
        )
        layout = _column(self)
        self.naked_field = _add(layout, words.NAKED, self.naked)
        self.action_field = _add(layout, words.NAKED_ACTION, self.action)
        self.circuit_field = _add(layout, words.CIRCUIT, self.circuit)
        layout.addWidget(self.sight)
        layout.addWidget(self.alone)
        layout.addStretch()
        self.setFocusProxy(self.naked)
        for choice in (self.naked, self.action, self.circuit):
            choice.changed.connect(self.changed)
        self.naked.changed.connect(self._weigh)
        self._emergency_points = naked.emergency_points
        self._weigh()

    def naked_rule(self) -> NakedRule:
        """Return what is done about copies without an SL."""
        minds = self.naked.option.value is _Is.ON
        return NakedRule(
            after_s=self.naked.typed(_Is.ON, _USUAL_SECONDS) if minds else None,
            action=self.action.option.value,
            emergency_points=self.action.typed(NakedAction.EMERGENCY_STOP, self._emergency_points),
        )

    def refusals(self) -> int | None:
        """Return after how many refusals in a row the routes are paused."""
        minds = self.circuit.option.value is _Is.ON
        return self.circuit.typed(_Is.ON, _USUAL_REFUSALS) if minds else None

    def checks(self) -> list[tuple[Field, str]]:
        """Return each field that can be wrong, with what is."""
        minds = self.naked.option.value is _Is.ON
        return [
            (self.naked_field, self.naked.fault()),
            (self.action_field, self.action.fault() if minds else ""),
            (self.circuit_field, self.circuit.fault()),
        ]

    def _weigh(self) -> None:
        self.action.setEnabled(self.naked.option.value is _Is.ON)


def _column(holder: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(14)
    return layout


def _add(layout: QVBoxLayout, title: str, choice: NumberedChoice[T]) -> Field:
    field = Field(title, choice, choice.option.hint)
    choice.name(title)
    field.add_to(layout)
    choice.changed.connect(lambda: field.set_hint(choice.option.hint))
    return field
