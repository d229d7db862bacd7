"""The trade log as a workbook: real numbers and times, a heading that stays, and a filter.

Rows go to the disk as they come, so that a million of them need no memory.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from tradecopy_desktop.adapters.log_files.columns import COLUMNS, Kind
from tradecopy_desktop.history_ports import LogLine

# A sheet can hold 48,576 more.
ROWS_A_SHEET: Final = 1_000_000
_FORMATS: Final = {
    Kind.TIME: "yyyy-mm-dd hh:mm:ss.000",
    Kind.LOTS: "#,##0.00######",
    Kind.PRICE: "0.00######",
    Kind.POINTS: "#,##0.0",
    Kind.MONEY: "#,##0.00",
    Kind.MS: "#,##0.000",
}
_TITLE: Final = "Trade log"


def write_xlsx(file: Path, lines: Iterable[LogLine], *, rows_a_sheet: int = ROWS_A_SHEET) -> None:
    """Write lines under a heading; what a sheet does not hold stands on further ones."""
    with _workbook(file) as book:
        formats = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
        heading = book.add_format({"bold": True, "bottom": 1})
        sheet, row, number = _sheet(book, formats, heading, 1), 0, 1
        for line in lines:
            if row == rows_a_sheet:
                _end(sheet, row)
                number += 1
                sheet, row = _sheet(book, formats, heading, number), 0
            row += 1
            _write_row(sheet, row, line, formats)
        _end(sheet, row)


@contextmanager
def _workbook(file: Path) -> Iterator[Any]:
    book = xlsxwriter.Workbook(
        str(file),
        {
            "constant_memory": True,
            "tmpdir": str(file.parent),
            "strings_to_formulas": False,
            "strings_to_urls": False,
        },
    )
    book.use_zip64()
    try:
        yield book
    except BaseException:
        # It is thrown away; its parts must not stay open.
        for sheet in book.worksheets():
            sheet.row_data_fh.close()
        raise
    book.close()


def _sheet(book: Any, formats: dict[Kind, Any], heading: Any, number: int) -> Any:
    sheet = book.add_worksheet(_TITLE if number == 1 else f"{_TITLE} {number}")
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width, formats.get(column.kind))
        sheet.write_string(0, place, column.title, heading)
    return sheet


def _end(sheet: Any, rows: int) -> None:
    sheet.autofilter(0, 0, rows, len(COLUMNS) - 1)


def _write_row(sheet: Any, row: int, line: LogLine, formats: dict[Kind, Any]) -> None:
    for place, column in enumerate(COLUMNS):
        value = column.value(line)
        match value:
            case None | "":
                continue
            case datetime():
                # A workbook knows no zones; the heading says that it is UTC.
                naive = value.replace(tzinfo=None)
                sheet.write_datetime(row, place, naive, formats[column.kind])
            case Decimal() | float():
                sheet.write_number(row, place, float(value), formats[column.kind])
            case _:
                # As a string, whatever it begins with: never a formula or a link.
                sheet.write_string(row, place, str(value))
