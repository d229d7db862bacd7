"""What the window may ask about the past. Answers come from the disk, so all of it is awaited."""

from collections.abc import Sequence
from typing import Protocol

from tradecopy_desktop.app.history_views import (
    ExportOrder,
    LatencyHistory,
    LatencyQuery,
    LogExtent,
    LogQuery,
    Proof,
)
from tradecopy_desktop.app.views import TradeLogRow


class DeskPast(Protocol):
    """Trade log, latency and proof over any time. All raise TradeCopyError with a sentence."""

    async def log_extent(self, query: LogQuery) -> LogExtent:
        """Return how many lines of the trade log match."""
        ...

    async def log_page(
        self, query: LogQuery, *, newest: int, first: int, count: int
    ) -> Sequence[TradeLogRow]:
        """Return `count` lines from the `first` on, newest first, none newer than `newest`."""
        ...

    async def export_log(self, order: ExportOrder) -> int:
        """Write a file and return its lines; a file that is there already is replaced whole.

        It returns 0 where `progress` ended it.
        """
        ...

    async def latency_history(self, query: LatencyQuery) -> LatencyHistory:
        """Return how long copies took."""
        ...

    async def proof(self, days: int) -> Proof:
        """Return how correct copying was, today (1) or over the last `days` of the local day."""
        ...
