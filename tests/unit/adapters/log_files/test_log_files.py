"""Files of the trade log: what spreadsheets read of them, and that they are whole or not there."""

import csv
import errno
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tradecopy_desktop.adapters.log_files.whole_file import LogFileWriter
from tradecopy_desktop.adapters.log_files.xlsx_file import write_xlsx
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.stage_times import StageTimes
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.history_ports import LogLine

LINE = LogLine(
    key="a/1",
    at=datetime(2025, 3, 14, 12, 0, 0, 250_400, tzinfo=UTC),
    route="r",
    route_name="Größe to Alder",
    follower=AccountKey(login="2001", server="Alder-Demo"),
    follower_name="Alder",
    action="open",
    side=Side.SELL,
    master_symbol="EURUSD",
    symbol="EURUSD.m",
    master_lots=Decimal("0.10"),
    lots=Decimal("0.20"),
    master_price=Decimal("1.10000"),
    price=Decimal("1.10002"),
    slippage_points=Decimal("-2.0"),
    slippage_money=Decimal("-0.40"),
    currency="USD",
    outcome="done",
    reason="",
    stages=StageTimes(1.5, None, 0.25, 0.125, 40.0, 2.125),
    total_ms=44.0,
    steps=(),
)
WRITER = LogFileWriter()


def always(_: int) -> bool:
    return True


def csv_rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_csv_when_written_then_has_exact_numbers_and_a_time_with_its_zone(tmp_path: Path) -> None:
    file = tmp_path / "log.CSV"

    lines = WRITER.write(file, [LINE], always)

    (row,) = csv_rows(file)
    assert lines == 1
    assert row["Time (UTC)"] == "2025-03-14T12:00:00.250+00:00"
    assert (row["Route"], row["Account"]) == ("Größe to Alder", "2001@Alder-Demo")
    assert (row["Lots"], row["Master price"], row["Price"]) == ("0.20", "1.10000", "1.10002")
    # A minus before a number is no formula.
    assert (row["Slippage (points)"], row["Slippage (money)"]) == ("-2.0", "-0.40")
    assert (row["Detect (ms)"], row["Transit (ms)"], row["Total (ms)"]) == ("1.500", "", "44.000")
    # The mark by which Excel knows UTF-8, and the line ends that it writes itself.
    assert file.read_bytes().startswith(b"\xef\xbb\xbfTime (UTC),Route,")
    assert file.read_bytes().count(b"\r\n") == 2


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("a=1", "a=1"),
        ('say "hi", then; go', 'say "hi", then; go'),
    ],
)
def test_csv_when_a_text_looks_like_a_formula_then_it_is_none(
    tmp_path: Path, text: str, written: str
) -> None:
    WRITER.write(tmp_path / "log.csv", [replace(LINE, reason=text)], always)

    assert csv_rows(tmp_path / "log.csv")[0]["Reason"] == written


def test_workbook_when_written_then_has_real_numbers_times_and_a_heading(tmp_path: Path) -> None:
    file = tmp_path / "log.xlsx"

    lines = WRITER.write(file, [LINE, replace(LINE, reason="=1+1", follower=None)], always)

    sheet = load_workbook(file)["Trade log"]
    titles = [cell.value for cell in sheet[1]]
    row = dict(zip(titles, sheet[2], strict=True))
    assert lines == 2
    assert str(row["Time (UTC)"].value) == "2025-03-14 12:00:00.250000"
    assert row["Time (UTC)"].number_format == "yyyy-mm-dd hh:mm:ss.000"
    assert (row["Lots"].value, row["Price"].value) == (0.2, 1.10002)
    assert (row["Slippage (money)"].value, row["Total (ms)"].value) == (-0.4, 44.0)
    assert row["Transit (ms)"].value is None
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:X3")
    assert sheet.column_dimensions["A"].width > 20
    reason = sheet.cell(row=3, column=titles.index("Reason") + 1)
    # "s" is a text; a formula would be "f".
    assert (reason.value, reason.data_type) == ("=1+1", "s")


