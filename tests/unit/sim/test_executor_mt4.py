"""A simulated executor on MT4, where tickets change and brokers keep magic and comment or not."""

import pytest

from tests.unit.sim.executor_rig import executing
from tests.unit.sim.instructions import A_COPY, id_of, open_, set_stops, set_volume
from tests.unit.sim.market import D, broker_of
from tests.unit.sim.scripted_bridge import ScriptedBridge
from tradecopy_desktop.domain.values import Platform, Side
from tradecopy_desktop.sim.broker import CloseRequest, MarketRequest, SimBroker, WallClock
from tradecopy_desktop.sim.broker.faults import Fault, Faults

KINDS = [
    Faults(),
    Faults(magic_zeroed=True),
    Faults(comment_cut=True),
    Faults(magic_zeroed=True, comment_cut=True, history_hidden=True),
]


def _mt4(faults: Faults | None = None) -> SimBroker:
    return broker_of(Platform.MT4, clock=WallClock(), faults=faults)


@pytest.mark.parametrize("faults", KINDS)
async def test_copy_when_reduced_again_and_again_is_followed_through_its_tickets(
    bridge: ScriptedBridge, faults: Faults
) -> None:
    broker = _mt4(faults)
    async with executing(bridge, broker) as rig:
        opened = await rig.told(open_())
        first = await rig.told(set_volume("0.30"))
        second = await rig.told(set_volume("0.10", id=id_of(3), revision=3))
        third = await rig.told(set_volume("0", id=id_of(4), revision=4))
        events = [await bridge.next("event") for _ in range(4)]

    root = opened["fills"][0]["ticket"]
    assert [r["remaining"] for r in (first, second, third)] == [D("0.30"), D("0.10"), D(0)]
    assert [e["kind"] for e in events] == ["opened", "partly_closed", "partly_closed", "closed"]
    assert {e["position"]["id"] for e in events} == {root}
    assert {e["position"]["link"]["copy"] for e in events} == {A_COPY}
    assert len({e["position"]["ticket"] for e in events}) == 3
    assert broker.positions() == ()


@pytest.mark.parametrize("faults", KINDS)
async def test_open_when_repeated_after_a_partial_close_is_not_carried_out_again(
    bridge: ScriptedBridge, faults: Faults
) -> None:
    broker = _mt4(faults)
    async with executing(bridge, broker) as rig:
        await rig.told(open_())
        await rig.told(set_volume("0.30"))

        again = await rig.told(open_())

    assert (again["outcome"], again["remaining"]) == ("already_done", D("0.30"))
    assert len(broker.positions()) == 1


@pytest.mark.parametrize("faults", KINDS)
async def test_copy_when_partly_closed_by_hand_while_the_terminal_was_off_is_found(
    bridge: ScriptedBridge, faults: Faults
) -> None:
    broker = _mt4(faults)
    async with executing(bridge, broker) as rig:
        opened = await rig.told(open_())
        bridge.report_after = "1"
        await rig.terminal.kill()
        ticket = opened["fills"][0]["ticket"]
        broker.send(CloseRequest(ticket=ticket, volume=D("0.20")))
        await rig.terminal.restart()
        await bridge.next("hello")
        await bridge.next("hello")

        page = await bridge.ask_snapshot("5012", "executor")
        report = await rig.told(set_volume("0"))

    (position,) = page["positions"]
    assert (position["id"], position["volume"]) == (ticket, D("0.30"))
    assert position["link"]["copy"] == A_COPY
    assert (report["outcome"], report["remaining"]) == ("filled", D(0))


async def test_stops_when_set_after_a_partial_close_reach_the_new_ticket(
    bridge: ScriptedBridge,
) -> None:
    broker = _mt4()
    async with executing(bridge, broker) as rig:
        await rig.told(open_())
        await rig.told(set_volume("0.30"))

        report = await rig.told(set_stops("1.09000", None, id=id_of(3), revision=3))

    assert (report["outcome"], report["sl"]) == ("done", D("1.09000"))


async def test_open_when_timed_out_is_found_or_unknown_with_mt4_codes(
    bridge: ScriptedBridge,
) -> None:
    broker = _mt4()
    async with executing(bridge, broker) as rig:
        broker.script(Fault.TIMEOUT_LOST, Fault.BUSY)

        lost = await rig.told(open_())
        busy = await rig.told(open_(id=id_of(2), magic="778"))

    assert (lost["outcome"], lost["code"]) == ("unknown", "128")
    assert (busy["outcome"], busy["code"]) == ("refused", "146")


