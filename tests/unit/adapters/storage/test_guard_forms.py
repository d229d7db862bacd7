"""The stored forms of guards know every field of what they store; a new one is not forgotten."""

from dataclasses import fields

import pytest

from tests.contract.guard_samples import GUARD, RULE_SET, RULES
from tradecopy_desktop.adapters.storage import limit_forms
from tradecopy_desktop.adapters.storage.guard_forms import (
    AssumedStopForm,
    GuardForm,
    NakedForm,
    RuleSetForm,
)
from tradecopy_desktop.domain.guarding import (
    AccountGuard,
    AssumedStop,
    Ladder,
    Limit,
    NakedRule,
    Reset,
    RuleSet,
)
from tradecopy_desktop.domain.limits import (
    Amount,
    Consistency,
    CountLimit,
    DrawdownLimit,
    ExposureLimit,
    LossLimit,
    MarginLimit,
    ProfitTarget,
    Rule,
)

FORMS: list[tuple[type, type[limit_forms.Form]]] = [
    (AccountGuard, GuardForm),
    (RuleSet, RuleSetForm),
    (AssumedStop, AssumedStopForm),
    (NakedRule, NakedForm),
    (Limit, limit_forms.LimitForm),
    (Ladder, limit_forms.LadderForm),
    (Reset, limit_forms.ResetForm),
    (Amount, limit_forms.AmountForm),
    (LossLimit, limit_forms.LossForm),
    (DrawdownLimit, limit_forms.DrawdownForm),
    (ExposureLimit, limit_forms.ExposureForm),
    (MarginLimit, limit_forms.MarginForm),
    (ProfitTarget, limit_forms.TargetForm),
    (CountLimit, limit_forms.CountForm),
    (Consistency, limit_forms.ConsistencyForm),
]


@pytest.mark.parametrize(("value", "form"), FORMS)
def test_form_when_counted_then_has_every_field_of_its_value(
    value: type, form: type[limit_forms.Form]
) -> None:
    stored = set(form.__struct_fields__) - {"version"}

    assert stored == {each.name for each in fields(value)}


def test_samples_when_counted_then_hold_every_kind_of_rule() -> None:
    assert {type(rule) for rule in RULES} == set(Rule.__args__)
    assert [limit.rule for limit in GUARD.limits] == list(RULES)
    assert RULE_SET.limits == GUARD.limits
