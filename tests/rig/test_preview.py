"""Imagined trades asked of the whole program, with terminals that answer it."""

from collections.abc import Coroutine
from decimal import Decimal
from typing import Any

from tests.rig.scene import Scene
from tests.rig.virtual_time import VirtualLoop, played
from tradecopy_desktop.app.preview_views import ImaginedRoute, ImaginedTrade
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import EqualNotional, Multiplier
from tradecopy_desktop.domain.values import Side

_BUY = ImaginedTrade(symbol="EURUSD", side=Side.BUY, lots=Decimal("1.00"))


def _play(act: Any) -> None:
    loop = VirtualLoop()
    try:
        scene = Scene(loop, 1)
        played(loop, _ended(scene, act(scene)))
    finally:
        loop.close()


async def _ended(scene: Scene, act: Coroutine[Any, Any, None]) -> None:
    try:
        await scene.begin()
        await act
    finally:
        await scene.end()


def test_preview_of_master_when_routes_are_live_then_each_follower_gets_its_factor() -> None:
    async def act(scene: Scene) -> None:
        running = scene.copier.now
        assert running is not None

        rows = running.program.preview_of_master(scene.master.key, _BUY)
        await scene.pass_time(5)

        # The factors of the routes are 1, 2 and 0.5.
        assert [row.lots for row in rows] == [Decimal(1), Decimal(2), Decimal("0.5")]
        assert [len(seat.broker.holdings()) for seat in scene.followers] == [0, 0, 0]
        assert running.program.alerts() == []
        assert scene.copier.dumped().links == ()

    _play(act)


def test_preview_when_a_price_is_missing_then_the_terminal_is_asked_and_a_later_one_knows() -> None:
    async def act(scene: Scene) -> None:
        running = scene.copier.now
        assert running is not None
        route = ImaginedRoute(
            master=scene.master.key,
            follower=scene.followers[0].key,
            settings=RouteSettings(version=1, sizing=EqualNotional(factor=Decimal("0.25"))),
        )

        before = running.program.preview(route, _BUY)
        await scene.pass_time(2)
        scene.quote(Decimal("1.20000"))
        await scene.pass_time(2)
        running.program.preview(route, _BUY)
        await scene.pass_time(2)
        scene.quote(Decimal("1.20000"))
        await scene.pass_time(2)
        after = running.program.preview(route, _BUY)

        assert before.lots is None
        assert after.lots == Decimal("0.25")
        assert [symbol.name for symbol in running.program.symbols_of(scene.master.key)] == [
            "EURUSD"
        ]

    _play(act)


def test_preview_when_the_master_trades_for_real_then_its_answer_was_right() -> None:
    async def act(scene: Scene) -> None:
        running = scene.copier.now
        assert running is not None
        first = scene.followers[0]
        settings = running.program.settings_of("00000000-0000-4000-8000-000000002001")
        route = ImaginedRoute(master=scene.master.key, follower=first.key, settings=settings)
        other = RouteSettings(version=1, sizing=Multiplier(factor=Decimal("0.3")))

        told = running.program.preview(route, _BUY)
        running.program.preview(
            ImaginedRoute(master=scene.master.key, follower=first.key, settings=other), _BUY
        )
        scene.open(Side.BUY, Decimal("1.00"))
        await scene.pass_time(5)

        assert told.lots == Decimal(1)
        assert [holding.volume for holding in first.broker.holdings()] == [Decimal(1)]

    _play(act)
