"""Where one limit is set: its kind and figures, the steps on the way, and what is closed.

It checks what is typed, says what it means in money, and saves nothing.
"""

from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from tradecopy_desktop.domain.guarding import Limit, Scope
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field, FormDialog, first_wrong
from tradecopy_desktop.gui.dialogs.ladder import LadderInput
from tradecopy_desktop.gui.dialogs.rule_form import RuleForm
from tradecopy_desktop.gui.dialogs.rule_forms import form_for
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.limit_kinds import (
    LIMIT_KINDS,
    SHOWN,
    LimitKind,
    kind_of,
    may_end_at_reset,
    never_acts,
    usual_name,
)
from tradecopy_desktop.gui.limit_meanings import Funds, meaning
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.explained_check import ExplainedCheck
from tradecopy_desktop.gui.widgets.numbered_choice import NumberedChoice, Option

_WIDTH = 800
_GAP = 28
_LONGEST = 60
_SCOPES = tuple(
    Option(value=each, name=words.SCOPES[each], hint=words.SCOPE_HINTS[each]) for each in Scope
)


class LimitDialog(FormDialog):
    """The limit to the left, what follows from it to the right. `chosen` carries a Limit."""

    chosen = Signal(object)

    def __init__(
        self, limit: Limit | None, funds: Funds, formats: Formats, parent: QWidget
    ) -> None:
        title = words.ADD_LIMIT_TITLE if limit is None else words.CHANGE_LIMIT_TITLE
        super().__init__(title, words.LIMIT_INTRO, words.USE_LIMIT, parent, width=_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._funds = funds
        self._formats = formats
        self._id = uuid4().hex if limit is None else limit.id
        self._usual = ""
        self.kinds = QComboBox()
        self.kinds.setMaxVisibleItems(len(LIMIT_KINDS))
        self.kinds.addItems([kind.name for kind in LIMIT_KINDS])
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST)
        self.ladder = LadderInput(formats)
        self.scope = NumberedChoice(_SCOPES)
        self.copies_only = ExplainedCheck(words.COPIES_ONLY_YES, "")
        self.ends = ExplainedCheck(words.ENDS_AT_RESET, words.ENDS_AT_RESET_HINT)
        self.meaning = label("")
        # All of them at once: so the keyboard comes to each in the order in which it is seen.
        self.forms = [self._form_of(kind, limit) for kind in LIMIT_KINDS]
        self.form = self.forms[0]
        self._lay_out()
        self._begin_with(limit)
        self._connect_signals()

    def limit(self) -> Limit | None:
        """Return what is filled in, or None where something is wrong."""
        rule = self.form.rule()
        if rule is None:
            return None
        ladder = SHOWN if never_acts(rule) else self.ladder.ladder()
        if ladder is None:
            return None
        return Limit(
            id=self._id,
            name=self.name.text().strip() or usual_name(rule),
            rule=rule,
            ladder=ladder,
            scope=self.scope.option.value if ladder.flatten is not None else Scope.ACCOUNT,
            ends_at_reset=self.ends.is_ticked,
        )

    def _lay_out(self) -> None:
        self.kind_field = Field(words.KIND_OF_LIMIT, self.kinds, LIMIT_KINDS[0].hint)
        self.name_field = Field(words.LIMIT_NAME, self.name, words.LIMIT_NAME_HINT)
        self.ladder_field = Field(words.LADDER, self.ladder, words.LADDER_HINT)
        self.scope_field = Field(words.SCOPE, self.scope, words.SCOPE_HINTS[Scope.ACCOUNT])
        self.yes_field = Field("", self.copies_only)
        self.scope.name(words.SCOPE)
        self._left, right = QVBoxLayout(), QVBoxLayout()
        for column in (self._left, right):
            column.setSpacing(14)
        self.kind_field.add_to(self._left)
        for form in self.forms:
            self._left.addWidget(form)
        self._left.addStretch()
        self.name_field.add_to(right)
        self.ladder_field.add_to(right)
        self.scope_field.add_to(right)
        right.addWidget(self.copies_only)
        right.addWidget(self.yes_field.note)
        right.addWidget(self.ends)
        right.addStretch()
        columns = QHBoxLayout()
        columns.setSpacing(_GAP)
        columns.addLayout(self._left, 1)
        columns.addLayout(right, 1)
        self.fields.addLayout(columns)
        self.meaning.setWordWrap(True)
        self.below.insertWidget(0, label(words.WHAT_IT_MEANS, "heading"))
        self.below.insertWidget(1, self.meaning)

    def _begin_with(self, limit: Limit | None) -> None:
        if limit is None:
            self._show_kind()
            return
        self.kinds.setCurrentIndex(LIMIT_KINDS.index(kind_of(limit.rule)))
        self._show_kind(limit)
        self.name.setText(limit.name)
        self.scope.show_choice(limit.scope, {})
        self.copies_only.box.setChecked(limit.scope is Scope.COPIES)
        self.ends.box.setChecked(limit.ends_at_reset)
        self._weigh()

    def _connect_signals(self) -> None:
        self.kinds.currentIndexChanged.connect(lambda _: self._show_kind())
        self.scope.changed.connect(self._weigh)
        self.accept_button.clicked.connect(self._on_accepted)
        for form in self.forms:
            form.changed.connect(self._weigh)
        for part in (self.ladder, self.copies_only, self.ends):
            part.changed.connect(self._weigh)
        # The buttons come last to the keyboard, too.
        self.setTabOrder(self.ends.box, self.cancel_button)
        self.setTabOrder(self.cancel_button, self.accept_button)
        self.kinds.setFocus()

    def _form_of(self, kind: LimitKind, limit: Limit | None) -> RuleForm:
        held = limit is not None and kind.holds(limit.rule)
        rule = limit.rule if limit is not None and held else kind.rule
        return form_for(rule, self._formats, self._funds.currency)

    def _show_kind(self, limit: Limit | None = None) -> None:
        place = self.kinds.currentIndex()
        kind = LIMIT_KINDS[place]
        self.kind_field.set_hint(kind.hint)
        self.form = self.forms[place]
        for form in self.forms:
            form.setVisible(form is self.form)
        self.ladder.show_ladder(kind.ladder if limit is None else limit.ladder)
        self.ladder_field.tell("")
        self.ladder.fault()
        self._weigh()

    def _weigh(self) -> None:
        """Show what can be chosen with what is filled in, and what all of it means."""
        limit, rule = self.limit(), self.form.rule()
        acts = rule is None or not never_acts(rule)
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
        may_end = may_end_at_reset(rule or LIMIT_KINDS[self.kinds.currentIndex()].rule)
        self.ends.setVisible(acts)
        self.ends.box.setEnabled(flattens and may_end)
        if not flattens:
            self.ends.explain(words.NEEDS_FLATTEN)
        else:
            self.ends.explain(words.ENDS_AT_RESET_HINT if may_end else words.ONLY_BY_HAND)
        if rule is not None:
            self._name_it(usual_name(rule))
        told = meaning(limit, self._funds, self._formats) if limit is not None else ""
        self.meaning.setText(told or words.NOT_MEANT_YET)
        self.fit()

    def _name_it(self, usual: str) -> None:
        # What the trader wrote stays; what was written by itself follows.
        if self.name.text().strip() in {"", self._usual}:
            self.name.setText(usual)
        self._usual = usual

    def _on_accepted(self) -> None:
        self.tell("")
        limit = self.limit()
        checks = list(self.form.checks())
        checks.append((self.name_field, "" if self.name.text().strip() else words.NEED_NAME))
        checks.append((self.ladder_field, self._fault_of_ladder()))
        asks = limit is not None and limit.scope is Scope.COPIES
        needs_yes = asks and not self.copies_only.is_ticked
        checks.append((self.yes_field, words.NEED_COPIES_ONLY_YES if needs_yes else ""))
        wrong = first_wrong(checks)
        self.fit()
        if not wrong and limit is not None:
            self.chosen.emit(limit)
            self.accept()

    def _fault_of_ladder(self) -> str:
        rule = self.form.rule()
        return "" if rule is not None and never_acts(rule) else self.ladder.fault()
