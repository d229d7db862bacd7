"""Whatever happens, in whatever order: a broken limit closes its account, and nothing opens after.

The whole program and its terminals on time that jumps (tests/rig). Referees count the money from
the brokers' own books, and hold what the program does against what it was told (rules G1 to G4).
"""

import os
from collections.abc import Coroutine
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

from tests.rig.guard_referee import Watch
from tests.rig.guarded_scene import GuardedScene
from tests.rig.virtual_time import VirtualLoop, played
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.sim.broker.faults import Fault

SHRINKING = [Phase.shrink] if "TRADECOPY_SHRINK" in os.environ else []
LOTS = st.sampled_from([Decimal("0.40"), Decimal("0.80")])
NOW_AND_LATER = st.sampled_from([0.0, 0.003, 0.02, 0.04, 0.2])
SIDES = st.sampled_from(Side)
WHO = st.integers(0, 2)
ALSO_MASTER = st.integers(0, 3)
PLACES = st.sampled_from(
    ["before the journal", "after the journal", "before sending", "after sending"]
)
KINDS = st.sampled_from(["daily", "total", "trailing"])
# 0.40 lots on the smallest follower lose the 200 USD of its limit within 1,000 points.
STEPS = st.lists(st.sampled_from([-120, -40, 0, 25, 60]), min_size=1, max_size=8)
STEPS_AGAINST = st.lists(st.sampled_from([30, 90, 200, 450]), min_size=1, max_size=6)
GAPS = st.sampled_from([-1500, -600, -260, 260, 600, 1500])
CLOSING_FAULTS = st.sampled_from(
    [
        Fault.REQUOTE,
        Fault.REJECT,
        Fault.TIMEOUT_EXECUTED,
        Fault.TIMEOUT_LOST,
        Fault.BUSY,
        Fault.OFF_QUOTES,
        Fault.MARKET_CLOSED,
    ]
)


