"""Carrying out `open` and `place`: at most once by the full id, whatever happened before."""

from collections.abc import Callable
from dataclasses import replace

from tradecopy_desktop.domain.trades import PendingOrder
from tradecopy_desktop.domain.values import ZERO, DealEntry, Reason
from tradecopy_desktop.sim.broker.faults import Fault, code_of
from tradecopy_desktop.sim.broker.records import BookedDeal
from tradecopy_desktop.sim.broker.requests import (
    MarketRequest,
    PlaceRequest,
    Request,
    TradeAnswer,
)
from tradecopy_desktop.sim.terminal.account_view import AccountView
from tradecopy_desktop.sim.terminal.copies import Copies
from tradecopy_desktop.sim.terminal.fills import (
    fill_of_answer,
    fill_of_deal,
    fill_of_pending,
    outcome_of,
)
from tradecopy_desktop.sim.terminal.instructions import Opening
from tradecopy_desktop.sim.terminal.journal import Done, Intent
from tradecopy_desktop.sim.terminal.races import undo_race
from tradecopy_desktop.sim.terminal.reports import FINAL_UNKNOWN, REFUSED, Result, refused
from tradecopy_desktop.sim.terminal.ticks import Ticks
from tradecopy_desktop.sim.terminal.trade_calls import CallTimes, TradeCalls

# A trade with the magic of an instruction can be its own only if it is not older.
OLDEST_OWN_MS = 600_000
_ENTERING = frozenset({DealEntry.IN, DealEntry.INOUT})


