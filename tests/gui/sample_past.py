"""A believable past of any length: its lines are made when they are asked for, none is kept."""

import asyncio
import csv
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from tests.gui.sample_latency import sample_latency
from tests.gui.sample_proof import sample_proof
from tests.gui.sample_rows import START, sample_log
from tradecopy_desktop.app.history_views import (
    ExportOrder,
    LatencyHistory,
    LatencyQuery,
    LogExtent,
    LogQuery,
    Proof,
)
from tradecopy_desktop.app.views import TradeLogRow
from tradecopy_desktop.domain.errors import TradeCopyError

_CYCLE = 200
_STEP = timedelta(seconds=19)
_PART = 1_000


class SamplePast:
    """Answers about `past_lines` lines, which repeat themselves every 200, the newest at the end.

    `asked` is what was asked for. While `held` is an unset event, answers wait for it.
    `past_refusal`, when set, is what everything is answered with. `stored` are lines that came
    later, oldest first.
    """

    def __init__(self, *, empty: bool) -> None:
        self.past_lines = 0 if empty else _CYCLE
        self.asked: list[str] = []
        self.held: asyncio.Event | None = None
        self.past_refusal = ""
        self.stored: list[TradeLogRow] = []
        self.past_proof = sample_proof()
        self.latency_queries: list[LatencyQuery] = []
        self._cycle = sample_log(_CYCLE)

    async def log_extent(self, query: LogQuery) -> LogExtent:
        await self._ask(f"extent {query.text}".strip())
        newest = self.past_lines + len(self.stored)
        return LogExtent(lines=len(_Found(self, query, newest)), newest=newest)

    async def log_page(
        self, query: LogQuery, *, newest: int, first: int, count: int
    ) -> Sequence[TradeLogRow]:
        await self._ask(f"page {first}")
        found = _Found(self, query, newest)
        return [found.row(n) for n in range(first, min(first + count, len(found)))]

    async def export_log(self, order: ExportOrder) -> int:
        await self._ask(f"export {order.file.name}")
        found = _Found(self, order.query, self.past_lines + len(self.stored))
        return await asyncio.to_thread(_write, found, order)

    async def latency_history(self, query: LatencyQuery) -> LatencyHistory:
        self.latency_queries.append(query)
        await self._ask("latency")
        return sample_latency(query)

    async def proof(self, days: int) -> Proof:
        await self._ask(f"proof {days}")
        return self.past_proof

    def line(self, number: int) -> TradeLogRow:
        """Return the line with a number, from 1 for the oldest."""
        place = number - 1 - (self.past_lines - _CYCLE)
        template = self._cycle[place % _CYCLE]
        part = timedelta(microseconds=template.at.microsecond)
        return replace(template, key=f"line-{place}", at=START + _STEP * place + part)

    async def _ask(self, what: str) -> None:
        self.asked.append(what)
        if self.held is not None:
            await self.held.wait()
        if self.past_refusal:
            raise TradeCopyError(self.past_refusal)


class _Found:
    """The lines that match a query, newest first, counted without looking at each."""

    def __init__(self, past: SamplePast, query: LogQuery, newest: int) -> None:
        self._past = past
        later = past.stored[: max(0, newest - past.past_lines)]
        self._later = [row for row in reversed(later) if _is_in(row, query) and _holds(row, query)]
        numbers = range(1, past.past_lines + 1)
        self._low = _first(past, numbers, query.since)
        self._high = _first(past, numbers, query.until, len(numbers)) - 1
        cycle = [past.line(past.past_lines - n) for n in range(min(_CYCLE, past.past_lines))]
        matching = {row.key for row in cycle if _holds(row, query)}
        self._matches = [row.key in matching for row in cycle]

    def __len__(self) -> int:
        # Places count from the newest, which is place 0.
        whole = sum(self._matches)
        older, newer = (self._up_to(place, whole) for place in self._places())
        return len(self._later) + max(0, older - newer)

    def row(self, number: int) -> TradeLogRow:
        """Return a line, counted from the newest that matches."""
        if number < len(self._later):
            return self._later[number]
        number -= len(self._later)
        whole = sum(self._matches)
        number += self._up_to(self._places()[1], whole)
        cycles, rest = divmod(number, whole)
        places = [place for place, matches in enumerate(self._matches) if matches]
        return self._past.line(self._past.past_lines - cycles * _CYCLE - places[rest])

    def _places(self) -> tuple[int, int]:
        lines = self._past.past_lines
        return lines - self._low, lines - 1 - self._high

    def _up_to(self, place: int, whole: int) -> int:
        cycles, rest = divmod(max(0, place), _CYCLE)
        return cycles * whole + sum(self._matches[:rest])


def _first(past: SamplePast, numbers: range, at: datetime | None, none: int = 0) -> int:
    if at is None:
        return none
    return bisect_left(numbers, at, key=lambda number: past.line(number).at)


def _is_in(row: TradeLogRow, query: LogQuery) -> bool:
    return (query.since is None or row.at >= query.since) and (
        query.until is None or row.at < query.until
    )


def _holds(row: TradeLogRow, query: LogQuery) -> bool:
    searched = (row.symbol, row.master_symbol, row.route_name, row.follower_name, row.action)
    return (
        (not query.outcomes or row.outcome in query.outcomes)
        and (not query.route or row.route == query.route)
        and (query.follower is None or row.follower == query.follower)
        and query.text.casefold() in "\n".join((*searched, row.reason)).casefold()
    )


def _write(found: _Found, order: ExportOrder) -> int:
    total = len(found)
    with Path(order.file).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("time", "follower", "symbol", "outcome", "reason"))
        for n in range(total):
            if n % _PART == 0 and not order.progress(n, total):
                break
            row = found.row(n)
            at = row.at.isoformat()
            writer.writerow((at, row.follower_name, row.symbol, row.outcome.value, row.reason))
        else:
            order.progress(total, total)
            return total
    order.file.unlink()
    return 0
