"""What follows once a limit is reached: its name, the steps on the way, what is closed, the end.

It says what can be chosen with which rule, and saves nothing.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tradecopy_desktop.domain.guarding import Ladder, Limit, Scope
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field
from tradecopy_desktop.gui.dialogs.ladder import LadderInput
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.widgets.explained_check import ExplainedCheck
from tradecopy_desktop.gui.widgets.numbered_choice import NumberedChoice, Option

_LONGEST = 60
_SCOPES = tuple(
    Option(value=each, name=words.SCOPES[each], hint=words.SCOPE_HINTS[each]) for each in Scope
)


class LimitTerms(QWidget):
    """The right side of a limit's form. `changed` tells of anything but the name."""

    changed = Signal()

    def __init__(self, limit: Limit | None, ladder: Ladder, formats: Formats) -> None:
        super().__init__()
        self._usual = ""
        self.name = QLineEdit("" if limit is None else limit.name)
        self.name.setMaxLength(_LONGEST)
        self.ladder = LadderInput(formats)
        self.scope = NumberedChoice(_SCOPES)
        self.copies_only = ExplainedCheck(words.COPIES_ONLY_YES, "")
        self.ends = ExplainedCheck(words.ENDS_AT_RESET, words.ENDS_AT_RESET_HINT)
        self.name_field = Field(words.LIMIT_NAME, self.name, words.LIMIT_NAME_HINT)
        self.ladder_field = Field(words.LADDER, self.ladder, words.LADDER_HINT)
        self.scope_field = Field(words.SCOPE, self.scope, words.SCOPE_HINTS[Scope.ACCOUNT])
        self.yes_field = Field("", self.copies_only)
        self.scope.name(words.SCOPE)
        self._lay_out()
        self.ladder.show_ladder(ladder)
        if limit is not None:
            self.scope.show_choice(limit.scope, {})
            self.copies_only.box.setChecked(limit.scope is Scope.COPIES)
            self.ends.box.setChecked(limit.ends_at_reset)
        for part in (self.ladder, self.scope, self.copies_only, self.ends):
            part.changed.connect(self.changed)

    def show_ladder(self, ladder: Ladder) -> None:
        """Show other steps; what was wrong with the earlier ones is no longer said."""
        self.ladder.show_ladder(ladder)
        self.ladder_field.tell("")
        self.ladder.fault()

    def name_it(self, usual: str) -> None:
        """Name the limit as usual, unless the trader gave it a name."""
        # What the trader wrote stays; what was written by itself follows.
        if self.name.text().strip() in {"", self._usual}:
            self.name.setText(usual)
        self._usual = usual

    def weigh(self, *, acts: bool, may_end: bool) -> None:
        """Show what can be chosen for a limit that acts or not, whose lock may end by itself."""
        flattens = acts and bool(self.ladder.fields[-1].text().strip())
        for field in (self.ladder_field, self.scope_field):
            for part in (field.title, field.widget, field.note):
                part.setVisible(acts)
        self.scope.setEnabled(flattens)
        asks = flattens and self.scope.option.value is Scope.COPIES
        self.copies_only.setVisible(asks)
        self.yes_field.note.setVisible(asks and bool(self.yes_field.fault))
        self.scope_field.set_hint(words.SCOPE_HINTS[self.scope.option.value])
        self.scope_field.note.setVisible(acts)
        self.ends.setVisible(acts)
        self.ends.box.setEnabled(flattens and may_end)
        if not flattens:
            self.ends.explain(words.NEEDS_FLATTEN)
        else:
            self.ends.explain(words.ENDS_AT_RESET_HINT if may_end else words.ONLY_BY_HAND)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        self.name_field.add_to(layout)
        self.ladder_field.add_to(layout)
        self.scope_field.add_to(layout)
        layout.addWidget(self.copies_only)
        layout.addWidget(self.yes_field.note)
        layout.addWidget(self.ends)
        layout.addStretch()
