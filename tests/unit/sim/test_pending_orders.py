"""Pending orders at a simulated broker, and of copies at its executor: from placing to the end."""

from decimal import Decimal
from typing import Any

import pytest

from tests.unit.sim.executor_rig import Rig, executing
from tests.unit.sim.instructions import (
    A_COPY,
    B_COPY,
    MAGIC,
    cancel_pending,
    id_of,
    modify_pending,
    open_,
    place,
    set_volume,
)
from tests.unit.sim.market import LOGIN, D, ManualClock, broker_of
from tests.unit.sim.scripted_bridge import ScriptedBridge
from tradecopy_desktop.domain.facts import EventKind
from tradecopy_desktop.domain.values import MarginMode, PendingKind, Platform, Side
from tradecopy_desktop.sim.broker import (
    CancelRequest,
    ChangeRequest,
    PendingChange,
    PlaceRequest,
    SimBroker,
    TradeAnswer,
    WallClock,
)


def _place(
    broker: SimBroker, side: Side, kind: PendingKind, price: str, **other: object
) -> TradeAnswer:
    return broker.send(
        PlaceRequest(
            symbol="EURUSD",
            side=side,
            kind=kind,
            volume=D("0.2"),
            price=D(price),
            **other,  # type: ignore[arg-type]
        )
    )


def _kinds(broker: SimBroker) -> list[EventKind]:
    return [c.kind for c in broker.history.changes if isinstance(c, PendingChange)]


@pytest.mark.parametrize(
    ("side", "kind", "price", "short_of", "reaching"),
    [
        # A buy looks at the ask, 10 points above these bids; a sell at the bid.
        (Side.BUY, PendingKind.LIMIT, "1.09000", "1.08991", "1.08990"),
        (Side.BUY, PendingKind.STOP, "1.11000", "1.10989", "1.10990"),
        (Side.SELL, PendingKind.LIMIT, "1.11000", "1.10999", "1.11000"),
        (Side.SELL, PendingKind.STOP, "1.09000", "1.09001", "1.09000"),
    ],
)
def test_pending_when_the_price_reaches_it_becomes_a_position_of_its_ticket(
    side: Side, kind: PendingKind, price: str, short_of: str, reaching: str
) -> None:
    broker = broker_of()
    ticket = _place(broker, side, kind, price).ticket

    broker.quote("GBPUSD", D(reaching), D(reaching) + D("0.0001"))
    broker.quote("EURUSD", D(short_of), D(short_of) + D("0.0001"))
    waiting = len(broker.pendings())
    broker.quote("EURUSD", D(reaching), D(reaching) + D("0.0001"))

    assert waiting == 1
    assert broker.pendings() == ()
    (position,) = broker.positions()
    assert (position.order, position.side, position.price) == (ticket, side, D(price))
    assert _kinds(broker) == [EventKind.PENDING_PLACED, EventKind.PENDING_FILLED]


def test_stop_limit_when_its_stop_is_reached_waits_as_a_limit() -> None:
    broker = broker_of()
    limit = {"limit_price": D("1.10500")}
    _place(broker, Side.BUY, PendingKind.STOP_LIMIT, "1.11000", **limit)

    broker.quote("EURUSD", D("1.10990"), D("1.11000"))

    (pending,) = broker.pendings()
    assert (pending.kind, pending.price) == (PendingKind.LIMIT, D("1.10500"))


@pytest.mark.parametrize(
    ("side", "kind", "price"),
    [
        (Side.BUY, PendingKind.LIMIT, "1.11000"),
        (Side.BUY, PendingKind.STOP, "1.09000"),
        (Side.SELL, PendingKind.LIMIT, "1.09000"),
        (Side.SELL, PendingKind.STOP, "1.11000"),
    ],
)
def test_pending_when_it_would_fill_at_once_is_refused(
    side: Side, kind: PendingKind, price: str
) -> None:
    broker = broker_of()

    answer = _place(broker, side, kind, price)

    assert (answer.done, answer.code) == (False, "10015")


def test_pending_when_its_time_is_over_expires() -> None:
    clock = ManualClock()
    broker = broker_of(clock=clock)
    _place(broker, Side.BUY, PendingKind.LIMIT, "1.09000", expires_at=broker.now().at + 1_000)

    clock.move(1_000)
    broker.advance()

    assert broker.pendings() == ()
    assert _kinds(broker)[-1] is EventKind.PENDING_EXPIRED


def test_pending_when_changed_and_cancelled_is_told_so() -> None:
    broker = broker_of()
    ticket = _place(broker, Side.BUY, PendingKind.LIMIT, "1.09000").ticket

    broker.send(
        ChangeRequest(
            ticket=ticket,
            price=D("1.08000"),
            limit_price=None,
            stop_loss=D("1.07000"),
            take_profit=None,
            expires_at=None,
        )
    )
    changed: Decimal | None = broker.pendings()[0].stop_loss
    broker.send(CancelRequest(ticket=ticket))

    assert changed == D("1.07000")
    assert broker.send(CancelRequest(ticket=ticket)).code == "10036"
    assert _kinds(broker)[1:] == [EventKind.PENDING_MODIFIED, EventKind.PENDING_CANCELLED]


