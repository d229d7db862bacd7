"""The stored form of guards and rule sets. Guards nothing.

Each text bears the version of its form. One that this program does not know in full is not read:
a guard of which a part is left out would let an account lose what the trader forbade.
"""

from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

import msgspec

from tradecopy_desktop.adapters.storage.limit_forms import (
    Form,
    LimitForm,
    ResetForm,
    limit_from,
    limit_to,
    reset_from,
    reset_to,
)
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.guarding import (
    AccountGuard,
    AssumedStop,
    NakedAction,
    NakedRule,
    RuleSet,
)

GUARD_VERSION: Final = 1

_Value = TypeVar("_Value")


class _Version(msgspec.Struct, frozen=True):
    version: int


class AssumedStopForm(Form, frozen=True):
    """A stored AssumedStop."""

    points: int | None
    gap_percent: Decimal


class NakedForm(Form, frozen=True):
    """A stored NakedRule."""

    after_s: int | None
    action: NakedAction
    emergency_points: int
    watches_all: bool


class GuardForm(Form, frozen=True):
    """A stored AccountGuard."""

    version: int
    limits: tuple[LimitForm, ...]
    reset: ResetForm
    initial_balance: Decimal | None
    fixed_initial: bool
    worst_case: bool
    cuts_to_fit: bool
    no_stop: AssumedStopForm
    naked: NakedForm
    refusals: int | None
    needs_sight: bool
    flattens_alone: bool


class RuleSetForm(Form, frozen=True):
    """A stored RuleSet."""

    version: int
    name: str
    limits: tuple[LimitForm, ...]
    reset: ResetForm
    dated: date | None
    source: str


def text_of_guard(guard: AccountGuard) -> str:
    """Return a guard as text."""
    form = GuardForm(
        version=GUARD_VERSION,
        limits=tuple(limit_to(each) for each in guard.limits),
        reset=reset_to(guard.reset),
        initial_balance=guard.initial_balance,
        fixed_initial=guard.fixed_initial,
        worst_case=guard.worst_case,
        cuts_to_fit=guard.cuts_to_fit,
        no_stop=msgspec.convert(guard.no_stop, AssumedStopForm, from_attributes=True),
        naked=msgspec.convert(guard.naked, NakedForm, from_attributes=True),
        refusals=guard.refusals,
        needs_sight=guard.needs_sight,
        flattens_alone=guard.flattens_alone,
    )
    return _encoder.encode(form).decode()


def guard_of_text(text: str, of: str) -> AccountGuard:
    """Return the guard in `text`; raise TradeCopyError, which names `of`, if it is none."""
    form = _read(text, _guard_decoder, f"guard of {of}")
    try:
        return AccountGuard(
            limits=tuple(limit_from(each) for each in form.limits),
            reset=reset_from(form.reset),
            initial_balance=form.initial_balance,
            fixed_initial=form.fixed_initial,
            worst_case=form.worst_case,
            cuts_to_fit=form.cuts_to_fit,
            no_stop=msgspec.convert(form.no_stop, AssumedStop, from_attributes=True),
            naked=msgspec.convert(form.naked, NakedRule, from_attributes=True),
            refusals=form.refusals,
            needs_sight=form.needs_sight,
            flattens_alone=form.flattens_alone,
        )
    except ValueError as e:
        raise _unreadable(f"guard of {of}", e) from e


def text_of_rule_set(rule_set: RuleSet) -> str:
    """Return a rule set as text."""
    form = RuleSetForm(
        version=GUARD_VERSION,
        name=rule_set.name,
        limits=tuple(limit_to(each) for each in rule_set.limits),
        reset=reset_to(rule_set.reset),
        dated=rule_set.dated,
        source=rule_set.source,
    )
    return _encoder.encode(form).decode()


def rule_set_of_text(text: str, of: str) -> RuleSet:
    """Return the rule set in `text`; raise TradeCopyError, which names `of`, if it is none."""
    form = _read(text, _rule_set_decoder, f"rule set {of!r}")
    try:
        return RuleSet(
            name=form.name,
            limits=tuple(limit_from(each) for each in form.limits),
            reset=reset_from(form.reset),
            dated=form.dated,
            source=form.source,
        )
    except ValueError as e:
        raise _unreadable(f"rule set {of!r}", e) from e


def _read(text: str, decoder: msgspec.json.Decoder[_Value], what: str) -> _Value:
    try:
        version = _version_decoder.decode(text).version
        # First, since of a later form hardly anything else could be said.
        if version == GUARD_VERSION:
            return decoder.decode(text)
    except ValueError as e:
        raise _unreadable(what, e) from e
    raise _unreadable(
        what, f"it is of version {version}, and this program knows {GUARD_VERSION} alone"
    )


def _unreadable(what: str, why: ValueError | str) -> TradeCopyError:
    return TradeCopyError(f"the stored {what} cannot be read: {why}")


# In an order of their own, so that one value has one text.
_encoder = msgspec.json.Encoder(order="deterministic")
_version_decoder = msgspec.json.Decoder(_Version)
_guard_decoder = msgspec.json.Decoder(GuardForm)
_rule_set_decoder = msgspec.json.Decoder(RuleSetForm)
