"""What a trader may set for sizes: numbers that make no sense are refused when they are set."""

from collections.abc import Callable
from dataclasses import astuple
from decimal import Decimal

import pytest

from tradecopy_desktop.domain.sizing import (
    EqualNotional,
    FixedLeverage,
    FixedLots,
    FundsBase,
    Multiplier,
    Proportional,
    RiskMoney,
    RiskPercent,
    SizeMultiplier,
    Sizing,
    VolumeRules,
)

SIZINGS: list[tuple[Callable[[Decimal], Sizing], str]] = [
    (lambda number: FixedLots(lots=number), "fixed lots"),
    (lambda number: Multiplier(factor=number), "a multiplier"),
    (lambda number: SizeMultiplier(factor=number), "a multiplier of size"),
    (lambda number: Proportional(base=FundsBase.EQUITY, factor=number), "a factor"),
    (lambda number: RiskPercent(percent=number), "a risk in percent"),
    (lambda number: RiskMoney(amount=number), "a risk in money"),
    (lambda number: EqualNotional(factor=number), "a factor"),
    (lambda number: FixedLeverage(leverage=number), "a leverage"),
]


@pytest.mark.parametrize(("sizing", "name"), SIZINGS)
@pytest.mark.parametrize("number", ["0", "-0.01", "NaN", "Infinity", "-Infinity"])
def test_size_when_it_is_not_above_zero_or_not_a_number_then_is_refused(
    sizing: Callable[[Decimal], Sizing], name: str, number: str
) -> None:
    with pytest.raises(ValueError, match=f"^{name} must be above 0, was {number}$"):
        sizing(Decimal(number))


@pytest.mark.parametrize("sizing", [sizing for sizing, _ in SIZINGS])
@pytest.mark.parametrize("number", ["0.01", "1", "100"])
def test_size_when_it_is_above_zero_then_is_taken(
    sizing: Callable[[Decimal], Sizing], number: str
) -> None:
    assert Decimal(number) in astuple(sizing(Decimal(number)))


def test_risk_when_above_all_of_the_money_then_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^a risk must be at most 100 percent, was 100\.01$"):
        RiskPercent(percent=Decimal("100.01"))


def test_size_when_no_factor_is_set_then_is_the_masters_and_risk_is_of_equity() -> None:
    assert SizeMultiplier().factor == 1
    assert Proportional(base=FundsBase.BALANCE).factor == 1
    assert EqualNotional().factor == 1
    assert RiskPercent(percent=Decimal(1)).base is FundsBase.EQUITY


def test_volume_rules_when_nothing_is_set_then_have_these_values() -> None:
    rules = VolumeRules()

    assert rules.risk_coefficient == 2
    assert rules.max_funds_age_ms == 15_000
    assert rules.commission == 0
    assert (rules.min_lots, rules.max_lots, rules.assumed_stop) == (None, None, None)


def test_risk_coefficient_when_below_one_then_is_refused() -> None:
    assert VolumeRules(risk_coefficient=Decimal(1)).risk_coefficient == 1
    with pytest.raises(ValueError, match=r"^a risk coefficient must be >= 1, was 0\.99$"):
        VolumeRules(risk_coefficient=Decimal("0.99"))


@pytest.mark.parametrize("lots", ["0", "-1", "NaN"])
def test_least_and_most_lots_when_they_are_not_above_zero_then_are_refused(lots: str) -> None:
    with pytest.raises(ValueError, match=f"^least lots must be above 0, was {lots}$"):
        VolumeRules(min_lots=Decimal(lots))
    with pytest.raises(ValueError, match=f"^most lots must be above 0, was {lots}$"):
        VolumeRules(max_lots=Decimal(lots))


def test_least_lots_when_above_the_most_then_are_refused() -> None:
    one = Decimal(1)

    assert VolumeRules(min_lots=one, max_lots=one).max_lots == 1
    assert VolumeRules(min_lots=one).max_lots is None
    assert VolumeRules(max_lots=one).min_lots is None
    with pytest.raises(ValueError, match=r"^least lots must be <= most lots, were 1\.01 and 1$"):
        VolumeRules(min_lots=Decimal("1.01"), max_lots=one)


@pytest.mark.parametrize("commission", ["-0.01", "Infinity"])
def test_commission_when_negative_or_endless_then_is_refused(commission: str) -> None:
    assert VolumeRules(commission=Decimal("0.5")).commission == Decimal("0.5")
    with pytest.raises(ValueError, match=f"^a commission must be >= 0, was {commission}$"):
        VolumeRules(commission=Decimal(commission))


@pytest.mark.parametrize("points", [0, -1])
def test_assumed_stop_when_it_is_no_distance_then_is_refused(points: int) -> None:
    assert VolumeRules(assumed_stop=1).assumed_stop == 1
    with pytest.raises(ValueError, match=f"^an assumed SL must be above 0 points, was {points}$"):
        VolumeRules(assumed_stop=points)
