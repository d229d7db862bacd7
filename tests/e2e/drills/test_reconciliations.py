"""Drills in which looking again and again must change nothing (C2, C3, S3, S4)."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.e2e.drills.passing_time import passing_scene
from tests.e2e.order_scene import KINDS, NETTING_MASTER, SETTINGS, Floor, Follows, order_scene
from tests.e2e.order_seat import BUY, SELL, Seat
from tradecopy_desktop.domain.preflight import Wishes
from tradecopy_desktop.domain.recovery_rules import Corrections, LatePolicy, RecoveryRules
from tradecopy_desktop.domain.routes import RouteMode, RouteSettings
from tradecopy_desktop.domain.sizing import FixedLots, FundsBase, Proportional
from tradecopy_desktop.sim.broker.faults import Fault

# As eager as a route can be: it corrects by itself and makes up for what is late.
EAGER = RecoveryRules(corrections=Corrections.AUTOMATIC, late=LatePolicy.MARKET)
AUTOMATIC = replace(SETTINGS, recovery=EAGER)
# The looks come once a minute.
TEN_S, SIXTY_S = 600, 3_600


def _three(settings: RouteSettings = AUTOMATIC, mode: RouteMode = RouteMode.LIVE) -> list[Follows]:
    """Return a hedging, a netting and an MT4 account."""
    return [Follows(account=account, settings=settings, mode=mode) for account in KINDS]


def _lots(scene: Floor) -> list[str]:
    return [seat.lots for seat in scene.followers]


def _deals(scene: Floor) -> list[list[str]]:
    return [seat.deals for seat in scene.followers]


async def test_follower_only_sl_hit_automatic_correction_ten_reconciliations_then_stays_closed(
    tmp_path: Path,
) -> None:
    async with passing_scene(tmp_path, *_three()) as passing:
        scene = passing.scene
        ticket = scene.master.market(BUY, "0.40", sl="1.09000")
        await scene.until(lambda: _lots(scene) == ["0.4"] * 3)
        await scene.quiet()

        # The followers' feed alone touches the stop.
        for bid in ("1.08990", "1.10000"):
            for seat in scene.followers:
                seat.quote(bid)
        await scene.quiet()
        await passing.pass_time(seconds=TEN_S)
        await scene.quiet()
        after = _deals(scene)
        scene.master.move_stops(ticket, sl="1.08000", tp=None)
        scene.master.close(ticket, "0.40")
        await scene.quiet()

        assert after == [["in 0.4", "out 0.4"]] * 3
        assert _deals(scene) == after
        assert [seat.told for seat in scene.followers] == [["open"]] * 3


async def test_arm_over_12_open_positions_with_automatic_correction_then_none_of_them_is_copied(
    tmp_path: Path,
) -> None:
    async with passing_scene(tmp_path, *_three(mode=RouteMode.OFF)) as passing:
        scene = passing.scene
        tickets = [scene.master.market(BUY, "0.10") for _ in range(12)]
        await scene.quiet()

        for seat in scene.followers:
            await scene.order(RouteMode.LIVE, Wishes(confirmed=True), seat=seat)
        await passing.pass_time(seconds=TEN_S)
        scene.master.close(tickets[0], "0.05")
        for ticket in tickets[1:]:
            scene.master.close(ticket, "0.10")
        scene.master.market(BUY, "0.30")
        await scene.until(lambda: _lots(scene) == ["0.3"] * 3)
        await scene.quiet()
        await passing.pass_time(seconds=60)
        await scene.quiet()

        assert _deals(scene) == [["in 0.3"]] * 3


async def test_refused_part_then_an_add_then_only_the_add_is_held_and_reduced_in_proportion(
    tmp_path: Path,
) -> None:
    async with passing_scene(tmp_path, *_three(), master=NETTING_MASTER) as passing:
        scene = passing.scene
        position = scene.master.market(BUY, "0.40")
        await scene.until(lambda: _lots(scene) == ["0.4"] * 3)
        await scene.quiet()
        for seat in scene.followers:
            seat.broker.script(Fault.NO_MONEY)
        scene.master.market(BUY, "0.20")
        await scene.quiet()
        refused = _lots(scene)
        scene.master.market(BUY, "0.20")
        await scene.quiet()
        await passing.pass_time(seconds=TEN_S)
        added = _lots(scene)

        # Accepted are 0.4 + 0.2 of 0.8: of every half that the master closes, the copy closes one.
        scene.master.close(position, "0.40")
        await scene.quiet()
        half = _lots(scene)
        await passing.pass_time(seconds=60)
        scene.master.close(position, "0.40")
        await scene.until(lambda: _lots(scene) == ["0"] * 3)
        await scene.quiet()

        assert (refused, added, half) == (["0.4"] * 3, ["0.6"] * 3, ["0.3"] * 3)
        ins = [[deal for deal in deals if deal.startswith("in")] for deals in _deals(scene)]
        assert ins == [["in 0.4", "in 0.2"]] * 3


async def test_equity_sizing_follower_equity_halved_60_reconciliations_then_lots_stay(
    tmp_path: Path,
) -> None:
    settings = replace(AUTOMATIC, sizing=Proportional(base=FundsBase.EQUITY))
    async with passing_scene(tmp_path, *_three(settings)) as passing:
        scene = passing.scene
        ticket = scene.master.market(BUY, "0.40")
        await scene.until(lambda: _lots(scene) == ["0.4"] * 3)
        await scene.quiet()
        # All accounts have 100,000, so the copies have the master's lots.
        opened = _lots(scene)

        for seat in scene.followers:
            seat.broker.deposit(Decimal(-49_000), "Withdrawal")
        await scene.quiet()
        await passing.pass_time(seconds=SIXTY_S)
        later = _deals(scene)
        scene.master.close(ticket, "0.20")
        await scene.until(lambda: _lots(scene) == ["0.2"] * 3)
        scene.master.market(BUY, "0.40")
        await scene.until(lambda: _lots(scene) == ["0.4"] * 3)
        await scene.quiet()

        assert (opened, later) == (["0.4"] * 3, [["in 0.4"]] * 3)
        # 51,000 against 100,000, and what was won or lost since: 0.204 of 0.4, so 0.2.
        assert _deals(scene) == [["in 0.4", "out 0.2", "in 0.2"]] * 3


@pytest.mark.parametrize("seconds", [0, TEN_S], ids=["at once", "looked at"])
async def test_the_trader_closed_half_added_his_own_then_only_the_copys_share_follows(
    tmp_path: Path, seconds: int
) -> None:
    async with passing_scene(tmp_path, *_three()) as passing:
        scene = passing.scene
        ticket = scene.master.market(BUY, "0.40")
        await scene.until(lambda: _lots(scene) == ["0.4"] * 3)
        await scene.quiet()

        for seat in scene.followers:
            _close_half(seat)
        await scene.quiet()
        for seat in scene.followers:
            seat.market(BUY, "0.50")
        await scene.quiet()
        await passing.pass_time(seconds=seconds)
        before = _lots(scene)
        scene.master.close(ticket, "0.20")
        await scene.quiet()
        half = _lots(scene)
        scene.master.close(ticket, "0.20")
        await scene.quiet()
        await passing.pass_time(seconds=60)

        # 0.4 - 0.2 by hand + 0.5 of his own; half of the copy's 0.2; then only his own.
        assert (before, half) == (["0.7"] * 3, ["0.6"] * 3)
        assert [seat.held for seat in scene.followers] == [["buy 0.5"]] * 3


def _close_half(seat: Seat) -> None:
    (copy,) = seat.broker.holdings()
    if seat.account.margin_mode is NETTING_MASTER.margin_mode:
        seat.market(SELL, "0.20")
    else:
        seat.close(copy.ticket, "0.20")


async def test_3_and_4_and_3_at_fixed_size_then_ends_at_the_whole(tmp_path: Path) -> None:
    settings = replace(AUTOMATIC, sizing=FixedLots(lots=Decimal("1.00")))
    async with order_scene(tmp_path, *_three(settings)) as scene:
        scene.master.market(BUY, "10", parts=("3", "4", "3"))
        await scene.until(lambda: _lots(scene) == ["1"] * 3)
        await scene.quiet()

        # 3/10, 7/10 and 10/10 of 1.00 lots.
        assert _deals(scene) == [["in 0.3", "in 0.4", "in 0.3"]] * 3
