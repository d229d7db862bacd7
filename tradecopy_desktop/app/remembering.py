"""Saves settings behind copying, in order; what the disk does not take is tried again.

Nobody waits for it, so that a disk that is held up holds up no copying. Never saves what the trader
waits for: that fails at once, with a sentence.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Final

from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.ports import Clock

_log = logging.getLogger(__name__)

_AGAIN_S: Final = 5.0


class Remembering:
    """What is still to be saved. `tell` hears once why it is not, and None when all is saved."""

    def __init__(self, clock: Clock, tell: Callable[[str | None], None]) -> None:
        self._clock = clock
        self._tell = tell
        self._waiting: deque[Callable[[], None]] = deque()
        self._task: asyncio.Task[None] | None = None
        self._rests = False
        self._is_told = False

    def keep(self, save: Callable[..., None], *values: object) -> None:
        """Call `save` with the values on another thread, until it does not fail."""
        self._waiting.append(partial(save, *values))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work(), name="remembering")

    async def close(self) -> None:
        """Try once more to save what waits, and stop."""
        if self._task is not None:
            if self._rests:
                self._task.cancel()
            self._rests = True
            await asyncio.gather(self._task, return_exceptions=True)
        while self._waiting:
            await self._try(self._waiting.popleft())

    async def _work(self) -> None:
        while self._waiting:
            if await self._try(self._waiting[0]):
                self._waiting.popleft()
                continue
            if self._rests:
                # The program ends.
                return
            self._rests = True
            await self._clock.sleep(_AGAIN_S)
            self._rests = False
        if self._is_told:
            self._is_told = False
            self._tell(None)

    async def _try(self, save: Callable[[], None]) -> bool:
        """Return whether there is nothing more to do about a save."""
        try:
            await asyncio.to_thread(save)
        except TradeCopyError as error:
            if not self._is_told:
                self._is_told = True
                self._tell(str(error))
            return False
        except Exception:  # noqa: BLE001 - what can never be saved must not hold up the rest
            _log.exception("something could not be remembered")
        return True
