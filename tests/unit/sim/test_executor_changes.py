"""Targets at a simulated executor: volume, stops, pending orders, revisions, flatten, inquire."""

import pytest

from tests.unit.sim.executor_rig import executing
from tests.unit.sim.instructions import (
    A_COPY,
    B_COPY,
    MAGIC,
    OPEN_ID,
    cancel_pending,
    id_of,
    modify_pending,
    open_,
    place,
    set_stops,
    set_volume,
)
from tests.unit.sim.market import D, broker_of
from tests.unit.sim.scripted_bridge import ScriptedBridge
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.sim.broker import CloseRequest, MarketRequest, SimBroker, WallClock
from tradecopy_desktop.sim.broker.faults import Fault


@pytest.fixture
def broker() -> SimBroker:
    return broker_of(clock=WallClock())


async def test_volume_when_lowered_and_zeroed_closes_just_that(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_())

        half = await rig.told(set_volume("0.20"))
        none = await rig.told(set_volume("0", id=id_of(3), revision=3))

    assert [(r["outcome"], r["remaining"]) for r in (half, none)] == [
        ("filled", D("0.20")),
        ("filled", D(0)),
    ]
    assert [f["volume"] for r in (half, none) for f in r["fills"]] == [D("0.30"), D("0.20")]
    assert broker.positions() == ()


async def test_volume_when_the_copy_holds_no_more_is_already_done_without_a_call(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_())

        report = await rig.told(set_volume("0.50"))

    assert (report["outcome"], report["remaining"]) == ("already_done", D("0.50"))
    assert sum(m["type"] == "executing" for m in bridge.everything) == 1


