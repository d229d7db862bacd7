"""Drills in which the program dies around a breach: limits and locks outlive it (G1, G3)."""

from collections.abc import Iterable
from pathlib import Path

from tests.e2e.drills.guard_scene import BELOW, DAILY, guard
from tests.e2e.order_restart import restart_scene
from tests.e2e.order_scene import KINDS, Follows
from tests.e2e.order_seat import BUY, Account
from tradecopy_desktop.adapters.storage.guards_store import SqlGuards
from tradecopy_desktop.adapters.storage.open_database import open_database
from tradecopy_desktop.domain.guarding import GuardMemory

# A hedging, a netting and an MT4 account.
ALL = [Follows(account=account) for account in KINDS]


def _set_limits(folder: Path, accounts: Iterable[Account] = KINDS) -> None:
    """Store the limits that the next program finds."""
    engine = open_database(folder / "tradecopy.sqlite")
    for account in accounts:
        SqlGuards(engine).save_guard(account.key, guard(DAILY))
    engine.dispose()


def _stored_locks(folder: Path) -> int:
    """Return how many accounts the next program would find locked."""
    engine = open_database(folder / "tradecopy.sqlite")
    memories = SqlGuards(engine).memories().values()
    engine.dispose()
    return sum(isinstance(each, GuardMemory) and each.lock is not None for each in memories)


async def test_program_killed_while_the_price_falls_through_the_limit_then_the_next_one_closes(
    tmp_path: Path,
) -> None:
    async with restart_scene(tmp_path, *ALL) as scene:
        scene.program.kill()
        await scene.gone()
        _set_limits(tmp_path)
        await scene.begin()
        ticket = scene.master.market(BUY, "1")
        await scene.until(lambda: all(seat.lots == "1" for seat in scene.followers))
        await scene.quiet()

        scene.program.kill()
        await scene.gone()
        scene.quote(BELOW)
        await scene.begin()
        await scene.until(lambda: all(seat.lots == "0" for seat in scene.followers))
        scene.master.market(BUY, "0.2")
        scene.master.close(ticket, "1")
        await scene.quiet()

        assert [seat.deals for seat in scene.followers] == [["in 1", "out 1"]] * 3


async def test_program_killed_once_an_account_was_locked_then_it_is_locked_still(
    tmp_path: Path,
) -> None:
    async with restart_scene(tmp_path, *ALL) as scene:
        scene.program.kill()
        await scene.gone()
        _set_limits(tmp_path)
        await scene.begin()
        scene.master.market(BUY, "1")
        await scene.until(lambda: all(seat.lots == "1" for seat in scene.followers))
        scene.quote(BELOW)
        await scene.until(lambda: all(seat.lots == "0" for seat in scene.followers))
        # The price comes back, so that nothing but the lock is left.
        scene.quote("1.10000")
        await scene.quiet()
        # Another thread stores it, some milliseconds after it holds.
        await scene.until(lambda: _stored_locks(tmp_path) == len(KINDS))

        scene.program.kill()
        await scene.gone()
        for seat in scene.followers:
            seat.market(BUY, "0.3")
        await scene.begin()
        scene.master.market(BUY, "0.2")
        await scene.until(lambda: all(seat.lots == "0" for seat in scene.followers))
        await scene.quiet()

        once = ["in 1", "out 1", "in 0.3", "out 0.3"]
        assert [seat.deals for seat in scene.followers] == [once] * 3
