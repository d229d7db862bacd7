"""Reads the trade history that an MQL5 Signals page offers as csv.

Both forms hold one line per position and no tickets; positions are numbered by opening time.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from tradecopy_desktop.domain.values import DealEntry, MarginMode, Platform, Reason, Side
from tradecopy_desktop.sim.recordings import notes
from tradecopy_desktop.sim.recordings.comments import closing_reason, ticket_after, ticket_before
from tradecopy_desktop.sim.recordings.recording import Recording, RecordingError
from tradecopy_desktop.sim.recordings.round_trips import Exit, RoundTrip, deals_of
from tradecopy_desktop.sim.recordings.rows import Row, make_row

_SIDES = {"buy": Side.BUY, "sell": Side.SELL}
_PENDING = ("buy limit", "buy stop", "sell limit", "sell stop")
_MONEY_MOVES = {"balance", "credit", "bonus", "correction", "charge", "commission"}
_TOTALS = {"profit", "summary"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    platform: Platform
    columns: int
    close_time: int
    closed_volume: int
    comment: int | None


_ORDERS = _Form(platform=Platform.MT4, columns=13, close_time=7, closed_volume=2, comment=12)
_POSITIONS = _Form(platform=Platform.MT5, columns=11, close_time=6, closed_volume=5, comment=None)


def is_mql5_signals(first_line: str) -> bool:
    """Return whether a file that begins with this line has one of the two forms."""
    return first_line.count(";") + 1 in {_ORDERS.columns, _POSITIONS.columns}


def read_mql5_signals(text: str) -> Recording:
    """Return the history in `text`; raise RecordingError when a line is not as it should be."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=";", strict=True)
    lines = [make_row(reader.line_num, cells) for cells in reader if cells]
    width = len(lines[0].cells)
    form = _ORDERS if width == _ORDERS.columns else _POSITIONS
    rows = [row for row in lines[1:] if _is_position(row, form)]
    if not rows:
        raise RecordingError("it holds no closed position")
    trips = tuple(_trips(rows, form))
    return Recording(
        form="mql5-signals",
        platform=form.platform,
        margin_mode=MarginMode.HEDGING,
        currency=None,
        deals=deals_of(trips),
        notes=tuple(_notes(form, trips, len(lines) - 1 - len(rows))),
    )


def _is_position(row: Row, form: _Form) -> bool:
    kind = row.text(1).lower()
    if not any(cell for i, cell in enumerate(row.cells) if i not in {0, form.comment}):
        return False  # Exports hold lines with nothing but a time or a comment in them.
    if kind in _MONEY_MOVES:
        row.time(0)
        return False
    if kind in _PENDING:
        return False
    if kind not in _SIDES:
        raise row.fault(f"type must be buy, sell, balance or a pending order, was {kind!r}")
    if len(row.cells) != form.columns:
        raise row.fault(f"has {len(row.cells)} columns instead of {form.columns}; it may be cut")
    prices = row.text(4), row.text(form.close_time + 1)
    return row.text(3).lower() not in _TOTALS or any(prices)


def _trips(rows: list[Row], form: _Form) -> Iterator[RoundTrip]:
    # Files run from new to old; turned round, lines of one second keep their order.
    if rows[0].time(0) > rows[-1].time(0):
        rows = rows[::-1]
    for number, row in enumerate(sorted(rows, key=lambda r: r.time(0)), start=1):
        yield _trip(row, str(number), form)


def _trip(row: Row, ticket: str, form: _Form) -> RoundTrip:
    volume, closed = row.volume(2), row.volume(form.closed_volume)
    if closed > volume:
        raise row.fault(f"closes {closed} but only {volume} were opened")
    opened, ended = row.time(0), row.time(form.close_time)
    if ended < opened:
        raise row.fault(f"is closed at {ended} but opened later, at {opened}")
    comment = "" if form.comment is None else row.text(form.comment)
    price, commission, swap, profit = range(form.close_time + 1, form.close_time + 5)
    end = Exit(
        row=row.number,
        ticket=ticket,
        time=ended,
        price=row.number_at(price),
        volume=closed,
        entry=DealEntry.OUT,
        reason=closing_reason(comment),
        profit=row.money(profit),
        commission=row.money(commission),
        swap=row.money(swap),
        comment=comment,
    )
    return RoundTrip(
        row=row.number,
        ticket=ticket,
        symbol=row.word(3),
        side=_SIDES[row.text(1).lower()],
        opened=opened,
        volume=volume,
        price=row.number_at(4),
        reason=Reason.CLIENT,
        comment="",
        exits=(end,),
    )


def _is_part(comment: str) -> bool:
    return bool(ticket_before(comment) or ticket_after(comment))


def _notes(form: _Form, trips: tuple[RoundTrip, ...], left_out: int) -> Iterator[str]:
    yield notes.NO_ZONE
    yield notes.NO_PRICES
    yield notes.BY_HAND
    yield notes.AS_AT_CLOSING if form is _ORDERS else notes.NO_LEVELS
    yield "The file holds no tickets: positions are numbered by their opening time."
    yield "The file does not name the margin mode: every line is read as a position of its own."
    parts = sum(_is_part(trip.exits[0].comment) for trip in trips)
    if parts:
        yield f"Lines that are parts of a position which cannot be put together again: {parts}."
    yield from notes.still_open(sum(trip.is_open for trip in trips))
    yield from notes.left_out(left_out, "deposits, pending orders, totals and blank lines")
