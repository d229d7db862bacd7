"""A simulated executor on a netting account: shares, what is expected, and races."""

import pytest

from tests.unit.sim.executor_rig import executing
from tests.unit.sim.instructions import A_COPY, B_COPY, MAGIC, id_of, open_, set_stops, set_volume
from tests.unit.sim.market import D, broker_of
from tests.unit.sim.scripted_bridge import ScriptedBridge
from tradecopy_desktop.domain.values import MarginMode, Side
from tradecopy_desktop.sim.broker import MarketRequest, SimBroker, WallClock

FLAT = {"side": None, "volume": "0"}


def _buy(volume: str) -> dict[str, str]:
    return {"side": "buy", "volume": volume}


@pytest.fixture
def broker() -> SimBroker:
    return broker_of(margin_mode=MarginMode.NETTING, clock=WallClock())


def _by_hand(broker: SimBroker, side: Side, volume: str) -> None:
    broker.send(MarketRequest(symbol="EURUSD", side=side, volume=D(volume)))


async def test_open_when_the_position_is_as_expected_adds_to_it(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        first = await rig.told(open_(expected=FLAT))
        second = await rig.told(
            open_(id=id_of(2), copy=B_COPY, magic="778", volume="0.20", expected=_buy("0.50"))
        )

    assert first["net"] == {"side": "buy", "volume": D("0.50")}
    assert second["net"] == {"side": "buy", "volume": D("0.70")}
    assert second["remaining"] == D("0.20")


async def test_open_when_the_position_is_not_as_expected_does_nothing_for_ever(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    _by_hand(broker, Side.BUY, "1")
    async with executing(bridge, broker) as rig:
        reports = [await rig.told(open_(expected=FLAT)) for _ in range(2)]

    assert [r["outcome"] for r in reports] == ["changed", "changed"]
    assert [p.volume for p in broker.positions()] == [D(1)]


async def test_volume_when_two_copies_share_a_position_takes_from_one(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_(expected=FLAT))
        await rig.told(
            open_(id=id_of(2), copy=B_COPY, magic="778", volume="0.20", expected=_buy("0.50"))
        )

        report = await rig.told(
            set_volume("0", id=id_of(3), expected={"side": "buy", "volume": "0.70"})
        )
        other = await rig.told(
            set_volume(
                "0.10",
                id=id_of(4),
                copy=B_COPY,
                opens=[{"id": id_of(2), "magic": "778", "volume": "0.20", "since": None}],
                expected=_buy("0.20"),
            )
        )

    assert (report["outcome"], report["remaining"]) == ("filled", D(0))
    assert report["net"] == {"side": "buy", "volume": D("0.20")}
    assert (other["outcome"], other["remaining"]) == ("filled", D("0.10"))
    magics = [b.deal.magic for b in broker.history.deals()]
    assert magics == [MAGIC, "778", MAGIC, "778"]


async def test_volume_when_the_trader_took_some_closes_what_is_there(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_(expected=FLAT))
        _by_hand(broker, Side.SELL, "0.30")

        report = await rig.told(set_volume("0", expected=_buy("0.20")))

    assert [f["volume"] for f in report["fills"]] == [D("0.20")]
    assert report["net"] == {"side": None, "volume": D(0)}


async def test_volume_when_the_position_was_closed_and_opened_by_hand_has_no_share(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_(expected=FLAT))
        _by_hand(broker, Side.SELL, "0.50")
        _by_hand(broker, Side.BUY, "0.50")

        report = await rig.told(set_volume("0", expected=_buy("0.50")))

    assert (report["outcome"], report["remaining"]) == ("already_done", D(0))
    assert [p.volume for p in broker.positions()] == [D("0.50")]


async def test_volume_when_the_position_changed_meanwhile_does_nothing(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_(expected=FLAT))
        _by_hand(broker, Side.BUY, "1")

        report = await rig.told(set_volume("0", expected=_buy("0.50")))

    assert (report["outcome"], report["remaining"]) == ("changed", D("0.50"))
    assert report["net"] == {"side": "buy", "volume": D("1.50")}


async def test_close_when_the_stop_fires_in_between_leaves_no_side_that_nobody_ordered(
    bridge: ScriptedBridge,
) -> None:
    # The broker answers after 50 ms, so a price comes between reading and filling.
    broker = broker_of(margin_mode=MarginMode.NETTING, clock=WallClock(), fill_delay_ms=50)
    async with executing(bridge, broker) as rig:
        await rig.told(open_(sl="1.09000", expected=FLAT))
        await bridge.next("executing")
        await bridge.send("5012", "executor", set_volume("0", expected=_buy("0.50")))
        await bridge.next("executing")

        broker.quote("EURUSD", D("1.08900"), D("1.08910"))
        report = await bridge.next("report")

    assert (report["outcome"], report["code"]) == ("filled", "reversed_by_race")
    assert report["net"] == {"side": None, "volume": D(0)}
    assert broker.positions() == ()


async def test_stops_when_set_are_those_of_the_whole_position(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_(expected=FLAT))

        report = await rig.told(set_stops("1.09000", None, expected=_buy("0.50")))

    assert (report["outcome"], report["sl"]) == ("done", D("1.09000"))


async def test_position_when_reversed_by_hand_carries_no_link_of_its_past(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_(expected=FLAT))
        _by_hand(broker, Side.SELL, "0.80")

        opened, reversed_ = await bridge.next("event"), await bridge.next("event")
        report = await rig.told(set_volume("0"))

    assert opened["position"]["link"]["copy"] == A_COPY
    assert reversed_["kind"] == "reversed"
    assert reversed_["was"]["volume"] == D("0.50")
    assert reversed_["position"]["link"] is None
    assert (report["outcome"], report["remaining"]) == ("already_done", D(0))


async def test_volume_when_reversed_there_and_back_by_hand_is_nothing_of_the_copy(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_(expected=FLAT))
        _by_hand(broker, Side.SELL, "0.80")
        _by_hand(broker, Side.BUY, "1.00")

        report = await rig.told(set_volume("0"))

    assert (report["outcome"], report["remaining"]) == ("already_done", D(0))
    assert [(p.side, p.volume) for p in broker.positions()] == [(Side.BUY, D("0.70"))]


async def test_volume_when_already_there_does_not_look_at_what_is_expected(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_(expected=FLAT))

        report = await rig.told(set_volume("0.50", expected=_buy("9")))

    assert report["outcome"] == "already_done"


async def test_closing_when_a_copy_has_two_openings_bears_the_magic_of_the_oldest_with_a_share(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    async with executing(bridge, broker) as rig:
        await rig.told(open_(expected=FLAT))
        await rig.told(
            open_(id=id_of(2), magic="778", revision=2, volume="0.20", expected=_buy("0.50"))
        )
        for revision, volume in ((3, "0.20"), (4, "0.10"), (5, "0")):
            await rig.told(set_volume(volume, id=id_of(revision), revision=revision))

    magics = [b.deal.magic for b in broker.history.deals()]
    assert magics == [MAGIC, "778", MAGIC, "778", "778"]
