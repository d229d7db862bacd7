"""Whatever breaks, in whatever order: no copy is ever doubled, and none outlives its master.

The whole program and its terminals on time that jumps (tests/rig). Faults come one by one, as
Hypothesis likes; at the end everything is mended, and five minutes later the brokers' own books
must show what the master's books prescribe.
"""

import os
from collections.abc import Coroutine
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from tests.rig.scene import Scene
from tests.rig.virtual_time import VirtualLoop, played
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.sim.broker.faults import Fault

SHRINKING = [Phase.shrink] if "TRADECOPY_SHRINK" in os.environ else []
LOTS = st.sampled_from([Decimal("0.40"), Decimal("0.80")])
SMALLEST_PART = Decimal("0.20")
NOW_AND_LATER = st.sampled_from([0.0, 0.003, 0.02, 0.04, 0.2])
FOLLOWERS = st.integers(0, 2)
HEDGING_FOLLOWERS = st.integers(0, 1)
SEATS = st.integers(0, 3)
PLACES = st.sampled_from(
    ["before the journal", "after the journal", "before sending", "after sending"]
)
# Those after which a copy may only be there or not; parts have a rule of their own.
FAULTS = st.sampled_from(
    [
        Fault.REQUOTE,
        Fault.REJECT,
        Fault.TIMEOUT_EXECUTED,
        Fault.TIMEOUT_LOST,
        Fault.TIMEOUT_LATE,
        Fault.BUSY,
        Fault.TOO_MANY,
        Fault.OFF_QUOTES,
        Fault.MARKET_CLOSED,
    ]
)


def _known(scene: Scene) -> set[Link]:
    # An order that was replaced before it left is put again after a restart, and only renumbered.
    return {replace(link, revision=0) for link in scene.copier.dumped().links}


