"""Bursts over real sockets: nothing is lost, order is kept, and nobody waits for the slow (R4.4).

Where tokens are to be short they come once a minute, until the test widens the pace: so no test
depends on how fast the machine is.
"""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from tests.e2e.live_scene import LiveScene, live_scene
from tests.e2e.rig import MASTER, bridge, follower, same_lots
from tests.e2e.scripted_follower import ScriptedFollower
from tests.e2e.scripted_master import ScriptedMaster
from tests.e2e.scripted_terminal import part
from tradecopy_desktop.app.queue_views import QueueRow, QueueState
from tradecopy_desktop.app.views import AlertRaised
from tradecopy_desktop.bootstrap import Running
from tradecopy_desktop.domain.pace import USUAL_PACE, WIDE_PACE, Pace

# Old enough for a machine on which much else runs.
_PATIENT_MS = 600_000


def _copied(copier: ScriptedFollower, masters: Sequence[str]) -> bool:
    return sorted(copier.copied()) == sorted(masters)


def _sold(copier: ScriptedFollower, lots: int) -> bool:
    return [way for way, _, _ in copier.deals].count("out") == lots


def _sources(copier: ScriptedFollower) -> list[str]:
    """Return the master's orders of the openings received, in the order of their coming."""
    return [each["source"] for each in copier.of_type("open")]


def _changes(copier: ScriptedFollower) -> list[str]:
    """Return the kinds of instructions received, each with the master's order of its copy."""
    source = {each["copy"]: each["source"] for each in copier.of_type("open")}
    return [f"{each['type']} {source[each['copy']]}" for each in copier.instructions]


async def _widen(scene: LiveScene) -> None:
    for copier in scene.followers:
        await scene.program.set_pace(copier.who.key, WIDE_PACE)


async def _open_all(master: ScriptedMaster, count: int) -> list[str]:
    return [await master.open() for _ in range(count)]


async def test_r44_fifty_trades_at_once_when_two_of_twenty_are_dead_then_eighteen_have_all(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path, followers=20, pace=USUAL_PACE, max_age_ms=_PATIENT_MS) as scene:
        stuck, deaf, *hearing = scene.followers
        stuck.is_stuck = True
        deaf.stop_reading()

        traded = await _open_all(scene.master, 50)
        for copier in hearing:
            await copier.until(partial(_copied, copier, traded), within_s=60)
        for position in traded:
            await scene.master.close(position)
        for copier in hearing:
            await copier.until(partial(_sold, copier, 50), within_s=60)
        await scene.master.settle()

        for copier in hearing:
            assert _sources(copier) == traded
            assert copier.positions == {}
            # Of each copy the opening came before the close, and nothing came twice.
            assert len(copier.deals) == len(set(copier.deals)) == 100
        # The one that answers nothing has no close of what is under way, and loses nothing.
        assert len(stuck.instructions) == len(_sources(stuck)) == 50
        await stuck.unstick()
        await stuck.until(partial(_sold, stuck, 50), within_s=60)
        assert stuck.positions == {}
        assert deaf.deals == []


@pytest.mark.parametrize(("pace", "opened"), [(WIDE_PACE, 550), (USUAL_PACE, None)])
async def test_r44_eleven_hundred_events_in_one_burst_then_all_is_closed_that_was_opened(
    tmp_path: Path, pace: Pace, opened: int | None
) -> None:
    async with live_scene(tmp_path, followers=2, pace=pace, max_age_ms=_PATIENT_MS) as scene:
        traded = []
        for _ in range(550):
            position = await scene.master.open()
            traded.append(position)
            await scene.master.close(position)
        await scene.master.until(lambda: scene.master.acknowledged == scene.master.seq, within_s=60)
        if pace is USUAL_PACE:
            await _widen(scene)

        for copier in scene.followers:
            await copier.until(partial(_is_flat, scene, copier), within_s=60)
            sources = _sources(copier)
            # What waited for a token was closed before it was sent: it was never opened.
            assert sources == [each for each in traded if each in sources]
            assert len(sources) == (opened or len(sources))
            ways = [way for way, _, _ in copier.deals]
            assert ways.count("in") == ways.count("out") == len(sources)
        assert scene.program.state().open_copies == 0


def _is_flat(scene: LiveScene, copier: ScriptedFollower) -> bool:
    row = _row(scene, copier)
    waits = row.waiting_closes + row.waiting_changes + row.waiting_openings
    copies = [each for each in scene.program.copies() if each.follower == copier.who.key]
    return not waits and not copies and not copier.positions and copier.is_idle


def _row(scene: LiveScene, copier: ScriptedFollower) -> QueueRow:
    (row,) = [each for each in scene.program.queues() if each.follower == copier.who.key]
    return row


async def test_c1_open_and_close_at_once_when_no_token_is_left_then_nothing_is_ever_opened(
    tmp_path: Path,
) -> None:
    one = Pace(per_minute=1, burst=1, reserve=0)
    async with live_scene(tmp_path, pace=one, max_age_ms=_PATIENT_MS) as scene:
        copier, master = scene.follower, scene.master
        first = await master.open()
        await copier.until(partial(_copied, copier, [first]))

        second = await master.open()
        await master.close(second)
        third = await master.open()
        await master.settle()
        await _widen(scene)
        await copier.until(partial(_copied, copier, [first, third]))
        await copier.exchange()

        assert _changes(copier) == [f"open {first}", f"open {third}"]
        assert scene.alerts == []


