"""Every copy is closed as the trader asks before the program ends."""

from pathlib import Path

from tests.e2e.order_scene import HEDGING, MT4, NETTING, Follows, order_scene
from tests.e2e.order_seat import BUY
from tradecopy_desktop.domain.routes import RouteMode


async def test_copies_when_all_are_closed_then_none_is_left_and_the_routes_are_paused(
    tmp_path: Path,
) -> None:
    follows = [Follows(account=each) for each in (HEDGING, NETTING, MT4)]
    async with order_scene(tmp_path, *follows) as scene:
        scene.master.market(BUY, "1")
        scene.master.market(BUY, "0.3")
        await scene.until(lambda: len(scene.program.copies_left()) == 6)
        await scene.quiet()

        closing = await scene.program.close_copies()
        await scene.until(lambda: not scene.program.copies_left())
        await scene.quiet()
        lots = [each.lots for each in scene.followers]
        scene.master.market(BUY, "2")
        await scene.quiet()

        assert closing == 6
        assert lots == ["0", "0", "0"]
        # What the master opens afterwards is copied no more, and what it holds stays its own.
        assert [each.lots for each in scene.followers] == ["0", "0", "0"]
        assert [row.mode for row in scene.program.routes()] == [RouteMode.CLOSE_ONLY] * 3
        assert len(scene.master.held) == 3


async def test_copies_when_a_terminal_is_away_then_it_is_said_and_they_close_when_it_is_back(
    tmp_path: Path,
) -> None:
    follows = [Follows(account=HEDGING), Follows(account=MT4)]
    async with order_scene(tmp_path, *follows) as scene:
        scene.master.market(BUY, "1")
        await scene.until(lambda: [each.lots for each in scene.followers] == ["1", "1"])
        await scene.quiet()
        away = scene.followers[1].terminal
        await away.kill()
        await scene.until(lambda: scene.program.state().followers_connected == 1)

        await scene.program.close_copies()
        await scene.until(lambda: len(scene.program.copies_left()) == 1)
        (left,) = scene.program.copies_left()
        away.start()
        await scene.until(lambda: not scene.program.copies_left())

        assert (left.follower_name, left.symbol, left.why) == (
            "2003",
            "EURUSD",
            "its terminal is not connected",
        )
        assert [each.lots for each in scene.followers] == ["0", "0"]


async def test_copies_when_trading_is_switched_off_there_then_the_reason_is_said(
    tmp_path: Path,
) -> None:
    async with order_scene(tmp_path, Follows(account=HEDGING)) as scene:
        scene.master.market(BUY, "1")
        await scene.until(lambda: scene.follower.lots == "1")
        await scene.quiet()
        scene.follower.terminal.switch_algo_trading(on=False)

        await scene.program.close_copies()
        await scene.until(lambda: bool(scene.program.copies_left()[0].why))
        (left,) = scene.program.copies_left()
        scene.follower.terminal.switch_algo_trading(on=True)
        await scene.until(lambda: not scene.program.copies_left())

        assert left.why != ""
        assert scene.follower.lots == "0"


async def test_copies_of_a_paused_route_when_all_are_closed_then_they_are_too(
    tmp_path: Path,
) -> None:
    async with order_scene(tmp_path, Follows(account=HEDGING)) as scene:
        scene.master.market(BUY, "1")
        await scene.until(lambda: scene.follower.lots == "1")
        await scene.quiet()
        await scene.order(RouteMode.CLOSE_ONLY)

        await scene.program.close_copies()
        await scene.until(lambda: not scene.program.copies_left())

        assert scene.follower.lots == "0"
