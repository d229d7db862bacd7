"""The content tells the form of a recording; what is none is refused in one line."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tradecopy_desktop.sim.recordings import Recording, RecordingError, read_recording

_Read = Callable[[bytes | str], Recording]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("mt5_netting.html", "mt5-report"),
        ("mt4_statement.htm", "mt4-statement"),
        ("signals_13.csv", "mql5-signals"),
        ("tradovate.csv", "tradovate-performance"),
    ],
)
def test_read_when_the_name_lies_then_the_content_decides(
    name: str, form: str, samples: Path, tmp_path: Path
) -> None:
    disguised = tmp_path / "ReportHistory.xlsx"
    disguised.write_bytes((samples / name).read_bytes())

    recording = read_recording(disguised)

    assert recording.form == form


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is empty"),
        (b" \r\n\r\n", "is empty"),
        (b"hello", "is none of the histories that can be read"),
        (b"\xff\xfe", "is none of the histories that can be read"),
        (b"\xff\xfea", "the text is damaged or cut"),
        (b"a;b;c\n1;2;3\n", "is none of the histories that can be read"),
        (b"<html><body><p>hello</p></body></html>", "is none of the histories that can be read"),
        (b"<html><table><tr><td>1", "the page is cut"),
        (b"abc\0\x01def\0", "it holds binary data"),
        (b"PK\x03\x04", "the workbook is damaged or cut"),
    ],
)
def test_read_when_it_is_no_history_then_refused(content: bytes, fault: str, read: _Read) -> None:
    with pytest.raises(RecordingError) as caught:
        read(content)

    assert fault in str(caught.value)
    assert "\n" not in str(caught.value)


def test_read_when_the_file_is_missing_then_the_error_names_it(tmp_path: Path) -> None:
    missing = tmp_path / "gone.csv"

    with pytest.raises(RecordingError) as caught:
        read_recording(missing)

    assert str(caught.value).startswith(f"{missing}: cannot be opened (")


def test_read_when_it_is_a_folder_then_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="is a folder, not a file"):
        read_recording(tmp_path)


def test_read_when_the_name_is_impossible_then_refused() -> None:
    with pytest.raises(RecordingError, match="cannot be opened"):
        read_recording(Path("a\0b"))


def test_workbook_when_cut_anywhere_then_refused(
    samples: Path, read: _Read, as_workbook: Callable[..., bytes]
) -> None:
    whole = as_workbook((samples / "mt5_netting.html").read_text(encoding="utf-8"))

    for length in range(2, len(whole), len(whole) // 40):
        with pytest.raises(RecordingError):
            read(whole[:length])


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"readme.txt": b"x"}, "it has no sheet"),
        ({"xl/worksheets/sheet1.xml": b"<worksheet>"}, "the workbook is damaged or cut"),
        ({"xl/worksheets/sheet1.xml": b"<worksheet/>"}, "is none of the histories"),
        (
            {"xl/worksheets/sheet1.xml": b"<!DOCTYPE w [<!ENTITY a 'b'>]><w>&a;</w>"},
            "holds a DOCTYPE",
        ),
        (
            {"xl/worksheets/sheet1.xml": b'<w><row r="4"><c r="A4" t="s"><v>7</v></c></row></w>'},
            "row 4: a cell names a text that the workbook does not hold",
        ),
        (
            {"xl/worksheets/sheet1.xml": b'<?xml version="1.0" encoding="no-such"?><w/>'},
            "the workbook is damaged or cut",
        ),
    ],
)
def test_workbook_when_it_is_no_report_then_refused(
    parts: dict[str, bytes], fault: str, read: _Read
) -> None:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)

    with pytest.raises(RecordingError) as caught:
        read(file.getvalue())

    assert fault in str(caught.value)
