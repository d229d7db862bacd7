"""Trade calls as an Expert Advisor makes them: announced, and blocking it until the answer."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from tradecopy_desktop.domain.values import Platform
from tradecopy_desktop.sim.broker.faults import Fault, code_of
from tradecopy_desktop.sim.broker.requests import MarketRequest, Request, TradeAnswer
from tradecopy_desktop.sim.codec import Message
from tradecopy_desktop.sim.terminal.account_view import AccountView
from tradecopy_desktop.sim.terminal.mischief import CableFault, Mischief
from tradecopy_desktop.sim.terminal.ticks import Ticks

Post = Callable[[Message], None]


@dataclass(slots=True)
class CallTimes:
    """When an instruction was read, its first call began, and its last one ended (EA ticks)."""

    received: int
    sent: int | None = None
    done: int | None = None


class TradeCalls:
    """The way from an EA to its trade server. `busy` while a call blocks the EA."""

    def __init__(
        self, view: AccountView, ticks: Ticks, post: Post, mischief: Mischief | None = None
    ) -> None:
        """Trade on one account."""
        self._view = view
        self._ticks = ticks
        self._post = post
        self.busy = False
        self._mischief = mischief or Mischief()
        self.after_call: Callable[[], None] = lambda: None

    async def call(self, request: Request, instruction: str, times: CallTimes) -> TradeAnswer:
        """Send a request and wait for the answer; the server goes on if nobody waits any more."""
        self._post({"type": "executing", "id": instruction, "ticks": self._ticks.now()})
        times.sent = self._ticks.now() if times.sent is None else times.sent
        self.busy = True
        try:
            answer = await self._answer(request)
        finally:
            self.busy = False
            times.done = self._ticks.now()
        self.after_call()
        return answer

    async def _answer(self, request: Request) -> TradeAnswer:
        platform = self._view.broker.setup.platform
        if not self._view.permissions.connected:
            code = "10031" if platform is Platform.MT5 else "6"
            return TradeAnswer(done=False, code=code, message="no connection to the trade server")
        if not self._view.permissions.may_trade:
            code = code_of(Fault.AUTOTRADING_OFF, platform)
            return TradeAnswer(done=False, code=code, message="trading is not allowed here")
        delay_s = self._view.broker.setup.fill_delay_ms / 1_000
        if not delay_s:
            return self._view.broker.send(request)
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[TradeAnswer] = loop.create_future()
        loop.call_later(delay_s, self._execute, request, answered)
        if isinstance(request, MarketRequest) and self._mischief.strikes(CableFault.KILLED_IN_CALL):
            self._mischief.die()
        # An EA that is killed here has sent its order all the same.
        return await answered

    def _execute(self, request: Request, answered: asyncio.Future[TradeAnswer]) -> None:
        answer = self._view.broker.send(request)
        if not answered.done():
            answered.set_result(answer)
