"""An MT5 report of a hedging account does not say which position a deal closed."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tradecopy_desktop.domain.values import DealEntry, MarginMode, Reason
from tradecopy_desktop.sim.recordings import Recording, RecordingError, read_recording

_Read = Callable[[bytes | str], Recording]


@pytest.fixture
def page(samples: Path) -> str:
    return (samples / "mt5_hedging.html").read_text(encoding="utf-8")


def test_report_when_hedging_then_every_closing_finds_its_position(samples: Path) -> None:
    recording = read_recording(samples / "mt5_hedging.html")

    closings = [(d.deal, d.position) for d in recording.deals if d.entry is not DealEntry.IN]
    assert closings == [
        ("24", "201"),  # 201 and 202 fit a part of 0.10 alike: the first opened
        ("25", "202"),  # 0.30: 201 holds 0.20 by now
        ("26", "201"),  # "close #201 by #203"
        ("27", "203"),
        ("28", "201"),
        ("33", "302"),  # profit 10.00 is that of 302
        ("34", "301"),
    ]
    assert recording.margin_mode is MarginMode.HEDGING


def test_report_when_positions_close_each_other_then_both_deals_say_so(samples: Path) -> None:
    recording = read_recording(samples / "mt5_hedging.html")

    by = [d for d in recording.deals if d.order == "206"]
    assert [(d.entry, d.reason, d.volume) for d in by] == [
        (DealEntry.OUT_BY, Reason.CLOSE_BY, Decimal("0.10")),
        (DealEntry.OUT_BY, Reason.CLOSE_BY, Decimal("0.10")),
    ]


def test_report_when_a_closing_fits_several_then_the_guess_is_counted(samples: Path) -> None:
    recording = read_recording(samples / "mt5_hedging.html")

    assert (
        "The file does not name the position that a deal closed. Deals that fitted several "
        "equally, of which the one opened first was taken: 1." in recording.notes
    )


def test_report_when_the_mode_is_not_named_then_hedging_is_found(page: str, read: _Read) -> None:
    recording = read(page.replace(", Hedge)", ")"))

    assert recording.margin_mode is MarginMode.HEDGING


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "<td>out</td><td>0.30</td>",
            "<td>out</td><td>0.40</td>",
            "row 22: closes buy 0.40 of XAUUSD, but no open position holds that much",
        ),
        (
            "<td>sell</td><td>out</td><td>0.30</td>",
            "<td>sell</td><td>in/out</td><td>0.30</td>",
            "row 22: a hedging account cannot reverse a position",
        ),
        (
            "<td>2010.00</td><td>203</td>",
            "<td>2010.00</td><td>202</td>",
            "row 20: order 202 opened another symbol or side before",
        ),
    ],
)
def test_report_when_a_deal_is_impossible_then_the_error_names_it(
    old: str, new: str, fault: str, page: str, read: _Read
) -> None:
    assert old in page

    with pytest.raises(RecordingError) as caught:
        read(page.replace(old, new))

    assert fault in str(caught.value)
