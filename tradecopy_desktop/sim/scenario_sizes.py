"""The forms in which a scenario's file holds the sizes of a route. Nothing is computed."""

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
    SymbolOverride,
)


class _Form(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"
):
    """What all have in common: `kind` names the class of the domain."""


class SameLotsForm(_Form, tag="SameLots", frozen=True):
    """The master's lots."""


class FixedLotsForm(_Form, tag="FixedLots", frozen=True):
    """These lots for each order."""

    lots: Decimal


class MultiplierForm(_Form, tag="Multiplier", frozen=True):
    """The master's lots times a factor."""

    factor: Decimal


class SizeMultiplierForm(_Form, tag="SizeMultiplier", frozen=True):
    """The master's units times a factor."""

    factor: Decimal


class ProportionalForm(_Form, tag="Proportional", frozen=True):
    """The master's units by the proportion of both accounts' money."""

    base: FundsBase
    factor: Decimal


class RiskPercentForm(_Form, tag="RiskPercent", frozen=True):
    """A loss at the SL costs this share of the money."""

    percent: Decimal
    base: FundsBase


class RiskMoneyForm(_Form, tag="RiskMoney", frozen=True):
    """A loss at the SL costs this money."""

    amount: Decimal


class EqualNotionalForm(_Form, tag="EqualNotional", frozen=True):
    """Worth the master's order times a factor."""

    factor: Decimal


class FixedLeverageForm(_Form, tag="FixedLeverage", frozen=True):
    """Worth so many times the equity."""

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

_KINDS: dict[str, type[Sizing]] = {
    "SameLots": SameLots,
    "FixedLots": FixedLots,
    "Multiplier": Multiplier,
    "SizeMultiplier": SizeMultiplier,
    "Proportional": Proportional,
    "RiskPercent": RiskPercent,
    "RiskMoney": RiskMoney,
    "EqualNotional": EqualNotional,
    "FixedLeverage": FixedLeverage,
}


class OverrideForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Other settings for one of the master's symbols."""

    symbol: str
    sizing: SizingForm | None = None
    min_lots: Decimal | None = None
    max_lots: Decimal | None = None


def sizing_of(form: SizingForm) -> Sizing:
    """Return the size that a form stands for; ValueError where it cannot be."""
    fields: dict[str, object] = msgspec.to_builtins(form, builtin_types=(Decimal,))
    kind = _KINDS[str(fields.pop("kind"))]
    return msgspec.convert(fields, type=kind, builtin_types=(Decimal,))


def form_of(sizing: Sizing) -> SizingForm:
    """Return the form in which a size is written down."""
    fields: dict[str, object] = msgspec.to_builtins(sizing, builtin_types=(Decimal,))
    fields["kind"] = type(sizing).__name__
    form: SizingForm = msgspec.convert(fields, type=SizingForm, builtin_types=(Decimal,))
    return form


def override_of(form: OverrideForm) -> SymbolOverride:
    """Return the override that a form stands for."""
    return SymbolOverride(
        symbol=form.symbol,
        sizing=sizing_of(form.sizing) if form.sizing is not None else None,
        min_lots=form.min_lots,
        max_lots=form.max_lots,
    )


def form_of_override(override: SymbolOverride) -> OverrideForm:
    """Return the form in which an override is written down."""
    return OverrideForm(
        symbol=override.symbol,
        sizing=form_of(override.sizing) if override.sizing is not None else None,
        min_lots=override.min_lots,
        max_lots=override.max_lots,
    )
