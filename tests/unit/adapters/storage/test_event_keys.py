"""One event has one key, however often and over whichever stream it is told."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.adapters.storage.samples import opened
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.event_keys import event_key
from tradecopy_desktop.domain.facts import EventKind, TradeEvent
from tradecopy_desktop.domain.trades import PendingOrder
from tradecopy_desktop.domain.values import PendingKind, Side

PENDING = PendingOrder(
    ticket="640",
    symbol="EURUSD",
    side=Side.BUY,
    kind=PendingKind.LIMIT,
    volume=Decimal("0.10"),
    price=Decimal("1.0700"),
    limit_price=None,
    stop_loss=None,
    take_profit=None,
    magic="0",
    comment="",
    placed_at=0,
    expires_at=None,
)


def pending(kind: EventKind) -> TradeEvent:
    return replace(opened(1), kind=kind, position=None, deal=None, pending=PENDING)


def test_volume_change_when_asked_for_its_key_then_has_role_kind_and_tickets() -> None:
    # The sample is position 5001 by order 5001 and deal 7001.
    assert event_key(opened(1)) == "monitor|opened|5001|5001|7001"


def test_event_when_told_again_on_a_new_stream_then_keeps_its_key() -> None:
    again = replace(opened(1), stream="999", seq=40, at=0, age_us=9, received_ns=1)

    assert event_key(again) == "monitor|opened|5001|5001|7001"


def test_partial_closes_of_one_mt4_chain_when_told_then_have_keys_of_their_own() -> None:
    first = opened(1)
    assert first.deal is not None
    assert first.position is not None
    # Root ticket 5001; the first partial close closed 5001 itself, the second its remainder 5002.
    closes = [
        replace(
            first,
            kind=EventKind.PARTLY_CLOSED,
            position=replace(first.position, ticket=left),
            deal=replace(first.deal, ticket=closed, order=closed),
        )
        for closed, left in (("5001", "5002"), ("5002", "5003"))
    ]

    assert [event_key(each) for each in closes] == [
        "monitor|partly_closed|5001|5001|5001",
        "monitor|partly_closed|5001|5002|5002",
    ]


def test_event_when_both_programs_of_an_account_tell_it_then_has_two_keys() -> None:
    assert event_key(opened(1, role=Role.EXECUTOR)) == "executor|opened|5001|5001|7001"


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        (EventKind.PENDING_PLACED, "monitor|pending_placed|640"),
        (EventKind.PENDING_FILLED, "monitor|pending_filled|640"),
        (EventKind.PENDING_CANCELLED, "monitor|pending_cancelled|640"),
        (EventKind.PENDING_EXPIRED, "monitor|pending_expired|640"),
        (EventKind.PENDING_MODIFIED, None),
    ],
)
def test_pending_order_when_asked_for_its_key_then_has_one_per_turn(
    kind: EventKind, key: str | None
) -> None:
    assert event_key(pending(kind)) == key


def test_balance_when_asked_for_its_key_then_has_its_deal() -> None:
    deposit = replace(opened(1), kind=EventKind.BALANCE, position=None, amount=Decimal(500))

    assert event_key(deposit) == "monitor|balance|7001"


@pytest.mark.parametrize(
    "event",
    [
        replace(opened(1), kind=EventKind.MODIFIED, deal=None),
        replace(opened(1), deal=None),
    ],
)
def test_event_when_it_has_no_deal_then_has_no_lasting_key(event: TradeEvent) -> None:
    assert event_key(event) is None
