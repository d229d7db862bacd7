"""Finds which position a deal of an MT5 hedging account closed, for the report does not say.

It knows when, with which volume and which profit each position ended. Where that leaves a choice,
the position opened first is taken and the choice is counted.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from tradecopy_desktop.domain.values import DealEntry, Side
from tradecopy_desktop.sim.recordings.comments import closed_by
from tradecopy_desktop.sim.recordings.mt5_lines import ClosedPosition
from tradecopy_desktop.sim.recordings.recording import RecordedDeal
from tradecopy_desktop.sim.recordings.rows import RowError


@dataclass(slots=True, kw_only=True)
class _Held:
    position: str
    symbol: str
    side: Side
    volume: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ending:
    last: datetime
    profits: frozenset[Decimal]


@dataclass(slots=True)
class _Book:
    endings: Mapping[str, _Ending]
    held: dict[str, _Held] = field(default_factory=dict)
    guesses: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedged:
    """The deals with their positions, how many are still open and how many were guessed."""

    deals: tuple[RecordedDeal, ...]
    still_open: int
    guesses: int


def hedge(deals: Sequence[RecordedDeal], positions: Sequence[ClosedPosition]) -> Hedged:
    """Return the deals with their positions; raise RowError for a closing that fits none."""
    book = _Book(_endings(positions))
    placed = tuple(replace(deal, position=_place(book, deal)) for deal in deals)
    return Hedged(deals=placed, still_open=len(book.held), guesses=book.guesses)


def _endings(positions: Sequence[ClosedPosition]) -> dict[str, _Ending]:
    rows: defaultdict[str, list[ClosedPosition]] = defaultdict(list)
    for row in positions:
        rows[row.position].append(row)
    return {
        position: _Ending(
            last=max(row.closed for row in closed),
            profits=frozenset(row.profit for row in closed),
        )
        for position, closed in rows.items()
    }


def _place(book: _Book, deal: RecordedDeal) -> str:
    if deal.entry is DealEntry.INOUT:
        raise RowError(deal.row, "a hedging account cannot reverse a position")
    if deal.entry is DealEntry.IN:
        return _opened(book, deal)
    closed = _closed(book, deal)
    closed.volume -= deal.volume
    if not closed.volume:
        del book.held[closed.position]
    return closed.position


def _opened(book: _Book, deal: RecordedDeal) -> str:
    held = book.held.get(deal.order)
    if held is None:
        book.held[deal.order] = _Held(
            position=deal.order, symbol=deal.symbol, side=deal.side, volume=deal.volume
        )
    elif (held.symbol, held.side) == (deal.symbol, deal.side):
        held.volume += deal.volume  # One order, filled in several deals.
    else:
        raise RowError(deal.row, f"order {deal.order} opened another symbol or side before")
    return deal.order


def _closed(book: _Book, deal: RecordedDeal) -> _Held:
    fitting = [held for held in book.held.values() if _fits(held, deal)]
    if not fitting:
        side = deal.side.opposite.value
        raise RowError(
            deal.row,
            f"closes {side} {deal.volume} of {deal.symbol}, but no open position holds that much"
            "; a report must begin before its first position was opened",
        )
    named = [held for held in fitting if held.position in closed_by(deal.comment)]
    possible = [held for held in named or fitting if _may_end(book, held, deal)]
    ranked = sorted(possible or fitting, key=lambda held: _distance(book, held, deal))
    first, *others = ranked
    tied = bool(others) and _distance(book, others[0], deal) == _distance(book, first, deal)
    if tied or not possible:
        book.guesses += 1
    return first


def _fits(held: _Held, deal: RecordedDeal) -> bool:
    same = held.symbol == deal.symbol and held.side is deal.side.opposite
    return same and held.volume >= deal.volume


def _may_end(book: _Book, held: _Held, deal: RecordedDeal) -> bool:
    ending = book.endings.get(held.position)
    if ending is None or ending.last > deal.time:
        return held.volume > deal.volume
    return ending.last == deal.time


def _distance(book: _Book, held: _Held, deal: RecordedDeal) -> tuple[bool, bool]:
    ending = book.endings.get(held.position)
    ends_now = ending is not None and ending.last == deal.time and held.volume == deal.volume
    same_profit = ending is not None and deal.profit in ending.profits
    return not ends_now, not (ends_now and same_profit)
