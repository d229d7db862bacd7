"""The MT5 netting broker's own rules: one position a symbol, adds, reductions, reversals."""

import pytest

from tests.unit.sim.market import D, ManualClock, broker_of
from tradecopy_desktop.domain.facts import EndedSide, EventKind
from tradecopy_desktop.domain.values import DealEntry, MarginMode, Side
from tradecopy_desktop.sim.broker import MarketRequest, SimBroker, TradeAnswer


@pytest.fixture
def broker() -> SimBroker:
    return broker_of(margin_mode=MarginMode.NETTING)


def _trade(broker: SimBroker, side: Side, volume: str) -> TradeAnswer:
    return broker.send(MarketRequest(symbol="EURUSD", side=side, volume=D(volume)))


def test_position_when_the_same_side_trades_again_grows_at_the_average_price(
    broker: SimBroker,
) -> None:
    first = _trade(broker, Side.BUY, "1")
    broker.quote("EURUSD", D("1.10300"), D("1.10310"))

    second = _trade(broker, Side.BUY, "2")

    (position,) = broker.positions()
    assert (position.id, position.ticket, position.order) == (first.order,) * 3
    # (1.10010 + 2 x 1.10310) / 3
    assert (position.volume, position.price) == (D(3), D("1.10210"))
    last = list(broker.history.deals())[-1]
    assert (last.kind, last.deal.entry, last.deal.order) == (
        EventKind.ADDED,
        DealEntry.IN,
        second.order,
    )


def test_position_when_the_other_side_trades_less_shrinks(broker: SimBroker) -> None:
    _trade(broker, Side.BUY, "1")

    _trade(broker, Side.SELL, "0.4")

    (position,) = broker.positions()
    assert (position.side, position.volume) == (Side.BUY, D("0.6"))
    assert list(broker.history.deals())[-1].deal.entry is DealEntry.OUT


def test_position_when_the_other_side_trades_the_same_is_closed(broker: SimBroker) -> None:
    _trade(broker, Side.BUY, "1")

    _trade(broker, Side.SELL, "1")

    assert broker.positions() == ()
    assert list(broker.history.deals())[-1].kind is EventKind.CLOSED


def test_position_when_reversed_keeps_its_identifier_and_takes_the_orders_ticket() -> None:
    clock = ManualClock()
    broker = broker_of(margin_mode=MarginMode.NETTING, clock=clock)
    opening = _trade(broker, Side.BUY, "1")
    opened_at = broker.positions()[0].opened_at
    clock.move(5_000)

    reversing = _trade(broker, Side.SELL, "1.5")

    (position,) = broker.positions()
    assert (position.id, position.ticket, position.order) == (
        opening.order,
        reversing.order,
        reversing.order,
    )
    assert (position.side, position.volume, position.price) == (
        Side.SELL,
        D("0.5"),
        D("1.10000"),
    )
    assert position.opened_at == opened_at + 5_000
    last = list(broker.history.deals())[-1]
    assert (last.kind, last.deal.entry, last.deal.volume) == (
        EventKind.REVERSED,
        DealEntry.INOUT,
        D("1.5"),
    )
    assert last.was == EndedSide(order=opening.order, side=Side.BUY, volume=D(1))


def test_identifier_when_opened_anew_after_flat_is_another(broker: SimBroker) -> None:
    first = _trade(broker, Side.BUY, "1")
    _trade(broker, Side.SELL, "1")

    second = _trade(broker, Side.BUY, "1")

    assert broker.positions()[0].id == second.order != first.order
