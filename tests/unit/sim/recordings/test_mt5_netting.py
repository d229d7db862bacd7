"""An MT5 report of a netting account, as a page and as a workbook."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tradecopy_desktop.domain.values import DealEntry, MarginMode, Platform, Reason, Side
from tradecopy_desktop.sim.recordings import Recording, RecordingError, read_recording

_Read = Callable[[bytes | str], Recording]


@pytest.fixture
def page(samples: Path) -> str:
    return (samples / "mt5_netting.html").read_text(encoding="utf-8")


def test_report_when_read_then_deals_keep_their_position_through_a_reversal(samples: Path) -> None:
    recording = read_recording(samples / "mt5_netting.html")

    told = [(d.deal, d.position, d.side, d.entry, d.volume) for d in recording.deals]
    assert told == [
        ("11", "101", Side.BUY, DealEntry.IN, Decimal(1)),
        ("12", "101", Side.SELL, DealEntry.INOUT, Decimal(3)),
        ("13", "101", Side.BUY, DealEntry.OUT, Decimal(2)),
        ("14", "104", Side.BUY, DealEntry.IN, Decimal("0.5")),
    ]
    assert (recording.form, recording.platform) == ("mt5-report", Platform.MT5)
    assert (recording.margin_mode, recording.currency) == (MarginMode.NETTING, "EUR")


def test_report_when_orders_had_levels_then_the_openings_carry_them(samples: Path) -> None:
    recording = read_recording(samples / "mt5_netting.html")

    levels = [(d.stop_loss, d.take_profit) for d in recording.deals]
    assert levels == [
        (Decimal("1.09000"), None),
        (None, None),
        (None, None),
        (Decimal(17900), Decimal(18100)),
    ]


def test_report_when_it_has_a_fee_column_then_money_is_read_from_the_right_cells(
    samples: Path,
) -> None:
    recording = read_recording(samples / "mt5_netting.html")

    turned, stopped = recording.deals[1:3]
    # 6.00 commission and 0.50 fee
    assert (turned.commission, turned.profit) == (Decimal("-6.50"), Decimal(500))
    assert (stopped.swap, stopped.profit) == (Decimal("-1.25"), Decimal(-240))
    assert (stopped.reason, stopped.comment) == (Reason.STOP_LOSS, "[sl 1.10600]")


def test_report_when_levels_were_moved_then_a_note_says_so(samples: Path) -> None:
    recording = read_recording(samples / "mt5_netting.html")

    assert (
        "Positions whose S/L or T/P at closing differ from those of the opening order: "
        "1 (101 in row 11). When they were moved is not told." in recording.notes
    )
    assert "Positions still open at the end: 1." in recording.notes
    assert "Fees are added to the commissions." in recording.notes


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8", "utf-8-sig"])
def test_report_when_the_page_is_encoded_otherwise_then_nothing_changes(
    encoding: str, page: str, samples: Path, read: _Read
) -> None:
    recording = read(page.encode(encoding))

    assert recording == read_recording(samples / "mt5_netting.html")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
@pytest.mark.parametrize("inline", [True, False])
def test_report_when_it_is_a_workbook_then_the_deals_are_the_same(
    encoding: str,
    inline: bool,
    page: str,
    samples: Path,
    read: _Read,
    as_workbook: Callable[..., bytes],
) -> None:
    recording = read(as_workbook(page, encoding, inline=inline))

    from_page = read_recording(samples / "mt5_netting.html")
    assert [(d.deal, d.position, d.price, d.profit) for d in recording.deals] == [
        (d.deal, d.position, d.price, d.profit) for d in from_page.deals
    ]
    # The balance is the 18th row of the page, so the deals follow it.
    assert [d.row for d in recording.deals] == [19, 20, 21, 22]


def test_report_when_the_mode_is_not_named_then_it_is_found_and_noted(
    page: str, read: _Read
) -> None:
    recording = read(page.replace(", Netting)", ")"))

    assert recording.margin_mode is MarginMode.NETTING
    assert (
        "The file does not name the margin mode; its deals fit a netting account."
        in recording.notes
    )


def test_report_when_a_balance_does_not_follow_then_a_note_names_the_row(
    page: str, read: _Read
) -> None:
    recording = read(
        page.replace("<td>500.00</td><td>10 491.50</td>", "<td>500.00</td><td>9.00</td>")
    )

    assert "The balance in row 25 does not follow from its profit and costs." in recording.notes


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "<td>out</td><td>2</td>",
            "<td>out</td><td>2.5</td>",
            'row 26: says "out" of buy 2.5 while EURUSD held sell 2',
        ),
        (
            "<td>in/out</td><td>3</td>",
            "<td>in/out</td><td>1</td>",
            'row 25: says "in/out" of sell 1 while EURUSD held buy 1',
        ),
        (
            "<td>1.10620</td><td>103",
            "<td>abc</td><td>103",
            "row 26: column 7 should hold a number, was 'abc'",
        ),
        ("<td>in</td><td>0.5</td>", "<td>in</td><td>0</td>", "row 27: volume must be > 0, was 0"),
        (
            "<td>sell</td><td>in/out</td>",
            "<td>sold</td><td>in/out</td>",
            "row 25: is not the deal that its table should hold",
        ),
        (
            "<td>13</td><td>EURUSD</td>",
            "<td>12</td><td>EURUSD</td>",
            "row 26: deal 12 is already in row 25",
        ),
        (
            "2024.03.04 11:00:00</td><td>13</td>",
            "2024.03.34 11:00:00</td><td>13</td>",
            "row 26: column 1 should hold a time, was '2024.03.34 11:00:00'",
        ),
        (
            "<td>1.10500</td><td>102</td>",
            "<td>1.10500</td><td></td>",
            "row 25: column 8 should hold a ticket, was ''",
        ),
        ("</table></div></body></html>", "", "the page is cut"),
    ],
)
def test_report_when_a_row_is_wrong_then_the_error_names_it(
    old: str, new: str, fault: str, page: str, read: _Read
) -> None:
    assert old in page

    with pytest.raises(RecordingError) as caught:
        read(page.replace(old, new))

    assert fault in str(caught.value)
    assert "\n" not in str(caught.value)


def test_report_when_a_trade_stands_below_its_table_then_refused(page: str, read: _Read) -> None:
    deal = next(line for line in page.splitlines() if "<td>14</td>" in line)

    with pytest.raises(RecordingError, match="a trade stands below the end of its table"):
        read(page.replace("</table>", deal.replace("<td>14</td>", "<td>15</td>") + "</table>"))


def test_report_when_only_deposits_are_in_it_then_refused(page: str, read: _Read) -> None:
    kept = [line for line in page.splitlines() if not _is_trade(line)]

    with pytest.raises(RecordingError, match="holds no deal that bought or sold"):
        read("\n".join(kept))


def _is_trade(line: str) -> bool:
    return '<tr align="right"><td>2024.03.04' in line
