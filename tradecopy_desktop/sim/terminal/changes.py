"""Carrying out targets: volume, stops, pending orders. A target never opens and never expires."""

from collections.abc import Awaitable, Callable

from tradecopy_desktop.domain.trades import PendingOrder
from tradecopy_desktop.sim.broker.requests import (
    CancelRequest,
    ChangeRequest,
    StopsRequest,
    TradeAnswer,
)
from tradecopy_desktop.sim.terminal.account_view import AccountView
from tradecopy_desktop.sim.terminal.copies import Copies, CopyName
from tradecopy_desktop.sim.terminal.instructions import Target
from tradecopy_desktop.sim.terminal.journal import Done, Intent
from tradecopy_desktop.sim.terminal.openings import Openings
from tradecopy_desktop.sim.terminal.races import undo_race
from tradecopy_desktop.sim.terminal.reductions import Reduced, reduce_copy
from tradecopy_desktop.sim.terminal.reports import FINAL_UNKNOWN, Result, refused
from tradecopy_desktop.sim.terminal.trade_calls import CallTimes, TradeCalls

DONE = Result(outcome="done")
ALREADY = Result(outcome="already_done")
UNCERTAIN = Result(
    outcome="unknown", message="the terminal is still reading its lists from the trade server"
)
CHANGED = Result(outcome="changed", message="the position is not as expected")


class Changes:
    """Brings copies on one account to their targets."""

    def __init__(
        self, view: AccountView, copies: Copies, calls: TradeCalls, openings: Openings
    ) -> None:
        """Trade on one account."""
        self._view = view
        self._journal = view.disk.journal
        self._copies = copies
        self._calls = calls
        self._openings = openings
        self._doers: dict[str, Callable[[Target, CallTimes], Awaitable[Result]]] = {
            "set_volume": self._set_volume,
            "set_stops": self._set_stops,
            "modify_pending": self._modify,
            "cancel_pending": self._cancel,
        }

    async def carry_out(self, target: Target, times: CallTimes) -> Result:
        """Bring a copy to a target, or say why not."""
        highest = self._journal.revisions.get(target.copy, 0)
        if target.revision < highest:
            return refused("stale", f"revision {highest} was carried out")
        self._settle_openings(target)
        if not self._copies.is_known(name_of(target)):
            return refused("no_copy")
        return await self._doers[target.type](target, times)

    def _settle_openings(self, target: Target) -> None:
        # An opening whose outcome was unknown may have been executed since.
        for intent in self._journal.openings(target.copy):
            if self._journal.standing(intent.id) == "intent":
                self._openings.found(intent)

    async def _set_volume(self, target: Target, times: CallTimes) -> Result:
        name = name_of(target)
        instrument = self._view.broker.instruments.get(target.symbol)
        if instrument is not None and target.volume % instrument.lot_step:
            return refused("bad_volume")
        surplus = self._copies.held(name) - target.volume
        if surplus <= 0:
            return ALREADY if self._view.is_whole() else UNCERTAIN
        if self._is_unexpected(target):
            return CHANGED
        self._intend(target)
        reduced = await reduce_copy(self._view, self._calls, name, surplus, target.id, times)
        code = reduced.code
        if self._copies.is_netting:
            raced = await undo_race(
                self._view, self._calls, target.id, target.symbol, {target.side}, times
            )
            code = raced or code
        result = self._reduced(name, target, reduced, code)
        self._journal.write(
            Done(id=target.id, outcome=result.outcome, code=code, fills=result.fills)
        )
        return result

    def _reduced(self, name: CopyName, target: Target, reduced: Reduced, code: str) -> Result:
        fills = reduced.fills
        if self._copies.held(name) <= target.volume:
            return Result(outcome="filled" if fills else "already_done", code=code, fills=fills)
        if reduced.unsure:
            message = FINAL_UNKNOWN.message
            return Result(outcome="unknown", code=code, message=message, fills=fills)
        if fills:
            return Result(outcome="partly_filled", code=code, fills=fills)
        return refused(code)

    async def _set_stops(self, target: Target, times: CallTimes) -> Result:
        wanted = (target.stop_loss, target.take_profit)
        tickets = self._copies.tickets(name_of(target))
        if not tickets:
            whole = self._view.is_whole()
            return refused("no_copy", "the copy holds nothing") if whole else UNCERTAIN
        other = [p.ticket for p in tickets if (p.stop_loss, p.take_profit) != wanted]
        if not other:
            return ALREADY
        if self._is_unexpected(target):
            return CHANGED
        self._intend(target)
        for ticket in other:
            request = StopsRequest(ticket=ticket, stop_loss=wanted[0], take_profit=wanted[1])
            answer = await self._calls.call(request, target.id, times)
            holding = self._view.broker.find(ticket)
            there = holding is not None and (holding.stop_loss, holding.take_profit) == wanted
            if not answer.done and not there:
                return _failed(answer)
        return DONE

    async def _modify(self, target: Target, times: CallTimes) -> Result:
        pending = self._copies.pending(name_of(target))
        if pending is None:
            return refused("no_copy", "the pending order is not there any more")
        if _is_as_wanted(pending, target):
            return ALREADY
        self._intend(target)
        request = ChangeRequest(
            ticket=pending.ticket,
            price=target.price,
            limit_price=target.limit_price,
            stop_loss=target.stop_loss,
            take_profit=target.take_profit,
            expires_at=target.expires_at,
        )
        answer = await self._calls.call(request, target.id, times)
        changed = self._copies.pending(name_of(target))
        if answer.done or (changed is not None and _is_as_wanted(changed, target)):
            return DONE
        return _failed(answer)

    async def _cancel(self, target: Target, times: CallTimes) -> Result:
        pending = self._copies.pending(name_of(target))
        if pending is None:
            return ALREADY
        self._intend(target)
        request = CancelRequest(ticket=pending.ticket)
        answer = await self._calls.call(request, target.id, times)
        if answer.done:
            return DONE
        # Filled or gone between looking and cancelling: what the copy holds tells which.
        gone = self._copies.pending(name_of(target)) is None
        return ALREADY if gone else _failed(answer)

    def _is_unexpected(self, target: Target) -> bool:
        if not self._copies.is_netting or target.expected is None:
            return False
        return self._view.net(target.symbol) != target.expected

    def _intend(self, target: Target) -> None:
        self._journal.write(
            Intent(
                id=target.id,
                copy=target.copy,
                revision=target.revision,
                symbol=target.symbol,
                side=target.side,
                volume=target.volume,
                opens=False,
            )
        )


def name_of(target: Target) -> CopyName:
    """Return which copy a target is for."""
    return CopyName(copy=target.copy, symbol=target.symbol, side=target.side, opens=target.opens)


def _failed(answer: TradeAnswer) -> Result:
    if answer.done is None:
        return Result(outcome="unknown", code=answer.code, message=FINAL_UNKNOWN.message)
    return refused(answer.code, answer.message)


def _is_as_wanted(pending: PendingOrder, target: Target) -> bool:
    return (
        pending.price == target.price
        and pending.limit_price == target.limit_price
        and pending.stop_loss == target.stop_loss
        and pending.take_profit == target.take_profit
        and pending.expires_at == target.expires_at
    )
