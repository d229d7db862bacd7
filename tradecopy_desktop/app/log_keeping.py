"""Keeps every line of the trade log, once a second and beside copying, which never waits for it.

A kill costs the lines of the last second or so. What the disk does not take is tried again; memory
is not endless, so past MOST_WAITING the oldest lines go, and the trader is told.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from itertools import islice
from typing import Final

from tradecopy_desktop.app.log_lines import line_of
from tradecopy_desktop.app.views import TradeLogRow
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.history_ports import History
from tradecopy_desktop.ports import Clock

_log = logging.getLogger(__name__)

MOST_WAITING: Final = 50_000
_EVERY_S: Final = 1.0
# So many are written in a few milliseconds, for which the ledger may have to wait.
_LINES_A_TIME: Final = 100


class LogKeeping:
    """Lines that are not on the disk yet. `tell` hears once why not, and None when they are."""

    def __init__(self, history: History, clock: Clock, tell: Callable[[str | None], None]) -> None:
        self._history = history
        self._clock = clock
        self._tell = tell
        self._waiting: deque[TradeLogRow] = deque(maxlen=MOST_WAITING)
        self._is_told = False

    def take(self, row: TradeLogRow) -> None:
        """Take a line to be kept; returns at once."""
        self._waiting.append(row)

    @property
    def waiting(self) -> int:
        """Return how many lines are not kept yet."""
        return len(self._waiting)

    async def run(self) -> None:
        """Keep what comes, until cancelled."""
        while True:
            await self._clock.sleep(_EVERY_S)
            await self.flush()

    async def flush(self) -> None:
        """Keep what waits; at trouble the rest waits on."""
        # What comes meanwhile has its turn in a second.
        for _ in range(-(-len(self._waiting) // _LINES_A_TIME)):
            rows = tuple(islice(self._waiting, _LINES_A_TIME))
            if not await self._is_kept(rows):
                return
            for row in rows:
                # Unless so many came meanwhile that the oldest were let go.
                if self._waiting and self._waiting[0] is row:
                    self._waiting.popleft()

    async def _is_kept(self, rows: tuple[TradeLogRow, ...]) -> bool:
        trouble = None
        try:
            await asyncio.to_thread(self._keep, rows)
        except TradeCopyError as error:
            trouble = str(error)
        except Exception:  # noqa: BLE001 - lines that can never be kept must not hold up the rest
            _log.exception("lines of the trade log could not be kept")
        if (trouble is not None) is not self._is_told:
            self._is_told = trouble is not None
            self._tell(trouble)
        return trouble is None

    def _keep(self, rows: tuple[TradeLogRow, ...]) -> None:
        self._history.keep([line_of(row) for row in rows])
