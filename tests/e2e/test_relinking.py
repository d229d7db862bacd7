"""All records are lost while copies are open: what executors journalled finds them (L3, E23)."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.e2e.order_scene import (
    IDS,
    KINDS,
    MASTER,
    NETTING,
    NETTING_MASTER,
    SETTINGS,
    Follows,
    OrderScene,
    install,
    order_scene,
    until,
)
from tests.e2e.order_seat import BUY, Account, Seat
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.bootstrap import Setup, running
from tradecopy_desktop.domain.findings import FindingKind
from tradecopy_desktop.domain.recovery_rules import LatePolicy, RecoveryRules
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.sizing import Multiplier

of_every_kind = pytest.mark.parametrize("account", KINDS, ids=IDS)
HALF = replace(SETTINGS, sizing=Multiplier(factor=Decimal("0.5")))
EAGER = replace(SETTINGS, recovery=RecoveryRules(late=LatePolicy.MARKET))


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowsAnew(Follows):
    """A follower whose route was set up again, under a name of its own."""

    def route_from(self, master: Account) -> Route:
        """Return the route."""
        # Of a slotted dataclass the class cell names the one before; so no super() without names.
        route = Follows.route_from(self, master)
        return replace(route, id="00000000-0000-4000-8000-999999999999")


@asynccontextmanager
async def _started_without_records(
    folder: Path, seats: Sequence[Seat], *follows: Follows, master: Account = MASTER
) -> AsyncIterator[OrderScene]:
    """Yield a program on an empty folder, beside brokers and terminals that were there before."""
    setup = Setup(
        data_dir=folder,
        port=0,
        vault=MemoryVault(),
        install=lambda settings, _: install(settings, master, follows),
    )
    async with running(setup) as now:
        scene = OrderScene(now, master, follows, seats)
        scene.find(now.program.port)
        for seat in seats:
            await seat.terminal.restart()
        try:
            await until(now.program.is_ready)
            await scene.quiet()
            yield scene
        finally:
            await scene.leave()


@of_every_kind
async def test_l3_copy_when_all_records_are_lost_then_is_followed_to_its_end_by_the_same_ratio(
    tmp_path: Path, account: Account
) -> None:
    follows = Follows(account=account, settings=HALF)
    async with order_scene(tmp_path / "first", follows) as scene:
        ticket = scene.master.market(BUY, "0.80")
        await scene.quiet()

    async with _started_without_records(tmp_path / "second", scene.seats, follows) as scene:
        assert scene.program.state().open_copies == 1
        scene.master.close(ticket, "0.40")
        await scene.quiet()
        half = scene.follower.lots
        rest = scene.master.broker.positions()[0].ticket
        scene.master.close(rest, "0.40")
        await scene.quiet()

        assert half == "0.2"
        assert scene.follower.deals == ["in 0.4", "out 0.2", "out 0.2"]


@of_every_kind
async def test_l3_copy_when_its_master_closed_while_all_records_were_lost_then_is_closed(
    tmp_path: Path, account: Account
) -> None:
    follows = Follows(account=account)
    async with order_scene(tmp_path / "first", follows) as scene:
        ticket = scene.master.market(BUY, "0.40")
        kept = scene.master.market(BUY, "0.10")
        await scene.quiet()
    scene.master.close(ticket, "0.40")

    async with _started_without_records(tmp_path / "second", scene.seats, follows) as scene:
        await until(lambda: scene.follower.lots == "0.1")
        scene.master.close(kept, "0.10")
        await until(lambda: scene.follower.held == [])

        assert [deal for deal in scene.follower.deals if "in" in deal] == ["in 0.4", "in 0.1"]


@of_every_kind
async def test_l3_copy_when_records_are_lost_twice_then_its_executor_still_obeys(
    tmp_path: Path, account: Account
) -> None:
    follows = Follows(account=account)
    async with order_scene(tmp_path / "first", follows) as scene:
        ticket = scene.master.market(BUY, "0.80")
        await scene.quiet()
    async with _started_without_records(tmp_path / "second", scene.seats, follows) as scene:
        scene.master.close(ticket, "0.40")
        await scene.quiet()

    async with _started_without_records(tmp_path / "third", scene.seats, follows) as scene:
        rest = scene.master.broker.positions()[0].ticket
        scene.master.close(rest, "0.40")
        await scene.quiet()

        assert scene.follower.deals == ["in 0.8", "out 0.4", "out 0.4"]


async def test_e23_netting_copy_when_the_trader_has_lots_beside_it_then_only_its_share_follows(
    tmp_path: Path,
) -> None:
    follows = Follows(account=NETTING)
    async with order_scene(tmp_path / "first", follows, master=NETTING_MASTER) as scene:
        position = scene.master.market(BUY, "0.40")
        await scene.quiet()
        scene.follower.market(BUY, "0.30")
        await scene.quiet()

    async with _started_without_records(
        tmp_path / "second", scene.seats, follows, master=NETTING_MASTER
    ) as scene:
        # The ratio is that of the share: another 0.20 of the master are 0.20.
        scene.master.market(BUY, "0.20")
        await scene.quiet()
        grown = scene.follower.lots
        scene.master.close(position, "0.60")
        await scene.quiet()

        # 0.4 + 0.3 + 0.2, of which the trader's own 0.3 stay.
        assert (grown, scene.follower.held) == ("0.9", ["buy 0.3"])


async def test_l3_position_when_its_route_was_lost_too_then_is_told_once_and_left_alone(
    tmp_path: Path,
) -> None:
    follows = Follows(account=KINDS[0])
    anew = FollowsAnew(account=KINDS[0])
    async with order_scene(tmp_path / "first", follows) as scene:
        ticket = scene.master.market(BUY, "0.40")
        await scene.quiet()

    async with _started_without_records(tmp_path / "second", scene.seats, anew) as scene:
        for _ in range(3):
            scene.follower.terminal.executor.send_snapshot("7")
            await scene.quiet()
        scene.master.close(ticket, "0.40")
        await scene.quiet()

        told = [text for text in scene.alerts if "belongs to no route" in text]
        assert told == [
            "0.4 EURUSD on 2001@Sim-Demo belongs to no route that is known here; it is left alone"
        ]
        assert scene.follower.held == ["buy 0.4"]


async def test_l3_position_when_its_master_is_not_known_then_stays_until_a_click_closes_it(
    tmp_path: Path,
) -> None:
    follows = Follows(account=KINDS[0])
    async with order_scene(tmp_path / "first", follows) as scene:
        scene.master.market(BUY, "0.40")
        await scene.quiet()
    # The master's account is another one under the same name: nothing of the old one is there.
    seats = [Seat(MASTER, scene.master.role), *scene.followers]

    async with _started_without_records(tmp_path / "second", seats, follows) as scene:
        (row,) = scene.program.findings()
        before = scene.follower.held
        await scene.program.correct(row.key)
        await scene.quiet()

        assert (row.kind, row.remedy, before) == (FindingKind.UNLINKED, "close it", ["buy 0.4"])
        assert (scene.follower.held, scene.program.findings()) == ([], [])


async def test_e24_late_opening_when_records_were_lost_then_is_asked_whatever_the_route_says(
    tmp_path: Path,
) -> None:
    follows = Follows(account=KINDS[0], settings=EAGER)
    async with order_scene(tmp_path / "first", follows) as scene:
        scene.master.market(BUY, "0.40")
        await scene.quiet()

    async with _started_without_records(tmp_path / "second", scene.seats, follows) as scene:
        await scene.follower.terminal.kill()
        await until(lambda: not scene.follower.terminal.is_connected)
        await until(lambda: scene.program.state().followers_connected == 0)
        scene.master.market(BUY, "0.10")
        await until(lambda: scene.master.is_idle)
        await scene.follower.terminal.restart()
        await until(lambda: len(scene.program.late_openings()) == 1)

        assert scene.follower.held == ["buy 0.4"]
