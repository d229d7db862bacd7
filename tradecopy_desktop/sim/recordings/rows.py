"""One row of a recorded table, and the tables that rows make. Knows no platform."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.sim.recordings.exact import (
    exact_number,
    is_number,
    is_ticket,
    is_time,
    shown,
    wall_time,
)
from tradecopy_desktop.sim.recordings.recording import RecordingError

_T = TypeVar("_T")
_HEADER_WORDS = 9


class RowError(RecordingError):
    """One row of a recording is not what it should be."""

    def __init__(self, row: int, what: str) -> None:
        """Name the row by its number in the file."""
        super().__init__(f"row {row}: {what}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The cells of one row. A cell past the end is empty, as in a spreadsheet."""

    number: int
    cells: tuple[str, ...]
    title: str = ""  # MT4 keeps the comment of a trade in the tooltip of its first cell.

    def text(self, column: int) -> str:
        """Return a cell as it is."""
        return self.cells[column] if column < len(self.cells) else ""

    def word(self, column: int) -> str:
        """Return a cell that must not be empty."""
        return self._read(column, _word)

    def ticket(self, column: int) -> str:
        """Return a cell that holds the digits of a ticket."""
        return self._read(column, _ticket)

    def time(self, column: int) -> datetime:
        """Return a cell that holds a time."""
        return self._read(column, wall_time)

    def number_at(self, column: int) -> Decimal:
        """Return a cell that holds a number."""
        return self._read(column, exact_number)

    def volume(self, column: int) -> Decimal:
        """Return a cell that holds lots or contracts, more than none."""
        value = self.number_at(column)
        if value <= ZERO:
            raise self.fault(f"volume must be > 0, was {value}")
        return value

    def money(self, column: int) -> Decimal:
        """Return an amount; an empty cell is none."""
        return self.number_at(column) if self.text(column) else ZERO

    def level(self, column: int) -> Decimal | None:
        """Return a stop loss or take profit; empty and zero both mean that there was none."""
        return self.money(column) or None

    def fault(self, what: str) -> RowError:
        """Return the error that says what is wrong with this row."""
        return RowError(self.number, what)

    def _read(self, column: int, parse: Callable[[str], _T]) -> _T:
        try:
            return parse(self.text(column))
        except ValueError as e:
            raise self.fault(f"column {column + 1} {e}") from e


def make_row(number: int, texts: Iterable[str], title: str = "") -> Row:
    """Return a row whose cells have plain single blanks."""
    return Row(number=number, cells=tuple(map(_plain, texts)), title=_plain(title))


def is_header(row: Row) -> bool:
    """Return whether a row names columns: many words, and neither a time nor a number."""
    filled = [cell for cell in row.cells if cell]
    return len(filled) >= _HEADER_WORDS and not any(is_time(c) or is_number(c) for c in filled)


def split_tables(rows: Sequence[Row]) -> tuple[list[Row], list[list[Row]]]:
    """Return the rows before the first header, and each table as its header and what follows.

    Empty rows and banners (one word in the first cell) are left out.
    """
    head: list[Row] = []
    tables: list[list[Row]] = []
    for row in rows:
        if is_header(row):
            tables.append([row])
        elif not tables:
            head.append(row)
        elif any(row.cells[1:]) or is_time(row.text(0)) or is_ticket(row.text(0)):
            tables[-1].append(row)
    return head, tables


def _plain(text: str) -> str:
    return " ".join(text.split())


def _word(text: str) -> str:
    if not text:
        raise ValueError("must not be empty")
    return text


def _ticket(text: str) -> str:
    if not is_ticket(text):
        raise ValueError(f"should hold a ticket, was {shown(text)}")
    return text
