"""Pending orders at a simulated broker: placed, filled by price, expired, changed, cancelled."""

from decimal import Decimal

import pytest

from tests.unit.sim.market import D, ManualClock, broker_of
from tradecopy_desktop.domain.facts import EventKind
from tradecopy_desktop.domain.values import PendingKind, Side
from tradecopy_desktop.sim.broker import (
    CancelRequest,
    ChangeRequest,
    PendingChange,
    PlaceRequest,
    SimBroker,
    TradeAnswer,
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
