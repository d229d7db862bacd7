"""Makes the trouble of a run: on cables, terminals, servers and by hand. It judges nothing."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from functools import partial
from random import Random

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.values import Reason
from tradecopy_desktop.sim.broker import SimBroker
from tradecopy_desktop.sim.faults.hands import close_by_hand, reduce_by_hand
from tradecopy_desktop.sim.faults.schedule import Planned, Trouble, planned
from tradecopy_desktop.sim.seat import Seat
from tradecopy_desktop.sim.terminal.mischief import CableFault

_HOUR_MS = 3_600_000
_JUMPS_MS = (_HOUR_MS, -_HOUR_MS, 7_000, -7_000)
_BY_FOLLOWERS = frozenset(
    {
        CableFault.LOST_REPORT,
        CableFault.LOST_INSTRUCTION,
        CableFault.KILLED_IN_CALL,
        Trouble.CLOSED_BY_HAND,
        Trouble.REDUCED_BY_HAND,
        Trouble.STOPPED_BY_HAND,
    }
)


# How long a trader's hand may stay untold: a doubled frame, and a held up link.
_TOLD_WITHIN_S = 2.0


class Troublemaker:
    """Does what was planned, each as soon after its trade as it can be done."""

    def __init__(self, seats: Sequence[Seat], *, level: float, trades: int, seed: int) -> None:
        """Plan by the seed; nothing happens before `traded`."""
        self._seats = seats
        self._dice = Random(f"{seed}/troublemaker")
        self._due = planned(level=level, trades=trades, seed=seed)
        # Hears of the master's order whose copy the trader reduced by hand.
        self.on_reduced: Callable[[str], None] = lambda _: None
        self._works: set[asyncio.Task[None]] = set()
        self._busy: set[AccountKey] = set()
        self._reduced: set[str] = set()
        self._happened: Counter[str] = Counter()
        self._doers: dict[Trouble, Callable[[Seat], bool]] = {
            Trouble.DROPPED_LINK: self._drop,
            Trouble.HALF_OPEN: self._silence,
            Trouble.HELD_BACK: self._hold_back,
            Trouble.RESTART: self._restart,
            Trouble.SWITCH: self._switch,
            Trouble.PARTIAL_LIST: lambda seat: self._lose_lists(seat, shown=0.5),
            Trouble.EMPTY_LIST: lambda seat: self._lose_lists(seat, shown=0.0),
            Trouble.CLOCK_JUMP: self._jump,
            Trouble.CLOSED_BY_HAND: lambda seat: close_by_hand(
                seat.broker, self._dice, Reason.CLIENT
            ),
            Trouble.REDUCED_BY_HAND: self._reduce,
            Trouble.STOPPED_BY_HAND: lambda seat: close_by_hand(
                seat.broker, self._dice, Reason.STOP_LOSS
            ),
        }

        for seat in seats:
            seat.terminal.mischief.die = partial(self._kill, seat)

    @property
    def happened(self) -> Counter[str]:
        """Return how often each kind really happened."""
        total = Counter(self._happened)
        for seat in self._seats:
            total.update(seat.terminal.mischief.done)
        return total

    def note(self, kind: Trouble) -> None:
        """Count trouble that somebody else made."""
        self._happened[kind.value] += 1

    def traded(self, trades: int) -> None:
        """Make the trouble that is due after so many trades."""
        due = [each for each in self._due if each.trade <= trades]
        self._due = self._due[len(due) :]
        # What cannot be done now is tried again after the next trade.
        self._due = [*(each for each in due if not self._make(each)), *self._due]

    async def end(self) -> None:
        """Make no more trouble, and put right what lasts."""
        self._due = []
        for seat in self._seats:
            seat.terminal.mischief.disarm()
            seat.broker.dice.stop()
        works, self._works = self._works, set()
        await asyncio.gather(*works)

    def _make(self, each: Planned) -> bool:
        seats = [s for s in self._seats if s.account.key not in self._busy]
        if each.kind in _BY_FOLLOWERS:
            seats = [seat for seat in seats if not seat.account.is_master]
        if not seats:
            return False
        seat = self._dice.choice(seats)
        if isinstance(each.kind, CableFault):
            seat.terminal.mischief.arm(each.kind)
            return True
        made = self._doers[each.kind](seat)
        self._happened[each.kind.value] += made
        return made

    def _drop(self, seat: Seat) -> bool:
        if not seat.terminal.is_connected:
            return False
        seat.terminal.drop_link()
        return True

    def _silence(self, seat: Seat) -> bool:
        if not seat.terminal.is_connected:
            return False
        patience_s = self._dice.uniform(2, 16)
        seat.terminal.go_silent(patience_s)
        self._keep_busy(seat, asyncio.sleep(patience_s + 2))
        return True

    def _hold_back(self, seat: Seat) -> bool:
        if not seat.terminal.is_connected:
            return False
        self._keep_busy(seat, self._held_back(seat, self._dice.uniform(0.1, 1.5)))
        return True

    async def _held_back(self, seat: Seat, seconds: float) -> None:
        seat.terminal.hold_back()
        await asyncio.sleep(seconds)
        seat.terminal.let_go()

    def _restart(self, seat: Seat) -> bool:
        self._keep_busy(seat, seat.terminal.restart())
        return True

    def _kill(self, seat: Seat) -> None:
        self._keep_busy(seat, seat.terminal.restart())

    def _reduce(self, seat: Seat) -> bool:
        if not all(each.terminal.is_heard for each in self._seats):
            # Which came first, the hand or the master, nobody could tell.
            return False
        reduced = reduce_by_hand(seat.broker, self._dice, self._reduced)
        if reduced is None:
            return False
        self._reduced.add(reduced.magic)
        # Told twice, and then the master reduces: who takes it off twice has the wrong share.
        seat.terminal.mischief.arm(CableFault.DUPLICATED_FRAME)
        intent = seat.terminal.disk.journal.of_magic(reduced.magic)
        if intent is not None:
            self.on_reduced(intent.source)
        # Till the hand is known nothing else happens here, or again nobody could tell the order.
        self._keep_busy(seat, asyncio.sleep(_TOLD_WITHIN_S))
        return True

    def _switch(self, seat: Seat) -> bool:
        self._keep_busy(seat, self._elsewhere(seat, self._dice.uniform(0.5, 5)))
        return True

    async def _elsewhere(self, seat: Seat, seconds: float) -> None:
        setup = seat.broker.setup
        key = replace(setup.key, login=str(int(setup.key.login) + 1_000_000))
        other = SimBroker(replace(setup, key=key), seat.broker.clock)
        await seat.terminal.log_in_elsewhere(other)
        await asyncio.sleep(seconds)
        await seat.terminal.log_in_again()

    def _lose_lists(self, seat: Seat, *, shown: float) -> bool:
        seconds = self._dice.uniform(2, 4)
        seat.terminal.lose_trade_server(seconds, shown=shown)
        self._keep_busy(seat, asyncio.sleep(seconds))
        return True

    def _jump(self, seat: Seat) -> bool:
        seat.broker.jump_clock(self._dice.choice(_JUMPS_MS))
        return True

    def _keep_busy(self, seat: Seat, work: Coroutine[None, None, None]) -> None:
        key = seat.account.key
        self._busy.add(key)
        task = asyncio.create_task(work, name=f"trouble of {key}")
        self._works.add(task)
        task.add_done_callback(lambda _: self._busy.discard(key))