async def test_volume_when_the_copy_has_several_tickets_takes_the_oldest_first(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        first = await rig.told(open_())
        second = await rig.told(open_(id=id_of(2), magic="778", revision=2, volume="0.30"))

        report = await rig.told(set_volume("0.20", id=id_of(3), revision=3))

    # 0.80 held, 0.60 to go: all of the first, 0.10 of the second.
    tickets = [r["fills"][0]["ticket"] for r in (first, second)]
    assert [(f["ticket"], f["volume"]) for f in report["fills"]] == [
        (tickets[0], D("0.50")),
        (tickets[1], D("0.10")),
    ]


async def test_volume_when_its_revision_is_old_is_stale(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_())
        await rig.told(set_volume("0.30", revision=3))

        report = await rig.told(set_volume("0", id=id_of(3), revision=2))

    assert (report["outcome"], report["code"]) == ("refused", "stale")
    assert report["remaining"] == D("0.30")


async def test_volume_when_refused_once_is_carried_out_by_the_repeat(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_())
        broker.script(Fault.MARKET_CLOSED)

        refused = await rig.told(set_volume("0"))
        repeated = await rig.told(set_volume("0"))

    assert (refused["outcome"], refused["code"]) == ("refused", "10018")
    assert (repeated["outcome"], repeated["remaining"]) == ("filled", D(0))


async def test_volume_when_the_close_timed_out_but_was_executed_is_filled(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_())
        broker.script(Fault.TIMEOUT_EXECUTED)

        report = await rig.told(set_volume("0"))

    assert (report["outcome"], report["remaining"]) == ("filled", D(0))
    assert [f["volume"] for f in report["fills"]] == [D("0.50")]


async def test_volume_when_the_close_timed_out_and_nothing_changed_is_unknown(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_())
        broker.script(Fault.TIMEOUT_LOST)

        report = await rig.told(set_volume("0"))

    assert (report["outcome"], report["remaining"]) == ("unknown", D("0.50"))


async def test_volume_when_nobody_knows_the_copy_is_no_copy(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        report = await rig.told(set_volume("0"))

    assert (report["outcome"], report["code"]) == ("refused", "no_copy")


async def test_volume_when_the_journal_is_gone_finds_the_copy_by_its_magic(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    broker.send(MarketRequest(symbol="EURUSD", side=Side.BUY, volume=D("0.50"), magic=MAGIC))
    async with executing(bridge, broker) as rig:
        report = await rig.told(set_volume("0"))

    assert (report["outcome"], report["remaining"]) == ("filled", D(0))


async def test_volume_when_the_trader_closed_by_hand_is_already_done(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        opened = await rig.told(open_())
        ticket = opened["fills"][0]["ticket"]
        broker.send(CloseRequest(ticket=ticket, volume=D("0.50")))

        report = await rig.told(set_volume("0"))

    assert (report["outcome"], report["fills"]) == ("already_done", [])


async def test_volume_when_off_the_step_is_bad(bridge: ScriptedBridge, broker: SimBroker) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_())

        report = await rig.told(set_volume("0.205"))

    assert (report["outcome"], report["code"]) == ("refused", "bad_volume")


async def test_stops_when_set_reach_every_ticket_and_repeat_without_a_call(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_())
        await rig.told(open_(id=id_of(2), magic="778", revision=2))

        done = await rig.told(set_stops("1.09000", "1.12000", id=id_of(3), revision=3))
        again = await rig.told(set_stops("1.09000", "1.12000", id=id_of(3), revision=3))

    assert (done["outcome"], done["sl"], done["tp"]) == ("done", D("1.09000"), D("1.12000"))
    assert (again["outcome"], again["received"]) == ("already_done", again["done"])
    assert {(p.stop_loss, p.take_profit) for p in broker.positions()} == {
        (D("1.09000"), D("1.12000"))
    }


async def test_stops_when_taken_away_are_gone_and_told_as_modified(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_(sl="1.09000"))

        report = await rig.told(set_stops(None, None))
        opened, modified = await bridge.next("event"), await bridge.next("event")

    assert (report["sl"], report["tp"]) == (None, None)
    assert (opened["kind"], opened["position"]["sl"]) == ("opened", D("1.09000"))
    assert (modified["kind"], modified["position"]["sl"]) == ("modified", None)
    assert modified["deal"] is None


async def test_stops_when_the_price_has_passed_them_are_refused(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_())

        report = await rig.told(set_stops("1.15000", None))

    assert (report["outcome"], report["code"], report["sl"]) == ("refused", "10016", None)


async def test_stops_when_the_copy_holds_nothing_are_no_copy(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_())
        await rig.told(set_volume("0"))

        report = await rig.told(set_stops("1.09000", None, id=id_of(3), revision=3))

    assert (report["outcome"], report["code"]) == ("refused", "no_copy")


async def test_pending_when_modified_and_cancelled_ends(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(place())

        modified = await rig.told(modify_pending("1.08000"))
        price = broker.pendings()[0].price
        cancelled = await rig.told(cancel_pending(id=id_of(3), revision=3))
        again = await rig.told(cancel_pending(id=id_of(4), revision=4))

    assert price == D("1.08000")
    assert [r["outcome"] for r in (modified, cancelled, again)] == [
        "done",
        "done",
        "already_done",
    ]
    assert broker.pendings() == ()


async def test_flatten_when_told_for_the_account_closes_everything(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    broker.send(MarketRequest(symbol="GBPUSD", side=Side.SELL, volume=D(1)))
    async with executing(bridge, broker) as rig:
        await rig.told(open_())
        await rig.told(place(id=id_of(2), copy=B_COPY, magic="778"))

        order = {"scope": "account", "copies": [], "cancel_pendings": True}
        report = await rig.told({"type": "flatten", "id": id_of(7), **order})

    assert (report["outcome"], report["remaining"], report["copy"]) == ("done", D(0), None)
    assert (broker.positions(), broker.pendings()) == ((), ())


async def test_flatten_when_told_for_copies_leaves_the_rest(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_())
        await rig.told(open_(id=id_of(2), copy=B_COPY, magic="778", volume="0.20"))

        order = {"scope": "copies", "copies": [A_COPY], "cancel_pendings": True}
        report = await rig.told({"type": "flatten", "id": id_of(7), **order})

    assert report["outcome"] == "done"
    assert [p.volume for p in broker.positions()] == [D("0.20")]


async def test_flatten_when_a_close_is_refused_tries_again(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_())
        broker.script(Fault.REQUOTE)

        order = {"scope": "account", "copies": [], "cancel_pendings": False}
        progress = await rig.told({"type": "flatten", "id": id_of(7), **order})
        end = await bridge.next("report")

    assert (progress["outcome"], progress["remaining"]) == ("accepted", D("0.50"))
    assert (end["outcome"], end["remaining"]) == ("done", D(0))


@pytest.mark.parametrize("by", ["id", "copy", "position", "order"])
async def test_inquiry_when_the_copy_is_open_finds_it(
    bridge: ScriptedBridge, broker: SimBroker, by: str
) -> None:
    async with executing(bridge, broker) as rig:
        opened = await rig.told(open_())
        ticket = opened["fills"][0]["ticket"]
        value = {"id": OPEN_ID, "copy": A_COPY, "position": ticket, "order": ticket}[by]

        found = await rig.asked(
            {"type": "inquire", "request": "9", "by": by, "value": value}, "found"
        )

    assert (found["sure"], found["journal"]) == (True, "done")
    assert [p["ticket"] for p in found["positions"]] == [ticket]


async def test_inquiry_when_the_copy_was_closed_finds_the_proof(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_())
        await rig.told(set_volume("0"))

        question = {"type": "inquire", "request": "9", "by": "copy", "value": A_COPY}
        found = await rig.asked(question, "found")

    assert found["positions"] == []
    assert [(c["volume"], c["link"]["id"]) for c in found["closed"]] == [(D("0.50"), OPEN_ID)]


async def test_revision_when_it_was_refused_does_not_make_an_older_one_stale(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_())
        broker.script(Fault.MARKET_CLOSED)
        refused = await rig.told(set_volume("0", revision=5))

        report = await rig.told(set_volume("0.30", id=id_of(3), revision=3))

    assert (refused["outcome"], report["outcome"]) == ("refused", "filled")
