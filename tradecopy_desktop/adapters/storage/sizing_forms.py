"""The stored form of a sizing: its fields, and the word for its kind. Computes no lots."""

from decimal import Decimal

import msgspec

from tradecopy_desktop.domain.sizing import (
    EqualNotional,
    FixedLeverage,
    FixedLots,
    FundsBase,
    Multiplier,
    Proportional,
    RiskMoney,
    RiskPercent,
    SameLots,
    SizeMultiplier,
    Sizing,
)


class _Form(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="form"
):
    pass


class SameLotsForm(_Form, frozen=True, tag="same_lots"):
    """A stored SameLots."""


class FixedLotsForm(_Form, frozen=True, tag="fixed_lots"):
    """A stored FixedLots."""

    lots: Decimal


class MultiplierForm(_Form, frozen=True, tag="multiplier"):
    """A stored Multiplier."""

    factor: Decimal


class SizeMultiplierForm(_Form, frozen=True, tag="size_multiplier"):
    """A stored SizeMultiplier."""

    factor: Decimal


class ProportionalForm(_Form, frozen=True, tag="proportional"):
    """A stored Proportional."""

    base: FundsBase
    factor: Decimal


class RiskPercentForm(_Form, frozen=True, tag="risk_percent"):
    """A stored RiskPercent."""

    percent: Decimal
    base: FundsBase


class RiskMoneyForm(_Form, frozen=True, tag="risk_money"):
    """A stored RiskMoney."""

    amount: Decimal


class EqualNotionalForm(_Form, frozen=True, tag="equal_notional"):
    """A stored EqualNotional."""

    factor: Decimal


class FixedLeverageForm(_Form, frozen=True, tag="fixed_leverage"):
    """A stored FixedLeverage."""

    leverage: Decimal


SizingForm = (
    SameLotsForm
    | FixedLotsForm
    | MultiplierForm
    | SizeMultiplierForm
    | ProportionalForm
    | RiskPercentForm
    | RiskMoneyForm
    | EqualNotionalForm
    | FixedLeverageForm
)

_FORMS: dict[type[Sizing], type[SizingForm]] = {
    SameLots: SameLotsForm,
    FixedLots: FixedLotsForm,
    Multiplier: MultiplierForm,
    SizeMultiplier: SizeMultiplierForm,
    Proportional: ProportionalForm,
    RiskPercent: RiskPercentForm,
    RiskMoney: RiskMoneyForm,
    EqualNotional: EqualNotionalForm,
    FixedLeverage: FixedLeverageForm,
}
_SIZINGS = {form: sizing for sizing, form in _FORMS.items()}


def sizing_to(sizing: Sizing) -> SizingForm:
    """Return the stored form of a sizing."""
    return msgspec.convert(sizing, _FORMS[type(sizing)], from_attributes=True)


def sizing_from(form: SizingForm) -> Sizing:
    """Return the sizing of a stored form; raise ValueError for values that no sizing can have."""
    return msgspec.convert(form, _SIZINGS[type(form)], from_attributes=True)
