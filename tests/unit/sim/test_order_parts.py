"""Orders that are filled in several deals, and what every deal tells about its whole order."""

from decimal import Decimal

import pytest

from tests.unit.sim.market import D, broker_of
from tradecopy_desktop.domain.facts import EventKind
from tradecopy_desktop.domain.filters import OrderKind
from tradecopy_desktop.domain.values import DealEntry, MarginMode, PendingKind, Platform, Side
from tradecopy_desktop.sim.broker import (
    CloseRequest,
    MarketRequest,
    PlaceRequest,
    SimBroker,
    TradeAnswer,
)
from tradecopy_desktop.sim.broker.faults import Fault

_PARTS = (D(3), D(4), D(3))


def _trade(broker: SimBroker, side: Side, volume: str, *parts: Decimal) -> TradeAnswer:
    request = MarketRequest(symbol="EURUSD", side=side, volume=D(volume), parts=parts)
    return broker.send(request)


def _told(broker: SimBroker) -> list[tuple[EventKind, Decimal, Decimal]]:
    """Return of every deal what it did, its lots, and the lots of its position after it."""
    return [(d.kind, d.deal.volume, d.after.volume) for d in broker.history.deals()]


def _orders(broker: SimBroker) -> list[tuple[Decimal | None, OrderKind | None]]:
    return [(d.deal.order_volume, d.deal.order_kind) for d in broker.history.deals()]


@pytest.mark.parametrize("margin_mode", MarginMode)
def test_order_when_filled_in_parts_then_one_position_of_one_order_grows(
    margin_mode: MarginMode,
) -> None:
    broker = broker_of(margin_mode=margin_mode)

    answer = _trade(broker, Side.BUY, "10", *_PARTS)

    assert _told(broker) == [
        (EventKind.OPENED, D(3), D(3)),
        (EventKind.ADDED, D(4), D(7)),
        (EventKind.ADDED, D(3), D(10)),
    ]
    assert _orders(broker) == [(D(10), OrderKind.MARKET)] * 3
    deals = [d.deal for d in broker.history.deals()]
    assert {d.order for d in deals} == {answer.order}
    assert len({d.ticket for d in deals}) == 3
    assert {d.entry for d in deals} == {DealEntry.IN}
    (position,) = broker.positions()
    assert (position.order, position.volume) == (answer.order, D(10))
    assert (answer.code, answer.volume) == ("10009", D(10))


def test_order_when_its_parts_leave_something_then_the_rest_is_never_filled() -> None:
    broker = broker_of()

    answer = _trade(broker, Side.BUY, "10", D(3), D(4))

    assert _told(broker) == [(EventKind.OPENED, D(3), D(3)), (EventKind.ADDED, D(4), D(7))]
    assert _orders(broker) == [(D(10), OrderKind.MARKET)] * 2
    assert (answer.code, answer.volume) == ("10010", D(7))


def test_order_when_its_second_part_passes_the_netted_position_then_it_reverses() -> None:
    broker = broker_of(margin_mode=MarginMode.NETTING)
    _trade(broker, Side.BUY, "5")

    _trade(broker, Side.SELL, "10", *_PARTS)

    # 5 bought, 3 sold: 2 left; 4 sold: 2 sold are left; 3 sold: 5.
    assert _told(broker)[1:] == [
        (EventKind.PARTLY_CLOSED, D(3), D(2)),
        (EventKind.REVERSED, D(4), D(2)),
        (EventKind.ADDED, D(3), D(5)),
    ]
    assert _orders(broker)[1:] == [(D(10), OrderKind.MARKET)] * 3


@pytest.mark.parametrize("parts", [(D(4), D(4), D(3)), (D(3), D(0)), (D(11),), (D(-1),)])
def test_order_when_its_parts_cannot_be_then_refused(parts: tuple[Decimal, ...]) -> None:
    with pytest.raises(ValueError, match="parts must be above 0 and 10 at most"):
        MarketRequest(symbol="EURUSD", side=Side.BUY, volume=D(10), parts=parts)


def test_order_when_filled_in_parts_on_mt4_then_refused() -> None:
    broker = broker_of(Platform.MT4)

    with pytest.raises(ValueError, match="MT4 fills an order in one deal, 3 were asked for"):
        _trade(broker, Side.BUY, "10", *_PARTS)

    assert _told(broker) == []


def test_order_when_the_broker_fills_a_part_by_fault_then_the_deal_tells_the_whole() -> None:
    broker = broker_of()
    broker.script(Fault.PARTIAL)

    answer = _trade(broker, Side.BUY, "10")

    assert D(2) <= answer.volume <= D(8)
    assert answer.code == "10010"
    assert _orders(broker) == [(D(10), OrderKind.MARKET)]


@pytest.mark.parametrize(
    ("kind", "price", "bid", "told"),
    [
        (PendingKind.LIMIT, "1.09000", "1.08900", OrderKind.LIMIT),
        (PendingKind.STOP, "1.11000", "1.11100", OrderKind.STOP),
    ],
)
@pytest.mark.parametrize("platform", Platform)
def test_pending_when_filled_then_its_deal_tells_the_kind(
    platform: Platform, kind: PendingKind, price: str, bid: str, told: OrderKind
) -> None:
    broker = broker_of(platform)
    broker.send(
        PlaceRequest(symbol="EURUSD", side=Side.BUY, kind=kind, volume=D("0.2"), price=D(price))
    )

    broker.quote("EURUSD", D(bid), D(bid))

    assert _orders(broker) == [(D("0.2"), told)]


def test_stop_limit_when_filled_as_a_limit_then_its_deal_tells_how_it_was_placed() -> None:
    broker = broker_of()
    broker.send(
        PlaceRequest(
            symbol="EURUSD",
            side=Side.BUY,
            kind=PendingKind.STOP_LIMIT,
            volume=D("0.2"),
            price=D("1.11000"),
            limit_price=D("1.10500"),
        )
    )

    broker.quote("EURUSD", D("1.11100"), D("1.11110"))
    broker.quote("EURUSD", D("1.10400"), D("1.10410"))

    assert _orders(broker) == [(D("0.2"), OrderKind.STOP_LIMIT)]


def test_closing_when_partial_on_mt5_then_its_own_order_is_told() -> None:
    broker = broker_of()
    ticket = _trade(broker, Side.BUY, "1").ticket

    broker.send(CloseRequest(ticket=ticket, volume=D("0.4")))

    assert _orders(broker) == [(D(1), OrderKind.MARKET), (D("0.4"), OrderKind.MARKET)]


def test_closing_when_partial_on_mt4_then_the_ticket_that_ended_is_told_whole() -> None:
    broker = broker_of(Platform.MT4)
    first = _trade(broker, Side.BUY, "1").ticket
    broker.send(CloseRequest(ticket=first, volume=D("0.4")))
    (rest,) = broker.positions()

    broker.send(CloseRequest(ticket=rest.ticket, volume=D("0.5")))

    # The first ticket was opened with 1 lot, the one that it went on as with 0.6.
    assert [order for order, _ in _orders(broker)] == [D(1), D(1), D("0.6")]
