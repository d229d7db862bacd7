"""Says by a courier, again and again, that the program runs. Keeps still when copying does not.

Whoever is told raises alarm when nothing comes any more: the only alarm that outlives the machine.
"""

import asyncio
import logging
from collections.abc import Callable

from tradecopy_desktop.app.courier_lane import Tell
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.notices import Notice, Severity
from tradecopy_desktop.guard_ports import Courier
from tradecopy_desktop.ports import Clock

_log = logging.getLogger(__name__)


class SignOfLife:
    """Pings while `is_alive` says so. `tell` hears once that a ping fails, and once of its end."""

    def __init__(self, clock: Clock, tell: Tell, is_alive: Callable[[], bool]) -> None:
        self._clock = clock
        self._tell = tell
        self._is_alive = is_alive
        self._task: asyncio.Task[None] | None = None

    async def use(self, courier: Courier | None, every_s: float = 60.0) -> None:
        """Ping by this courier from now on, by none if it is None."""
        await self.close()
        if courier is not None:
            work = self._work(courier, every_s)
            self._task = asyncio.create_task(work, name="sign of life")

    async def close(self) -> None:
        """Ping no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _work(self, courier: Courier, every_s: float) -> None:
        is_told = False
        while True:
            if self._is_alive():
                trouble = await self._ping(courier)
                if trouble is not None and not is_told:
                    self._tell(courier.name, trouble)
                elif trouble is None and is_told:
                    self._tell(courier.name, None)
                is_told = trouble is not None
            await self._clock.sleep(every_s)

    async def _ping(self, courier: Courier) -> str | None:
        at = self._clock.now()
        notice = Notice(title="Alive", text="It runs.", severity=Severity.NOTE, at=at)
        try:
            await courier.send(notice)
        except TradeCopyError as error:
            return str(error)
        except Exception:  # noqa: BLE001 - the next ping may go well
            _log.exception("a sign of life could not be given")
            return "something unexpected happened: look at the log"
        return None
