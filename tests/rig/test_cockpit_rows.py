"""What the cockpit is told by the real program, with real brokers' money, on virtual time."""

from collections.abc import Callable, Coroutine
from decimal import Decimal
from typing import Any

from tests.rig.scene import Scene
from tests.rig.seat import RigSeat
from tests.rig.virtual_time import VirtualLoop, played
from tradecopy_desktop.app.follower_views import DayGain, FollowerState
from tradecopy_desktop.app.places import Place
from tradecopy_desktop.app.program import Program
from tradecopy_desktop.app.views import CopyRow, CopyState, FollowerRow, Health, RouteRow
from tradecopy_desktop.domain.guarding import AccountGuard, Reset
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.sim.broker import StopsRequest
from tradecopy_desktop.sim.broker.faults import Fault

D = Decimal
_Act = Callable[[Scene], Coroutine[Any, Any, None]]


def _play(act: _Act) -> None:
    loop = VirtualLoop()
    try:
        played(loop, _ended(Scene(loop, 1), act))
    finally:
        loop.close()


async def _ended(scene: Scene, act: _Act) -> None:
    try:
        await scene.begin()
        await act(scene)
    finally:
        await scene.end()


def _program(scene: Scene) -> Program:
    assert scene.copier.now is not None
    return scene.copier.now.program


def _follower(scene: Scene, seat: RigSeat) -> FollowerRow:
    return next(row for row in _program(scene).followers() if row.key == seat.key)


def _copies(scene: Scene, seat: RigSeat) -> list[CopyRow]:
    return [row for row in _program(scene).copies() if row.follower == seat.key]


def _day(scene: Scene) -> DayGain:
    day = _follower(scene, scene.followers[0]).day
    assert day is not None
    return day


def test_day_when_prices_move_and_money_is_paid_in_then_only_the_trade_is_gain() -> None:
    async def act(scene: Scene) -> None:
        scene.open(Side.BUY, D("0.40"))
        await scene.pass_time(3)
        scene.quote(D("1.10200"))
        await scene.pass_time(12)
        before = _day(scene)
        scene.followers[0].broker.deposit(D(5_000))
        await scene.pass_time(12)

        # Bought at the ask of 1.10010, worth the bid of 1.10200: 190 points of 0.40 a lot.
        assert before.amount == D("76.00")
        assert before.begun_with == D(1_000_000)
        assert before.percent == D("0.0076")
        # It began at midnight, and was seen at noon first.
        assert not before.whole
        assert f"{before.since:%H:%M}" == "12:00"
        assert _day(scene).amount == D("76.00")
        assert _follower(scene, scene.followers[0]).equity == D("1005076.00")

    _play(act)


def test_day_when_it_begins_anew_while_a_position_is_open_then_counts_from_its_equity_then() -> (
    None
):
    async def act(scene: Scene) -> None:
        seat = scene.followers[0]
        # The scene begins at noon, and this day a minute later.
        guard = AccountGuard(reset=Reset(zone="UTC", minute=12 * 60 + 1))
        await _program(scene).set_guard(seat.key, guard)
        scene.open(Side.BUY, D("0.40"))
        await scene.pass_time(3)
        scene.quote(D("1.10200"))
        await scene.pass_time(90)
        at_first = _day(scene)
        scene.quote(D("1.10150"))
        await scene.pass_time(12)

        assert (at_first.amount, at_first.whole) == (D(0), True)
        assert f"{at_first.since:%H:%M:%S}" == "12:01:00"
        # 50 points of 0.40 a lot less than when the day began.
        assert _day(scene).amount == D("-20.00")

    _play(act)


def test_naked_copy_when_its_stop_is_taken_away_then_is_told_without_any_alarm_and_ends() -> None:
    async def act(scene: Scene) -> None:
        seat = scene.followers[0]
        scene.open(Side.BUY, D("0.10"))
        await scene.pass_time(3)
        scene.set_stops(scene.open_tickets[0], D("1.09000"))
        await scene.pass_time(5)
        (before,) = _copies(scene, seat)
        ticket = seat.broker.holdings()[0].ticket
        bare = StopsRequest(ticket=ticket, stop_loss=None, take_profit=None)
        assert seat.broker.send(bare).done
        await scene.pass_time(5)
        (naked,) = _copies(scene, seat)
        row = _follower(scene, seat)
        again = StopsRequest(ticket=ticket, stop_loss=D("1.09000"), take_profit=None)
        assert seat.broker.send(again).done
        await scene.pass_time(5)
        (after,) = _copies(scene, seat)

        assert (before.state, before.stop_loss) == (CopyState.IN_STEP, D("1.09000"))
        assert (naked.state, naked.stop_loss, naked.due_stop) == (
            CopyState.NAKED,
            None,
            D("1.09000"),
        )
        assert (row.state, row.health) == (FollowerState.NAKED, Health.BAD)
        assert row.status == "1 position has no SL"
        assert after.state is CopyState.IN_STEP
        assert _follower(scene, seat).state is FollowerState.IN_STEP

    _play(act)