async def test_c1_closes_when_openings_wait_for_tokens_then_leave_before_them(
    tmp_path: Path,
) -> None:
    # Three openings leave at once, and one close.
    four = Pace(per_minute=1, burst=4, reserve=1)
    async with live_scene(tmp_path, pace=four, max_age_ms=_PATIENT_MS) as scene:
        copier, master = scene.follower, scene.master
        shown = asyncio.Event()
        scene.program.bus.subscribe(QueueRow, lambda row: _note_waiting(row, shown))
        early = await _open_all(master, 3)
        await copier.until(partial(_copied, copier, early))

        late = await _open_all(master, 3)
        for position in early:
            await master.close(position)
        await master.settle()
        waiting = _row(scene, copier)
        async with asyncio.timeout(60):
            # The trader sees it, too.
            await shown.wait()
        await _widen(scene)
        await copier.until(partial(_copied, copier, late))
        await copier.until(partial(_sold, copier, 3))

        assert (waiting.waiting_closes, waiting.waiting_openings) == (2, 3)
        assert (waiting.tokens_left, waiting.state) == (0, QueueState.WAITING)
        assert _changes(copier) == [
            *(f"open {each}" for each in early),
            *(f"set_volume {each}" for each in early),
            *(f"open {each}" for each in late),
        ]
        assert copier.volumes == ["0.10"] * 3


def _note_waiting(row: QueueRow, shown: asyncio.Event) -> None:
    if row.state is QueueState.WAITING and row.waiting_closes == 2:
        shown.set()


async def test_r45_stops_when_moved_fifty_times_without_tokens_then_only_the_last_are_sent(
    tmp_path: Path,
) -> None:
    two = Pace(per_minute=1, burst=2, reserve=0)
    async with live_scene(tmp_path, pace=two) as scene:
        copier, master = scene.follower, scene.master
        position = await master.open()
        await copier.until(partial(_copied, copier, [position]))
        # It takes the second token; what comes after it waits.
        await master.set_stops(position, sl="1.05000", tp=None)
        await copier.until(lambda: copier.copied()[position] == ("0.10", "1.05000"))

        for number in range(1, 51):
            await master.set_stops(position, sl=f"1.06{number:02}0", tp=None)
        await master.settle()
        await _widen(scene)
        await copier.until(lambda: copier.copied()[position] == ("0.10", "1.06500"))

        assert [each["sl"] for each in copier.of_type("set_stops")] == ["1.05000", "1.06500"]


async def test_g6_budget_when_used_up_and_the_program_restarts_then_still_only_closes_go(
    tmp_path: Path,
) -> None:
    ten = Pace(daily_budget=10)
    copier, master = ScriptedFollower(follower(1)), ScriptedMaster(MASTER)
    begin = partial(
        bridge, tmp_path, [MASTER, copier.who], [same_lots(MASTER, copier.who)], pace=ten
    )
    async with begin() as now:
        alerts: list[AlertRaised] = []
        now.program.bus.subscribe(AlertRaised, alerts.append)
        await _connect(now, copier, master)
        traded = await _open_all(master, 9)
        await copier.until(partial(_copied, copier, traded))
        await master.open()
        await master.settle()
        await part(copier, master)

    told = [alert.text.partition(" requests are used") for alert in alerts]
    assert [before for before, found, _ in told if found] == [
        "2001@Follower-Demo: 7 of today's 10",
        "2001@Follower-Demo: 9 of today's 10",
        "more than 90 % of today's 10",
    ]

    async with begin() as now:
        await _connect(now, copier, master)
        await master.open()
        for position in traded:
            await master.close(position)
        await copier.until(partial(_sold, copier, 9))
        await copier.until(lambda: copier.is_idle)
        await master.settle()
        (row,) = now.program.queues()
        await part(copier, master)

    assert _sources(copier) == traded
    assert copier.positions == {}
    # Nine openings and nine closes; the closes go, whatever the budget says.
    assert (row.requests_today, row.state) == (18, QueueState.CLOSES_ONLY)


async def _connect(now: Running, copier: ScriptedFollower, master: ScriptedMaster) -> None:
    for terminal in (copier, master):
        await terminal.connect(now.program.port)
        await terminal.settle()


@pytest.mark.logs_trouble
async def test_w6_close_when_another_one_fails_on_its_way_out_then_leaves_all_the_same(
    tmp_path: Path,
) -> None:
    # Of three requests the third is over 70 %, and whoever is told of it then fails.
    three = Pace(per_minute=1, burst=2, reserve=0, daily_budget=3)
    async with live_scene(tmp_path, pace=three) as scene:
        copier, master = scene.follower, scene.master
        traded = await _open_all(master, 2)
        await copier.until(partial(_copied, copier, traded))
        for position in traded:
            await master.close(position)
        await master.settle()
        scene.program._copying.dispatcher.budget.on_trouble = _fail

        wide = Pace(per_minute=600_000, burst=2, reserve=0, daily_budget=3)
        await scene.program.set_pace(copier.who.key, wide)
        await copier.until(partial(_sold, copier, 2))

        assert copier.positions == {}
        assert scene.alerted("something that was due could not be done")()


def _fail(key: str, text: str) -> None:
    raise RuntimeError(f"nobody can be told: {text}")
