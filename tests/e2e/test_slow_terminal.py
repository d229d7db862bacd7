"""A terminal that stops reading holds up nobody, and is let go once a mebibyte waits for it."""

from functools import partial
from pathlib import Path

from tests.e2e.live_scene import live_scene
from tests.e2e.scripted_follower import ScriptedFollower
from tradecopy_desktop.app.views import AccountRow

# As long as a name may be, so that fewer openings fill what the system itself buffers.
_SYMBOL = "EURUSD" + 58 * "\N{MATHEMATICAL DOUBLE-STRUCK CAPITAL E}"
_LEAST_TRADES = 500
_MOST_TRADES = 6_000
_AFTERWARDS = 100


async def _all_copied(copiers: list[ScriptedFollower], trades: int) -> None:
    for copier in copiers:
        # Each trade is bought and sold.
        await copier.until(partial(_has_deals, copier, 2 * trades))


def _has_deals(copier: ScriptedFollower, count: int) -> bool:
    return len(copier.deals) == count


async def test_copies_when_one_of_three_followers_does_not_read_then_the_others_get_all(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path, followers=3, symbols=[_SYMBOL]) as scene:
        master, (deaf, *hearing) = scene.master, scene.followers
        rows: list[AccountRow] = []
        scene.program.bus.subscribe(AccountRow, rows.append)
        await deaf.connect(scene.port, receive_bytes=4_096)
        await deaf.settle()
        deaf.stop_reading()
        for _ in range(6):
            await deaf.ask_for_names(600_000)

        trades = left = 0
        while left < _AFTERWARDS or trades < _LEAST_TRADES:
            position = await master.open("0.10", symbol=_SYMBOL)
            await master.close(position)
            trades += 1
            left += any(not row.connected for row in rows)
            assert trades < _MOST_TRADES, "what waits for a terminal that does not read grows on"
            if trades % 50 == 0:
                await _all_copied(hearing, trades)
        await _all_copied(hearing, trades)
        await master.settle()

        assert {row.key for row in rows if not row.connected} == {deaf.who.key}
        for copier in hearing:
            assert not copier.positions
            assert not copier.expired
            opened = [copy for way, copy, _ in copier.deals if way == "in"]
            assert len(set(opened)) == trades
        assert deaf.deals == []