class Guarded(RuleBasedStateMachine):
    """A master and three followers with limits, to whom everything happens."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = VirtualLoop()
        self.scene: GuardedScene | None = None

    def _play(self, act: Coroutine[Any, Any, Any]) -> None:
        played(self.loop, act)

    @property
    def now(self) -> GuardedScene:
        """Return the scene."""
        assert self.scene is not None
        return self.scene

    def _watch(self, who: int) -> Watch:
        return self.now.watches[who]

    @initialize(
        seed=st.integers(0, 2**16),
        kinds=st.lists(KINDS, min_size=3, max_size=3),
        spread=st.sampled_from([1, 10, 30]),
        slippage=st.sampled_from([0, 5, 20]),
    )
    def begin(self, seed: int, kinds: list[str], spread: int, slippage: int) -> None:
        self._play(self._begin(seed, kinds, spread, slippage))

    async def _begin(self, seed: int, kinds: list[str], spread: int, slippage: int) -> None:
        self.scene = GuardedScene(self.loop, seed, kinds, spread=spread, slippage=slippage)
        await self.scene.begin()
        self.scene.open(Side.BUY, Decimal("0.80"))
        await self.scene.pass_time(1)

    # What the market does

    @rule(points=STEPS)
    def price_moves(self, points: list[int]) -> None:
        self._play(self.now.move(points))

    @rule(who=WHO, steps=STEPS_AGAINST, opens_before=st.integers(0, 6), then=NOW_AND_LATER)
    def price_runs_against(
        self, who: int, steps: list[int], opens_before: int, then: float
    ) -> None:
        self._play(self._run_against(self._watch(who), steps, opens_before, then))

    async def _run_against(
        self, watch: Watch, steps: list[int], opens_before: int, then: float
    ) -> None:
        way = -1 if watch.seat.net() >= 0 else 1
        for number, points in enumerate(steps):
            if number == opens_before:
                self.now.open(Side.BUY if way < 0 else Side.SELL, Decimal("0.40"))
                await self.now.pass_time(then)
            await self.now.move([way * points])

    @rule(gap=GAPS, then=NOW_AND_LATER)
    def price_jumps(self, gap: int, then: float) -> None:
        self._play(self._jump(gap, then))

    async def _jump(self, gap: int, then: float) -> None:
        self.now.quote(self.now.price + Decimal(gap) / 100_000)
        await self.now.pass_time(then)

    # What the master does

    @rule(side=SIDES, lots=LOTS, then=NOW_AND_LATER)
    def master_opens(self, side: Side, lots: Decimal, then: float) -> None:
        self.now.open(side, lots)
        self._play(self.now.pass_time(then))

    @rule(gap=GAPS, side=SIDES, first=st.booleans(), then=NOW_AND_LATER)
    def master_opens_as_price_jumps(self, gap: int, side: Side, first: bool, then: float) -> None:
        if first:
            self.now.open(side, Decimal("0.40"))
        self._play(self._jump(gap, 0.0))
        if not first:
            self.now.open(side, Decimal("0.40"))
        self._play(self.now.pass_time(then))

    @precondition(lambda self: self.scene and self.scene.open_tickets)
    @rule(which=st.integers(0, 9), half=st.booleans(), then=NOW_AND_LATER)
    def master_closes(self, which: int, half: bool, then: float) -> None:
        tickets = self.now.open_tickets
        ticket = tickets[which % len(tickets)]
        holding = self.now.master.broker.find(ticket)
        assert holding is not None
        part = holding.volume / 2 if half and holding.volume > Decimal("0.20") else holding.volume
        self.now.reduce(ticket, part)
        self._play(self.now.pass_time(then))

    @rule(side=SIDES, away=st.sampled_from([-500, -150, 150, 500]), then=NOW_AND_LATER)
    def master_places_order(self, side: Side, away: int, then: float) -> None:
        self.now.place(side, away)
        self._play(self.now.pass_time(then))

    @rule(then=NOW_AND_LATER)
    def master_takes_order_back(self, then: float) -> None:
        self.now.take_back()
        self._play(self.now.pass_time(then))

    # What followers' traders do

    @rule(who=WHO, side=SIDES, lots=LOTS, then=NOW_AND_LATER)
    def trader_opens_by_hand(self, who: int, side: Side, lots: Decimal, then: float) -> None:
        self.now.trade_by_hand(self._watch(who), side, lots)
        self._play(self.now.pass_time(then))

    @rule(who=WHO, which=st.integers(0, 9))
    def trader_closes_by_hand(self, who: int, which: int) -> None:
        self.now.followers[who].close_by_hand(which)

    @rule(who=WHO, amount=st.sampled_from([-50_000, -150, 150, 50_000]), then=NOW_AND_LATER)
    def money_is_paid(self, who: int, amount: int, then: float) -> None:
        self.now.followers[who].broker.deposit(Decimal(amount))
        self._play(self.now.pass_time(then))

    @precondition(lambda self: self.scene and self.scene.copier.is_running)
    @rule(who=WHO, more=st.sampled_from([200, 5_000]), unlocks=st.booleans())
    def trader_allows_more(self, who: int, more: int, unlocks: bool) -> None:
        self._play(self._allow(self._watch(who), more, unlocks))

    async def _allow(self, watch: Watch, more: int, unlocks: bool) -> None:
        await self.now.allow_more(watch, Decimal(more))
        if unlocks:
            await self.now.unlock(watch)

    @precondition(lambda self: self.scene and self.scene.copier.is_running)
    @rule(who=WHO, then=NOW_AND_LATER)
    def trader_flattens(self, who: int, then: float) -> None:
        self._play(self.now.flatten(self._watch(who)))
        self._play(self.now.pass_time(then))

    # What breaks

    @rule(seconds=st.sampled_from([0.5, 5.0, 12.0]))
    def time_passes(self, seconds: float) -> None:
        self._play(self.now.pass_time(seconds))

    @rule(who=WHO, silent=st.booleans(), opens=st.booleans(), gap=GAPS)
    def link_breaks(self, who: int, silent: bool, opens: bool, gap: int) -> None:
        watch = self._watch(who)
        if opens:
            # What is on the wire now is lost with it.
            self.now.open(Side.BUY, Decimal("0.40"))
            self._play(self.now.pass_time(0.003))
        watch.disturb(deafens=True)
        for cable in self.now.network.of(watch.seat.secret):
            if silent:
                cable.silent = True
            else:
                cable.abort()
        self._play(self._jump(gap, 0.1))

    @rule(who=WHO, seconds=st.sampled_from([0.0, 2.0, 20.0]), gap=GAPS)
    def terminal_is_away(self, who: int, seconds: float, gap: int) -> None:
        self._play(self._away(self._watch(who), seconds, gap))

    async def _away(self, watch: Watch, seconds: float, gap: int) -> None:
        watch.disturb(deafens=True)
        if not seconds:
            await watch.seat.terminal.restart()
            return
        await watch.seat.terminal.kill()
        await self._jump(gap, seconds)
        watch.seat.terminal.start()

    @rule(who=ALSO_MASTER, gap=GAPS)
    def terminal_hangs(self, who: int, gap: int) -> None:
        seat = self.now.seats[who]
        for watch in self.now.watches:
            if watch.seat is seat:
                watch.disturb()
        seat.terminal.freeze()
        self._play(self._jump(gap, 1.0))
        seat.terminal.thaw()
        for watch in self.now.watches:
            if watch.seat is seat:
                watch.disturb()

    @rule(
        who=WHO,
        share=st.sampled_from([Decimal(0), Decimal("0.5"), Decimal("0.97")]),
        # With the longer one a heartbeat repeats it.
        seconds=st.sampled_from([1.0, 6.0]),
    )
    def account_looks_wrong(self, who: int, share: Decimal, seconds: float) -> None:
        self.now.lie(self._watch(who), share)
        self._play(self.now.pass_time(seconds))

    @rule(who=WHO)
    def account_looks_right(self, who: int) -> None:
        self.now.believe(self._watch(who))

    @rule(who=WHO, faults=st.lists(CLOSING_FAULTS, min_size=1, max_size=4))
    def requests_go_wrong(self, who: int, faults: list[Fault]) -> None:
        self._watch(who).trouble()
        self._watch(who).has_faults = True
        self.now.followers[who].misbehave(*faults)

    @rule(who=WHO, on=st.booleans())
    def algo_trading_is_switched(self, who: int, on: bool) -> None:
        self._watch(who).disturb()
        self.now.followers[who].terminal.switch_algo_trading(on=on)

    @precondition(lambda self: self.scene and self.scene.copier.is_running)
    @rule(then=NOW_AND_LATER)
    def program_is_killed(self, then: float) -> None:
        self._play(self.now.kill())
        self._play(self.now.pass_time(then))

    @precondition(lambda self: self.scene and self.scene.copier.is_running)
    @rule(place=PLACES, after=st.integers(1, 4))
    def program_will_die(self, place: str, after: int) -> None:
        self.now.copier.life.die_at(place, after)

    @precondition(lambda self: self.scene and not self.scene.copier.is_running)
    @rule(gap=GAPS, seconds=st.sampled_from([0.5, 6.0]))
    def program_starts(self, gap: int, seconds: float) -> None:
        self._play(self._start_again(gap, seconds))

    async def _start_again(self, gap: int, seconds: float) -> None:
        await self._jump(gap, 0.1)
        await self.now.bury()
        await self.now.copier.start()
        await self.now.pass_time(seconds)

    # What must hold

    @invariant()
    def nothing_is_wrong(self) -> None:
        if self.scene is not None:
            assert self.scene.wrong == []

    def teardown(self) -> None:
        try:
            if self.scene is not None:
                self._play(self._judged(self.scene))
        finally:
            self.loop.close()

    async def _judged(self, scene: GuardedScene) -> None:
        try:
            await scene.mend(60)
            assert [*scene.wrong, *scene.unguarded()] == []
            await self._start_anew(scene)
            assert [*scene.wrong, *scene.unguarded()] == []
        finally:
            await scene.end()

    async def _start_anew(self, scene: GuardedScene) -> None:
        await scene.kill()
        await scene.copier.start()
        await scene.pass_time(5)
        scene.open(Side.BUY, Decimal("0.40"))
        await scene.pass_time(5)


Guarded.TestCase.settings = settings(
    max_examples=int(os.environ.get("TRADECOPY_SCENES", "12")),
    stateful_step_count=20,
    deadline=None,
    # To make a failure small takes minutes: the shrinking is asked for by hand.
    phases=[Phase.explicit, Phase.reuse, Phase.generate, *SHRINKING],
    suppress_health_check=list(HealthCheck),
)
TestGuarded = Guarded.TestCase
