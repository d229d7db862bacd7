"""The MT4 broker's own rules, both ways where brokers differ."""

import pytest

from tests.unit.sim.market import D, ManualClock, broker_of
from tradecopy_desktop.domain.values import MarginMode, PendingKind, Platform, Reason, Side
from tradecopy_desktop.sim.broker import (
    BrokerSetup,
    CloseRequest,
    MarketRequest,
    PlaceRequest,
    SimBroker,
)
from tradecopy_desktop.sim.broker.faults import Fault, Faults


def _mt4(clock: ManualClock | None = None, **faults: bool) -> SimBroker:
    return broker_of(Platform.MT4, clock=clock, faults=Faults(**faults))  # type: ignore[arg-type]


def _buy(broker: SimBroker, volume: str = "1") -> str:
    request = MarketRequest(
        symbol="EURUSD", side=Side.BUY, volume=D(volume), magic="77", comment="tc"
    )
    return broker.send(request).ticket


def test_ticket_when_partly_closed_goes_on_under_a_new_one() -> None:
    broker = _mt4()
    old = _buy(broker)

    broker.send(CloseRequest(ticket=old, volume=D("0.3")))

    (position,) = broker.positions()
    assert int(position.ticket) > int(old)
    assert (position.id, position.order) == (old, old)
    assert (position.volume, position.magic) == (D("0.7"), "77")
    assert position.comment == f"from #{old}"
    closed = broker.closed_ticket(old)
    assert closed is not None
    assert (closed.volume, closed.comment) == (D("0.3"), f"to #{position.ticket}")


def test_remainder_when_the_broker_zeroes_magic_and_cuts_comments_has_neither() -> None:
    broker = _mt4(magic_zeroed=True, comment_cut=True)
    old = _buy(broker)

    broker.send(CloseRequest(ticket=old, volume=D("0.3")))

    (position,) = broker.positions()
    assert (position.magic, position.comment) == ("0", "tc")


def test_remainder_when_opened_keeps_time_and_price() -> None:
    clock = ManualClock()
    broker = _mt4(clock)
    old = _buy(broker)
    before = broker.positions()[0]
    clock.move(10_000)

    broker.send(CloseRequest(ticket=old, volume=D("0.3")))

    after = broker.positions()[0]
    assert (after.opened_at, after.price) == (before.opened_at, before.price)


def test_deals_when_told_are_named_by_the_closed_ticket() -> None:
    broker = _mt4()
    old = _buy(broker)
    broker.send(CloseRequest(ticket=old, volume=D("0.3")))
    new = broker.positions()[0].ticket

    broker.send(CloseRequest(ticket=new, volume=D("0.7")))

    tickets = [(b.deal.ticket, b.position) for b in broker.history.deals()]
    assert tickets == [(old, old), (old, old), (new, old)]


def test_history_when_hidden_is_empty_but_a_ticket_can_be_selected() -> None:
    broker = _mt4(history_hidden=True)
    ticket = _buy(broker)

    broker.send(CloseRequest(ticket=ticket, volume=D(1)))

    assert (broker.closings(), broker.closed_tickets()) == ((), ())
    assert broker.closed_ticket(ticket) is not None


def test_stop_when_hit_leaves_its_mark_in_the_comment() -> None:
    broker = _mt4()
    request = MarketRequest(symbol="EURUSD", side=Side.BUY, volume=D(1), stop_loss=D("1.09500"))
    ticket = broker.send(request).ticket

    broker.quote("EURUSD", D("1.09400"), D("1.09410"))

    closed = broker.closed_ticket(ticket)
    assert closed is not None
    assert closed.comment.endswith("[sl]")
    assert list(broker.history.deals())[-1].deal.reason is Reason.STOP_LOSS


def test_server_time_when_read_has_whole_seconds() -> None:
    clock = ManualClock(ms=1_700_000_000_789)
    broker = _mt4(clock)

    # 2 hours ahead of UTC.
    assert broker.now().at == 1_700_007_200_000


@pytest.mark.parametrize(
    ("fault", "code", "done"),
    [
        (Fault.REQUOTE, "138", False),
        (Fault.INVALID_STOPS, "130", False),
        (Fault.INVALID_VOLUME, "131", False),
        (Fault.NO_MONEY, "134", False),
        (Fault.BUSY, "146", False),
        (Fault.AUTOTRADING_OFF, "4109", False),
        (Fault.MARKET_CLOSED, "132", False),
        (Fault.TIMEOUT_LOST, "128", None),
    ],
)
def test_fault_when_it_happens_speaks_in_mt4_codes(
    fault: Fault, code: str, done: bool | None
) -> None:
    broker = _mt4()
    broker.script(fault)

    answer = broker.send(MarketRequest(symbol="EURUSD", side=Side.BUY, volume=D(1)))

    assert (answer.code, answer.done) == (code, done)


def test_order_when_a_part_would_be_filled_is_filled_whole_on_mt4() -> None:
    broker = broker_of(Platform.MT4, faults=Faults(chances=((Fault.PARTIAL, 1.0),)))

    answer = broker.send(MarketRequest(symbol="EURUSD", side=Side.BUY, volume=D(1)))

    assert (answer.code, answer.volume) == ("0", D(1))
    assert broker.faults_injected == {}


def test_stop_limit_when_placed_on_mt4_is_refused() -> None:
    broker = _mt4()

    answer = broker.send(
        PlaceRequest(
            symbol="EURUSD",
            side=Side.BUY,
            kind=PendingKind.STOP_LIMIT,
            volume=D(1),
            price=D("1.2"),
            limit_price=D("1.19"),
        )
    )

    assert (answer.done, answer.code) == (False, "3")


def test_account_when_set_up_as_mt4_netting_is_refused() -> None:
    setup = broker_of(Platform.MT4).setup

    with pytest.raises(ValueError, match="MT4 accounts are hedging"):
        BrokerSetup(
            key=setup.key,
            platform=Platform.MT4,
            margin_mode=MarginMode.NETTING,
            instruments=(),
        )
