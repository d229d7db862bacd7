"""The trades of an MT4 statement, line by line. Does not join the parts of one position."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import zip_longest

from tradecopy_desktop.domain.values import ZERO, Side
from tradecopy_desktop.sim.recordings.comments import has_magic
from tradecopy_desktop.sim.recordings.exact import is_number, is_ticket, shown
from tradecopy_desktop.sim.recordings.rows import Row, split_tables

_SIDES = {"buy": Side.BUY, "sell": Side.SELL}
_PENDING = {"buy limit", "buy stop", "sell limit", "sell stop"}
_MONEY_MOVES = {"balance", "credit"}
_CLOSED, _OPEN = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """How the volume of one ticket ended."""

    time: datetime
    price: Decimal
    commission: Decimal
    swap: Decimal
    profit: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """One ticket of a statement. Its volume is zero after a close by another ticket."""

    row: Row
    ticket: str
    symbol: str
    side: Side
    opened: datetime
    volume: Decimal
    price: Decimal
    comment: str
    by_expert: bool
    closing: Closing | None  # None: still open.


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a statement holds."""

    currency: str | None
    trades: tuple[Trade, ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    row: Row
    comment: str
    by_expert: bool


def is_mt4_row(row: Row) -> bool:
    """Return whether a row has the shape of an MT4 trade: ticket, time, type."""
    kind = row.text(2)
    known = kind in _SIDES or kind in _PENDING or kind in _MONEY_MOVES
    return known and is_ticket(row.text(0)) and len(row.cells) >= 10


def read_statement(rows: Sequence[Row]) -> Statement:
    """Return the closed and open trades; raise RowError when a row is not as it should be.

    The tables come in a fixed order whatever they are called: closed, open, pending.
    """
    head, tables = split_tables(rows)
    trades: list[Trade] = []
    left_out = 0
    for place, table in enumerate(tables):
        for line in _lines(table[1:]):
            kind = line.row.text(2)
            if kind in _PENDING or kind in _MONEY_MOVES:
                left_out += 1
            elif place in {_CLOSED, _OPEN} and kind in _SIDES:
                trades.append(_trade(line, closed=place == _CLOSED))
            else:
                raise line.row.fault(
                    f"type must be buy, sell, a pending order or balance, was {shown(kind)}"
                )
    return Statement(currency=_currency(head), trades=tuple(trades), left_out=left_out)


def _lines(rows: Sequence[Row]) -> Iterator[_Line]:
    trades = _until_totals(rows)
    for row, following in zip_longest(trades, trades[1:]):
        if not row.text(0):
            continue
        # Trades of experts are followed by a line that holds their magic number and comment.
        below = [c for c in following.cells if c] if following and not following.text(0) else []
        magic, text = (below[:1], below[1:]) if below and is_number(below[0]) else ([], below)
        row.ticket(0)
        yield _Line(
            row=row,
            comment=row.title or " ".join(text),
            by_expert=any(number.strip("0") for number in magic) or has_magic(row.title),
        )


def _until_totals(rows: Sequence[Row]) -> list[Row]:
    kept: list[Row] = []
    for row in rows:
        filled = [cell for cell in row.cells if cell]
        totals = not row.text(0) and len(filled) >= 3 and all(map(is_number, filled))
        if totals or filled[0].endswith(":"):
            break
        kept.append(row)
    for row in rows[len(kept) :]:
        if is_mt4_row(row):
            raise row.fault("a trade stands below the totals")
    return kept


def _trade(line: _Line, *, closed: bool) -> Trade:
    row = line.row
    volume = row.number_at(3)
    if volume < ZERO or (not volume and not closed):
        raise row.fault(f"volume must be > 0, was {volume}")
    return Trade(
        row=row,
        ticket=row.ticket(0),
        symbol=row.word(4),
        side=_SIDES[row.text(2)],
        opened=row.time(1),
        volume=volume,
        price=row.number_at(5),
        comment=line.comment,
        by_expert=line.by_expert,
        closing=_closing(row) if closed else None,
    )


def _closing(row: Row) -> Closing:
    ended = row.time(8)
    if ended < row.time(1):
        raise row.fault(f"is closed at {ended} but opened later, at {row.time(1)}")
    return Closing(
        time=ended,
        price=row.number_at(9),
        commission=row.number_at(10) + row.number_at(11),
        swap=row.number_at(12),
        profit=row.number_at(13),
    )


def _currency(head: Sequence[Row]) -> str | None:
    for row in head:
        for cell in row.cells:
            label, _, value = cell.partition(": ")
            if label == "Currency" and value.isalpha():
                return value
    return None
