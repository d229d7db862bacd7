"""Where one limit is set: its kind and figures, the steps on the way, and what is closed.

It checks what is typed, says what it means in money, and saves nothing.
"""

from functools import cached_property, partial
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from tradecopy_desktop.domain.guarding import Limit, Scope
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field, FormDialog, first_wrong
from tradecopy_desktop.gui.dialogs.limit_terms import LimitTerms
from tradecopy_desktop.gui.dialogs.rule_form import RuleForm
from tradecopy_desktop.gui.dialogs.rule_forms import form_for
from tradecopy_desktop.gui.dressing import polish
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
from tradecopy_desktop.gui.widgets.seen import set_seen

_WIDTH = 800
_GAP = 28


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
        self._limit = limit
        self._id = uuid4().hex if limit is None else limit.id
        self._forms: dict[int, RuleForm] = {}
        self.kinds = QComboBox()
        self.kinds.setMaxVisibleItems(len(LIMIT_KINDS))
        self.kinds.addItems([kind.name for kind in LIMIT_KINDS])
        if limit is not None:
            self.kinds.setCurrentIndex(LIMIT_KINDS.index(kind_of(limit.rule)))
        self.kind_field = Field(words.KIND_OF_LIMIT, self.kinds, self._kind.hint)
        self.meaning = label("")
        self._last_input: QWidget = self.kinds
        self._lay_out()
        self.kinds.currentIndexChanged.connect(lambda _: self._on_kind_chosen())
        self.accept_button.clicked.connect(self._on_accepted)
        self.kinds.setFocus()
        self.before(lambda: self.form, lambda: self.terms, self._weigh, self.lay_out_ahead)
        # Another kind is then there as soon as it is chosen.
        self.later(*(partial(self._prepare, place) for place in range(len(LIMIT_KINDS))))

    @property
    def form(self) -> RuleForm:
        """The fields of the chosen kind."""
        return self._form_of(self.kinds.currentIndex())

    @cached_property
    def terms(self) -> LimitTerms:
        """What follows from the limit, to the right."""
        limit = self._limit
        ladder = self._kind.ladder if limit is None else limit.ladder
        terms = LimitTerms(limit, ladder, self._formats)
        self._columns.addWidget(terms, 1)
        terms.changed.connect(self._weigh)
        # The buttons come last to the keyboard, too.
        self.setTabOrder(terms.ends.box, self.cancel_button)
        self.setTabOrder(self.cancel_button, self.accept_button)
        return terms

    def limit(self) -> Limit | None:
        """Return what is filled in, or None where something is wrong."""
        rule = self.form.rule()
        if rule is None:
            return None
        ladder = SHOWN if never_acts(rule) else self.terms.ladder.ladder()
        if ladder is None:
            return None
        return Limit(
            id=self._id,
            name=self.terms.name.text().strip() or usual_name(rule),
            rule=rule,
            ladder=ladder,
            scope=self.terms.scope.option.value if ladder.flatten is not None else Scope.ACCOUNT,
            ends_at_reset=self.terms.ends.is_ticked,
        )

    @property
    def _kind(self) -> LimitKind:
        return LIMIT_KINDS[self.kinds.currentIndex()]

    def _lay_out(self) -> None:
        self._left = QVBoxLayout()
        self._left.setSpacing(14)
        self.kind_field.add_to(self._left)
        self._left.addStretch()
        self._columns = QHBoxLayout()
        self._columns.setSpacing(_GAP)
        self._columns.addLayout(self._left, 1)
        self.fields.addLayout(self._columns)
        self.meaning.setWordWrap(True)
        self.below.insertWidget(0, label(words.WHAT_IT_MEANS, "heading"))
        self.below.insertWidget(1, self.meaning)

    def _form_of(self, place: int) -> RuleForm:
        """Return the form of a kind, counted from 0; it is made when it is first asked for."""
        form = self._forms.get(place)
        if form is None:
            kind, limit = LIMIT_KINDS[place], self._limit
            held = limit is not None and kind.holds(limit.rule)
            rule = limit.rule if limit is not None and held else kind.rule
            form = self._forms[place] = form_for(rule, self._formats, self._funds.currency)
            set_seen(form, seen=place == self.kinds.currentIndex())
            self._left.insertWidget(self._left.count() - 1, form)
            form.changed.connect(self._weigh)
            self._put_in_order(form)
        return form

    def _prepare(self, place: int) -> None:
        polish(self._form_of(place))

    def _put_in_order(self, form: RuleForm) -> None:
        """Let the keyboard come to a form's fields between its kind and what follows from it."""
        for each in form.findChildren(QWidget):
            takes_keys = each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None
            # A list that unfolds is a window of its own.
            if takes_keys and each.window() is self:
                self.setTabOrder(self._last_input, each)
                self._last_input = each

    def _on_kind_chosen(self) -> None:
        self.kind_field.set_hint(self._kind.hint)
        chosen = self.form
        for form in self._forms.values():
            form.setVisible(form is chosen)
        self.terms.show_ladder(self._kind.ladder)
        self._weigh()

    def _weigh(self) -> None:
        """Show what can be chosen with what is filled in, and what all of it means."""
        limit, rule = self.limit(), self.form.rule()
        self.terms.weigh(
            acts=rule is None or not never_acts(rule),
            may_end=may_end_at_reset(rule or self._kind.rule),
        )
        if rule is not None:
            self.terms.name_it(usual_name(rule))
        told = meaning(limit, self._funds, self._formats) if limit is not None else ""
        self.meaning.setText(told or words.NOT_MEANT_YET)
        self.fit()

    def _on_accepted(self) -> None:
        self.tell("")
        limit = self.limit()
        checks, terms = list(self.form.checks()), self.terms
        checks.append((terms.name_field, "" if terms.name.text().strip() else words.NEED_NAME))
        checks.append((terms.ladder_field, self._fault_of_ladder()))
        asks = limit is not None and limit.scope is Scope.COPIES
        needs_yes = asks and not terms.copies_only.is_ticked
        checks.append((terms.yes_field, words.NEED_COPIES_ONLY_YES if needs_yes else ""))
        wrong = first_wrong(checks)
        self.fit()
        if not wrong and limit is not None:
            self.chosen.emit(limit)
            self.accept()

    def _fault_of_ladder(self) -> str:
        rule = self.form.rule()
        return "" if rule is not None and never_acts(rule) else self.terms.ladder.fault()
