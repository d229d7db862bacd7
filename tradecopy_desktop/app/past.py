"""What the window may ask of the past: trade log, latency and proof. All of it on other threads."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from tradecopy_desktop.app.board import Board
from tradecopy_desktop.app.comparison_log import ComparisonLog
from tradecopy_desktop.app.history_views import (
    ExportOrder,
    LatencyHistory,
    LatencyQuery,
    LogExtent,
    LogQuery,
    Proof,
)
from tradecopy_desktop.app.latency_history import latency_history
from tradecopy_desktop.app.log_keeping import LogKeeping
from tradecopy_desktop.app.log_lines import row_of, wanted_of
from tradecopy_desktop.app.proof import make_proof
from tradecopy_desktop.app.remembering import Remembering
from tradecopy_desktop.app.views import Health, TradeLogRow
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.history_ports import (
    Comparisons,
    History,
    LedgerReader,
    LogFiles,
    LogLine,
    LogWanted,
)
from tradecopy_desktop.ports import Clock

_LINES_A_TIME: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PastStores:
    """Where the past is kept, and how files are made of it."""

    history: History
    comparisons: Comparisons
    ledger: LedgerReader
    files: LogFiles


class Past:
    """The window's door to what was. Each call raises TradeCopyError with a sentence."""

    def __init__(
        self, stores: PastStores, book: Book, board: Board, clock: Clock, remembering: Remembering
    ) -> None:
        self._past = stores
        self._past_book = book
        self._past_board = board
        self._past_clock = clock
        self._log_keeping = LogKeeping(stores.history, clock, self._tell_log_not_kept)
        board.on_logged = self._log_keeping.take
        keep = partial(remembering.keep, stores.comparisons.keep_compared)
        self.comparison_log = ComparisonLog(clock, keep)

    def keep_log(self) -> asyncio.Task[None]:
        """Begin to keep the lines of the trade log."""
        return asyncio.create_task(self._log_keeping.run(), name="keeping the log")

    async def close_past(self) -> None:
        """Keep what is not kept yet."""
        self._past_board.flush()
        self.comparison_log.flush()
        await self._log_keeping.flush()

    async def log_extent(self, query: LogQuery) -> LogExtent:
        """Return how many lines of the trade log match."""
        extent = self._past.history.extent
        lines, newest = await asyncio.to_thread(extent, wanted_of(query))
        return LogExtent(lines=lines, newest=newest)

    async def log_page(
        self, query: LogQuery, *, newest: int, first: int, count: int
    ) -> Sequence[TradeLogRow]:
        """Return `count` lines from the `first` on, newest first, none newer than `newest`."""
        page = partial(self._page, wanted_of(query), newest=newest, first=first, count=count)
        return await asyncio.to_thread(page)

    def _page(
        self, wanted: LogWanted, *, newest: int, first: int, count: int
    ) -> Sequence[TradeLogRow]:
        lines = self._past.history.page(wanted, newest=newest, first=first, count=count)
        return [row_of(line) for line in lines]

    async def export_log(self, order: ExportOrder) -> int:
        """Write a file and return its lines, 0 if `progress` ended it and nothing was written."""
        return await asyncio.to_thread(self._export, order)

    def _export(self, order: ExportOrder) -> int:
        wanted = wanted_of(order.query)
        lines, newest = self._past.history.extent(wanted)
        written = self._past.files.write(
            order.file,
            self._lines(wanted, newest),
            lambda done: order.progress(done, lines),
        )
        return written or 0

    def _lines(self, wanted: LogWanted, newest: int) -> Iterator[LogLine]:
        page = partial(self._past.history.page, wanted, first=0, count=_LINES_A_TIME)
        while lines := page(newest=newest):
            yield from lines
            newest = lines[-1].number - 1

    async def latency_history(self, query: LatencyQuery) -> LatencyHistory:
        """Return how long copies took."""
        return await asyncio.to_thread(self._latency, query)

    def _latency(self, query: LatencyQuery) -> LatencyHistory:
        since = self._past_clock.now() - query.span
        delays = self._past.history.delays(since, route=query.route, follower=query.follower)
        return latency_history(delays, query.span)

    async def proof(self, days: int) -> Proof:
        """Return how correct copying was, today (1) or over the last `days` of the local day."""
        # What the ledger has not stored yet is younger than what is judged.
        names = {route.id: route.name for route in self._past_book.routes.values()}
        return await asyncio.to_thread(
            make_proof,
            self._past.ledger,
            self._past.comparisons,
            self._past_clock.now(),
            days,
            (names, self._past_board.name_of),
            self.comparison_log.latest(),
        )

    def _tell_log_not_kept(self, trouble: str | None) -> None:
        self._past_board.alert(
            key="trade log",
            health=Health.WARNING,
            title="The trade log is not kept" if trouble else "The trade log is kept again",
            text=trouble or "every line that waited was written",
        )
