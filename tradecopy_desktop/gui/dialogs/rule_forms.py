"""A form for each kind of limit. What a limit comes to is told elsewhere."""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtWidgets import QLineEdit

from tradecopy_desktop.domain.limits import (
    Anchor,
    Consistency,
    CountLimit,
    DrawdownLimit,
    Exposure,
    ExposureLimit,
    LossLimit,
    MarginLimit,
    Period,
    ProfitTarget,
    Rule,
)
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field
from tradecopy_desktop.gui.dialogs.rule_form import AmountInput, NumberInput, RuleForm
from tradecopy_desktop.gui.formats import Formats

Checks = list[tuple[Field, str]]
_TEXTS = {
    MarginLimit: (
        words.LEAST_MARGIN,
        words.UNIT_OF_MARGIN,
        words.LEAST_MARGIN_HINT,
        words.NEED_MOST,
    ),
    CountLimit: (words.MOST_COUNTED, "", words.MOST_COUNTED_HINT, words.NEED_WHOLE_MOST),
    Consistency: (
        words.MOST_SHARE,
        words.UNIT_OF_SHARE,
        words.MOST_SHARE_HINT,
        words.NEED_SHARE,
    ),
}


class PeriodForm(RuleForm):
    """A loss or a profit target: how much, over which period, counted from what."""

    def __init__(self, rule: LossLimit | ProfitTarget, formats: Formats, currency: str) -> None:
        super().__init__(formats)
        self._rule = rule
        loses = isinstance(rule, LossLimit)
        self.amount = (
            AmountInput(formats, currency) if loses else AmountInput(formats, currency, None)
        )
        self.amount.show_amount(rule.amount)
        title = words.HOW_MUCH_LOST if loses else words.HOW_MUCH_EARNED
        self.amount_field = self.add_number(title, words.AMOUNT_HINT, self.amount)
        self.period, _ = self.add_choice(
            words.PERIOD, words.PERIODS, words.PERIOD_HINTS, rule.period
        )
        self.anchor, self.anchor_field = self.add_choice(
            words.ANCHOR, words.ANCHORS, words.ANCHOR_HINTS, rule.anchor
        )
        self.floating = self.add_check(
            words.COUNT_FLOATING, words.COUNT_FLOATING_HINT, ticked=rule.floating
        )
        self.period.changed.connect(self._on_period_chosen)
        self._on_period_chosen()

    def rule(self) -> Rule | None:
        """Return what is filled in."""
        amount = self.amount.amount()
        if amount is None:
            return None
        period = self.period.option.value
        total = period is Period.TOTAL
        return replace(
            self._rule,
            amount=amount,
            period=period,
            anchor=Anchor.INITIAL if total else self.anchor.option.value,
            floating=self.floating.is_ticked,
        )

    def checks(self) -> Checks:
        """Return the field that can be wrong."""
        return [(self.amount_field, self.amount.fault())]

    def _on_period_chosen(self) -> None:
        total = self.period.option.value is Period.TOTAL
        if total:
            self.anchor.show_choice(Anchor.INITIAL, {})
        self.anchor.setEnabled(not total)
        self.anchor_field.set_hint(
            words.ONLY_INITIAL if total else words.ANCHOR_HINTS[self.anchor.option.value]
        )


