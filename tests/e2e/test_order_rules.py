"""What a route's rules make of an order, on the follower's own book: sides, lots, prices, stops."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.e2e.order_scene import (
    HEDGING,
    IDS,
    KINDS,
    MT4,
    NETTING,
    NETTING_MASTER,
    ORDERS,
    SETTINGS,
    Follows,
    by_orders,
    order_scene,
)
from tests.e2e.order_seat import BUY, SELL, Account
from tests.unit.sim.market import eurusd
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.order_rules import OrderRules, WhenSlipped
from tradecopy_desktop.domain.sizing import (
    FixedLots,
    PartialFill,
    RiskPercent,
    SizeMultiplier,
    VolumeRules,
)
from tradecopy_desktop.domain.stop_rules import StopRule, StopRules, StopSource
from tradecopy_desktop.domain.values import PendingKind
from tradecopy_desktop.sim.broker.faults import Fault

LIMIT = PendingKind.LIMIT
of_every_kind = pytest.mark.parametrize("account", KINDS, ids=IDS)
of_mt5 = pytest.mark.parametrize("account", [HEDGING, NETTING], ids=["hedging", "netting"])

FUTURE = {
    "digits": 2,
    "point": Decimal("0.01"),
    "tick_size": Decimal("0.25"),
    "lot_min": Decimal(1),
    "lot_step": Decimal(1),
    "profit": "USD",
}
ES = eurusd("ESZ6", contract_size=Decimal(50), tick_value=Decimal("12.5"), **FUTURE)
MES = eurusd("MESZ6", contract_size=Decimal(5), tick_value=Decimal("1.25"), **FUTURE)


def trading(account: Account, *instruments: Instrument) -> Account:
    """Return an account of a futures broker."""
    return replace(account, instruments=instruments, price="5000.00", balance="1000000")


# -- the other side --------------------------------------------------------------------------------


async def test_reverse_route_when_an_order_waits_then_its_copies_wait_on_the_other_side(
    tmp_path: Path,
) -> None:
    three = [
        replace(each, settings=replace(each.settings, reverse=True))
        for each in (by_orders(HEDGING), by_orders(NETTING), by_orders(MT4))
    ]
    async with order_scene(tmp_path, *three) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000", sl="1.08000", tp="1.12000")
        await scene.quiet()
        waits = [seat.orders for seat in scene.followers]

        # A copy sells what the master buys, and both meet the same price: 1.09000 as bid there.
        scene.quote("1.08990")
        await scene.quiet()
        held = [seat.held for seat in scene.followers]
        scene.master.close(ticket, "0.20")
        await scene.quiet()

        # The master's TP is where the copy loses.
        assert waits == [["sell stop 0.2 at 1.09000 sl 1.12000 tp 1.08000"]] * 3
        assert held == [["sell 0.2"]] * 3
        assert [seat.deals for seat in scene.followers] == [["in 0.2", "out 0.2"]] * 3


@of_every_kind
async def test_reverse_route_when_the_master_trades_then_sides_and_stops_are_mirrored(
    tmp_path: Path, account: Account
) -> None:
    follows = Follows(account=account, settings=replace(SETTINGS, reverse=True))
    async with order_scene(tmp_path, follows) as scene:
        ticket = scene.master.market(BUY, "0.20", sl="1.08000", tp="1.12000")
        await scene.quiet()
        opened = (scene.follower.held, scene.follower.stops)

        scene.master.move_stops(ticket, sl="1.08500", tp="1.13000")
        await scene.quiet()
        moved = scene.follower.stops
        scene.master.close(ticket, "0.20")
        await scene.quiet()

        assert opened == (["sell 0.2"], ["sl 1.12000 tp 1.08000"])
        assert moved == ["sl 1.13000 tp 1.08500"]
        assert scene.follower.deals == ["in 0.2", "out 0.2"]


@of_every_kind
async def test_s3_reverse_route_when_a_netting_master_turns_round_then_the_copy_does_too(
    tmp_path: Path, account: Account
) -> None:
    follows = Follows(account=account, settings=replace(SETTINGS, reverse=True))
    async with order_scene(tmp_path, follows, master=NETTING_MASTER) as scene:
        scene.master.market(BUY, "0.20")
        await scene.quiet()

        scene.master.market(SELL, "0.50")
        await scene.quiet()

        assert scene.master.held == ["sell 0.3"]
        assert scene.follower.held == ["buy 0.3"]


# -- sizes -----------------------------------------------------------------------------------------


@of_every_kind
async def test_s2_fixed_lots_when_an_order_is_filled_in_parts_then_the_copy_ends_at_the_whole(
    tmp_path: Path, account: Account
) -> None:
    settings = replace(SETTINGS, sizing=FixedLots(lots=Decimal("1.00")))
    async with order_scene(tmp_path, Follows(account=account, settings=settings)) as scene:
        ticket = scene.master.market(BUY, "10", parts=("3", "4", "3"))
        await scene.quiet()
        whole = scene.follower.lots

        scene.master.close(ticket, "5")
        await scene.quiet()
        half = scene.follower.lots
        scene.master.close(ticket, "5")
        await scene.quiet()

        assert scene.follower.deals[:3] == ["in 0.3", "in 0.4", "in 0.3"]
        assert (whole, half, scene.follower.lots) == ("1", "0.5", "0")


@of_every_kind
async def test_risk_when_a_position_has_a_stop_then_its_loss_costs_the_share_of_equity(
    tmp_path: Path, account: Account
) -> None:
    settings = replace(SETTINGS, sizing=RiskPercent(percent=Decimal(1)), orders=ORDERS)
    async with order_scene(tmp_path, Follows(account=account, settings=settings)) as scene:
        # 1 % of 100000 is 1000. To buy at the ask 1.10010 with SL 1.09010 risks 1000 a lot.
        scene.master.market(BUY, "0.30", sl="1.09010")
        await scene.until(lambda: scene.follower.held == ["buy 1"])
        # An order at 1.09000 with SL 1.08510 risks 490 a lot: 1000 / 490 = 2.0408, and 2.0406
        # once the terminal has told that the spread cost 10 of the equity.
        scene.master.place(BUY, LIMIT, "0.30", "1.09000", sl="1.08510")
        await scene.quiet()

        assert scene.follower.orders == ["buy limit 2.04 at 1.09000 sl 1.08510 tp None"]


async def test_risk_when_a_position_has_no_stop_then_is_not_copied_and_told(
    tmp_path: Path,
) -> None:
    settings = replace(SETTINGS, sizing=RiskPercent(percent=Decimal(1)))
    async with order_scene(tmp_path, Follows(account=HEDGING, settings=settings)) as scene:
        scene.master.market(BUY, "0.30")
        await scene.quiet()

        assert scene.follower.deals == []
        assert scene.alerted("the order has no SL")()


async def test_s6_minis_when_copied_to_micros_then_ten_stand_for_one(tmp_path: Path) -> None:
    settings = replace(SETTINGS, sizing=SizeMultiplier(), cross_contract=True)
    micros = Follows(account=trading(HEDGING, MES), settings=settings)
    async with order_scene(tmp_path, micros, master=trading(NETTING_MASTER, ES)) as scene:
        scene.master.market(BUY, "2", symbol="ESZ6")
        await scene.quiet()
        both = scene.follower.held
        scene.master.market(SELL, "1", symbol="ESZ6")
        await scene.quiet()

        assert (both, scene.follower.held) == (["buy 20"], ["buy 10"])


@of_mt5
async def test_s6_micros_when_copied_to_minis_then_seven_and_seven_are_one(
    tmp_path: Path, account: Account
) -> None:
    settings = replace(SETTINGS, sizing=SizeMultiplier(), cross_contract=True)
    minis = Follows(account=trading(account, ES), settings=settings)
    async with order_scene(tmp_path, minis, master=trading(NETTING_MASTER, MES)) as scene:
        scene.master.market(BUY, "7", symbol="MESZ6")
        await scene.quiet()
        seven = scene.follower.held
        scene.master.market(BUY, "7", symbol="MESZ6")
        await scene.quiet()
        fourteen = scene.follower.held
        scene.master.market(SELL, "14", symbol="MESZ6")
        await scene.quiet()

        # 0.7 of a mini, 1.4 minis, none.
        assert (seven, fourteen, scene.follower.held) == ([], ["buy 1"], [])


async def test_s6_contracts_when_conversion_is_off_then_are_not_copied(tmp_path: Path) -> None:
    settings = replace(SETTINGS, sizing=SizeMultiplier())
    minis = Follows(account=trading(HEDGING, ES), settings=settings)
    async with order_scene(tmp_path, minis, master=trading(NETTING_MASTER, MES)) as scene:
        scene.master.market(BUY, "10", symbol="MESZ6")
        await scene.quiet()

        assert scene.follower.deals == []
        assert scene.alerted("switch the conversion of contracts on")()


@of_mt5
async def test_l5_partial_fill_when_the_route_completes_then_the_copy_ends_whole(
    tmp_path: Path, account: Account
) -> None:
    completes = VolumeRules(partial_fill=PartialFill.COMPLETE)
    settings = replace(SETTINGS, volume=completes)
    async with order_scene(tmp_path, Follows(account=account, settings=settings)) as scene:
        # Of two steps a part is one.
        scene.follower.broker.script(Fault.PARTIAL)
        ticket = scene.master.market(BUY, "0.02")
        await scene.until(lambda: scene.follower.lots == "0.02")
        await scene.quiet()
        scene.master.close(ticket, "0.02")
        await scene.quiet()

        assert scene.follower.deals[:2] == ["in 0.01", "in 0.01"]
        assert scene.follower.lots == "0"


@of_mt5
async def test_l5_partial_fill_when_the_route_takes_it_as_base_then_nothing_is_added(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, Follows(account=account)) as scene:
        scene.follower.broker.script(Fault.PARTIAL)
        ticket = scene.master.market(BUY, "0.02")
        await scene.quiet()
        assert scene.alerted("only 0.01 of 0.02 lots were filled; that is the new base")()
        scene.master.close(ticket, "0.02")
        await scene.quiet()

        assert scene.follower.deals == ["in 0.01", "out 0.01"]


# -- prices ----------------------------------------------------------------------------------------


@of_every_kind
async def test_c8_slippage_when_the_price_has_run_away_then_is_skipped_and_told(
    tmp_path: Path, account: Account
) -> None:
    rules = OrderRules(max_slippage=20)
    async with order_scene(tmp_path, by_orders(account, rules)) as scene:
        # The master buys at 1.10010; here the ask is 21 points above that, then 20.
        scene.follower.quote("1.10021")
        await scene.prices_known()
        scene.master.market(BUY, "0.20")
        await scene.quiet()
        skipped = scene.follower.held
        scene.follower.quote("1.10020")
        await scene.prices_known()
        scene.master.market(BUY, "0.30")
        await scene.quiet()

        assert (skipped, scene.follower.held) == ([], ["buy 0.3"])
        assert scene.alerted("21 points worse than the master's")()


@of_every_kind
async def test_c8_slippage_when_the_price_is_better_then_is_copied(
    tmp_path: Path, account: Account
) -> None:
    rules = OrderRules(max_slippage=0)
    async with order_scene(tmp_path, by_orders(account, rules)) as scene:
        scene.follower.quote("1.09000")
        await scene.prices_known()

        scene.master.market(BUY, "0.20")
        await scene.quiet()

        assert scene.follower.held == ["buy 0.2"]


@of_every_kind
async def test_c8_slippage_when_the_route_waits_then_opens_once_the_price_is_back(
    tmp_path: Path, account: Account
) -> None:
    rules = OrderRules(max_slippage=20, when_slipped=WhenSlipped.WAIT)
    async with order_scene(tmp_path, by_orders(account, rules)) as scene:
        scene.follower.quote("1.10021")
        await scene.prices_known()
        ticket = scene.master.market(BUY, "0.20")
        await scene.quiet()
        away = scene.follower.held

        scene.follower.quote("1.10020")
        await scene.until(lambda: scene.follower.held == ["buy 0.2"])
        scene.master.close(ticket, "0.20")
        await scene.quiet()

        assert away == []
        assert scene.follower.deals == ["in 0.2", "out 0.2"]


@of_every_kind
async def test_c8_slippage_when_the_route_waits_in_vain_then_gives_up_and_tells(
    tmp_path: Path, account: Account
) -> None:
    rules = OrderRules(max_slippage=20, when_slipped=WhenSlipped.WAIT, wait_ms=100)
    async with order_scene(tmp_path, by_orders(account, rules)) as scene:
        scene.follower.quote("1.10021")
        await scene.prices_known()
        scene.master.market(BUY, "0.20")
        await scene.until(scene.alerted("the price did not come back in time"))
        scene.follower.quote("1.10000")
        await scene.prices_known()
        await scene.quiet()

        assert scene.follower.deals == []


@of_every_kind
async def test_c8_stops_by_distance_when_the_fill_slips_then_are_as_far_from_it_as_the_masters(
    tmp_path: Path, account: Account
) -> None:
    distance = StopRule(source=StopSource.DISTANCE)
    settings = replace(SETTINGS, stops=StopRules(stop_loss=distance, take_profit=distance))
    async with order_scene(tmp_path, Follows(account=account, settings=settings)) as scene:
        scene.follower.quote("1.10500")
        await scene.prices_known()
        scene.follower.slow_down(100)

        # 1000 points below and 2000 above the master's 1.10010.
        scene.master.market(BUY, "0.20", sl="1.09010", tp="1.12010")
        await scene.until(lambda: scene.follower.is_trading)
        scene.follower.quote("1.10600")
        await scene.quiet()

        (copy,) = scene.follower.broker.holdings()
        assert copy.price == Decimal("1.10610")
        assert scene.follower.stops == ["sl 1.09610 tp 1.12610"]
