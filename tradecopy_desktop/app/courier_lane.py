"""Sends notices by one courier, again and again until they arrive. Never holds anybody up.

The pauses grow with each failure of the courier, from 5 s to 5 minutes; an alarm ends a longer one.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from tradecopy_desktop.app.notice_queue import NoticeQueue, Waiting
from tradecopy_desktop.domain.errors import DeliveredInPartError, TradeCopyError
from tradecopy_desktop.domain.notices import Notice, Severity
from tradecopy_desktop.guard_ports import Courier
from tradecopy_desktop.ports import Clock

_log = logging.getLogger(__name__)

FIRST_PAUSE_S: Final = 5.0
LONGEST_PAUSE_S: Final = 300.0
MOST_TRIES: Final = 10

Tell = Callable[[str, str | None], None]
"""Hears of a courier by its name: what is wrong, or None once all is well again."""


class CourierLane:
    """One courier and what waits for it. `tell` hears once what is wrong, and once of its end.

    `is_told`: it heard already, of a courier whose place this one takes.
    """

    def __init__(
        self, courier: Courier, clock: Clock, tell: Tell, *, is_told: bool = False
    ) -> None:
        self.courier = courier
        self._clock = clock
        self._tell = tell
        self._queue = NoticeQueue()
        self._sending = asyncio.Lock()
        self._hurry = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._failures = 0
        self._lost = 0
        self.is_told = is_told

    def put(self, notice: Notice) -> None:
        """Send a notice as soon as that is possible; return at once."""
        if self._queue.put(notice) is not None:
            self._lose("too many notices wait: the oldest are dropped")
        if notice.severity is Severity.ALARM:
            self._hurry.set()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work(), name=f"courier {self.courier.name}")

    def left(self) -> tuple[Notice, ...]:
        """Return what waits, the oldest first."""
        return self._queue.notices()

    async def test(self, notice: Notice) -> None:
        """Send a notice now, past all that wait; raise TradeCopyError if it did not arrive."""
        async with self._sending:
            await self.courier.send(notice)
        self._succeeded()
        # What waits need not wait any longer.
        self._hurry.set()

    async def close(self) -> None:
        """Stop; what waits is not sent any more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _work(self) -> None:
        counts = True
        while (waiting := self._queue.next()) is not None:
            self._hurry.clear()
            if await self._try(waiting):
                self._queue.remove(waiting)
                counts = True
                continue
            waiting.tries += counts
            if waiting.tries >= MOST_TRIES:
                self._queue.remove(waiting)
                self._lose(f"a notice was given up after {MOST_TRIES} tries")
            counts = not await self._pause()

    async def _try(self, waiting: Waiting) -> bool:
        """Return whether a notice is done with."""
        lost = self._lost
        try:
            async with self._sending:
                await self.courier.send(_with_lost(waiting.notice, lost))
        except DeliveredInPartError as error:
            self._failed(str(error))
        except TradeCopyError as error:
            self._failures += 1
            self._failed(str(error))
            return False
        except Exception:  # noqa: BLE001 - whatever it was, an alarm must not be lost by it
            _log.exception("courier %s failed", self.courier.name)
            self._failures += 1
            self._failed("something unexpected happened: look at the log")
            return False
        else:
            self._succeeded()
        self._failures = 0
        self._lost -= lost
        return True

    async def _pause(self) -> bool:
        """Wait before the next try; return whether an alarm cut it short."""
        doubled = FIRST_PAUSE_S * 2.0 ** min(self._failures - 1, MOST_TRIES)
        await self._clock.sleep(FIRST_PAUSE_S)
        rest = min(doubled, LONGEST_PAUSE_S) - FIRST_PAUSE_S
        if rest <= 0:
            return False
        return await self._hurried_within(rest)

    async def _hurried_within(self, seconds: float) -> bool:
        hurry = asyncio.create_task(self._hurry.wait(), name="alarm")
        over = asyncio.create_task(self._clock.sleep(seconds), name="pause")
        try:
            await asyncio.wait({hurry, over}, return_when=asyncio.FIRST_COMPLETED)
            return not over.done()
        finally:
            hurry.cancel()
            over.cancel()
            await asyncio.gather(hurry, over, return_exceptions=True)

    def _lose(self, why: str) -> None:
        self._lost += 1
        if self._lost == 1:
            # Said also where it was said before that the courier fails: that is another matter.
            self.is_told = False
        self._failed(why)

    def _failed(self, why: str) -> None:
        if not self.is_told:
            self.is_told = True
            self._tell(self.courier.name, why)

    def _succeeded(self) -> None:
        self._failures = 0
        if self.is_told:
            self.is_told = False
            self._tell(self.courier.name, None)


def _with_lost(notice: Notice, lost: int) -> Notice:
    if not lost:
        return notice
    before = "1 notice before this one was" if lost == 1 else f"{lost} notices before this one were"
    return replace(notice, text=f"{notice.text} ({before} not sent)")
