"""Where the trader says how a route recovers. It checks what is typed, and saves nothing itself."""

from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from tradecopy_desktop.domain.recovery_rules import LatePolicy, MasterAway, RecoveryRules
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field, FormDialog, first_wrong
from tradecopy_desktop.gui.recovery import AWAY, BY_HAND, CORRECTIONS, LATE, PARTIAL, Recovery
from tradecopy_desktop.gui.widgets.numbered_choice import NumberedChoice

T = TypeVar("T")


class RecoveryDialog(FormDialog):
    """Five choices, each with what it means. `chosen` carries a Recovery; whoever takes it closes.

    It stays open until then, so that a refusal can be told where the choice was made.
    """

    chosen = Signal(object)

    def __init__(self, title: str, recovery: Recovery, accept: str, parent: QWidget) -> None:
        super().__init__(title, words.RECOVERY_INTRO, accept, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._recovery = recovery
        rules = recovery.rules
        self.corrections = NumberedChoice(CORRECTIONS)
        self.late = NumberedChoice(LATE)
        self.away = NumberedChoice(AWAY)
        self.by_hand = NumberedChoice(BY_HAND)
        self.partial = NumberedChoice(PARTIAL)
        self.corrections.show_choice(rules.corrections, {})
        numbers = {LatePolicy.WITHIN: rules.late_points, LatePolicy.ASK: recovery.ask_min}
        self.late.show_choice(rules.late, numbers)
        self.away.show_choice(rules.master_away, {MasterAway.CLOSE: rules.close_after_min})
        self.by_hand.show_choice(recovery.moved_by_hand, {})
        self.partial.show_choice(recovery.partial_fill, {})
        self._add(words.COPIES_THAT_DIFFER, self.corrections)
        self.late_field = self._add(words.LATE_TRADES, self.late)
        self.away_field = self._add(words.MASTER_AWAY, self.away)
        self._add(words.STOPS_BY_HAND, self.by_hand)
        self._add(words.PARTIAL_FILLS, self.partial)
        self.accept_button.clicked.connect(self._on_accepted)

    def _add(self, title: str, choice: NumberedChoice[T]) -> Field:
        field = Field(title, choice, choice.option.hint)
        choice.name(title)
        field.add_to(self.fields)

        def explain() -> None:
            field.set_hint(choice.option.hint)
            self.fit()

        choice.changed.connect(explain)
        return field

    def _on_accepted(self) -> None:
        self.tell("")
        checks = [
            (self.late_field, self.late.fault()),
            (self.away_field, self.away.fault()),
        ]
        wrong = first_wrong(checks)
        self.fit()
        if not wrong:
            self.chosen.emit(self._present())

    def _present(self) -> Recovery:
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
