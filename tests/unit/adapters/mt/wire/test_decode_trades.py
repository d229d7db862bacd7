"""Events, reports and findings of an EA as facts: nothing lost, nothing rounded."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from tradecopy_desktop.adapters.mt import decode
from tradecopy_desktop.adapters.mt.wire.instruction_frames import Executing, Found, Report
from tradecopy_desktop.adapters.mt.wire.trade_frames import Event
from tradecopy_desktop.domain.accounts import (
    AccountKey,
    Role,
)
from tradecopy_desktop.domain.facts import (
    EndedSide,
    EventKind,
    Fill,
    InstructionExecuting,
    InstructionReported,
    Outcome,
    TradeEvent,
)
from tradecopy_desktop.domain.filters import OrderKind
from tradecopy_desktop.domain.trades import (
    CarriedLink,
    Deal,
    NetPosition,
    PendingOrder,
    Position,
)
from tradecopy_desktop.domain.values import (
    DealEntry,
    PendingKind,
    Reason,
    Side,
)

ACCOUNT = AccountKey(login="50123456", server="Example-Demo")
RECEPTION = decode.Reception(
    account=ACCOUNT, role=Role.MONITOR, stream="7719", received_ns=123_456, transit_us=250
)
ID = "5f3c0a9be1d24708a6c1f20b7d9e4431"
COPY = "9a70d1c25b8e4f63907ab1c4d8e2f516"
LINK = CarriedLink(
    copy=COPY,
    id=ID,
    route="7c1d9d0e-4f0a-4a5c-9d53-0f3b1c2a9e77",
    master="50123456@Example-Demo",
    source="60123456",
)
POSITION = Position(
    id="50123456",
    ticket="50123456",
    order="60123456",
    symbol="EURUSD",
    side=Side.BUY,
    volume=Decimal("0.10"),
    price=Decimal("1.08543"),
    stop_loss=Decimal("1.08000"),
    take_profit=Decimal("1.09500"),
    magic="0",
    comment="",
    opened_at=1731000000123,
    profit=Decimal("-0.70"),
    swap=Decimal("0.00"),
    link=None,
)
DEAL = Deal(
    ticket="70123456",
    order="60123456",
    entry=DealEntry.IN,
    side=Side.BUY,
    volume=Decimal("0.10"),
    price=Decimal("1.08543"),
    reason=Reason.CLIENT,
    magic="0",
    comment="",
    profit=Decimal("0.00"),
    swap=Decimal("0.00"),
    commission=Decimal("-0.35"),
)
OPENED = TradeEvent(
    account=ACCOUNT,
    role=Role.MONITOR,
    stream="7719",
    seq=1,
    kind=EventKind.OPENED,
    at=1731000000123,
    age_us=350,
    received_ns=123_456,
    transit_us=250,
    position=POSITION,
    deal=DEAL,
    pending=None,
    was=None,
    amount=None,
)


@pytest.fixture
def event(frames: dict[str, str]) -> Callable[[str], TradeEvent]:
    """Return a function that turns the event frame of a name into a fact."""

    def turn(name: str) -> TradeEvent:
        frame = decode.decode_from_ea(frames[name])
        assert isinstance(frame, Event)
        return decode.trade_event(frame, RECEPTION)

    return turn


def test_event_when_opened_then_every_field_is_kept(event: Callable[[str], TradeEvent]) -> None:
    assert event("event_opened") == OPENED


@pytest.mark.parametrize(
    ("name", "volume", "kind"),
    [
        ("minor_1_order_in_one", "0.10", OrderKind.MARKET),
        ("minor_1_order_first_part", "1.00", OrderKind.MARKET),
        ("minor_1_order_stop_limit", "0.10", OrderKind.STOP_LIMIT),
    ],
)
def test_event_when_of_minor_1_then_tells_the_order_of_its_deal(
    frames: dict[str, str], name: str, volume: str, kind: OrderKind
) -> None:
    frame = decode.decode_from_ea(frames[name], minor=1)
    assert isinstance(frame, Event)

    deal = decode.trade_event(frame, RECEPTION).deal

    assert deal is not None
    assert (deal.order_volume, deal.order_kind) == (Decimal(volume), kind)


def test_event_when_opened_without_stops_then_none(event: Callable[[str], TradeEvent]) -> None:
    bare = replace(POSITION, stop_loss=None, take_profit=None)

    assert event("event_opened_without_stops") == replace(OPENED, position=bare)


def test_event_when_the_executor_opened_it_then_carries_the_link(
    event: Callable[[str], TradeEvent],
) -> None:
    fact = event("event_opened_by_executor")

    assert fact.position is not None
    assert fact.position.link == LINK
    assert fact.position.magic == "140737488355327"


def test_event_when_reversed_then_tells_the_side_that_ended(
    event: Callable[[str], TradeEvent],
) -> None:
    fact = event("event_reversed")

    assert fact.was == EndedSide(order="60123456", side=Side.BUY, volume=Decimal("0.10"))
    assert fact.deal is not None
    assert fact.deal.entry is DealEntry.INOUT


def test_event_when_pending_then_every_field_is_kept(event: Callable[[str], TradeEvent]) -> None:
    fact = event("event_pending_stop_limit")

    assert fact.pending == PendingOrder(
        ticket="60123999",
        symbol="EURUSD",
        side=Side.BUY,
        kind=PendingKind.STOP_LIMIT,
        volume=Decimal("0.20"),
        price=Decimal("1.08000"),
        limit_price=Decimal("1.08100"),
        stop_loss=None,
        take_profit=None,
        magic="0",
        comment="",
        placed_at=1731000000000,
        expires_at=None,
        link=LINK,
    )
    assert (fact.position, fact.deal) == (None, None)


def test_event_when_balance_then_tells_the_amount(event: Callable[[str], TradeEvent]) -> None:
    fact = event("event_balance_withdrawal")

    assert (fact.kind, fact.amount, fact.position) == (EventKind.BALANCE, Decimal("-120.5"), None)


def test_report_when_filled_then_every_field_is_kept(frames: dict[str, str]) -> None:
    frame = decode.decode_from_ea(frames["report_filled"])
    assert isinstance(frame, Report)

    fact = decode.instruction_reported(frame, RECEPTION, confirm_us=90)

    assert fact == InstructionReported(
        account=ACCOUNT,
        number=1,
        id=ID,
        copy=COPY,
        revision=1,
        outcome=Outcome.FILLED,
        code="10009",
        message="done",
        fills=(
            Fill(
                ticket="90000001",
                deal="91000001",
                order="92000001",
                volume=Decimal("0.10"),
                price=Decimal("1.08550"),
                at=1731000000900,
            ),
        ),
        remaining=Decimal("0.10"),
        net=None,
        stop_loss=Decimal("1.08000"),
        take_profit=None,
        received_us=4_000_000,
        sent_us=4_000_120,
        done_us=4_085_000,
        reported_ns=123_456,
        transit_us=250,
        confirm_us=90,
    )


@pytest.mark.parametrize(
    ("name", "net"),
    [
        ("report_changed", NetPosition(side=Side.SELL, volume=Decimal("0.50"))),
        ("report_net_flat", NetPosition(side=None, volume=Decimal(0))),
    ],
)
def test_report_when_netting_then_tells_the_whole_position(
    frames: dict[str, str], name: str, net: NetPosition
) -> None:
    frame = decode.decode_from_ea(frames[name])
    assert isinstance(frame, Report)

    assert decode.instruction_reported(frame, RECEPTION, confirm_us=None).net == net


def test_executing_when_told_then_names_the_instruction(frames: dict[str, str]) -> None:
    frame = decode.decode_from_ea(frames["executing"])
    assert isinstance(frame, Executing)

    fact = decode.instruction_executing(frame, RECEPTION)

    assert fact == InstructionExecuting(account=ACCOUNT, id=ID)


def test_event_when_read_then_decimals_keep_their_places(
    event: Callable[[str], TradeEvent],
) -> None:
    # Equal decimals can differ in places, and the trader sees them.
    fact = event("event_opened")

    assert fact.position is not None
    assert (str(fact.position.stop_loss), str(fact.position.swap)) == ("1.08000", "0.00")


def test_findings_when_read_then_every_field_is_kept(frames: dict[str, str]) -> None:
    frame = decode.decode_from_ea(frames["found_done"])
    assert isinstance(frame, Found)

    assert decode.findings(frame) == decode.Findings(
        request=12,
        sure=True,
        journal="done",
        positions=(replace(POSITION, link=LINK),),
        pendings=(),
        closed=(),
    )
