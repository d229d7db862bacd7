"""Closing everything in a scope. It tries again until the book shows it done, a few times."""

from decimal import Decimal

from tradecopy_desktop.domain.trades import PendingOrder
from tradecopy_desktop.domain.values import ZERO, Reason
from tradecopy_desktop.sim.broker.requests import CancelRequest, CloseRequest
from tradecopy_desktop.sim.terminal.account_view import AccountView
from tradecopy_desktop.sim.terminal.copies import Copies, CopyName
from tradecopy_desktop.sim.terminal.instructions import Flatten
from tradecopy_desktop.sim.terminal.reductions import reduce_copy
from tradecopy_desktop.sim.terminal.reports import Reports, Result
from tradecopy_desktop.sim.terminal.trade_calls import CallTimes, TradeCalls

_ROUNDS = 5


class Flattening:
    """Closes positions and cancels pending orders of one account."""

    def __init__(self, view: AccountView, calls: TradeCalls, reports: Reports) -> None:
        """Trade on one account."""
        self._view = view
        self._calls = calls
        self._reports = reports
        self._copies = Copies(view)

    async def carry_out(self, order: Flatten, times: CallTimes) -> None:
        """Close what is in scope and report progress and end."""
        code = ""
        for _ in range(_ROUNDS):
            code = await self._round(order, times)
            left = self._left(order)
            if not left:
                done = Result(outcome="done", code=code)
                self._reports.of_account(order.id, done, times)
                return
            accepted = Result(outcome="accepted", code=code)
            self._reports.of_account(order.id, accepted, times, remaining=left)
        refused = Result(outcome="refused", code=code)
        self._reports.of_account(order.id, refused, times, remaining=self._left(order))

    async def _round(self, order: Flatten, times: CallTimes) -> str:
        code = ""
        if order.copies is None:
            code = await self._close_all(order, times)
        for name in self._names(order):
            held = self._copies.held(name)
            reduced = await reduce_copy(self._view, self._calls, name, held, order.id, times)
            code = reduced.code or code
        for pending in self._pendings(order):
            request = CancelRequest(ticket=pending.ticket)
            answer = await self._calls.call(request, order.id, times)
            code = code if answer.done else answer.code
        return code

    async def _close_all(self, order: Flatten, times: CallTimes) -> str:
        code = ""
        for position in self._view.positions():
            request = CloseRequest(
                ticket=position.ticket,
                volume=position.volume,
                magic=position.magic,
                reason=Reason.EXPERT,
            )
            answer = await self._calls.call(request, order.id, times)
            code = code if answer.done else answer.code
        return code

    def _left(self, order: Flatten) -> Decimal:
        if order.copies is None:
            held = sum((p.volume for p in self._view.positions()), ZERO)
        else:
            held = sum((self._copies.held(name) for name in self._names(order)), ZERO)
        return held + sum((p.volume for p in self._pendings(order)), ZERO)

    def _names(self, order: Flatten) -> list[CopyName]:
        openings = [self._view.disk.journal.openings(copy) for copy in order.copies or ()]
        return [
            CopyName(copy=known[0].copy, symbol=known[0].symbol, side=known[0].side)
            for known in openings
            if known
        ]

    def _pendings(self, order: Flatten) -> list[PendingOrder]:
        if not order.cancel_pendings:
            return []
        copies = order.copies
        return [
            p
            for p in self._view.pendings()
            if copies is None or (p.link is not None and p.link.copy in copies)
        ]