class Openings:
    """Opens for copies on one account."""

    def __init__(self, view: AccountView, copies: Copies, calls: TradeCalls, ticks: Ticks) -> None:
        """Trade on one account."""
        self._view = view
        self._journal = view.disk.journal
        self._copies = copies
        self._calls = calls
        self._ticks = ticks

    async def carry_out(self, opening: Opening, times: CallTimes) -> Result:
        """Open once, or say what came of it before."""
        before = self._before(opening)
        if before is not None:
            return before
        settled = self._refusal(opening)
        if settled is not None:
            self._journal.write(Done(id=opening.id, outcome=settled.outcome, code=settled.code))
            return settled
        self._journal.write(intent_of(opening))
        answer = await self._calls.call(_request(opening), opening.id, times)
        result = self._result(opening, answer)
        if opening.terms is not None or opening.expected is None or not self._copies.is_netting:
            return result
        sides = {opening.side, opening.expected.side}
        raced = await undo_race(self._view, self._calls, opening.id, opening.symbol, sides, times)
        return replace(result, code=raced) if raced else result

    def found(self, intent: Intent) -> Result | None:
        """Return what an intent without outcome came to, if the account shows it."""
        broker = self._view.broker
        waiting = [p for p in broker.pendings() if p.magic == intent.magic]
        fills = tuple(
            fill_of_deal(booked)
            for booked in broker.history.of_magic(intent.magic)
            if booked.deal.entry in _ENTERING and booked.symbol == intent.symbol
        )
        if waiting:
            result = Result(outcome="done", fills=(fill_of_pending(waiting[0]),))
        elif fills:
            result = Result(outcome=outcome_of(intent.volume, fills), fills=fills)
        else:
            return None
        self._settle(intent.id, result)
        return result

    def _settle(self, instruction: str, result: Result) -> None:
        tickets = tuple(fill.ticket for fill in result.fills)
        self._journal.write(
            Done(
                id=instruction,
                outcome=result.outcome,
                code=result.code,
                tickets=tickets,
                fills=result.fills,
            )
        )

    def _before(self, opening: Opening) -> Result | None:
        if self._view.broker.setup.faults.forgetful:
            return None
        if opening.id in self._journal.voids:
            return refused("voided")
        done = self._journal.dones.get(opening.id)
        if done is not None:
            settled = done.outcome in {REFUSED, "changed"}
            again = done.outcome if settled else "already_done"
            return Result(outcome=again, code=done.code, fills=done.fills)
        intent = self._journal.intents.get(opening.id)
        if intent is not None:
            found = self.found(intent)
            return FINAL_UNKNOWN if found is None else replace(found, outcome="already_done")
        return None if self._journal.of_magic(opening.magic) else self._by_magic(opening)

    def _by_magic(self, opening: Opening) -> Result | None:
        broker = self._view.broker
        deals = broker.history.of_magic(opening.magic) if opening.magic != "0" else ()
        waiting = [p for p in broker.pendings() if p.magic == opening.magic != "0"]
        if not deals and not waiting:
            return None
        if waiting or not self._fit(opening, deals):
            return Result(outcome="unknown", message="an order with this magic is there")
        intent = intent_of(opening)
        self._journal.write(intent)
        found = self.found(intent)
        return FINAL_UNKNOWN if found is None else replace(found, outcome="already_done")

    def _pending(self, ticket: str) -> list[PendingOrder]:
        return [p for p in self._view.broker.pendings() if p.ticket == ticket]

    def _fit(self, opening: Opening, deals: tuple[BookedDeal, ...]) -> bool:
        oldest = self._view.broker.now().at - OLDEST_OWN_MS
        entering = [booked for booked in deals if booked.deal.entry in _ENTERING]
        volume = sum((booked.deal.volume for booked in entering), ZERO)
        return volume <= opening.volume and all(
            booked.symbol == opening.symbol
            and booked.deal.side is opening.side
            and booked.when.at >= oldest
            for booked in entering
        )

    def _refusal(self, opening: Opening) -> Result | None:
        checks: tuple[Callable[[Opening], str | None], ...] = (
            self._magic_refusal,
            self._symbol_refusal,
            self._permission_refusal,
            self._volume_refusal,
        )
        for check in checks:
            code = check(opening)
            if code is not None:
                return refused(code)
        expected = opening.expected
        if self._copies.is_netting and expected not in {None, self._view.net(opening.symbol)}:
            return Result(outcome="changed", message="the position is not as expected")
        return refused("expired") if self._ticks.now() > opening.expires else None

    def _magic_refusal(self, opening: Opening) -> str | None:
        if self._view.broker.setup.faults.forgetful:
            return None
        return "magic_in_use" if self._journal.of_magic(opening.magic) is not None else None

    def _symbol_refusal(self, opening: Opening) -> str | None:
        return None if opening.symbol in self._view.broker.instruments else "no_symbol"

    def _permission_refusal(self, opening: Opening) -> str | None:
        guard = self._view.disk.guard
        broken = (
            guard is not None
            and guard.floor is not None
            and self._view.broker.funds().equity < guard.floor
        )
        allowed = self._view.permissions.may_trade and self._journal.can_write
        return None if allowed and not broken else "not_allowed"

    def _volume_refusal(self, opening: Opening) -> str | None:
        step = self._view.broker.instruments[opening.symbol].lot_step
        return "bad_volume" if opening.volume % step else None

    def _result(self, opening: Opening, answer: TradeAnswer) -> Result:
        intent = self._journal.intents[opening.id]
        if answer.done is None and self._view.broker.setup.faults.blind:
            return refused(code_of(Fault.REQUOTE, self._view.broker.setup.platform))
        if answer.done is None:
            return self.found(intent) or replace(FINAL_UNKNOWN, code=answer.code)
        if not answer.done:
            result = refused(answer.code, answer.message)
        elif opening.terms is not None:
            fills = tuple(map(fill_of_pending, self._pending(answer.ticket)))
            result = Result(outcome="done", code=answer.code, fills=fills)
        else:
            fills = (fill_of_answer(answer),)
            outcome = outcome_of(opening.volume, fills)
            result = Result(outcome=outcome, code=answer.code, fills=fills)
        self._settle(opening.id, result)
        return result


def intent_of(opening: Opening) -> Intent:
    """Return what is journalled before an opening is sent."""
    return Intent(
        id=opening.id,
        copy=opening.copy,
        revision=opening.revision,
        symbol=opening.symbol,
        side=opening.side,
        volume=opening.volume,
        opens=True,
        route=opening.route,
        master=opening.master,
        source=opening.source,
        magic=opening.magic,
    )


def _request(opening: Opening) -> Request:
    if opening.terms is None:
        return MarketRequest(
            symbol=opening.symbol,
            side=opening.side,
            volume=opening.volume,
            magic=opening.magic,
            comment=opening.comment,
            reason=Reason.EXPERT,
            stop_loss=opening.stop_loss,
            take_profit=opening.take_profit,
            deviation=opening.max_slippage,
        )
    return PlaceRequest(
        symbol=opening.symbol,
        side=opening.side,
        kind=opening.terms.kind,
        volume=opening.volume,
        price=opening.terms.price,
        limit_price=opening.terms.limit_price,
        stop_loss=opening.stop_loss,
        take_profit=opening.take_profit,
        expires_at=opening.terms.expires_at,
        magic=opening.magic,
        comment=opening.comment,
    )
