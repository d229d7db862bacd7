"""The stored form of limits: each rule says which of its kind it is. Judges no money.

Written out in full, so that a word which this program does not know is an error and not left out.
"""

from decimal import Decimal

import msgspec

from tradecopy_desktop.domain.guarding import Ladder, Limit, Reset, Scope
from tradecopy_desktop.domain.limits import (
    Anchor,
    Consistency,
    Counted,
    CountLimit,
    DrawdownLimit,
    Exposure,
    ExposureLimit,
    LossLimit,
    MarginLimit,
    Period,
    ProfitTarget,
    Rule,
    Trail,
    Unit,
)


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stored value. What is not a field of it is refused, and so is a number that is none."""

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, Decimal) and not value.is_finite():
                raise ValueError(f"{name} must be a number, was {value}")


class _Rule(Form, frozen=True, tag_field="form"):
    pass


class AmountForm(Form, frozen=True):
    """A stored Amount."""

    value: Decimal
    unit: Unit


class LossForm(_Rule, frozen=True, tag="loss"):
    """A stored LossLimit."""

    period: Period
    amount: AmountForm
    anchor: Anchor
    floating: bool


class DrawdownForm(_Rule, frozen=True, tag="drawdown"):
    """A stored DrawdownLimit."""

    trail: Trail
    amount: AmountForm
    locks_at_break_even: bool
    floating: bool


class ExposureForm(_Rule, frozen=True, tag="exposure"):
    """A stored ExposureLimit."""

    exposure: Exposure
    most: Decimal
    symbol: str


class MarginForm(_Rule, frozen=True, tag="margin"):
    """A stored MarginLimit."""

    least: Decimal


class TargetForm(_Rule, frozen=True, tag="profit_target"):
    """A stored ProfitTarget."""

    period: Period
    amount: AmountForm
    anchor: Anchor
    floating: bool


class CountForm(_Rule, frozen=True, tag="count"):
    """A stored CountLimit."""

    counted: Counted
    most: int


class ConsistencyForm(_Rule, frozen=True, tag="consistency"):
    """A stored Consistency."""

    most: Decimal


RuleForm = (
    LossForm | DrawdownForm | ExposureForm | MarginForm | TargetForm | CountForm | ConsistencyForm
)

_FORMS: dict[type[Rule], type[RuleForm]] = {
    LossLimit: LossForm,
    DrawdownLimit: DrawdownForm,
    ExposureLimit: ExposureForm,
    MarginLimit: MarginForm,
    ProfitTarget: TargetForm,
    CountLimit: CountForm,
    Consistency: ConsistencyForm,
}
_RULES = {form: rule for rule, form in _FORMS.items()}


class LadderForm(Form, frozen=True):
    """A stored Ladder."""

    warn: Decimal | None
    close_only: Decimal | None
    flatten: Decimal | None


class LimitForm(Form, frozen=True):
    """A stored Limit."""

    id: str
    name: str
    rule: RuleForm
    ladder: LadderForm
    scope: Scope
    ends_at_reset: bool


class ResetForm(Form, frozen=True):
    """A stored Reset."""

    zone: str
    minute: int
    first_weekday: int


def limit_to(limit: Limit) -> LimitForm:
    """Return the stored form of a limit."""
    return LimitForm(
        id=limit.id,
        name=limit.name,
        rule=msgspec.convert(limit.rule, _FORMS[type(limit.rule)], from_attributes=True),
        ladder=msgspec.convert(limit.ladder, LadderForm, from_attributes=True),
        scope=limit.scope,
        ends_at_reset=limit.ends_at_reset,
    )


def limit_from(form: LimitForm) -> Limit:
    """Return the limit of a stored form; raise ValueError for values that no limit can have."""
    return Limit(
        id=form.id,
        name=form.name,
        rule=msgspec.convert(form.rule, _RULES[type(form.rule)], from_attributes=True),
        ladder=msgspec.convert(form.ladder, Ladder, from_attributes=True),
        scope=form.scope,
        ends_at_reset=form.ends_at_reset,
    )


def reset_to(reset: Reset) -> ResetForm:
    """Return the stored form of a reset."""
    return msgspec.convert(reset, ResetForm, from_attributes=True)


def reset_from(form: ResetForm) -> Reset:
    """Return the reset of a stored form; raise ValueError for values that no reset can have."""
    return msgspec.convert(form, Reset, from_attributes=True)
