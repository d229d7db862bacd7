"""An MT4 detailed statement: tickets become positions with an opening and closings."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tradecopy_desktop.domain.values import DealEntry, MarginMode, Platform, Reason, Side
from tradecopy_desktop.sim.recordings import Recording, RecordingError, read_recording

_Read = Callable[[bytes | str], Recording]


@pytest.fixture
def page(samples: Path) -> str:
    return (samples / "mt4_statement.htm").read_text(encoding="utf-8")


def test_statement_when_closed_in_parts_then_it_opened_once_with_all_of_it(samples: Path) -> None:
    recording = read_recording(samples / "mt4_statement.htm")

    parts = [d for d in recording.deals if d.position == "1001"]
    assert [(d.order, d.entry, d.side, d.volume, d.reason) for d in parts] == [
        # 0.40 + 0.25 + 0.35 = 1.00
        ("1001", DealEntry.IN, Side.BUY, Decimal("1.00"), Reason.CLIENT),
        ("1001", DealEntry.OUT, Side.SELL, Decimal("0.40"), Reason.CLIENT),
        ("1002", DealEntry.OUT, Side.SELL, Decimal("0.25"), Reason.CLIENT),
        ("1003", DealEntry.OUT, Side.SELL, Decimal("0.35"), Reason.TAKE_PROFIT),
    ]


def test_statement_when_read_then_it_is_a_hedging_mt4_account(samples: Path) -> None:
    recording = read_recording(samples / "mt4_statement.htm")

    assert (recording.form, recording.platform) == ("mt4-statement", Platform.MT4)
    assert (recording.margin_mode, recording.currency) == (MarginMode.HEDGING, "USD")
    assert len(recording.deals) == 10
    assert [d.time for d in recording.deals] == sorted(d.time for d in recording.deals)


def test_statement_when_an_expert_was_stopped_in_a_gap_then_reason_and_money_tell(
    samples: Path,
) -> None:
    recording = read_recording(samples / "mt4_statement.htm")

    opened, closed = (d for d in recording.deals if d.position == "1010")
    assert (opened.symbol, opened.reason) == ("xauusd.", Reason.EXPERT)
    assert (closed.reason, closed.price) == (Reason.STOP_LOSS, Decimal("2006.75"))
    assert closed.profit == Decimal(-1350)  # (2000.00 - 2006.75) * 2 lots * 100 ounces


def test_statement_when_the_comment_has_a_row_of_its_own_then_it_is_found(
    page: str, read: _Read
) -> None:
    recording = read(page.replace('<td title="#7777 Grid[sl/gap]">1010', "<td>1010"))

    opened, closed = (d for d in recording.deals if d.position == "1010")
    assert (opened.reason, closed.reason) == (Reason.EXPERT, Reason.STOP_LOSS)
    assert closed.comment == "Grid[sl/gap]"


def test_statement_when_the_tooltip_begins_with_a_magic_number_then_an_expert_traded(
    page: str, read: _Read
) -> None:
    below = "<tr align=right><td colspan=9>&nbsp;</td><td>7777</td>"
    assert below in page

    recording = read(page.replace(below, "<tr><td colspan=9>&nbsp;</td><td></td>"))

    opened = next(d for d in recording.deals if d.position == "1010")
    assert opened.reason is Reason.EXPERT


def test_statement_when_two_tickets_closed_each_other_then_both_have_the_volume(
    samples: Path,
) -> None:
    recording = read_recording(samples / "mt4_statement.htm")

    pair = [d for d in recording.deals if d.position in {"1020", "1021"}]
    assert [(d.position, d.entry, d.volume) for d in pair] == [
        ("1020", DealEntry.IN, Decimal("0.50")),  # 0.30 closed and 0.20 under ticket 1022
        ("1021", DealEntry.IN, Decimal("0.30")),
        ("1020", DealEntry.OUT_BY, Decimal("0.30")),
        ("1021", DealEntry.OUT_BY, Decimal("0.30")),
    ]
    assert pair[2].commission == Decimal("-0.10")  # tax
    assert "Positions still open at the end: 1." in recording.notes


def test_statement_when_it_lists_deposits_and_pending_orders_then_they_are_no_deals(
    samples: Path,
) -> None:
    recording = read_recording(samples / "mt4_statement.htm")

    assert not {"1000", "1011"} & {d.order for d in recording.deals}
    assert "Rows left out: 2 (deposits and pending orders)." in recording.notes


def test_statement_when_levels_are_those_at_closing_then_deals_carry_none(samples: Path) -> None:
    recording = read_recording(samples / "mt4_statement.htm")

    assert {(d.stop_loss, d.take_profit) for d in recording.deals} == {(None, None)}
    assert any(note.startswith("S/L, T/P and comments are those at") for note in recording.notes)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            'title="from #1002[tp]"',
            'title="from #1999[tp]"',
            "row 19: the comment names ticket 1999, which the statement does not list",
        ),
        ('title="to #1003"', 'title="to #1004"', "row 18: the comment names ticket 1004"),
        (
            'title="from #1002[tp]"',
            'title="from #1001[tp]"',
            "row 19: ticket 1001 goes on under two others",
        ),
        ('title="to #1002"', 'title="to #1003"', "row 19: ticket 1003 is the rest of two others"),
        (
            'title="from #1002[tp]"',
            'title="from #1002 to #1001"',
            "row 17: the partial closings of ticket 1001 run in a circle",
        ),
        ("<td>sell</td><td>2.00</td>", "<td>sell</td><td>0.00</td>", "row 20: volume must be > 0"),
        (
            "<td>-1 350.00</td></tr>\n<tr align=right><td colspan=9>",
            "<td>lots</td></tr>\n<tr align=right><td colspan=9>",
            "row 20: column 14 should hold a number, was 'lots'",
        ),
        (">1002</td>", ">1001</td>", "row 18: ticket 1001 is already in row 17"),
        (
            ">1010</td><td nowrap>2024.04.08 09:30:00",
            ">1010</td><td nowrap>2024.04.09 09:30:00",
            "row 20: is closed at 2024-04-08 13:00:00 but opened later",
        ),
        (
            "<td>0.35</td><td>eurusd.</td>",
            "<td>0.35</td><td>eurjpy.</td>",
            "row 19: is the rest of ticket 1002, but symbol, side or opening price differ",
        ),
        ("2024.04.08 12:00:00", "2024.04.08 10:30:00", "row 19: was closed before ticket 1002"),
        ("<td>sell</td><td>2.00</td>", "<td>short</td><td>2.00</td>", "row 20: type must be buy"),
        (
            "<td nowrap>2024.04.08 13:00:00</td>",
            "<td nowrap></td>",
            "row 20: column 9 should hold a time, was ''",
        ),
        ("</table>\n</div></body></html>", "", "the page is cut"),
    ],
)
def test_statement_when_a_row_is_wrong_then_the_error_names_it(
    old: str, new: str, fault: str, page: str, read: _Read
) -> None:
    assert old in page

    with pytest.raises(RecordingError) as caught:
        read(page.replace(old, new))

    assert fault in str(caught.value)
    assert "\n" not in str(caught.value)


def test_statement_when_a_trade_stands_below_the_totals_then_refused(
    page: str, read: _Read
) -> None:
    trade = next(line for line in page.splitlines() if ">1002</td>" in line)
    banner = "<tr align=left><td colspan=14><b>Open Trades:</b></td></tr>"

    with pytest.raises(RecordingError, match="row 27: a trade stands below the totals"):
        read(page.replace(banner, trade))


def test_statement_when_an_open_trade_has_no_volume_then_refused(page: str, read: _Read) -> None:
    with pytest.raises(RecordingError, match="row 32: volume must be > 0"):
        read(page.replace("<td>buy</td><td>0.20</td>", "<td>buy</td><td>0.00</td>"))


def test_statement_when_the_rest_is_of_an_open_trade_then_refused(page: str, read: _Read) -> None:
    changed = page.replace('title="split from #1020"', 'title="x"').replace(
        'title="partial close"', 'title="from #1022"'
    )

    with pytest.raises(RecordingError, match="is the rest of ticket 1022, which is still open"):
        read(changed)


def test_statement_when_it_holds_no_trade_then_refused(page: str, read: _Read) -> None:
    kept = [line for line in page.splitlines() if "2024.04.08" not in line and "Grid" not in line]

    with pytest.raises(RecordingError, match="the statement holds no trade"):
        read("\n".join(kept))


def test_statement_when_letters_are_of_an_old_code_page_then_a_note_warns(
    page: str, read: _Read
) -> None:
    recording = read(page.replace("Name: Sample", "Name: J\u00f6rg").encode("cp1252"))

    assert len(recording.deals) == 10
    assert recording.notes[-1].startswith("Its letters are in an unknown code page")
