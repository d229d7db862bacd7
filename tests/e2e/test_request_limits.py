"""Request limits that the trader sets outlive the program, whatever the disk does (rule G6)."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tests.e2e.scripted_follower import ScriptedFollower
from tests.e2e.storage_scene import StorageScene, held_by_another
from tradecopy_desktop.app.program import Program
from tradecopy_desktop.app.queue_views import QueueState
from tradecopy_desktop.app.views import AlertRaised
from tradecopy_desktop.domain.pace import Pace

# The day is far from its end, whenever this runs.
IN_THE_MIDDLE = (datetime.now(UTC).hour + 12) % 24
TEN = Pace(daily_budget=10, day_starts=IN_THE_MIDDLE)


def _copied(copier: ScriptedFollower, masters: Sequence[str]) -> bool:
    return sorted(copier.copied()) == sorted(masters)


def _told(program: Program) -> list[str]:
    texts = [alert.text.partition(" requests are used") for alert in program.alerts()]
    return [before for before, found, _ in texts if found]


async def test_g6_budget_when_set_and_the_program_restarts_then_still_refuses_and_closes_go(
    tmp_path: Path,
) -> None:
    scene = StorageScene(tmp_path)
    copier, master = scene.follower, scene.master
    async with scene.program() as program:
        await program.set_pace(copier.who.key, TEN)
        traded = [await master.open() for _ in range(8)]
        await copier.until(partial(_copied, copier, traded))
        await master.settle()

    async with scene.program() as program:
        assert program.pace_of(copier.who.key) == TEN
        # The ninth of ten requests; with it 90 % are used.
        traded.append(await master.open())
        await copier.until(partial(_copied, copier, traded))
        await master.open()
        await master.settle()
        said = _told(program)

    async with scene.program() as program:
        await master.open()
        for position in traded:
            await master.close(position)
        await copier.until(lambda: not copier.positions and copier.is_idle)
        await master.settle()
        (row,) = program.queues()
        said += _told(program)

    assert [each["source"] for each in copier.of_type("open")] == traded
    assert said == [
        "2001@Follower-Demo: 9 of today's 10",
        "more than 90 % of today's 10",
        "more than 90 % of today's 10",
    ]
    # Nine openings and nine closes; the closes go, whatever the budget says.
    assert (row.requests_today, row.budget) == (18, 10)
    assert row.state is QueueState.CLOSES_ONLY


def _note_unsaved(alert: AlertRaised, heard: asyncio.Event) -> None:
    # Something else that terminals told may have been the first that was not saved.
    if alert.text.endswith("was not saved, another program holds it: close that program"):
        heard.set()


async def test_g6_budget_when_the_disk_does_not_take_it_then_it_acts_and_is_saved_later(
    tmp_path: Path,
) -> None:
    scene = StorageScene(tmp_path)
    key = scene.follower.who.key
    async with scene.program() as program:
        heard = asyncio.Event()
        program.bus.subscribe(AlertRaised, lambda alert: _note_unsaved(alert, heard))
        with held_by_another(scene.database):
            await program.set_pace(key, TEN)
            at_once = program.pace_of(key)
            async with asyncio.timeout(60):
                await heard.wait()
            assert scene.stored("SELECT account FROM account_paces") == []

    async with scene.program() as program:
        assert (at_once, program.pace_of(key)) == (TEN, TEN)
