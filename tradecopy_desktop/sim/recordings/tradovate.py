"""Reads the Performance csv of a Tradovate account.

Its rows are pairs of matched fills. The fills are put together again and netted by symbol.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import StringIO

from tradecopy_desktop.domain.values import ZERO, MarginMode, Platform, Reason, Side
from tradecopy_desktop.sim.recordings import notes
from tradecopy_desktop.sim.recordings.exact import exact_number, shown, wall_time
from tradecopy_desktop.sim.recordings.netting import NettingBook
from tradecopy_desktop.sim.recordings.recording import RecordedDeal, Recording, RecordingError
from tradecopy_desktop.sim.recordings.rows import Row, make_row

_COLUMNS = (
    "symbol",
    "buyFillId",
    "sellFillId",
    "qty",
    "buyPrice",
    "sellPrice",
    "pnl",
    "boughtTimestamp",
    "soldTimestamp",
)
_TIME = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}) ([0-9:.]{5,15})")
_MONEY = re.compile(r"(-?)\$(\()?([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]{1,2})?(\))?")


@dataclass(slots=True, kw_only=True)
class _Fill:
    row: int
    number: str
    time: datetime
    symbol: str
    side: Side
    price: Decimal
    volume: Decimal = ZERO
    profit: Decimal = ZERO

    @property
    def turn(self) -> tuple[datetime, int]:
        """Return what fills are ordered by."""
        return self.time, int(self.number)


def is_tradovate(first_line: str) -> bool:
    """Return whether a file that begins with this line has this form."""
    names = {name.strip() for name in first_line.split(",")}
    return {"buyFillId", "sellFillId"} <= names


def read_tradovate(text: str) -> Recording:
    """Return the fills in `text` as deals; raise RecordingError for a line that is not in order."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    header, *rows = [make_row(reader.line_num, cells) for cells in reader if cells]
    missing = [name for name in _COLUMNS if name not in header.cells]
    if missing:
        raise header.fault(f"has no column {missing[0]}")
    if not rows:
        raise RecordingError("it holds no pair of fills")
    fills = _fills(rows, header)
    book = NettingBook()
    deals = tuple(_deal(fill, book) for fill in sorted(fills, key=lambda f: f.turn))
    return Recording(
        form="tradovate-performance",
        platform=Platform.MT5,
        margin_mode=MarginMode.NETTING,
        currency="USD",
        deals=deals,
        notes=tuple(_notes()),
    )


def _fills(rows: list[Row], header: Row) -> list[_Fill]:
    columns = {name: header.cells.index(name) for name in _COLUMNS}
    fills: dict[str, _Fill] = {}
    for row in rows:
        if len(row.cells) != len(header.cells):
            raise row.fault(
                f"has {len(row.cells)} columns instead of {len(header.cells)}; it may be cut"
            )
        volume = row.volume(columns["qty"])
        bought = _fill(row, columns, Side.BUY)
        sold = _fill(row, columns, Side.SELL)
        if bought.number == sold.number:
            raise row.fault(f"fill {bought.number} is both the buy and the sell")
        closing = max(bought, sold, key=lambda f: f.turn)
        closing.profit = _money(row, columns["pnl"])
        for part in (bought, sold):
            whole = _same_fill(row, fills.setdefault(part.number, part), part)
            whole.volume += volume
            whole.profit += part.profit if whole is not part else ZERO
    return list(fills.values())


def _fill(row: Row, columns: dict[str, int], side: Side) -> _Fill:
    time = "boughtTimestamp" if side is Side.BUY else "soldTimestamp"
    price = row.number_at(columns[f"{side.value}Price"])
    return _Fill(
        row=row.number,
        number=row.ticket(columns[f"{side.value}FillId"]),
        time=_time(row, columns[time]),
        symbol=row.word(columns["symbol"]),
        side=side,
        price=price,
    )


def _same_fill(row: Row, whole: _Fill, part: _Fill) -> _Fill:
    told = (part.time, part.symbol, part.side, part.price)
    if told != (whole.time, whole.symbol, whole.side, whole.price):
        raise row.fault(f"tells fill {part.number} otherwise than row {whole.row}")
    return whole


def _deal(fill: _Fill, book: NettingBook) -> RecordedDeal:
    entry, position = book.place(fill.symbol, fill.side, fill.volume, fill.number)
    return RecordedDeal(
        row=fill.row,
        time=fill.time,
        deal=fill.number,
        order=fill.number,
        position=position,
        symbol=fill.symbol,
        side=fill.side,
        entry=entry,
        volume=fill.volume,
        price=fill.price,
        stop_loss=None,
        take_profit=None,
        reason=Reason.CLIENT,
        profit=fill.profit,
        commission=ZERO,
        swap=ZERO,
        comment="",
    )


def _time(row: Row, column: int) -> datetime:
    found = _TIME.fullmatch(row.text(column))
    if not found:
        raise row.fault(f"column {column + 1} should hold a time, was {shown(row.text(column))}")
    month, day, year, clock = found.groups()
    try:
        return wall_time(f"{year}.{month.zfill(2)}.{day.zfill(2)} {clock}")
    except ValueError as e:
        raise row.fault(f"column {column + 1} {e}") from e


def _money(row: Row, column: int) -> Decimal:
    text = row.text(column)
    found = _MONEY.fullmatch(text)
    if not found or bool(found[2]) != bool(found[5]):
        raise row.fault(f"column {column + 1} should hold dollars, was {shown(text)}")
    sign = "-" if found[1] or found[2] else ""
    try:
        return exact_number(f"{sign}{found[3].replace(',', '')}{found[4] or ''}")
    except ValueError as e:
        raise row.fault(f"column {column + 1} {e}") from e


def _notes() -> Iterator[str]:
    yield notes.NO_ZONE
    yield notes.NO_PRICES
    yield notes.NO_LEVELS
    yield notes.BY_HAND
    yield "Dates are read as month/day/year."
    yield "The file holds fills without their orders: every fill is read as an order of its own."
    yield "The file holds no commissions; the profit of a pair is put on its later fill."
    yield "Only closed volume is in the file: what was open at its end is not told."
