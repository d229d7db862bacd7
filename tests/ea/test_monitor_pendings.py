"""What a monitor tells of orders that wait for their price, until they are filled or end."""

from pathlib import Path

import pytest

from tests.ea.conftest import Programs
from tests.ea.monitors import HEDGING, MODES, MT4, NETTING, deals, kinds, monitor
from tests.ea.terminal_process import Book


def waits(book: Book) -> bool:
    """Tell whether an order waits."""
    return len(book.pendings) == 1


@pytest.mark.parametrize("mode", MODES)
async def test_pending_when_placed_changed_and_taken_back_then_each_is_told(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    async with monitor(programs, mode, tmp_path) as (visit, now):
        now.order("place buy_limit EURUSD 0.30 1.09 0 1.08 1.2")
        (placed,) = await visit.events(1)
        ticket = placed["pending"]["ticket"]
        now.order(f"change {ticket} 1.091 0 0 1.21 +3600")
        (modified,) = await visit.events(1)
        shown = await visit.snapshot()
        now.order(f"cancel {ticket}")
        (cancelled,) = await visit.events(1)
        after = await visit.snapshot()

    events = [placed, modified, cancelled]
    assert kinds(events) == ["pending_placed", "pending_modified", "pending_cancelled"]
    expected = {
        "ticket": ticket,
        "symbol": "EURUSD",
        "side": "buy",
        "kind": "limit",
        "volume": "0.3",
        "price": "1.09",
        "limit_price": None,
        "sl": "1.08",
        "tp": "1.2",
        "magic": "0",
        "comment": "by hand",
        "placed_at": placed["at"],
        "expires_at": None,
        "link": None,
    }
    assert placed["pending"] == expected
    expiry = modified["pending"]["expires_at"]
    moved = {"price": "1.091", "sl": None, "tp": "1.21", "expires_at": expiry}
    assert modified["pending"] == {**expected, **moved}
    # An hour after it was changed, in whole seconds; the change took less than a minute.
    assert 3_599_000 <= expiry - placed["at"] < 3_660_000
    assert shown["pendings"] == [modified["pending"]]
    assert after["pendings"] == []
    assert {"position": None, "deal": None, "was": None, "amount": None}.items() <= placed.items()
    assert cancelled["at"] >= placed["at"]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("kind", "price", "quote"),
    [("limit", "1.09", "1.0889 1.09"), ("stop", "1.12", "1.1199 1.12")],
)
async def test_pending_when_its_price_comes_then_the_fill_and_the_opening_are_told(
    programs: Programs, tmp_path: Path, mode: str, kind: str, price: str, quote: str
) -> None:
    async with monitor(programs, mode, tmp_path) as (visit, now):
        now.order(f"place buy_{kind} EURUSD 0.30 {price} 0 1.05 1.2")
        (placed,) = await visit.events(1)
        now.order(f"quote EURUSD {quote}")
        filled, opened = await visit.events(2)
        after = await visit.snapshot()

    assert kinds([filled, opened]) == ["pending_filled", "opened"]
    assert filled["pending"] == placed["pending"]
    assert opened["position"]["order"] == opened["deal"]["order"] == placed["pending"]["ticket"]
    told = deals([opened], "volume", "price", "order_volume", "order_kind")
    assert told == [("0.3", price, "0.3", kind)]
    assert (opened["position"]["sl"], opened["position"]["tp"]) == ("1.05", "1.2")
    assert (after["pendings"], len(after["positions"])) == ([], 1)


