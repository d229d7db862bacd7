"""The trade log as CSV: UTF-8 that Excel knows for it, exact numbers, times with their zone."""

import csv
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from tradecopy_desktop.adapters.log_files.columns import COLUMNS, Cell
from tradecopy_desktop.history_ports import LogLine

# By these a spreadsheet takes a text for a formula; so it does behind blanks that it skips.
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_csv(file: Path, lines: Iterable[LogLine]) -> None:
    """Write lines under a heading."""
    # The mark at the beginning tells Excel that it is UTF-8.
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([column.title for column in COLUMNS])
        values = [column.value for column in COLUMNS]
        for line in lines:
            writer.writerow([cell_text(value(line)) for value in values])


def cell_text(value: Cell) -> str:
    """Return a value as it stands in a cell; a text that might be a formula is made none."""
    match value:
        case None:
            return ""
        case datetime():
            return value.isoformat(timespec="milliseconds")
        case Decimal():
            return format(value, "f")
        case float():
            return f"{value:.3f}"
    return f"'{value}" if value.lstrip(" ").startswith(_FORMULA_SIGNS) else str(value)
