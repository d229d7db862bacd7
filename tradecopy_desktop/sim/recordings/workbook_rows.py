"""The rows of the first sheet of an xlsx workbook. Formulas are never computed.

The sheet is read as text, not as floats, so that a price keeps the digits it was written with.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from lzma import LZMAError
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import BadZipFile, ZipFile

from tradecopy_desktop.sim.recordings.recording import RecordingError
from tradecopy_desktop.sim.recordings.rows import Row, RowError, make_row

_SHEET = re.compile(r"xl/worksheets/sheet([0-9]{1,4})\.xml")
_CELL = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
_WIDEST = 64
_LARGEST_PART = 64 * 1024 * 1024
_DAMAGE = (
    BadZipFile,
    EOFError,
    LZMAError,
    LookupError,
    OSError,
    ParseError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)


def workbook_rows(content: bytes) -> list[Row]:
    """Return the rows of the first sheet; raise RecordingError for a damaged or cut file."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            texts, sheet = _parts(archive)
    except _DAMAGE as e:
        raise RecordingError(f"the workbook is damaged or cut ({_one_line(e)})") from e
    return list(_sheet_rows(sheet, texts))


def _parts(archive: ZipFile) -> tuple[list[str], Element]:
    names = archive.namelist()
    sheets = sorted((int(m[1]), m[0]) for m in map(_SHEET.fullmatch, names) if m)
    if not sheets:
        raise ValueError("it has no sheet")
    shared = "xl/sharedStrings.xml"
    items = list(_part(archive, shared)) if shared in names else []
    return [_text_of(item) for item in items], _part(archive, sheets[0][1])


def _part(archive: ZipFile, name: str) -> Element:
    with archive.open(name) as stream:
        content = stream.read(_LARGEST_PART + 1)
    if len(content) > _LARGEST_PART:
        raise ValueError(f"{name} is larger than 64 MiB")
    # Office files have no DOCTYPE; without one there are no entities to blow up or to follow.
    if b"<!DOCTYPE" in content.replace(b"\0", b""):
        raise ValueError(f"{name} holds a DOCTYPE")
    return fromstring(content)  # noqa: S314


def _sheet_rows(sheet: Element, texts: list[str]) -> Iterator[Row]:
    number = 0
    for element in _named(sheet, "row"):
        told = element.get("r", "")
        number = int(told) if re.fullmatch(r"[0-9]{1,7}", told) else number + 1
        cells: dict[int, str] = {}
        for cell in _named(element, "c"):
            cells[_column(cell, len(cells))] = _value(cell, texts, number)
        width = min(max(cells, default=-1) + 1, _WIDEST)
        yield make_row(number, [cells.get(column, "") for column in range(width)])


def _column(cell: Element, following: int) -> int:
    found = _CELL.fullmatch(cell.get("r", ""))
    if not found:
        return following
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _value(cell: Element, texts: list[str], row: int) -> str:
    if cell.get("t") == "inlineStr":
        return _text_of(cell)
    value = "".join("".join(v.itertext()) for v in _named(cell, "v"))
    if cell.get("t") != "s":
        return value
    if not re.fullmatch(r"[0-9]{1,7}", value) or int(value) >= len(texts):
        raise RowError(row, "a cell names a text that the workbook does not hold")
    return texts[int(value)]


def _text_of(element: Element) -> str:
    return "".join("".join(part.itertext()) for part in _named(element, "t"))


def _named(element: Element, name: str) -> Iterator[Element]:
    return (e for e in element.iter() if e.tag.rpartition("}")[2] == name)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
