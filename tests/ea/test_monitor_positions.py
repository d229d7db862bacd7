"""What a monitor tells of positions: one event for each deal, with what the deal made of them."""

from pathlib import Path

import pytest

from tests.ea.conftest import Programs
from tests.ea.monitors import HEDGING, MODES, MT4, NETTING, deals, kinds, monitor


@pytest.mark.parametrize("mode", MODES)
async def test_position_when_opened_moved_reduced_and_closed_then_each_is_told(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    async with monitor(programs, mode, tmp_path) as (visit, now):
        now.order("open EURUSD buy 1.00 1.05 1.2")
        (opened,) = await visit.events(1)
        ticket = opened["position"]["ticket"]
        now.order(f"stops {ticket} 1.06 0")
        (modified,) = await visit.events(1)
        now.order("quote EURUSD 1.11 1.1101")
        now.order(f"close {ticket} 0.40")
        (reduced,) = await visit.events(1)
        now.order(f"close {reduced['position']['ticket']}")
        (closed,) = await visit.events(1)

    events = [opened, modified, reduced, closed]
    assert [event["seq"] for event in events] == ["1", "2", "3", "4"]
    assert kinds(events) == ["opened", "modified", "partly_closed", "closed"]
    assert [event["position"]["volume"] for event in events] == ["1", "1", "0.6", "0"]
    assert {event["position"]["id"] for event in events} == {ticket}
    assert {event["position"]["order"] for event in events} == {ticket}
    assert [event["position"]["sl"] for event in events] == ["1.05", "1.06", "1.06", "1.06"]
    assert [event["position"]["tp"] for event in events] == ["1.2", None, None, None]
    assert modified["deal"] is None
    dealt = [opened, reduced, closed]
    told = deals(dealt, "entry", "side", "volume", "order_kind", "reason")
    assert told == [
        ("in", "buy", "1", "market", "client"),
        ("out", "sell", "0.4", "market", "client"),
        ("out", "sell", "0.6", "market", "client"),
    ]
    # MetaTrader 4 has no orders of its own for closing: there it is what the ticket held.
    asked = {MT4: ["1", "1", "0.6"]}.get(mode, ["1", "0.4", "0.6"])
    assert [event["deal"]["order_volume"] for event in dealt] == asked
    # 0.4 lots of 100,000 from 1.1001 to 1.11 are 396.
    assert reduced["deal"]["profit"] == "396"
    assert (reduced["position"]["ticket"] != ticket) is (mode == MT4)


async def test_netting_position_when_added_to_and_reversed_then_keeps_its_identifier(
    programs: Programs, tmp_path: Path
) -> None:
    async with monitor(programs, NETTING, tmp_path) as (visit, now):
        now.order("open EURUSD buy 1.00 1.05 1.2")
        (opened,) = await visit.events(1)
        now.order("quote EURUSD 1.12 1.1203")
        now.order("open EURUSD buy 0.50")
        (added,) = await visit.events(1)
        now.order("open EURUSD sell 2.00 1.15 0")
        (reversed_,) = await visit.events(1)
        shown = await visit.snapshot()
        now.order("open EURUSD buy 0.20\nopen EURUSD buy 0.30")
        reduced, closed = await visit.events(2)
        gone = await visit.snapshot()

    events = [opened, added, reversed_, reduced, closed]
    assert kinds(events) == ["opened", "added", "reversed", "partly_closed", "closed"]
    assert {event["position"]["id"] for event in events} == {opened["position"]["id"]}
    assert [event["position"]["volume"] for event in events] == ["1", "1.5", "0.5", "0.3", "0"]
    # One lot at 1.1001 and half a lot at 1.1203: 1.66025 for 1.5 lots.
    assert added["position"]["price"] == "1.10683333"
    assert (added["position"]["sl"], added["position"]["tp"]) == ("1.05", "1.2")
    assert added["position"]["order"] == opened["deal"]["order"]
    assert reversed_["was"] == {"order": opened["deal"]["order"], "side": "buy", "volume": "1.5"}
    assert deals([reversed_], "entry", "side", "volume", "order_volume") == [
        ("inout", "sell", "2", "2")
    ]
    turned = reversed_["position"]
    assert (turned["side"], turned["price"], turned["sl"], turned["tp"]) == (
        "sell",
        "1.12",
        "1.15",
        None,
    )
    assert turned["order"] == reversed_["deal"]["order"]
    assert turned["opened_at"] == reversed_["at"]
    assert reduced["position"]["order"] == reversed_["deal"]["order"]
    (listed,) = shown["positions"]
    names = ("id", "ticket", "order", "side", "volume", "opened_at")
    assert [listed[name] for name in names] == [turned[name] for name in names]
    (ended,) = gone["closed"]
    assert (ended["order"], ended["side"], ended["volume"]) == (turned["order"], "sell", "0.5")
    assert ended["deal"] == closed["deal"]["ticket"]


async def test_netting_changes_when_between_two_looks_then_are_told_in_deal_order(
    programs: Programs, tmp_path: Path
) -> None:
    async with monitor(programs, NETTING, tmp_path) as (visit, now):
        orders = ["buy 1.00", "buy 0.20", "sell 3.00", "sell 1.00", "buy 5.00", "sell 2.20"]
        now.order("\n".join(f"open EURUSD {order}" for order in orders))
        events = await visit.events(6)
        after = await visit.snapshot()

    assert kinds(events) == ["opened", "added", "reversed", "added", "reversed", "closed"]
    sides = [(event["position"]["side"], event["position"]["volume"]) for event in events]
    assert sides == [
        ("buy", "1"),
        ("buy", "1.2"),
        ("sell", "1.8"),
        ("sell", "2.8"),
        ("buy", "2.2"),
        ("buy", "0"),
    ]
    turned = [event for event in events if event["was"]]
    assert [event["was"]["volume"] for event in turned] == ["1.2", "2.8"]
    for event in turned:
        # Also the first one, which the list of positions never showed.
        names = ("order", "price", "opened_at")
        told = (event["deal"]["order"], event["deal"]["price"], event["at"])
        assert tuple(event["position"][name] for name in names) == told
    assert after["positions"] == []


@pytest.mark.parametrize("mode", [HEDGING, NETTING])
async def test_order_when_filled_in_parts_then_each_part_names_the_whole(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    async with monitor(programs, mode, tmp_path) as (visit, now):
        now.order("parts 3 4 3\nopen EURUSD buy 10.00")
        events = await visit.events(3)
        now.order("parts 2\nopen SYM2 sell 5.00")
        (cut,) = await visit.events(1)

    assert kinds(events) == ["opened", "added", "added"]
    assert [event["position"]["volume"] for event in events] == ["3", "7", "10"]
    assert {event["position"]["id"] for event in events} == {events[0]["deal"]["order"]}
    assert deals(events, "volume", "order_volume") == [("3", "10"), ("4", "10"), ("3", "10")]
    assert deals([cut], "volume", "order_volume") == [("2", "5")]


async def test_order_when_its_parts_make_positions_of_their_own_then_each_is_opened(
    programs: Programs, tmp_path: Path
) -> None:
    async with monitor(programs, HEDGING, tmp_path, SIM_PARTS="several") as (visit, now):
        now.order("parts 3 7\nopen EURUSD buy 10.00")
        events = await visit.events(2)

    assert kinds(events) == ["opened", "opened"]
    assert [event["position"]["volume"] for event in events] == ["3", "7"]
    assert events[0]["position"]["id"] != events[1]["position"]["id"]
    assert {event["position"]["order"] for event in events} == {events[0]["deal"]["order"]}


@pytest.mark.parametrize(("mode", "shown"), [(HEDGING, "lots"), (MT4, "lots"), (MT4, "zero")])
async def test_positions_when_closed_by_each_other_then_each_has_one_event(
    programs: Programs, tmp_path: Path, mode: str, shown: str
) -> None:
    async with monitor(programs, mode, tmp_path, SIM_CLOSE_BY=shown) as (visit, now):
        now.order("open EURUSD buy 0.60\nopen EURUSD sell 1.00")
        small, large = await visit.events(2)
        now.order(f"closeby {small['position']['ticket']} {large['position']['ticket']}")
        ends = await visit.events(2)
        after = await visit.snapshot()

    assert sorted(kinds(ends)) == ["closed", "partly_closed"]
    by_id = {event["position"]["id"]: event for event in ends}
    gone, left = by_id[small["position"]["id"]], by_id[large["position"]["id"]]
    assert (gone["kind"], gone["position"]["volume"]) == ("closed", "0")
    assert (left["kind"], left["position"]["volume"]) == ("partly_closed", "0.4")
    told = deals([gone, left], "entry", "side", "volume", "reason")
    assert told == [("out_by", "sell", "0.6", "close_by"), ("out_by", "buy", "0.6", "close_by")]
    (position,) = after["positions"]
    assert (position["id"], position["volume"]) == (large["position"]["id"], "0.4")


@pytest.mark.parametrize("mode", MODES)
async def test_position_when_its_stop_or_the_broker_ends_it_then_the_reason_is_told(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    async with monitor(programs, mode, tmp_path) as (visit, now):
        now.order("open EURUSD buy 1.00 1.05 1.2\nquote EURUSD 1.04 1.0401")
        _, stopped = await visit.events(2)
        now.order("open EURUSD sell 1.00 1.3 1.02\nquote EURUSD 1.01 1.0101")
        _, taken = await visit.events(2)
        now.order("open EURUSD buy 1.00")
        (opened,) = await visit.events(1)
        now.order(f"stopout {opened['position']['ticket']}")
        (out,) = await visit.events(1)

    ends = [stopped, taken, out]
    assert kinds(ends) == ["closed"] * 3
    assert deals(ends, "entry", "reason", "order_kind") == [
        ("out", "sl", "market"),
        ("out", "tp", "market"),
        ("out", "stop_out", "market"),
    ]
    assert [event["deal"]["price"] for event in ends[:2]] == ["1.05", "1.02"]


async def test_position_when_reopened_for_the_next_day_then_nothing_is_told(
    programs: Programs, tmp_path: Path
) -> None:
    async with monitor(programs, HEDGING, tmp_path) as (visit, now):
        now.order("open EURUSD buy 1.00 1.05 1.2")
        (opened,) = await visit.events(1)
        now.order(f"reopen {opened['position']['ticket']} 1.1")
        await now.until(lambda book: len(book.deals) == 3)
        now.order("open SYM2 buy 0.10")
        (other,) = await visit.events(1)
        (position, _) = (await visit.snapshot())["positions"]

    assert (other["seq"], other["position"]["symbol"]) == ("2", "SYM2")
    names = ("id", "order", "opened_at", "volume")
    assert [position[name] for name in names] == [opened["position"][name] for name in names]
    assert position["ticket"] != opened["position"]["ticket"]
