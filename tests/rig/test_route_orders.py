"""Routes renamed, removed and kept as templates in the whole program."""

from collections.abc import Coroutine
from decimal import Decimal
from typing import Any

import pytest

from tests.rig.scene import Scene
from tests.rig.virtual_time import VirtualLoop, played
from tradecopy_desktop.app.program import Program
from tradecopy_desktop.app.views import RouteRemoved, RouteRow
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.preflight import Wishes
from tradecopy_desktop.domain.route_templates import template_of
from tradecopy_desktop.domain.routes import OpenCopies, RouteMode
from tradecopy_desktop.domain.values import Side

_FIRST = "00000000-0000-4000-8000-000000002001"


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


def _program(scene: Scene) -> Program:
    assert scene.copier.now is not None
    return scene.copier.now.program


async def _restart(scene: Scene) -> None:
    await scene.copier.kill()
    await scene.copier.start()
    await scene.pass_time(10)


def test_route_when_renamed_then_it_is_shown_and_stored_under_the_new_name() -> None:
    async def act(scene: Scene) -> None:
        shown: list[RouteRow] = []
        _program(scene).bus.subscribe(RouteRow, shown.append)

        await _program(scene).rename_route(_FIRST, "  Gold to 2001 ")
        await scene.pass_time(1)
        await _restart(scene)

        assert shown[-1].name == "Gold to 2001"
        names = sorted(row.name for row in _program(scene).routes())
        assert names == ["Gold to 2001", "to 2002", "to 2003"]

    _play(act)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (" ", "a route needs a name"),
        ("to 2002", "there is a route to 2002 already: choose another name"),
    ],
)
def test_route_when_its_new_name_is_not_possible_then_keeps_the_old_one(
    name: str, why: str
) -> None:
    async def act(scene: Scene) -> None:
        with pytest.raises(TradeCopyError) as refused:
            await _program(scene).rename_route(_FIRST, name)

        assert str(refused.value) == why
        assert "to 2001" in [row.name for row in _program(scene).routes()]

    _play(act)


def test_route_when_live_or_with_copies_then_is_not_removed() -> None:
    async def act(scene: Scene) -> None:
        program = _program(scene)
        scene.open(Side.BUY, Decimal("0.50"))
        await scene.pass_time(5)

        with pytest.raises(TradeCopyError) as live:
            await program.remove_route(_FIRST)
        await program.set_route_mode(_FIRST, RouteMode.OFF, Wishes(copies=OpenCopies.FOLLOW))
        with pytest.raises(TradeCopyError) as copies:
            await program.remove_route(_FIRST)

        assert str(live.value) == "it is live: switch it off before you remove it"
        assert str(copies.value) == (
            "1 copy is still open: close them, or wait for the master's close"
        )
        assert len(program.routes()) == 3

    _play(act)


def test_routes_when_a_pause_of_all_cannot_be_stored_then_every_one_is_paused_all_the_same() -> (
    None
):
    async def act(scene: Scene) -> None:
        program = _program(scene)
        scene.copier.settings.refusal = "another program holds the disk"

        with pytest.raises(TradeCopyError, match="another program holds the disk"):
            await program.pause_all()
        scene.open(Side.BUY, Decimal("0.50"))
        await scene.pass_time(5)

        assert {row.mode for row in program.routes()} == {RouteMode.CLOSE_ONLY}
        assert [seat.broker.holdings() for seat in scene.followers] == [(), (), ()]

    _play(act)


def test_route_when_removed_then_copies_no_more_is_not_back_after_a_start_and_its_log_stays() -> (
    None
):
    async def act(scene: Scene) -> None:
        program = _program(scene)
        gone: list[RouteRemoved] = []
        program.bus.subscribe(RouteRemoved, gone.append)
        scene.open(Side.BUY, Decimal("0.50"))
        await scene.pass_time(5)
        scene.close(scene.open_tickets[0], Decimal("0.50"))
        await scene.pass_time(5)
        logged = [row.route_name for row in program.log()].count("to 2001")

        await program.set_route_mode(_FIRST, RouteMode.OFF)
        await program.remove_route(_FIRST)
        scene.open(Side.SELL, Decimal("0.20"))
        await scene.pass_time(70)

        assert gone == [RouteRemoved(route=_FIRST)]
        assert logged > 0
        assert [row.route_name for row in program.log()].count("to 2001") == logged
        assert scene.followers[0].broker.holdings() == ()
        assert [len(seat.broker.holdings()) for seat in scene.followers[1:]] == [1, 1]
        assert [row.route_name for row in program.comparisons()] == ["to 2002", "to 2003"]
        await _restart(scene)
        assert [row.name for row in _program(scene).routes()] == ["to 2002", "to 2003"]
        with pytest.raises(TradeCopyError, match="this route is no longer there"):
            await _program(scene).rename_route(_FIRST, "again")

    _play(act)


def test_template_when_kept_then_it_is_there_until_it_is_forgotten() -> None:
    async def act(scene: Scene) -> None:
        program = _program(scene)
        template = template_of("Careful", program.settings_of(_FIRST))

        await program.save_route_template(template)
        kept = await program.route_templates()
        await program.drop_route_template("Careful")

        assert kept == [template]
        assert await program.route_templates() == []

    _play(act)
