"""Where an account's guard is set: limits, day, what is weighed before a trade, safeguards.

It checks what is typed and saves nothing itself.
"""

from dataclasses import dataclass, replace
from functools import cached_property, partial
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tradecopy_desktop.app.desk import DeskRuleSets
from tradecopy_desktop.domain.guarding import AccountGuard, RuleSet
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.form import Field, FormDialog, first_wrong
from tradecopy_desktop.gui.dialogs.guard_day import DayPart
from tradecopy_desktop.gui.dialogs.guard_trades import SafeguardsPart, TradesPart
from tradecopy_desktop.gui.dialogs.limit_list import LimitList
from tradecopy_desktop.gui.dialogs.rule_sets import Label, RuleSetsBar, SaveRuleSetDialog
from tradecopy_desktop.gui.dressing import polish
from tradecopy_desktop.gui.limit_meanings import Funds
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.places import Places
from tradecopy_desktop.gui.widgets.seen import set_seen
from tradecopy_desktop.gui.widgets.segments import Segments

Checks = list[tuple[Field, str]]
_WIDTH = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """An account by name, how it is guarded, and its money as far as it is known."""

    name: str
    guard: AccountGuard
    funds: Funds


class GuardDialog(FormDialog):
    """Four parts behind a row of buttons. `chosen` carries an AccountGuard; its taker closes.

    It stays open until then, so that a refusal can be told where the choice was made.
    """

    chosen = Signal(object)

    def __init__(
        self,
        account: Guarded,
        desk: DeskRuleSets,
        tasks: Tasks,
        appearance: Appearance,
        parent: QWidget,
    ) -> None:
        title = words.guard_title(account.name)
        super().__init__(title, words.GUARD_INTRO, words.SAVE, parent, width=_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._funds = account.funds
        self._guard = account.guard
        self.saving: SaveRuleSetDialog | None = None
        self.parts = Segments([(part, "") for part in words.GUARD_PARTS], appearance)
        self._formats = appearance.formats
        self._make_list = partial(LimitList, account.funds, appearance)
        self._make_rule_sets = partial(RuleSetsBar, desk, tasks, appearance)
        self.said = label("", "hint")
        self.said.setWordWrap(True)
        self._lay_out()
        self._connect_signals()
        self.show_part(0)
        # All parts: the form is as high as the highest of them.
        self.before(lambda: self.list, lambda: self.rule_sets)
        for number in range(len(words.GUARD_PARTS)):
            self.before(partial(self.stack.prepare, number), partial(polish, self.stack))
        self.before(self.lay_out_ahead)
        # What is there is drawn in between.
        self.later(self.repaint, self._show_rows)

    @cached_property
    def list(self) -> LimitList:
        """The limits, in the first part."""
        made = self._make_list()
        made.show_limits(self._guard.limits)
        # They come a turn after their frame: together they would take longer than all else.
        set_seen(made.rows, seen=False)
        made.changed.connect(lambda: self._say(words.SAVE_TO_USE))
        self._first.insertWidget(0, made, 1)
        return made

    @cached_property
    def rule_sets(self) -> RuleSetsBar:
        """The rule sets, in the first part."""
        bar = self._make_rule_sets()
        bar.loaded.connect(self._on_loaded)
        bar.save_asked.connect(self._on_save_asked)
        bar.said.connect(self._say)
        bar.refused.connect(self.tell)
        self._first.addWidget(bar)
        return bar

    @cached_property
    def day(self) -> DayPart:
        """The second part."""
        guard, formats = self._guard, self._formats
        fixed = guard.fixed_initial
        part = DayPart(guard.reset, guard.initial_balance, formats, is_fixed=fixed)
        part.changed.connect(self._on_balance_typed)
        return part

    @cached_property
    def trades(self) -> TradesPart:
        """The third part."""
        part = TradesPart(self._guard, self._formats)
        part.changed.connect(self.fit)
        return part

    @cached_property
    def safeguards(self) -> SafeguardsPart:
        """The fourth part."""
        part = SafeguardsPart(self._guard)
        part.changed.connect(self.fit)
        return part

    def show_part(self, number: int) -> None:
        """Bring one of the parts to the front."""
        self.parts.choose(number)
        self.stack.setCurrentIndex(number)
        self.fit()

    def _lay_out(self) -> None:
        first = QWidget()
        self._first = QVBoxLayout(first)
        self._first.setContentsMargins(0, 0, 0, 0)
        self._first.setSpacing(14)
        # Made before it has its place: a form that is closed meanwhile must not leave it behind.
        self.finished.connect(self.turns.clear)
        self.finished.connect(first.deleteLater)
        others = (lambda: self.day, lambda: self.trades, lambda: self.safeguards)
        self.stack = Places((lambda: first, *others))
        self._layout.insertWidget(1, self.parts, alignment=Qt.AlignmentFlag.AlignLeft)
        self.fields.addWidget(self.stack)
        self.fields.addWidget(self.said)
        self.said.hide()

    def _show_rows(self) -> None:
        set_seen(self.list.rows, seen=True)

    def _connect_signals(self) -> None:
        self.parts.chosen.connect(self.show_part)
        self.accept_button.clicked.connect(self._on_accepted)

    def _say(self, text: str) -> None:
        self.fault.hide()
        self.said.setText(text)
        self.said.setVisible(bool(text))
        self.fit()

    def _on_balance_typed(self) -> None:
        initial = self.day.initial_balance()
        if initial != self._funds.initial:
            self._funds = replace(self._funds, initial=initial)
            self.list.set_funds(self._funds)

    def _on_loaded(self, rules: RuleSet) -> None:
        # Ids of their own: what is remembered of a limit must not be taken for another's.
        self.list.show_limits(replace(each, id=uuid4().hex) for each in rules.limits)
        self.day.show_reset(rules.reset)

    def _on_save_asked(self) -> None:
        self.tell("")
        if not self.list.limits():
            self.tell(words.RULE_SET_FULL)
            return
        if self._is_wrong(((1, self.day.checks()),)):
            return
        dialog = SaveRuleSetDialog(self.rule_sets.names, self)
        dialog.chosen.connect(lambda named: self._keep(dialog, named))
        dialog.finished.connect(self._on_saving_ended)
        self.saving = dialog
        dialog.show()

    def _keep(self, dialog: SaveRuleSetDialog, named: Label) -> None:
        reset = self.day.reset()
        if reset is None:
            return
        rules = RuleSet(
            name=named.name,
            limits=self.list.limits(),
            reset=reset,
            dated=named.dated,
            source=named.source,
        )
        self.rule_sets.keep(rules, dialog)

    def _on_saving_ended(self) -> None:
        self.saving = None

    def _on_accepted(self) -> None:
        self.tell("")
        wrong = self._is_wrong(
            (
                (1, self.day.checks()),
                (2, self.trades.checks()),
                (3, self.safeguards.checks()),
            )
        )
        reset = self.day.reset()
        if not wrong and reset is not None:
            self.chosen.emit(
                AccountGuard(
                    limits=self.list.limits(),
                    reset=reset,
                    initial_balance=self.day.initial_balance(),
                    fixed_initial=self.day.fixed.is_ticked,
                    worst_case=self.trades.worst_case.is_ticked,
                    cuts_to_fit=self.trades.cuts.is_ticked,
                    no_stop=self.trades.stop(),
                    naked=self.safeguards.naked_rule(),
                    refusals=self.safeguards.refusals(),
                    needs_sight=self.safeguards.sight.is_ticked,
                    flattens_alone=self.safeguards.alone.is_ticked,
                )
            )

    def _is_wrong(self, parts: tuple[tuple[int, Checks], ...]) -> bool:
        """Tell the fields their faults, and bring the first part with one to the front."""
        found = False
        for number, checks in parts:
            if any(fault for _, fault in checks) and not found:
                self.show_part(number)
                found = True
                first_wrong(checks)
            else:
                for field, fault in checks:
                    field.tell(fault)
        self.fit()
        return found