def test_missing_copy_when_its_opening_was_refused_then_has_a_row_until_it_is_opened() -> None:
    async def act(scene: Scene) -> None:
        seat, program = scene.followers[1], _program(scene)
        seat.misbehave(Fault.NO_MONEY)
        scene.open(Side.SELL, D("0.10"))
        await scene.pass_time(10)
        program.compare_now()
        await scene.pass_time(3)
        (found,) = program.findings()
        row = found.beside
        state = _follower(scene, seat).state
        held = _copies(scene, seat)
        await program.correct(found.key)
        await scene.pass_time(5)

        assert row is not None
        assert (row.state, row.side, row.master_lots) == (CopyState.MISSING, Side.SELL, D("0.10"))
        # This follower trades twice the master's lots.
        assert (row.prescribed_lots, row.held_lots) == (D("0.20"), D(0))
        assert (row.copy, row.follower_name) == (found.copy, "2002")
        assert held == []
        assert state is FollowerState.OUT_OF_STEP
        assert [each.state for each in _copies(scene, seat)] == [CopyState.IN_STEP]
        assert program.findings() == []

    _play(act)


def test_extra_copy_when_its_close_is_not_carried_out_then_is_told_after_a_moment() -> None:
    async def act(scene: Scene) -> None:
        seat = scene.followers[0]
        scene.open(Side.BUY, D("0.10"))
        await scene.pass_time(3)
        seat.misbehave(*[Fault.MARKET_CLOSED] * 3)
        scene.close(scene.open_tickets[0], D("0.10"))
        await scene.pass_time(2)
        (at_first,) = _copies(scene, seat)
        await scene.pass_time(10)
        (later,) = _copies(scene, seat)

        assert at_first.state is CopyState.WORKING
        assert (later.state, later.held_lots, later.prescribed_lots) == (
            CopyState.EXTRA,
            D("0.10"),
            D(0),
        )

    _play(act)


def test_lock_when_an_account_is_flattened_then_its_route_and_the_whole_say_so_until_unlocked() -> (
    None
):
    async def act(scene: Scene) -> None:
        seat, program = scene.followers[0], _program(scene)
        route = next(row.id for row in program.routes() if row.follower == seat.key)
        shown: list[RouteRow] = []
        program.bus.subscribe(RouteRow, shown.append)
        await program.flatten(seat.key)
        await scene.pass_time(5)
        locked, state = [row for row in shown if row.id == route][-1], program.state()
        await program.unlock(seat.key, "tried")
        await scene.pass_time(5)

        assert locked.health is Health.BAD
        assert locked.status.startswith("the account is locked: ")
        assert state.health is Health.BAD
        assert [row for row in shown if row.id == route][-1].status == "copying"
        assert program.state().health is Health.GOOD

    _play(act)


def test_trade_when_its_follower_is_locked_then_its_alert_leads_to_the_guard() -> None:
    async def act(scene: Scene) -> None:
        seat, program = scene.followers[0], _program(scene)
        route = next(row for row in program.routes() if row.follower == seat.key)
        await program.flatten(seat.key)
        await scene.pass_time(5)
        scene.open(Side.BUY, D("0.10"))
        await scene.pass_time(5)

        skipped = [each for each in program.alerts() if each.text.startswith("the account is")]
        assert [(each.title, each.place, each.account) for each in skipped] == [
            (route.name, Place.GUARD, seat.key)
        ]

    _play(act)


def test_copy_when_the_guard_closes_it_then_nobody_else_is_blamed() -> None:
    async def act(scene: Scene) -> None:
        seat, program = scene.followers[0], _program(scene)
        scene.open(Side.BUY, D("0.10"))
        await scene.pass_time(5)
        assert len(_copies(scene, seat)) == 1
        await program.flatten(seat.key)
        await scene.pass_time(5)

        assert _copies(scene, seat) == []
        assert [each.title.split(": ")[1] for each in program.alerts()] == ["flat and locked"]

    _play(act)


def test_pause_when_one_follower_is_meant_then_its_routes_open_nothing_and_others_go_on() -> None:
    async def act(scene: Scene) -> None:
        seat, program = scene.followers[0], _program(scene)
        number = await program.pause_follower(seat.key)
        again = await program.pause_follower(seat.key)
        scene.open(Side.BUY, D("0.10"))
        await scene.pass_time(5)

        assert (number, again) == (1, 0)
        modes = {row.follower: row.mode for row in program.routes()}
        assert modes[seat.key] is RouteMode.CLOSE_ONLY
        assert _follower(scene, seat).state is FollowerState.PAUSED
        assert _copies(scene, seat) == []
        assert [row.state for row in _copies(scene, scene.followers[1])] == [CopyState.IN_STEP]

    _play(act)


def test_follower_when_it_is_locked_or_gone_then_says_so_before_anything_else() -> None:
    async def act(scene: Scene) -> None:
        seat, program = scene.followers[0], _program(scene)
        scene.open(Side.BUY, D("0.10"))
        await scene.pass_time(3)
        await program.flatten(seat.key)
        await scene.pass_time(5)
        locked = _follower(scene, seat)
        await scene.followers[1].terminal.kill()
        await scene.pass_time(40)
        gone = _follower(scene, scene.followers[1])

        assert (locked.state, locked.health) == (FollowerState.LOCKED, Health.BAD)
        assert locked.status == "you closed everything by hand"
        assert (gone.state, gone.health) == (FollowerState.DISCONNECTED, Health.BAD)

    _play(act)
