"""The executor's part of an EA: reads instructions one by one and reports what came of each."""

import asyncio

from tradecopy_desktop.sim.codec import Message
from tradecopy_desktop.sim.terminal.account_view import AccountView
from tradecopy_desktop.sim.terminal.changes import Changes, name_of
from tradecopy_desktop.sim.terminal.copies import Copies, CopyName
from tradecopy_desktop.sim.terminal.flattening import Flattening
from tradecopy_desktop.sim.terminal.instructions import Target, flatten_of, opening_of, target_of
from tradecopy_desktop.sim.terminal.journal import Revision, Void
from tradecopy_desktop.sim.terminal.measure import Measure
from tradecopy_desktop.sim.terminal.openings import Openings
from tradecopy_desktop.sim.terminal.reports import REFUSED, Reports, Result
from tradecopy_desktop.sim.terminal.ticks import Ticks
from tradecopy_desktop.sim.terminal.trade_calls import CallTimes, Post, TradeCalls

OPENINGS = frozenset({"open", "place"})
TARGETS = frozenset({"set_volume", "set_stops", "modify_pending", "cancel_pending"})
INSTRUCTIONS = OPENINGS | TARGETS | {"void", "flatten"}
_LOOK_EVERY_S = 0.05
_MOST_LOOKS = 120
_NOT_CARRIED_OUT = frozenset({REFUSED, "changed"})


class Executor:
    """Carries out instructions on one account."""

    def __init__(
        self, view: AccountView, calls: TradeCalls, ticks: Ticks, post: Post, measure: Measure
    ) -> None:
        """Trade on one account; what happened before is read from its disk."""
        self._view = view
        self._journal = view.disk.journal
        self._measure = measure
        copies = Copies(view)
        self._reports = Reports(view, copies, post)
        self._openings = Openings(view, copies, calls, ticks)
        self._changes = Changes(view, copies, calls, self._openings)
        self._flattening = Flattening(view, calls, self._reports)

    async def carry_out(self, message: Message, received: int) -> None:
        """Carry out one instruction and report on it."""
        times = CallTimes(received)
        kind = message["type"]
        if kind in OPENINGS:
            opening = opening_of(message, received)
            name = CopyName(copy=opening.copy, symbol=opening.symbol, side=opening.side)
            result = await self._openings.carry_out(opening, times)
            await self._await_lists()
            self._report(message, name, result, times)
        elif kind in TARGETS:
            target = target_of(message, received)
            if self._loses(target):
                return
            await self._await_lists()
            result = await self._changes.carry_out(target, times)
            self._report(message, name_of(target), result, times)
        elif kind == "flatten":
            await self._flattening.carry_out(flatten_of(message, received), times)
        else:
            await self._await_lists()
            self._void(message["id"], times)

    async def _await_lists(self) -> None:
        """Wait for lists that are still coming in: they are empty or short after a login."""
        for _ in range(_MOST_LOOKS):
            if self._view.is_whole():
                return
            await asyncio.sleep(_LOOK_EVERY_S)

    def _loses(self, target: Target) -> bool:
        if not self._view.broker.setup.faults.closes_once or target.type != "set_volume":
            return False
        tried = (intent for intent in self._journal.of_copy(target.copy) if not intent.opens)
        return any(intent.volume == target.volume for intent in tried)

    def _report(self, message: Message, name: CopyName, result: Result, times: CallTimes) -> None:
        revision = message["revision"]
        if result.outcome not in _NOT_CARRIED_OUT:
            highest = self._journal.revisions.get(name.copy, 0)
            if revision > highest:
                self._journal.write(Revision(copy=name.copy, revision=revision))
        if result.outcome in {"already_done", "unknown", "changed", "partly_filled"}:
            self._measure.seen[result.outcome] += 1
        self._reports.of_copy(message["id"], revision, name, result, times)

    def _void(self, instruction: str, times: CallTimes) -> None:
        intent = self._journal.intents.get(instruction)
        result = self._voided(instruction)
        self._journal.write(Void(id=instruction))
        name = (
            CopyName(copy=intent.copy, symbol=intent.symbol, side=intent.side)
            if intent is not None
            else None
        )
        self._reports.of_void(instruction, name, result, times)

    def _voided(self, instruction: str) -> Result:
        voided = Result(outcome="done", code="voided")
        done = self._journal.dones.get(instruction)
        if done is not None:
            if done.outcome in _NOT_CARRIED_OUT:
                return voided
            return Result(outcome="already_done", code=done.code, fills=done.fills)
        intent = self._journal.intents.get(instruction)
        if intent is None:
            return voided
        found = self._openings.found(intent) if intent.opens else None
        if found is None:
            return Result(outcome="unknown", message="it was sent and nothing was found")
        return Result(outcome="already_done", fills=found.fills)
