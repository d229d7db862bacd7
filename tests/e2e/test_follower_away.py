"""What becomes of copies whose follower is away, loses its link, or cannot close at once."""

import time
from pathlib import Path

from tests.e2e.live_scene import live_scene


async def test_opening_when_follower_is_away_then_skipped_and_not_made_up_for_later(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        await scene.follower.leave()
        await scene.master.settle()

        position = await scene.master.open("0.10")
        await scene.master.settle()
        await scene.follower.connect(scene.port)
        await scene.follower.settle()
        await scene.master.close(position)
        await scene.master.settle()
        await scene.follower.settle()

        assert scene.board.skipped == {"follower_away": 1}
        assert scene.follower.instructions == []


async def test_opening_when_follower_is_away_then_the_trader_is_alerted(tmp_path: Path) -> None:
    async with live_scene(tmp_path) as scene:
        await scene.follower.leave()
        await scene.master.settle()

        await scene.master.open("0.10")
        await scene.master.settle()

        # Its terminal's leaving was told as well; this is about the trade.
        assert scene.alerted("the follower's terminal is not connected")()


async def test_close_when_follower_is_away_then_closed_on_its_return(tmp_path: Path) -> None:
    async with live_scene(tmp_path) as scene:
        master, copier = scene.master, scene.follower
        position = await master.open("0.10")
        await copier.until(lambda: copier.volumes == ["0.10"])
        await copier.settle()
        await copier.leave()
        await master.settle()

        await master.close(position)
        await master.settle()
        assert copier.volumes == ["0.10"]
        await copier.connect(scene.port)
        await copier.until(lambda: not copier.positions)

        assert [(way, lots) for way, _, lots in copier.deals] == [("in", "0.10"), ("out", "0.10")]


async def test_reductions_when_follower_is_away_then_it_ends_at_the_masters_lots(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        master, copier = scene.master, scene.follower
        position = await master.open("0.50")
        await copier.until(lambda: copier.volumes == ["0.50"])
        await copier.settle()
        await copier.drop()

        await master.reduce(position, "0.10")
        await master.set_stops(position, sl="1.07000", tp="1.10000")
        await master.reduce(position, "0.20")
        await master.settle()
        await copier.connect(scene.port)

        await copier.until(lambda: copier.volumes == ["0.20"])
        await copier.until(lambda: [p["sl"] for p in copier.positions.values()] == ["1.07000"])
        await copier.settle()
        assert copier.volumes == ["0.20"]


async def test_report_when_link_breaks_before_it_then_already_done_and_the_copy_is_followed(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        master, copier = scene.master, scene.follower
        copier.at["executed"] = copier.break_off
        position = await master.open("0.10")
        await copier.until(lambda: copier.deals != [] and not copier.is_connected)
        copier.at.clear()

        await copier.connect(scene.port)
        await copier.settle()
        await master.close(position)
        await copier.until(lambda: not copier.positions)

        assert [(way, lots) for way, _, lots in copier.deals] == [("in", "0.10"), ("out", "0.10")]
        assert len({one["id"] for one in copier.instructions if one["type"] == "open"}) == 1


async def test_opening_when_report_and_journal_number_are_lost_then_already_done_tells(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        master, copier = scene.master, scene.follower
        copier.at["executed"] = copier.break_off
        position = await master.open("0.10")
        await copier.until(lambda: copier.deals != [] and not copier.is_connected)
        copier.at.clear()
        copier.lose_reports()

        await copier.connect(scene.port)
        await copier.until(lambda: copier.outcomes[-1:] == ["already_done"])
        await master.close(position)
        await copier.until(lambda: not copier.positions)

        assert copier.outcomes == ["filled", "already_done", "filled"]
        first, again, _ = copier.instructions
        assert first["id"] == again["id"]
        # The time to live is told anew, in the ticks of the present session; nothing else differs.
        assert first | {"expires": 0} == again | {"expires": 0}


async def test_instructions_when_sent_into_a_link_that_was_broken_unnoticed_then_sent_again(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        master, copier = scene.master, scene.follower
        closing = await master.open("0.20")
        await copier.until(lambda: copier.volumes == ["0.20"])
        await copier.settle()
        await copier.abandon()

        await master.close(closing)
        await master.open("0.10")
        await master.settle()
        await copier.connect(scene.port)

        await copier.until(lambda: copier.volumes == ["0.10"])


async def test_close_when_refused_once_then_repeated_after_a_second_until_done(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        master, copier = scene.master, scene.follower
        position = await master.open("0.10")
        await copier.until(lambda: copier.volumes == ["0.10"])
        copier.refusals["set_volume"] = ["10019"]  # not enough money
        sent: list[float] = []
        copier.at["set_volume"] = lambda: sent.append(time.perf_counter())

        await master.close(position)
        await copier.until(lambda: not copier.positions)
        await copier.settle()

        assert copier.outcomes == ["filled", "refused", "filled"]
        first, again = (one for one in copier.instructions if one["type"] == "set_volume")
        assert again["revision"] > first["revision"]
        # Not before a second (5 ms for the two readings of the clock), and not much later.
        assert 0.995 < sent[1] - sent[0] < 3
        assert scene.alerted("closing was not carried out (not enough money, code 10019)")()


async def test_follower_when_trading_goes_on_while_another_is_away_then_it_copies_all(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path, followers=2) as scene:
        here, away = scene.followers
        await away.drop()
        await scene.master.settle()

        positions = [await scene.master.open("0.10") for _ in range(5)]
        await here.until(lambda: len(here.positions) == 5)
        for position in positions:
            await scene.master.close(position)
        await here.until(lambda: not here.positions)

        assert away.instructions == []