@pytest.mark.parametrize("mode", MODES)
async def test_pending_when_its_time_is_over_then_its_expiry_is_told(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    async with monitor(programs, mode, tmp_path) as (visit, now):
        now.order("place sell_stop EURUSD 0.30 1.05")
        (placed,) = await visit.events(1)
        now.order(f"expire {placed['pending']['ticket']}")
        (expired,) = await visit.events(1)

    assert expired["kind"] == "pending_expired"
    assert expired["pending"] == placed["pending"]


@pytest.mark.parametrize("shown", ["changes", "keeps"])
@pytest.mark.parametrize("mode", [HEDGING, NETTING])
async def test_stop_limit_when_its_stop_is_reached_then_stays_what_it_was(
    programs: Programs, tmp_path: Path, mode: str, shown: str
) -> None:
    async with monitor(programs, mode, tmp_path, SIM_STOP_LIMIT=shown) as (visit, now):
        now.order("place sell_stop_limit EURUSD 1.00 1.09 1.095")
        (placed,) = await visit.events(1)
        now.order("quote EURUSD 1.089 1.0891")
        between = await visit.snapshot()
        now.order("quote EURUSD 1.096 1.0961")
        filled, opened = await visit.events(2)

    waiting = placed["pending"]
    assert (waiting["kind"], waiting["price"], waiting["limit_price"]) == (
        "stop_limit",
        "1.09",
        "1.095",
    )
    assert between["pendings"] == [waiting]
    assert (filled["kind"], filled["pending"]) == ("pending_filled", waiting)
    assert deals([opened], "price", "order_kind") == [("1.095", "stop_limit")]


@pytest.mark.parametrize("mode", [HEDGING, NETTING])
async def test_pending_when_filled_in_part_then_the_rest_waits_and_can_be_taken_back(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    async with monitor(programs, mode, tmp_path) as (visit, now):
        now.order("place buy_limit EURUSD 10.00 1.09")
        (placed,) = await visit.events(1)
        ticket = placed["pending"]["ticket"]
        now.order("parts 3\nquote EURUSD 1.0889 1.09")
        filled, opened = await visit.events(2)
        shown = await visit.snapshot()
        now.order("parts 4\nquote EURUSD 1.0888 1.0899")
        (added,) = await visit.events(1)
        now.order(f"cancel {ticket}")
        (cancelled,) = await visit.events(1)

    assert kinds([filled, opened, added, cancelled]) == [
        "pending_filled",
        "opened",
        "added",
        "pending_cancelled",
    ]
    assert filled["pending"]["volume"] == "10"
    assert deals([opened, added], "order", "volume", "order_volume", "order_kind") == [
        (ticket, "3", "10", "limit"),
        (ticket, "4", "10", "limit"),
    ]
    assert [pending["volume"] for pending in shown["pendings"]] == ["7"]
    assert cancelled["pending"]["volume"] == "3"


async def test_netting_pending_when_it_meets_the_other_side_then_reverses(
    programs: Programs, tmp_path: Path
) -> None:
    async with monitor(programs, NETTING, tmp_path) as (visit, now):
        now.order("open EURUSD buy 1.00\nplace sell_stop EURUSD 3.00 1.08")
        opened, placed = await visit.events(2)
        now.order("quote EURUSD 1.08 1.0801")
        filled, turned = await visit.events(2)

    assert kinds([placed, filled, turned]) == ["pending_placed", "pending_filled", "reversed"]
    assert turned["position"]["id"] == opened["position"]["id"]
    assert turned["position"]["order"] == placed["pending"]["ticket"]
    assert (turned["position"]["side"], turned["position"]["volume"]) == ("sell", "2")
    assert deals([turned], "volume", "order_volume", "order_kind") == [("3", "3", "stop")]


@pytest.mark.parametrize("mode", [HEDGING, NETTING])
async def test_pending_when_placed_and_filled_between_two_looks_then_all_is_told(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    async with monitor(programs, mode, tmp_path) as (visit, now):
        now.order("place buy_stop EURUSD 0.30 1.12 0 1.05 0\nquote EURUSD 1.13 1.1301")
        events = await visit.events(3)

    assert kinds(events) == ["pending_placed", "pending_filled", "opened"]
    assert events[0]["pending"]["price"] == "1.12"
    assert deals(events[2:], "order_kind") == [("stop",)]


@pytest.mark.parametrize("mode", [HEDGING, NETTING])
async def test_pending_when_filled_before_the_positions_show_it_then_is_told_once(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    async with monitor(programs, mode, tmp_path) as (visit, now):
        now.order("place buy_stop EURUSD 0.30 1.12")
        await visit.events(1)
        now.order("lag 3\nquote EURUSD 1.13 1.1301")
        events = await visit.events(2)
        now.order("open SYM2 buy 0.10")
        (other,) = await visit.events(1)

    assert kinds([*events, other]) == ["pending_filled", "opened", "opened"]
    assert other["position"]["symbol"] == "SYM2"


@pytest.mark.parametrize("time", ["filled", "placed"])
async def test_mt4_pending_when_filled_and_closed_between_two_looks_then_all_is_told(
    programs: Programs, tmp_path: Path, time: str
) -> None:
    async with monitor(programs, MT4, tmp_path, SIM_FILLED_TIME=time) as (visit, now):
        now.order("place buy_limit EURUSD 0.30 1.09 0 1.08 0")
        (placed,) = await visit.events(1)
        now.order("quote EURUSD 1.0889 1.09\nquote EURUSD 1.0799 1.08")
        events = await visit.events(3)

    assert kinds(events) == ["pending_filled", "opened", "closed"]
    assert deals(events[1:], "order", "volume", "reason") == [
        (placed["pending"]["ticket"], "0.3", "client"),
        (placed["pending"]["ticket"], "0.3", "sl"),
    ]


async def test_mt4_pending_when_it_waited_before_the_monitor_began_then_its_fill_is_told(
    programs: Programs, tmp_path: Path
) -> None:
    async with monitor(programs, MT4, tmp_path) as (_, now):
        now.order("place buy_limit EURUSD 0.30 1.09")
        await now.until(waits)
    late = {"SIM_FILLED_TIME": "placed", "SIM_LATER_S": "3600"}
    async with monitor(programs, MT4, tmp_path, **late) as (visit, now):
        now.order("quote EURUSD 1.0889 1.09")
        events = await visit.events(2)

    # Its time is an hour before the first look, but it was seen waiting.
    assert kinds(events) == ["pending_filled", "opened"]
    assert deals(events[1:], "order_kind") == [("limit",)]
