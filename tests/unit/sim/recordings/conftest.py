"""Small recordings made by hand, and ways to damage them before they are read."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pytest

from tradecopy_desktop.sim.recordings import Recording, read_recording
from tradecopy_desktop.sim.recordings.html_rows import html_rows

_SAMPLES = Path(__file__).parents[3] / "golden" / "recordings"


@pytest.fixture(scope="session")
def samples() -> Path:
    """Return the folder of the samples."""
    return _SAMPLES


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes | str], Recording]:
    """Return a reader of content that lies in no file yet."""

    def read_content(content: bytes | str) -> Recording:
        file = tmp_path / "history"
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return read_recording(file)

    return read_content


@pytest.fixture(scope="session")
def as_workbook() -> Callable[..., bytes]:
    """Return a writer that puts the tables of a page into an xlsx file, as MT5 does."""
    return _as_workbook


def _as_workbook(page: str, encoding: str = "utf-16", *, inline: bool = False) -> bytes:
    texts: list[str] = []
    rows = "".join(
        f'<row r="{number}">{"".join(_cells(number, row.cells, texts, inline=inline))}</row>'
        for number, row in enumerate(html_rows(page), start=1)
    )
    shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    parts = {
        "xl/sharedStrings.xml": f"<sst>{shared}</sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
    }
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, xml in parts.items():
            archive.writestr(name, f'<?xml version="1.0"?>{xml}'.encode(encoding))
    return file.getvalue()


def _cells(row: int, cells: tuple[str, ...], texts: list[str], *, inline: bool) -> list[str]:
    return [
        _cell(f"{chr(ord('A') + column)}{row}", text, texts, inline=inline)
        for column, text in enumerate(cells)
        if text
    ]


def _cell(place: str, text: str, texts: list[str], *, inline: bool) -> str:
    if text.replace(".", "", 1).lstrip("-").isdigit():
        return f'<c r="{place}"><v>{text}</v></c>'
    if inline:
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
    texts.append(text)
    return f'<c r="{place}" t="s"><v>{len(texts) - 1}</v></c>'