async def test_equal_orders_of_one_second_when_one_is_reduced_stay_apart(
    bridge: ScriptedBridge,
) -> None:
    broker = _mt4(Faults(comment_cut=True))
    other = "c" * 32
    async with executing(bridge, broker) as rig:
        await rig.told(open_())
        await rig.told(open_(id=id_of(2), copy=other, magic="778"))

        await rig.told(set_volume("0.10", id=id_of(3)))
        page = await bridge.ask_snapshot("5012", "executor")

    held = {p["link"]["copy"]: p["volume"] for p in page["positions"]}
    assert held == {A_COPY: D("0.10"), other: D("0.50")}


async def test_deal_when_made_by_hand_or_by_an_expert_is_told_by_its_magic(
    bridge: ScriptedBridge,
) -> None:
    broker = _mt4()
    async with executing(bridge, broker) as rig:
        broker.send(MarketRequest(symbol="EURUSD", side=Side.BUY, volume=D("0.1")))
        by_hand = await bridge.next("event")
        await rig.told(open_())
        by_expert = await bridge.next("event")

    assert (by_hand["deal"]["reason"], by_expert["deal"]["reason"]) == ("client", "expert")


async def test_equal_orders_of_one_second_when_one_is_gone_leave_the_other_its_name(
    bridge: ScriptedBridge,
) -> None:
    broker = _mt4(Faults(comment_cut=True, magic_zeroed=True))
    other = "c" * 32
    async with executing(bridge, broker) as rig:
        await rig.told(open_())
        await rig.told(open_(id=id_of(2), copy=other, magic="778"))
        await rig.told(set_volume("0", id=id_of(3)))

        # By symbol, side, time and price the remainder could come from either.
        opens = [{"id": id_of(2), "magic": "778", "volume": "0.50", "since": None}]
        await rig.told(set_volume("0.10", id=id_of(4), copy=other, opens=opens))
        page = await bridge.ask_snapshot("5012", "executor")

    held = {p["link"]["copy"]: p["volume"] for p in page["positions"]}
    assert held == {other: D("0.10")}


async def test_equal_orders_when_changed_while_the_terminal_was_off_are_told_apart_by_comment(
    bridge: ScriptedBridge,
) -> None:
    broker = _mt4(Faults(magic_zeroed=True))
    other = "c" * 32
    async with executing(bridge, broker) as rig:
        first = await rig.told(open_())
        second = await rig.told(open_(id=id_of(2), copy=other, magic="778"))
        tickets = [report["fills"][0]["ticket"] for report in (first, second)]
        bridge.report_after = "2"
        await rig.terminal.kill()
        broker.send(CloseRequest(ticket=tickets[0], volume=D("0.50")))
        broker.send(CloseRequest(ticket=tickets[1], volume=D("0.20")))
        await rig.terminal.restart()
        await bridge.next("hello")
        await bridge.next("hello")

        page = await bridge.ask_snapshot("5012", "executor")

    assert [(p["id"], p["link"]["copy"]) for p in page["positions"]] == [(tickets[1], other)]


async def test_order_when_executed_long_after_its_answer_is_followed_like_any_other(
    bridge: ScriptedBridge,
) -> None:
    broker = _mt4(Faults(late_ms=0, magic_zeroed=True, comment_cut=True))
    broker.script(Fault.TIMEOUT_LATE)
    async with executing(bridge, broker) as rig:
        lost = await rig.told(open_())
        await bridge.next("event")

        half = await rig.told(set_volume("0.20"))
        none = await rig.told(set_volume("0", id=id_of(3), revision=3))

    assert lost["outcome"] == "unknown"
    assert [(r["outcome"], r["remaining"]) for r in (half, none)] == [
        ("filled", D("0.20")),
        ("filled", D(0)),
    ]


async def test_inquiry_when_the_ticket_has_changed_finds_it_by_both_its_names(
    bridge: ScriptedBridge,
) -> None:
    broker = _mt4()
    async with executing(bridge, broker) as rig:
        opened = await rig.told(open_())
        await rig.told(set_volume("0.30"))
        names = [opened["fills"][0]["ticket"], broker.positions()[0].ticket]

        found = [
            await rig.asked(
                {"type": "inquire", "request": "9", "by": "position", "value": name}, "found"
            )
            for name in names
        ]

    assert names[0] != names[1]
    assert [[p["volume"] for p in answer["positions"]] for answer in found] == [[D("0.30")]] * 2
