"""Which events have a lasting name, and what stands in it (rule L1)."""

from dataclasses import replace

import pytest

from tests.unit.engine.samples import closed, event, modified, opened, partly_closed
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.event_keys import event_key
from tradecopy_desktop.domain.facts import EventKind, TradeEvent
from tradecopy_desktop.domain.trades import PendingOrder
from tradecopy_desktop.domain.values import ZERO, PendingKind, Side

PENDING = PendingOrder(
    ticket="640",
    symbol="EURUSD",
    side=Side.BUY,
    kind=PendingKind.LIMIT,
    volume=ZERO,
    price=ZERO,
    limit_price=None,
    stop_loss=None,
    take_profit=None,
    magic="0",
    comment="",
    placed_at=0,
    expires_at=None,
)


@pytest.mark.parametrize(
    ("told", "key"),
    [
        (opened("1"), "monitor|opened|501|501|9501"),
        (partly_closed("0.5", "0.5"), "monitor|partly_closed|501|601|9601"),
        (closed("1"), "monitor|closed|501|701|9701"),
        (replace(opened("1"), role=Role.EXECUTOR), "executor|opened|501|501|9501"),
        (
            replace(event(EventKind.PENDING_PLACED, None, None), pending=PENDING),
            "monitor|pending_placed|640",
        ),
        (
            event(EventKind.BALANCE, None, opened("1").deal),
            "monitor|balance|9501",
        ),
    ],
)
def test_event_when_the_broker_keeps_a_ticket_of_it_then_has_a_key(
    told: TradeEvent, key: str
) -> None:
    assert event_key(told) == key


@pytest.mark.parametrize(
    "told",
    [
        modified("1", sl="1.09"),
        # A change of stops may come with the deal that made the position.
        replace(opened("1"), kind=EventKind.MODIFIED),
        replace(event(EventKind.PENDING_MODIFIED, None, None), pending=PENDING),
        replace(opened("1"), deal=None),
        replace(opened("1"), position=None),
        event(EventKind.PENDING_PLACED, None, None),
        event(EventKind.BALANCE, None, None),
    ],
)
def test_event_when_the_broker_keeps_no_ticket_of_it_then_has_no_key(told: TradeEvent) -> None:
    assert event_key(told) is None


def test_l1_key_when_seq_stream_time_or_volume_differ_then_is_the_same() -> None:
    again = replace(opened("1"), seq=40, stream="78", age_us=5, received_ns=9, at=7)

    assert event_key(again) == "monitor|opened|501|501|9501"
    assert event_key(opened("2")) == "monitor|opened|501|501|9501"
