"""A Tradovate Performance list: pairs of fills become fills again."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tradecopy_desktop.domain.values import DealEntry, MarginMode, Platform, Side
from tradecopy_desktop.sim.recordings import Recording, RecordingError, read_recording

_Read = Callable[[bytes | str], Recording]


def test_performance_when_read_then_pairs_become_fills_in_order_of_time(samples: Path) -> None:
    recording = read_recording(samples / "tradovate.csv")

    told = [(d.deal, d.side, d.entry, d.volume, d.position) for d in recording.deals]
    assert told == [
        ("9001", Side.BUY, DealEntry.IN, Decimal(3), "9001"),
        ("9002", Side.SELL, DealEntry.INOUT, Decimal(6), "9001"),  # long 3 to short 3
        ("9003", Side.BUY, DealEntry.INOUT, Decimal(6), "9001"),  # and back
        ("9004", Side.BUY, DealEntry.IN, Decimal(3), "9004"),
        ("9005", Side.SELL, DealEntry.OUT, Decimal(1), "9004"),  # the same second, a later id
        ("9006", Side.SELL, DealEntry.OUT, Decimal(3), "9001"),
        ("9007", Side.SELL, DealEntry.OUT, Decimal(2), "9004"),
    ]
    assert (recording.platform, recording.margin_mode) == (Platform.MT5, MarginMode.NETTING)
    assert recording.currency == "USD"


def test_performance_when_pairs_have_profits_then_the_later_fill_gets_them(samples: Path) -> None:
    recording = read_recording(samples / "tradovate.csv")

    profits = {d.deal: d.profit for d in recording.deals if d.profit}
    assert profits == {
        "9002": Decimal(300),  # (2010.0 - 2000.0) * 3 * 10
        "9003": Decimal(-30),  # (2010.0 - 2011.0) * 3 * 10
        "9005": Decimal("2.50"),  # (21001.50 - 21000.25) * 1 * 2
        "9006": Decimal(1515),  # (2061.5 - 2011.0) * 3 * 10, written "$1,515.00"
        "9007": Decimal(-2),  # (20999.75 - 21000.25) * 2 * 2
    }


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("$(30.00)", "30 dollars", "row 2: column 10 should hold dollars, was '30 dollars'"),
        ("$(30.00)", "$(30.00", "row 2: column 10 should hold dollars"),
        ("9003,9002,3", "9003,9002,0", "row 2: volume must be > 0, was 0"),
        ("9003,9002,3", "9003,9003,3", "row 2: fill 9003 is both the buy and the sell"),
        ("9003,9006,3,2011.0", "9003,9006,3,2012.0", "row 4: tells fill 9003 otherwise than row 2"),
        ("01/08/2026 10:00:00", "13/08/2026 10:00:00", "row 3: column 11 should hold a time"),
        ("01/08/2026 10:00:00", "now", "row 3: column 11 should hold a time, was 'now'"),
        (",01/08/2026 13:00:00,2h", "", "row 6: has 11 columns instead of 13; it may be cut"),
        ("boughtTimestamp", "bought", "row 1: has no column boughtTimestamp"),
    ],
)
def test_performance_when_a_row_is_wrong_then_the_error_names_it(
    old: str, new: str, fault: str, samples: Path, read: _Read
) -> None:
    text = (samples / "tradovate.csv").read_text(encoding="utf-8")
    assert old in text

    with pytest.raises(RecordingError) as caught:
        read(text.replace(old, new))

    assert fault in str(caught.value)


def test_performance_when_only_a_header_then_refused(samples: Path, read: _Read) -> None:
    header = (samples / "tradovate.csv").read_text(encoding="utf-8").splitlines()[0]

    with pytest.raises(RecordingError, match="it holds no pair of fills"):
        read(header + "\r\n")
