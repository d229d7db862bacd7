"""The two csv forms of an MQL5 Signals page."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tradecopy_desktop.domain.values import DealEntry, MarginMode, Platform, Reason, Side
from tradecopy_desktop.sim.recordings import Recording, RecordingError, read_recording

_Read = Callable[[bytes | str], Recording]


def test_signals_when_13_columns_then_lines_become_mt4_positions_by_time(samples: Path) -> None:
    recording = read_recording(samples / "signals_13.csv")

    told = [(d.row, d.position, d.symbol, d.side, d.entry) for d in recording.deals]
    assert told == [
        (5, "1", "EURUSD", Side.BUY, DealEntry.IN),
        (5, "1", "EURUSD", Side.SELL, DealEntry.OUT),
        (4, "2", "EURUSD", Side.BUY, DealEntry.IN),  # the same second: the older ticket first
        (4, "2", "EURUSD", Side.SELL, DealEntry.OUT),
        (2, "3", "XAUUSD", Side.SELL, DealEntry.IN),
        (2, "3", "XAUUSD", Side.BUY, DealEntry.OUT),
    ]
    assert (recording.platform, recording.margin_mode) == (Platform.MT4, MarginMode.HEDGING)
    assert recording.currency is None


def test_signals_when_numbers_are_dusty_or_parted_then_they_are_exact(samples: Path) -> None:
    recording = read_recording(samples / "signals_13.csv")

    dusty, parted = recording.deals[3], recording.deals[5]
    assert (str(dusty.volume), str(dusty.commission)) == ("0.3", "-0.9")
    assert (parted.price, parted.reason) == (Decimal("2056.75"), Reason.STOP_LOSS)
    assert dusty.reason is Reason.TAKE_PROFIT


def test_signals_when_lines_are_no_positions_then_they_are_counted(samples: Path) -> None:
    recording = read_recording(samples / "signals_13.csv")

    # A cancelled order, a line with a time alone, a total, a short balance line.
    assert "Rows left out: 4 (deposits, pending orders, totals and blank lines)." in recording.notes
    assert (
        "Lines that are parts of a position which cannot be put together again: 1."
        in recording.notes
    )


def test_signals_when_11_columns_then_the_second_volume_is_what_was_closed(samples: Path) -> None:
    recording = read_recording(samples / "signals_11.csv")

    first = [d for d in recording.deals if d.position == "1"]
    assert [(d.entry, d.volume, d.price) for d in first] == [
        (DealEntry.IN, Decimal("0.50"), Decimal(5000)),
        (DealEntry.OUT, Decimal("0.30"), Decimal(5010)),
    ]
    assert recording.platform is Platform.MT5
    assert "Positions still open at the end: 1." in recording.notes


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_signals_when_the_text_is_encoded_otherwise_then_nothing_changes(
    encoding: str, samples: Path, read: _Read
) -> None:
    text = (samples / "signals_13.csv").read_text(encoding="utf-8")

    recording = read(text.replace("\n", "\r\n").encode(encoding))

    assert recording == read_recording(samples / "signals_13.csv")


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        (
            "signals_13.csv",
            "Sell;0.20",
            "Sold;0.20",
            "row 2: type must be buy, sell, balance or a pending order, was 'sold'",
        ),
        (
            "signals_13.csv",
            "2 056.75",
            "2 05x",
            "row 2: column 9 should hold a number, was '2 05x'",
        ),
        ("signals_13.csv", ";-135.00;[sl/gap]", "", "row 2: has 11 columns instead of 13"),
        (
            "signals_13.csv",
            "2024.02.07 12:00:00",
            "2024.02.07 09:00:00",
            "row 2: is closed at 2024-02-07 09:00:00 but opened later",
        ),
        (
            "signals_13.csv",
            "2024.01.31 08:00:00",
            "yesterday",
            "row 8: column 1 should hold a time",
        ),
        (
            "signals_11.csv",
            "5 000.0;0.30",
            "5 000.0;0.60",
            "row 3: closes 0.60 but only 0.50 were opened",
        ),
        ("signals_11.csv", ";EURUSD;", ";;", "row 4: column 4 must not be empty"),
        ("signals_11.csv", ";EURUSD;", ';"EURUSD;', "unexpected end of data"),
    ],
)
def test_signals_when_a_line_is_wrong_then_the_error_names_it(
    name: str, old: str, new: str, fault: str, samples: Path, read: _Read
) -> None:
    text = (samples / name).read_text(encoding="utf-8")
    assert old in text

    with pytest.raises(RecordingError) as caught:
        read(text.replace(old, new))

    assert fault in str(caught.value)


def test_signals_when_all_is_in_one_second_then_the_lower_line_came_first(read: _Read) -> None:
    header = "Time;Type;Volume;Symbol;Price;Volume;Time;Price;Commission;Swap;Profit\n"
    second = "2024.01.02 10:00:00"
    newest = "2024.01.03 10:00:00;Buy;0.1;NEW;1;0.1;2024.01.03 11:00:00;1;;;0\n"
    lines = [f"{second};Buy;0.1;{name};1;0.1;{second};1;;;0\n" for name in ("LATE", "EARLY")]

    recording = read(header + newest + "".join(lines))

    assert [(d.symbol, d.entry) for d in recording.deals] == [
        ("EARLY", DealEntry.IN),
        ("EARLY", DealEntry.OUT),
        ("LATE", DealEntry.IN),
        ("LATE", DealEntry.OUT),
        ("NEW", DealEntry.IN),
        ("NEW", DealEntry.OUT),
    ]


def test_signals_when_the_last_line_has_no_end_then_a_note_warns(
    samples: Path, read: _Read
) -> None:
    text = (samples / "signals_11.csv").read_text(encoding="utf-8")

    recording = read(text.rstrip())

    assert recording.notes[-1] == "The last line has no line end: the file may be cut there."


def test_signals_when_only_a_header_then_refused(samples: Path, read: _Read) -> None:
    header = (samples / "signals_11.csv").read_text(encoding="utf-8").splitlines()[0]

    with pytest.raises(RecordingError, match="it holds no closed position"):
        read(header + "\n")
