"""What a session makes of the frames of an open connection. Frames are the protocol's examples."""

import json
from decimal import Decimal
from typing import Any, cast

import pytest

from tests.contract.bridge_stand import BOTH, MemoryHost, hello_of
from tests.e2e import terminal_frames as frames
from tradecopy_desktop.adapters.mt.session import Output, Session
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.domain.accounts import Funds, Role
from tradecopy_desktop.domain.errors import ProtocolError
from tradecopy_desktop.domain.facts import (
    AccountConfirmed,
    InstructionExecuting,
    InstructionReported,
    PermissionsChanged,
    SnapshotTaken,
    SymbolsListed,
    TradeEvent,
)
from tradecopy_desktop.domain.filters import OrderKind

_S = 1_000_000_000
_LINES = bundled("ea/vectors.jsonl").read_text(encoding="utf-8").splitlines()
_VECTORS = [vector for vector in map(json.loads, _LINES) if vector["direction"] == "ea"]
_GOOD = {vector["name"]: vector["frame"] for vector in _VECTORS if vector["ok"]}
_MINOR = {vector["name"]: vector.get("minor", 0) for vector in _VECTORS}
_TYPE = {name: json.loads(frame)["type"] for name, frame in _GOOD.items()}


def _session(minor: int = 0) -> Session:
    account = MemoryHost().admit(BOTH.secret)
    assert account is not None
    session = Session(account, MemoryHost(), program="test")
    hello = session.hello(
        json.dumps(hello_of(BOTH, "executor", stream="77", minor=minor)), 100 * _S
    )
    session.welcome(hello, 100 * _S)
    return session


def _received(name: str) -> Output:
    return _session(_MINOR[name]).receive(_GOOD[name], 101 * _S)


@pytest.mark.parametrize("name", [n for n, kind in _TYPE.items() if kind not in ("hello",)])
def test_receive_when_frame_is_a_good_example_then_taken(name: str) -> None:
    page = json.loads(_GOOD[name]).get("page", 1)
    if _TYPE[name] == "snapshot" and page > 1:
        # A later page alone is out of its row.
        with pytest.raises(ProtocolError):
            _received(name)
        return

    output = _received(name)

    assert output.ended is (_TYPE[name] == "bye")


@pytest.mark.parametrize(
    "vector", [v for v in _VECTORS if not v["ok"] and "frame" in v], ids=lambda v: str(v["name"])
)
def test_receive_when_frame_is_a_bad_example_then_refused(vector: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError):
        _session(_MINOR[vector["name"]]).receive(vector["frame"], 101 * _S)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("event_opened", TradeEvent),
        ("event_balance_deposit", TradeEvent),
        ("report_filled", InstructionReported),
        ("executing", InstructionExecuting),
        ("snapshot_empty_unasked", SnapshotTaken),
        ("symbols_one", SymbolsListed),
        ("permissions", PermissionsChanged),
    ],
)
def test_receive_when_frame_tells_a_fact_then_that_fact_alone(name: str, kind: type) -> None:
    output = _received(name)

    assert [type(fact) for fact in output.facts] == [kind]


@pytest.mark.parametrize("name", ["quotes", "funds", "heartbeat_ea_first"])
def test_receive_when_frame_tells_newest_values_then_no_fact_waits_in_the_queue(name: str) -> None:
    output = _received(name)

    assert output.facts == []
    assert len(output.latest) == 1


def test_event_when_received_then_stamped_and_named_by_its_stream() -> None:
    event = cast("TradeEvent", _received("event_opened").facts[0])

    assert (event.account, event.role, event.stream, event.seq) == (
        BOTH.key,
        Role.EXECUTOR,
        "77",
        1,
    )
    assert event.received_ns == 101 * _S
    # No heartbeat was answered yet, so how long it took cannot be told.
    assert event.transit_us is None


@pytest.mark.parametrize(
    ("offered", "order"),
    [
        (0, (None, None)),
        (1, (Decimal("0.10"), OrderKind.LIMIT)),
        (9, (Decimal("0.10"), OrderKind.LIMIT)),
    ],
)
def test_event_when_received_then_tells_its_order_from_minor_1_on(
    offered: int, order: tuple[Decimal | None, OrderKind | None]
) -> None:
    name = "minor_1_order_limit" if offered else "event_opened"

    event = cast("TradeEvent", _session(offered).receive(_GOOD[name], 101 * _S).facts[0])

    assert event.deal is not None
    assert (event.deal.order_volume, event.deal.order_kind) == order


def test_snapshot_when_in_two_pages_then_one_picture_with_the_second() -> None:
    session = _session()
    first = [frames.position(id="1", order="1", volume="0.10")]
    second = [frames.position(id="2", order="2", volume="0.20")]
    pages = [
        frames.snapshot(page=1, pages=2, positions=first),
        frames.snapshot(page=2, pages=2, positions=second),
    ]

    nothing = session.receive(json.dumps(pages[0]), 101 * _S)
    output = session.receive(json.dumps(pages[1]), 102 * _S)

    assert nothing == Output()
    (picture,) = output.facts
    assert isinstance(picture, SnapshotTaken)
    assert [position.id for position in picture.positions] == ["1", "2"]
    assert [type(latest) for latest in output.latest] == [Funds]


def test_heartbeat_when_received_then_the_account_is_confirmed() -> None:
    session = _session()

    output = session.receive(
        json.dumps(frames.heartbeat(ticks=1, echo=None, positions=3)), 101 * _S
    )

    (confirmed,) = output.latest
    assert isinstance(confirmed, AccountConfirmed)
    assert (confirmed.positions, confirmed.equity) == (3, Decimal("10000.00"))
    assert confirmed.at_ns == 101 * _S


def test_symbols_changed_when_received_then_those_are_asked_for_under_a_new_number() -> None:
    session = _session()

    first = session.receive('{"type":"symbols_changed","names":["EURUSD","DAX"]}', 101 * _S)
    second = session.receive('{"type":"symbols_changed","names":["GOLD"]}', 101 * _S)

    # Number 1 was asked at the welcome.
    assert [json.loads(frame) for frame in first.frames + second.frames] == [
        {"type": "get_symbols", "request": "2", "names": ["EURUSD", "DAX"]},
        {"type": "get_symbols", "request": "3", "names": ["GOLD"]},
    ]


def test_transit_when_offset_is_known_then_on_events_and_reports() -> None:
    session = _session()
    # 40 s there at 100 s here, without delay.
    echo = {"ticks": 100_000_000, "held": 0}
    session.receive(json.dumps(frames.heartbeat(ticks=40_000_000, echo=echo)), 100 * _S)
    event = frames.opened(1) | {"ticks": 40_999_000}
    report = frames.report(
        n=1, id="0" * 32, copy="1" * 32, received=40_100_000, sent=40_200_000, done=40_500_000
    )

    (opened,) = session.receive(json.dumps(event), 101 * _S).facts
    (reported,) = session.receive(json.dumps(report), 101 * _S).facts

    # They left at 100.999 s and 100.5 s of ours and came in at 101 s.
    assert isinstance(opened, TradeEvent)
    assert opened.transit_us == 1_000
    assert isinstance(reported, InstructionReported)
    assert reported.transit_us == 500_000
