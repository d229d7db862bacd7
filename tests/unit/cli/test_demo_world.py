"""The demo's world: followers for every kind of size, large enough that nothing is skipped."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from tradecopy_desktop.cli.arguments import DemoChoice, DemoSizes, parse_arguments
from tradecopy_desktop.cli.demo_world import plan_world
from tradecopy_desktop.domain.sizing import (
    EqualNotional,
    FixedLeverage,
    FixedLots,
    Multiplier,
    Proportional,
    RiskMoney,
    RiskPercent,
    SameLots,
    SizeMultiplier,
)
from tradecopy_desktop.domain.values import MarginMode
from tradecopy_desktop.sim.recordings import read_recording

SAMPLE = Path(__file__).parents[2] / "golden" / "recordings" / "tradovate.csv"
NINE = [
    SameLots,
    FixedLots,
    Multiplier,
    SizeMultiplier,
    Proportional,
    RiskPercent,
    RiskMoney,
    EqualNotional,
    FixedLeverage,
]


@pytest.mark.parametrize("replay", [None, SAMPLE], ids=["random", "replayed"])
def test_routes_when_every_size_is_asked_for_have_one_each_in_turn(replay: Path | None) -> None:
    recording = read_recording(replay) if replay else None

    world = plan_world(11, recording, hurried=True, sizes=DemoSizes.EVERY)

    kinds = [type(route.settings.sizing) for route in world.routes]
    assert kinds == [*NINE, SameLots, FixedLots]
    modes = {account.margin_mode for account in world.followers}
    assert modes == {MarginMode.HEDGING, MarginMode.NETTING}
    steps = {
        (one.lot_min, one.lot_step) for account in world.followers for one in account.instruments
    }
    assert (Decimal("0.14"), Decimal("0.05")) in steps
    assert len({route.id for route in world.routes}) == 11


def test_routes_when_mixed_are_lots_and_multiples_as_ever() -> None:
    world = plan_world(5, None, hurried=False)

    sizings = [route.settings.sizing for route in world.routes]
    # For a master's 0.1: 3.5 steps of 0.01, 3.3 of 0.1, 2.75 of 1 and 2.6 of 0.1.
    assert sizings == [
        SameLots(),
        Multiplier(factor=Decimal("3.5")),
        Multiplier(factor=Decimal("3.3")),
        Multiplier(factor=Decimal("27.5")),
        Multiplier(factor=Decimal("2.6")),
    ]


def test_fixed_lots_when_orders_differ_leave_three_steps_for_the_smallest_piece() -> None:
    # Random orders have 1 to 5 pieces of 0.1: 5 * 3 steps of 0.01.
    world = plan_world(2, None, hurried=False, sizes=DemoSizes.EVERY)

    assert world.routes[1].settings.sizing == FixedLots(lots=Decimal("0.15"))


def test_balance_when_orders_are_sized_by_money_covers_them_many_times() -> None:
    world = plan_world(9, None, hurried=False, sizes=DemoSizes.EVERY)

    sizing = world.routes[8].settings.sizing
    assert isinstance(sizing, FixedLeverage)
    # One order is worth at most a hundredth of the balance: five pieces and twenty times that.
    assert Fraction(sizing.leverage) <= Fraction(1, 100)
    assert world.followers[8].balance > world.followers[0].balance


def test_tick_value_when_the_account_is_in_euros_is_in_euros() -> None:
    world = plan_world(7, None, hurried=False, sizes=DemoSizes.EVERY)

    follower = world.followers[6]
    pound = next(one for one in follower.instruments if one.name.startswith("GBPUSD"))
    # 0.00001 * 100,000 is a dollar; 1 / 1.085 is 0.92165899 euros.
    assert (follower.currency, pound.tick_value) == ("EUR", Decimal("0.92165899"))
    assert pound.profit == "USD"


def test_recorded_symbols_when_sized_by_worth_have_lots_of_about_ten_thousand() -> None:
    # Gold at 2,061.5 comes in lots of 10, the Nasdaq at 21,001.50 in lots of 1.
    recording = read_recording(SAMPLE)

    every = plan_world(1, recording, hurried=True, sizes=DemoSizes.EVERY)
    mixed = plan_world(1, recording, hurried=True)

    sizes = {one.name: one.contract_size for one in every.master.instruments}
    assert sizes == {"MGCG6": 10, "MNQH6": 1}
    assert {one.contract_size for one in mixed.master.instruments} == {1}


@pytest.mark.parametrize(
    ("line", "sizes"), [("demo", DemoSizes.MIXED), ("demo --sizes every", DemoSizes.EVERY)]
)
def test_sizes_when_typed_are_taken_over(line: str, sizes: DemoSizes) -> None:
    choice = parse_arguments(line.split())

    assert isinstance(choice, DemoChoice)
    assert choice.sizes is sizes