def test_workbook_when_a_sheet_is_full_then_goes_on_with_another(tmp_path: Path) -> None:
    lines = [replace(LINE, reason=str(number)) for number in range(5)]

    write_xlsx(tmp_path / "log.xlsx", lines, rows_a_sheet=2)

    book = load_workbook(tmp_path / "log.xlsx")
    assert book.sheetnames == ["Trade log", "Trade log 2", "Trade log 3"]
    assert [sheet.max_row for sheet in book] == [3, 3, 2]


@pytest.mark.parametrize("name", ["log.csv", "log.xlsx"])
def test_file_when_nothing_matches_then_has_its_heading_alone(tmp_path: Path, name: str) -> None:
    assert WRITER.write(tmp_path / name, [], always) == 0
    assert (tmp_path / name).stat().st_size > 0


@pytest.mark.parametrize("name", ["log.csv", "log.xlsx"])
def test_file_when_it_is_wanted_no_more_then_nothing_is_left_and_the_old_one_stays(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("old", encoding="utf-8")
    told: list[int] = []

    def until_a_thousand(done: int) -> bool:
        told.append(done)
        return done < 1_000

    written = WRITER.write(tmp_path / name, [LINE] * 3_000, until_a_thousand)

    assert (written, told) == (None, [500, 1_000])
    assert [file.name for file in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("name", ["log.csv", "log.xlsx"])
def test_file_when_all_is_written_and_it_is_wanted_no_more_then_the_old_one_stays(
    tmp_path: Path, name: str
) -> None:
    assert WRITER.write(tmp_path / name, [LINE], lambda _: False) is None
    assert list(tmp_path.iterdir()) == []


def test_file_when_there_is_one_then_is_replaced_whole(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text("old\n" * 1_000, encoding="utf-8")

    WRITER.write(tmp_path / "log.csv", [LINE], always)

    assert len(csv_rows(tmp_path / "log.csv")) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["log.csv"]


@pytest.mark.parametrize("name", ["log.csv", "log.xlsx"])
def test_file_when_its_folder_is_missing_then_says_so(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "none"

    with pytest.raises(TradeCopyError) as refused:
        WRITER.write(folder / name, [LINE], always)

    text = f"{name} was not written, there is no folder {folder}: choose another"
    assert str(refused.value) == text


def test_file_when_its_ending_is_neither_then_says_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(TradeCopyError, match=r"log\.txt must end in \.csv or \.xlsx"):
        WRITER.write(tmp_path / "log.txt", [LINE], always)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device"),
            "log.xlsx was not written, the disk is full: make room",
        ),
        (
            PermissionError(errno.EACCES, "Permission denied"),
            "log.xlsx was not written: close it in other programs, or choose another folder",
        ),
        (OSError(errno.EIO, "Input/output error"), "log.xlsx was not written: Input/output error"),
    ],
)
def test_file_when_the_disk_fails_then_says_what_to_do_and_leaves_nothing(
    tmp_path: Path, error: OSError, told: str
) -> None:
    def failing() -> Iterator[LogLine]:
        yield LINE
        raise error

    with pytest.raises(TradeCopyError) as refused:
        WRITER.write(tmp_path / "log.xlsx", failing(), always)

    assert str(refused.value) == told
    assert list(tmp_path.iterdir()) == []


def test_file_when_its_name_is_a_folder_then_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "log.csv").mkdir()

    with pytest.raises(TradeCopyError, match=r"log\.csv was not written"):
        WRITER.write(tmp_path / "log.csv", [LINE], always)

    assert [file.name for file in tmp_path.iterdir()] == ["log.csv"]


def test_file_when_reading_fails_then_that_is_told(tmp_path: Path) -> None:
    def failing() -> Iterator[LogLine]:
        yield LINE
        raise TradeCopyError("the past cannot be read, the disk fails: check it")

    with pytest.raises(TradeCopyError, match="the past cannot be read"):
        WRITER.write(tmp_path / "log.xlsx", failing(), always)

    assert list(tmp_path.iterdir()) == []