@pytest.mark.parametrize("platform", Platform)
def test_pending_when_moved_to_where_it_would_fill_at_once_then_is_refused(
    platform: Platform,
) -> None:
    broker = broker_of(platform)
    ticket = _place(broker, Side.BUY, PendingKind.LIMIT, "1.09000").ticket
    change = ChangeRequest(
        ticket=ticket,
        price=D("1.11000"),
        limit_price=None,
        stop_loss=None,
        take_profit=None,
        expires_at=None,
    )

    answer = broker.send(change)

    code = {Platform.MT5: "10015", Platform.MT4: "130"}[platform]
    assert (answer.done, answer.code) == (False, code)
    assert broker.pendings()[0].price == D("1.09000")


# -- orders of copies at the executor --------------------------------------------------------------


async def _placed(rig: Rig, **other: Any) -> str:
    """Place the order of a copy and return its ticket once both ends know of it."""
    report = await rig.told(place(**other))
    assert (await rig.bridge.next("event"))["kind"] == "pending_placed"
    return str(report["fills"][0]["ticket"])


def _fall(broker: SimBroker) -> None:
    broker.quote("EURUSD", D("1.08980"), D("1.08990"))


@pytest.mark.parametrize("platform", Platform)
async def test_copys_order_when_filled_then_both_events_name_the_copy(
    bridge: ScriptedBridge, platform: Platform
) -> None:
    broker = broker_of(platform, clock=WallClock())
    async with executing(bridge, broker) as rig:
        ticket = await _placed(rig)

        _fall(broker)

        filled, opened = await bridge.next("event"), await bridge.next("event")
    assert (filled["kind"], filled["pending"]["ticket"]) == ("pending_filled", ticket)
    assert filled["pending"]["link"]["copy"] == A_COPY
    assert (opened["kind"], opened["position"]["order"]) == ("opened", ticket)
    assert opened["position"]["link"]["copy"] == A_COPY
    assert (opened["deal"]["order"], opened["deal"]["magic"]) == (ticket, MAGIC)


async def test_copys_order_when_cancelled_by_hand_then_the_event_names_the_copy(
    bridge: ScriptedBridge,
) -> None:
    broker = broker_of(clock=WallClock())
    async with executing(bridge, broker) as rig:
        ticket = await _placed(rig)

        broker.send(CancelRequest(ticket=ticket))

        event = await bridge.next("event")
    assert (event["kind"], event["pending"]["link"]["copy"]) == ("pending_cancelled", A_COPY)


async def test_copys_order_when_its_time_is_over_then_the_event_names_the_copy(
    bridge: ScriptedBridge,
) -> None:
    broker = broker_of(clock=WallClock())
    async with executing(bridge, broker) as rig:
        await _placed(rig, expires_at=broker.now().at + 1)

        event = await bridge.next("event")
    assert (event["kind"], event["pending"]["link"]["copy"]) == ("pending_expired", A_COPY)


async def test_copys_order_when_filled_between_look_and_cancel_then_the_report_tells_the_lots(
    bridge: ScriptedBridge,
) -> None:
    broker = broker_of(clock=WallClock(), fill_delay_ms=300)
    async with executing(bridge, broker) as rig:
        await _placed(rig)
        await bridge.next("executing")

        await bridge.send(LOGIN, "executor", cancel_pending())
        await bridge.next("executing")
        _fall(broker)
        report = await bridge.next("report")
        closed = await rig.told(set_volume("0", id=id_of(3), revision=3))

    assert (report["outcome"], report["remaining"]) == ("already_done", D("0.50"))
    assert (closed["outcome"], closed["remaining"]) == ("filled", D(0))


async def test_copys_order_when_filled_before_it_is_cancelled_then_is_already_done(
    bridge: ScriptedBridge,
) -> None:
    broker = broker_of(clock=WallClock())
    async with executing(bridge, broker) as rig:
        await _placed(rig)
        _fall(broker)

        report = await rig.told(cancel_pending())

    assert (report["outcome"], report["remaining"]) == ("already_done", D("0.50"))


async def test_copys_order_when_filled_before_it_is_changed_then_there_is_none(
    bridge: ScriptedBridge,
) -> None:
    broker = broker_of(clock=WallClock())
    async with executing(bridge, broker) as rig:
        await _placed(rig)
        _fall(broker)

        report = await rig.told(modify_pending("1.08000"))

    assert (report["outcome"], report["code"], report["remaining"]) == (
        "refused",
        "no_copy",
        D("0.50"),
    )


async def test_copys_order_when_placed_again_after_its_fill_then_the_lots_are_told(
    bridge: ScriptedBridge,
) -> None:
    broker = broker_of(clock=WallClock())
    async with executing(bridge, broker) as rig:
        ticket = await _placed(rig)
        _fall(broker)

        report = await rig.told(place())

    assert (report["outcome"], report["remaining"]) == ("already_done", D("0.50"))
    assert [(fill["ticket"], fill["deal"]) for fill in report["fills"]] == [(ticket, "0")]
    assert len(broker.positions()) == 1


async def test_copys_order_when_it_joins_a_netting_position_then_only_its_lots_are_its_own(
    bridge: ScriptedBridge,
) -> None:
    broker = broker_of(margin_mode=MarginMode.NETTING, clock=WallClock())
    async with executing(bridge, broker) as rig:
        await rig.told(open_(copy=B_COPY, id=id_of(9), magic="999", volume="2"))
        await bridge.next("event")
        await _placed(rig)
        _fall(broker)

        await bridge.next("event")
        added = await bridge.next("event")
        report = await rig.told(cancel_pending())

    assert (added["kind"], added["position"]["volume"]) == ("added", D("2.50"))
    assert (added["position"]["link"]["copy"], added["deal"]["magic"]) == (B_COPY, MAGIC)
    assert (report["outcome"], report["remaining"]) == ("already_done", D("0.50"))
