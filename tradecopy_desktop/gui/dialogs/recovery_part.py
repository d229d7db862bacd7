"""The fields that say how a route recovers: five choices, each with what it means."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tradecopy_desktop.domain.recovery_rules import LatePolicy, MasterAway, RecoveryRules
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field
from tradecopy_desktop.gui.recovery import AWAY, BY_HAND, CORRECTIONS, LATE, PARTIAL, Recovery
from tradecopy_desktop.gui.turns import Piece
from tradecopy_desktop.gui.widgets.numbered_choice import NumberedChoice

T = TypeVar("T")


class RecoveryPart(QWidget):
    """Empty until its steps are taken. `changed` tells of anything that was chosen or typed."""

    changed = Signal()

    def __init__(self, recovery: Recovery) -> None:
        super().__init__()
        self._recovery = recovery
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(14)

    def steps(self) -> Sequence[Piece]:
        """Return what makes the fields, each short enough for a turn of the loop."""
        return self._add_now, self._add_away, self._add_rest, self._show

    def _add_now(self) -> None:
        self.corrections = NumberedChoice(CORRECTIONS)
        self.late = NumberedChoice(LATE)
        self._add(words.COPIES_THAT_DIFFER, self.corrections)
        self.late_field = self._add(words.LATE_TRADES, self.late)
        self.setFocusProxy(self.corrections)

    def _add_away(self) -> None:
        self.away = NumberedChoice(AWAY)
        self.away_field = self._add(words.MASTER_AWAY, self.away)

    def _add_rest(self) -> None:
        self.by_hand = NumberedChoice(BY_HAND)
        self.partial = NumberedChoice(PARTIAL)
        self._add(words.STOPS_BY_HAND, self.by_hand)
        self._add(words.PARTIAL_FILLS, self.partial)

    def _show(self) -> None:
        self.show_recovery(self._recovery)

    def show_recovery(self, recovery: Recovery) -> None:
        """Show what is set."""
        self._recovery, rules = recovery, recovery.rules
        self.corrections.show_choice(rules.corrections, {})
        numbers = {LatePolicy.WITHIN: rules.late_points, LatePolicy.ASK: recovery.ask_min}
        self.late.show_choice(rules.late, numbers)
        self.away.show_choice(rules.master_away, {MasterAway.CLOSE: rules.close_after_min})
        self.by_hand.show_choice(recovery.moved_by_hand, {})
        self.partial.show_choice(recovery.partial_fill, {})

    def checks(self) -> list[tuple[Field, str]]:
        """Return each field that can be wrong, with what is."""
        return [(self.late_field, self.late.fault()), (self.away_field, self.away.fault())]

    def recovery(self) -> Recovery:
        """Return what is filled in; what is wrong stays as it was."""
        before = self._recovery.rules
        rules = RecoveryRules(
            late=self.late.option.value,
            late_points=self.late.typed(LatePolicy.WITHIN, before.late_points),
            ask_s=before.ask_s,
            corrections=self.corrections.option.value,
            master_away=self.away.option.value,
            close_after_min=self.away.typed(MasterAway.CLOSE, before.close_after_min),
        )
        recovery = Recovery(
            rules=rules,
            moved_by_hand=self.by_hand.option.value,
            partial_fill=self.partial.option.value,
        )
        return recovery.with_ask_min(self.late.typed(LatePolicy.ASK, recovery.ask_min))

    def _add(self, title: str, choice: NumberedChoice[T]) -> Field:
        field = Field(title, choice, choice.option.hint)
        choice.name(title)
        field.add_to(self._lines)

        def explain() -> None:
            field.set_hint(choice.option.hint)
            self.changed.emit()

        choice.changed.connect(explain)
        choice.number.textChanged.connect(lambda _: self.changed.emit())
        return field
