"""Who is made to wait, and who never is: full queues and terminals that do not read."""

from decimal import Decimal

from tests.contract.bridge_stand import FOLLOWER, bridge_stand, exchange, hear, say
from tests.e2e import terminal_frames as frames
from tests.e2e.rig import MASTER, follower
from tradecopy_desktop.domain.commands import OpenPosition
from tradecopy_desktop.domain.facts import InstructionReported, TerminalLost, TradeEvent
from tradecopy_desktop.domain.values import Side

_COPY = "9a70d1c25b8e4f63907ab1c4d8e2f516"
_MIB = 1_048_576


def _opening(number: int) -> OpenPosition:
    return OpenPosition(
        id=f"{number:032x}",
        copy=f"{number:032x}",
        revision=1,
        route="00000000-0000-4000-8000-000000000001",
        master=MASTER.key,
        follower=FOLLOWER.key,
        source=str(number),
        symbol="EURUSD",
        side=Side.BUY,
        volume=Decimal("0.10"),
        stop_loss=None,
        take_profit=None,
        magic=str(number),
        life_ms=5_000,
        max_slippage=None,
    )


async def test_queue_when_full_then_masters_wait_and_followers_are_heard() -> None:
    async with bridge_stand(limit=10) as stand:
        master = await stand.greet(MASTER, "monitor")
        copier = await stand.greet(FOLLOWER, "executor")
        await stand.host.read(len(stand.host.inbox))

        for seq in range(1, 101):
            await say(master, frames.opened(seq))
        for number in range(1, 51):
            await say(copier, frames.report(n=number, id=f"{number:032x}", copy=_COPY))
        await exchange(copier)

        # Ten facts fill the queue; after the one that did, the master is not read.
        assert len(stand.host.told(InstructionReported, FOLLOWER.key)) == 50
        assert len(stand.host.told(TradeEvent, MASTER.key)) == 10

        await stand.host.read(150)
        heard = [e.seq for e in stand.host.facts if isinstance(e, TradeEvent)]
        assert heard == list(range(1, 101))


async def test_master_when_made_to_wait_for_long_then_not_taken_for_dead() -> None:
    async with bridge_stand(limit=4) as stand:
        master = await stand.greet(MASTER, "monitor")
        copier = await stand.greet(FOLLOWER, "executor")
        for seq in range(1, 21):
            await say(master, frames.opened(seq))
        # Two facts of connecting and two events fill the queue.
        await stand.host.until_told(TradeEvent, MASTER.key, 2)

        for _ in range(2):
            await stand.clock.pass_seconds(10)
            # It does speak; it is we who do not read it.
            await say(master, frames.heartbeat(ticks=1, echo=None))
            await exchange(copier)
        assert stand.host.told(TerminalLost, MASTER.key) == []

        await stand.host.read(22)
        await exchange(master)
        # From then on its silence counts again.
        await stand.clock.pass_seconds(16)
        await stand.host.until_told(TerminalLost, MASTER.key)


async def test_follower_when_it_does_not_read_then_dropped_after_a_mebibyte() -> None:
    async with bridge_stand() as stand:
        deaf = await stand.greet(FOLLOWER, "executor", receive_bytes=4_096)
        hearing = await stand.greet(follower(2), "executor")
        deaf.transport.pause_reading()

        sent, most = 0, 0
        while stand.server.send(_opening(sent + 1), expected=None):
            sent += 1
            most = max(most, stand.unsent(FOLLOWER))
            assert sent < 40_000, "nothing stops what is kept for a terminal that does not read"
        await stand.host.until_told(TerminalLost, FOLLOWER.key)

        # One frame, of about 360 bytes, may go beyond the mebibyte.
        assert _MIB < most < _MIB + 400
        assert not stand.server.send(_opening(sent + 2), expected=None)
        await exchange(hearing)
        assert stand.host.told(TerminalLost, follower(2).key) == []


async def test_follower_when_dropped_for_not_reading_then_may_come_back() -> None:
    async with bridge_stand() as stand:
        deaf = await stand.greet(FOLLOWER, "executor", receive_bytes=4_096)
        deaf.transport.pause_reading()
        number = 1
        while stand.server.send(_opening(number), expected=None):
            number += 1
        await stand.host.until_told(TerminalLost, FOLLOWER.key)

        again = await stand.greet(FOLLOWER, "executor", stream="8")

        assert stand.server.send(_opening(1), expected=None)
        assert (await hear(again))["id"] == f"{1:032x}"


async def test_command_when_follower_is_not_connected_then_not_sent() -> None:
    async with bridge_stand() as stand:
        # A monitor of the account is not its executor.
        await stand.greet(MASTER, "monitor")

        assert not stand.server.send(_opening(1), expected=None)


async def test_opening_when_sent_then_its_time_to_live_is_in_the_terminals_ticks() -> None:
    async with bridge_stand() as stand:
        link = await stand.greet(FOLLOWER, "executor")
        # At 50 s here it is 9 s there; the way there and back took nothing.
        await say(link, frames.heartbeat(ticks=9_000_000, echo={"ticks": 50_000_000, "held": 0}))
        await exchange(link)
        await stand.clock.pass_seconds(1)

        stand.server.send(_opening(1), expected=None)

        # 51 s here is 10 s there, and the opening lives for 5 s.
        assert (await hear(link))["expires"] == 15_000_000


async def test_frames_when_taken_over_then_what_the_old_link_still_held_is_not_taken() -> None:
    async with bridge_stand(limit=4) as stand:
        old = await stand.greet(MASTER, "monitor", stream="7")
        for seq in range(1, 11):
            await say(old, frames.opened(seq))
        await stand.host.until_told(TradeEvent, MASTER.key, 2)

        new = await stand.greet(MASTER, "monitor", stream="7")
        before = len(stand.host.told(TradeEvent, MASTER.key))
        await stand.host.read(len(stand.host.inbox))
        await exchange(new)

        # The new link tells from the start what was not stored; the old one's rest is stale.
        assert len(stand.host.told(TradeEvent, MASTER.key)) == before
