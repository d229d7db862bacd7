"""Commands as instructions: each as the frame of that name in ea/vectors.jsonl."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from tradecopy_desktop.adapters.mt import encode
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.commands import (
    CancelPending,
    Command,
    ModifyPending,
    Opening,
    OpenPosition,
    PlacePending,
    SetStops,
    SetVolume,
    VoidInstruction,
)
from tradecopy_desktop.domain.trades import FLAT, NetPosition
from tradecopy_desktop.domain.values import PendingKind, Side

ID = "5f3c0a9be1d24708a6c1f20b7d9e4431"
COPY = "9a70d1c25b8e4f63907ab1c4d8e2f516"
ROUTE = "7c1d9d0e-4f0a-4a5c-9d53-0f3b1c2a9e77"
MASTER = AccountKey(login="50123456", server="Example-Demo")
FOLLOWER = AccountKey(login="5012", server="Other-Live")
MAGIC = "140737488355327"
OPENS = (Opening(id=ID, magic=MAGIC, volume=Decimal("0.10"), since=1731000000123),)

OPEN = OpenPosition(
    id=ID,
    copy=COPY,
    revision=1,
    route=ROUTE,
    master=MASTER,
    follower=FOLLOWER,
    source="60123456",
    symbol="EURUSD",
    side=Side.BUY,
    volume=Decimal("0.10"),
    stop_loss=Decimal("1.08000"),
    take_profit=None,
    magic=MAGIC,
    life_ms=5_000,
    max_slippage=None,
)
PLACE = PlacePending(
    id=ID,
    copy=COPY,
    revision=1,
    route=ROUTE,
    master=MASTER,
    follower=FOLLOWER,
    source="60123456",
    symbol="EURUSD",
    side=Side.BUY,
    kind=PendingKind.LIMIT,
    volume=Decimal("0.10"),
    price=Decimal("1.08000"),
    limit_price=None,
    stop_loss=None,
    take_profit=None,
    expires_at=None,
    magic=MAGIC,
    life_ms=5_000,
)
SET_VOLUME = SetVolume(
    id=ID,
    copy=COPY,
    revision=2,
    route=ROUTE,
    follower=FOLLOWER,
    symbol="EURUSD",
    side=Side.BUY,
    volume=Decimal(0),
    opens=OPENS,
)
SET_STOPS = SetStops(
    id=ID,
    copy=COPY,
    revision=2,
    route=ROUTE,
    follower=FOLLOWER,
    symbol="EURUSD",
    side=Side.BUY,
    stop_loss=Decimal("1.08200"),
    take_profit=Decimal("1.09500"),
    opens=OPENS,
)
MODIFY = ModifyPending(
    id=ID,
    copy=COPY,
    revision=2,
    route=ROUTE,
    follower=FOLLOWER,
    symbol="EURUSD",
    side=Side.BUY,
    price=Decimal("1.07900"),
    limit_price=None,
    stop_loss=None,
    take_profit=None,
    expires_at=None,
    opens=OPENS,
)
CANCEL = CancelPending(
    id=ID,
    copy=COPY,
    revision=3,
    route=ROUTE,
    follower=FOLLOWER,
    symbol="EURUSD",
    side=Side.BUY,
    opens=OPENS,
)
VOID = VoidInstruction(id=ID, copy=COPY, follower=FOLLOWER)
SHORT_HALF_LOT = NetPosition(side=Side.SELL, volume=Decimal("0.50"))
LONG_TENTH = NetPosition(side=Side.BUY, volume=Decimal("0.10"))


@pytest.mark.parametrize(
    ("name", "command", "expected"),
    [
        ("open", OPEN, None),
        (
            "open_netting",
            replace(OPEN, max_slippage=20, stop_loss=None, take_profit=Decimal("1.10")),
            SHORT_HALF_LOT,
        ),
        ("open_slippage_none_allowed", replace(OPEN, max_slippage=0), None),
        ("place_limit", PLACE, None),
        (
            "place_stop",
            replace(
                PLACE,
                kind=PendingKind.STOP,
                side=Side.SELL,
                stop_loss=Decimal("1.09000"),
                expires_at=1731100000000,
            ),
            None,
        ),
        (
            "place_stop_limit",
            replace(PLACE, kind=PendingKind.STOP_LIMIT, limit_price=Decimal("1.08100")),
            None,
        ),
        ("modify_pending", MODIFY, None),
        (
            "modify_pending_all",
            replace(
                MODIFY,
                limit_price=Decimal("1.08100"),
                stop_loss=Decimal("1.07000"),
                take_profit=Decimal("1.10"),
                expires_at=1731100000000,
            ),
            None,
        ),
        ("cancel_pending", CANCEL, None),
        ("set_volume_close", SET_VOLUME, None),
        ("set_volume_reduce", replace(SET_VOLUME, volume=Decimal("0.06")), LONG_TENTH),
        ("set_stops", SET_STOPS, None),
        ("set_stops_none", replace(SET_STOPS, stop_loss=None, take_profit=None), LONG_TENTH),
        ("void", VOID, None),
    ],
)
def test_command_when_written_then_as_the_vector_of_its_name(
    frames: dict[str, str], name: str, command: Command, expected: NetPosition | None
) -> None:
    frame = encode.encode_command(
        command, expires=9_000_000, expected=expected, comment="TC5f3c0a9b"
    )

    assert json.loads(frame) == json.loads(frames[name])


def test_opening_when_the_account_is_flat_then_expected_says_so(frames: dict[str, str]) -> None:
    frame = encode.encode_open(OPEN, expires=9_000_000, expected=FLAT)

    assert json.loads(frame) == json.loads(frames["open_netting_flat"])


@pytest.mark.parametrize("command", [OPEN, PLACE])
def test_opening_when_no_expiry_is_given_then_refused(command: Command) -> None:
    with pytest.raises(ValueError, match=f"expire.*{ID}"):
        encode.encode_command(command)


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (replace(OPEN, volume=Decimal(0)), "volume"),
        (replace(OPEN, stop_loss=Decimal(0)), "sl"),
        (replace(OPEN, symbol="EUR\nUSD"), "symbol"),
        (replace(OPEN, id="5f"), "id"),
        (replace(OPEN, magic="-1"), "magic"),
        (replace(OPEN, revision=0), "revision"),
        (replace(PLACE, kind=PendingKind.STOP_LIMIT), "limit_price"),
        (replace(SET_VOLUME, volume=Decimal("-0.10")), "volume"),
        (replace(SET_VOLUME, opens=()), "opens"),
        (replace(SET_VOLUME, opens=OPENS * 65), "opens"),
    ],
)
def test_command_when_the_protocol_cannot_say_it_then_refused_before_sending(
    command: Command, field: str
) -> None:
    with pytest.raises(ValueError, match=f"not as the protocol says: {field}: "):
        encode.encode_command(command, expires=1)


def test_opening_when_its_comment_has_other_characters_then_refused() -> None:
    with pytest.raises(ValueError, match="comment: must be at most 20 characters"):
        encode.encode_open(OPEN, expires=1, comment="TC-1")


def test_opening_when_lots_have_nine_places_then_refused() -> None:
    with pytest.raises(ValueError, match="at most 12 digits and 8 places, was 1E-9"):
        encode.encode_open(replace(OPEN, volume=Decimal("1E-9")), expires=1)