class DrawdownForm(RuleForm):
    """How far, from which level, and whether the level stops rising."""

    def __init__(self, rule: DrawdownLimit, formats: Formats, currency: str) -> None:
        super().__init__(formats)
        self.amount = AmountInput(formats, currency)
        self.amount.show_amount(rule.amount)
        self.amount_field = self.add_number(words.HOW_MUCH_LOST, words.AMOUNT_HINT, self.amount)
        self.trail, _ = self.add_choice(words.TRAIL, words.TRAILS, words.TRAIL_HINTS, rule.trail)
        self.locks = self.add_check(
            words.LOCKS_AT_BREAK_EVEN,
            words.LOCKS_AT_BREAK_EVEN_HINT,
            ticked=rule.locks_at_break_even,
        )
        self.floating = self.add_check(
            words.COUNT_FLOATING, words.COUNT_FLOATING_HINT, ticked=rule.floating
        )

    def rule(self) -> Rule | None:
        """Return what is filled in."""
        amount = self.amount.amount()
        if amount is None:
            return None
        return DrawdownLimit(
            trail=self.trail.option.value,
            amount=amount,
            locks_at_break_even=self.locks.is_ticked,
            floating=self.floating.is_ticked,
        )

    def checks(self) -> Checks:
        """Return the field that can be wrong."""
        return [(self.amount_field, self.amount.fault())]


class ExposureForm(RuleForm):
    """How much of what, in which symbol."""

    def __init__(self, rule: ExposureLimit, formats: Formats) -> None:
        super().__init__(formats)
        self.exposure, _ = self.add_choice(
            words.EXPOSED, words.EXPOSURES, words.EXPOSURE_HINTS, rule.exposure
        )
        self.most = NumberInput(formats)
        self.most.show_number(rule.most)
        self.most_field = self.add_number(words.MOST_OPEN, words.MOST_OPEN_HINT, self.most)
        self.symbol = QLineEdit(rule.symbol)
        Field(words.SYMBOL_OF_LIMIT, self.symbol, words.SYMBOL_OF_LIMIT_HINT).add_to(self.lines)
        self.symbol.textChanged.connect(lambda _: self.changed.emit())

    def rule(self) -> Rule | None:
        """Return what is filled in."""
        most = self.most.value()
        if most is None or self._is_broken():
            return None
        symbol = self.symbol.text().strip()
        return ExposureLimit(exposure=self.exposure.option.value, most=most, symbol=symbol)

    def checks(self) -> Checks:
        """Return the field that can be wrong."""
        whole = self.exposure.option.value is Exposure.POSITIONS
        fault = self.most.fault(words.NEED_WHOLE_MOST if whole else words.NEED_MOST)
        return [(self.most_field, words.NEED_WHOLE_MOST if self._is_broken() else fault)]

    def _is_broken(self) -> bool:
        value = self.most.value()
        whole = self.exposure.option.value is Exposure.POSITIONS
        return whole and value is not None and value != value.to_integral_value()


class OneNumberForm(RuleForm):
    """A margin level, a count, or a share: one number is all there is to say."""

    def __init__(self, rule: MarginLimit | CountLimit | Consistency, formats: Formats) -> None:
        super().__init__(formats)
        self._rule = rule
        title, unit, hint, self._fault = _TEXTS[type(rule)]
        self.number = NumberInput(formats, unit, whole=isinstance(rule, CountLimit))
        number = rule.least if isinstance(rule, MarginLimit) else rule.most
        self.number.show_number(Decimal(number))
        self.field = self.add_number(title, hint, self.number)

    def rule(self) -> Rule | None:
        """Return what is filled in."""
        value = self.number.value()
        if value is None:
            return None
        match self._rule:
            case MarginLimit():
                return MarginLimit(least=value)
            case CountLimit(counted=counted):
                return CountLimit(counted=counted, most=int(value))
            case Consistency():
                return Consistency(most=value)

    def checks(self) -> Checks:
        """Return the field that can be wrong."""
        return [(self.field, self.number.fault(self._fault))]


def form_for(rule: Rule, formats: Formats, currency: str) -> RuleForm:
    """Return the form of a rule's kind, filled in with it."""
    match rule:
        case LossLimit() | ProfitTarget():
            return PeriodForm(rule, formats, currency)
        case DrawdownLimit():
            return DrawdownForm(rule, formats, currency)
        case ExposureLimit():
            return ExposureForm(rule, formats)
        case MarginLimit() | CountLimit() | Consistency():
            return OneNumberForm(rule, formats)
