"""A broker's record of what reached it: what it filled, whether or not anybody was told."""

from decimal import Decimal

import pytest

from tests.unit.sim.market import D, broker_of
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.sim.broker import CloseRequest, MarketRequest, StopsRequest
from tradecopy_desktop.sim.broker.faults import Fault

BUY = MarketRequest(symbol="EURUSD", side=Side.BUY, volume=D("1"), magic="7")


@pytest.mark.parametrize(
    ("fault", "filled"),
    [
        (None, "1"),
        (Fault.REQUOTE, "0"),
        (Fault.REJECT, "0"),
        (Fault.TIMEOUT_LOST, "0"),
        (Fault.TIMEOUT_EXECUTED, "1"),
        # It is going to be.
        (Fault.TIMEOUT_LATE, "1"),
    ],
)
def test_attempt_when_a_fault_was_thrown_then_tells_what_was_filled(
    fault: Fault | None, filled: str
) -> None:
    broker = broker_of()
    broker.script(fault)

    broker.send(BUY)

    (attempt,) = broker.attempts
    assert (attempt.side, attempt.magic, attempt.position) == (Side.BUY, "7", None)
    assert (attempt.asked, attempt.filled, attempt.fault) == (D("1"), Decimal(filled), fault)


def test_attempt_when_a_position_is_closed_then_names_it() -> None:
    broker = broker_of()
    ticket = broker.send(BUY).ticket

    broker.send(CloseRequest(ticket=ticket, volume=D("0.4"), magic="7"))

    closing = broker.attempts[-1]
    assert (closing.side, closing.position, closing.filled) == (None, ticket, D("0.4"))


def test_attempt_when_stops_are_changed_then_there_is_none() -> None:
    broker = broker_of()
    ticket = broker.send(BUY).ticket

    broker.send(StopsRequest(ticket=ticket, stop_loss=D("1.05"), take_profit=None))

    assert len(broker.attempts) == 1