class Copying(RuleBasedStateMachine):
    """A master and three followers, to whom everything happens."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = VirtualLoop()
        self.scene: Scene | None = None

    def _play(self, act: Coroutine[Any, Any, Any]) -> None:
        played(self.loop, act)

    @property
    def now(self) -> Scene:
        """Return the scene."""
        assert self.scene is not None
        return self.scene

    @initialize(seed=st.integers(0, 2**16))
    def begin(self, seed: int) -> None:
        self._play(self._begin(seed))

    async def _begin(self, seed: int) -> None:
        self.scene = Scene(self.loop, seed)
        await self.scene.begin()

    # What the master does

    @rule(side=st.sampled_from(Side), lots=LOTS, then=NOW_AND_LATER)
    def master_opens(self, side: Side, lots: Decimal, then: float) -> None:
        self.now.open(side, lots)
        self._play(self.now.pass_time(then))

    @precondition(lambda self: self.scene and self.scene.open_tickets)
    @rule(which=st.integers(0, 9), then=NOW_AND_LATER)
    def master_closes(self, which: int, then: float) -> None:
        tickets = self.now.open_tickets
        ticket = tickets[which % len(tickets)]
        self.now.close(ticket, self.now.opened[ticket].lots)
        self._play(self.now.pass_time(then))

    @precondition(lambda self: self.scene and self.scene.open_tickets)
    @rule(which=st.integers(0, 9), then=NOW_AND_LATER)
    def master_closes_half(self, which: int, then: float) -> None:
        tickets = self.now.open_tickets
        ticket = tickets[which % len(tickets)]
        lots = self.now.opened[ticket].lots / 2
        if lots >= SMALLEST_PART:
            self.now.close(ticket, lots)
        self._play(self.now.pass_time(then))

    @precondition(lambda self: self.scene and self.scene.open_tickets)
    @rule(which=st.integers(0, 9), pips=st.integers(50, 400), then=NOW_AND_LATER)
    def master_sets_stop(self, which: int, pips: int, then: float) -> None:
        tickets = self.now.open_tickets
        ticket = tickets[which % len(tickets)]
        holding = self.now.master.broker.find(ticket)
        assert holding is not None
        away = Decimal(pips) / 10_000 * holding.side.sign
        self.now.set_stops(ticket, Decimal("1.10000") - away)
        self._play(self.now.pass_time(then))

    # What breaks

    @rule(seconds=st.sampled_from([0.05, 1.0, 8.0, 40.0]))
    def time_passes(self, seconds: float) -> None:
        self._play(self.now.pass_time(seconds))

    @rule(who=SEATS)
    def link_is_cut(self, who: int) -> None:
        for cable in self.now.network.of(self.now.seats[who].secret):
            cable.abort()

    @rule(who=SEATS)
    def link_goes_silent(self, who: int) -> None:
        for cable in self.now.network.of(self.now.seats[who].secret):
            cable.silent = True

    @rule(who=FOLLOWERS, fault=FAULTS)
    def next_request_goes_wrong(self, who: int, fault: Fault) -> None:
        self.now.followers[who].misbehave(fault)

    @rule(who=SEATS)
    def terminal_restarts(self, who: int) -> None:
        self._play(self.now.seats[who].terminal.restart())

    @rule(who=SEATS, seconds=st.sampled_from([1.0, 30.0]))
    def terminal_hangs(self, who: int, seconds: float) -> None:
        self.now.seats[who].terminal.freeze()
        self._play(self.now.pass_time(seconds))
        self.now.seats[who].terminal.thaw()

    @rule(who=FOLLOWERS, on=st.booleans())
    def algo_trading_is_switched(self, who: int, on: bool) -> None:
        self.now.followers[who].terminal.switch_algo_trading(on=on)

    @precondition(lambda self: self.scene and self.scene.copier.is_running)
    @rule()
    def program_is_killed(self) -> None:
        self._play(self.now.copier.kill())

    @precondition(lambda self: self.scene and self.scene.copier.is_running)
    @rule(place=PLACES, after=st.integers(1, 4))
    def program_will_die(self, place: str, after: int) -> None:
        self.now.copier.life.die_at(place, after)

    @precondition(lambda self: self.scene and not self.scene.copier.is_running)
    @rule(seconds=st.sampled_from([0.5, 4.0]))
    def program_starts(self, seconds: float) -> None:
        self._play(self._start_again(seconds))

    async def _start_again(self, seconds: float) -> None:
        await self.now.bury()
        await self.now.copier.start()
        await self.now.pass_time(seconds)

    @rule(who=FOLLOWERS, which=st.integers(0, 9))
    def somebody_closes_a_copy(self, who: int, which: int) -> None:
        self.now.followers[who].close_by_hand(which)

    @rule(who=HEDGING_FOLLOWERS, which=st.integers(0, 9))
    def somebody_halves_a_copy(self, who: int, which: int) -> None:
        self.now.followers[who].reduce_by_hand(which)

    # What must hold

    @invariant()
    def nothing_is_doubled(self) -> None:
        if self.scene is not None:
            assert list(self.scene.doubled()) == []

    def teardown(self) -> None:
        try:
            if self.scene is not None:
                self._play(self._judged(self.scene))
        finally:
            self.loop.close()

    def _agree(self) -> None:
        wrong = [*self.now.doubled(), *self.now.left_over()]
        assert wrong == [], wrong

    async def _judged(self, scene: Scene) -> None:
        try:
            await scene.settle()
            self._agree()
            before = _known(scene)
            await self._start_anew()
            assert _known(scene) == before, "a restart changed the book"
            self._agree()
        finally:
            await scene.end()

    async def _start_anew(self) -> None:
        await self.now.copier.kill()
        await self.now.copier.start()
        await self.now.pass_time(30)


Copying.TestCase.settings = settings(
    max_examples=int(os.environ.get("TRADECOPY_SCENES", "12")),
    stateful_step_count=20,
    deadline=None,
    # To make a failure small takes minutes: the shrinking is asked for by hand.
    phases=[Phase.explicit, Phase.reuse, Phase.generate, *SHRINKING],
    suppress_health_check=list(HealthCheck),
)
TestCopying = Copying.TestCase
