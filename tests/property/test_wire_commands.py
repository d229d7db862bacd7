"""Any command that is written is read back as the same values."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tradecopy_desktop.adapters.mt.decode import decode_from_bridge
from tradecopy_desktop.adapters.mt.encode import encode_command
from tradecopy_desktop.adapters.mt.wire import instruction_frames as wire
from tradecopy_desktop.adapters.mt.wire.trades import WireNet
from tradecopy_desktop.domain import commands
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.trades import FLAT, NetPosition
from tradecopy_desktop.domain.values import PendingKind, Side

MASTER = AccountKey(login="50123456", server="Example-Demo")
FOLLOWER = AccountKey(login="5012", server="Other-Live")

ids = st.text("0123456789abcdef", min_size=32, max_size=32)
names = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1, max_size=64)
digits = st.integers(0, 2**64 - 1).map(str)
counts = st.integers(0, 2**53 - 1)
times = st.none() | counts
lots = st.decimals("0.00000001", "999999999999", places=8)
lots_or_none_left = st.just(Decimal(0)) | lots
prices = st.none() | lots
sides = st.sampled_from(Side)
openings = st.builds(commands.Opening, id=ids, magic=digits, volume=lots_or_none_left, since=times)
shared = {
    "id": ids,
    "copy": ids,
    "revision": st.integers(1, 2**53 - 1),
    "route": names,
    "follower": st.just(FOLLOWER),
    "symbol": names,
    "side": sides,
}
several = st.lists(openings, min_size=1, max_size=4).map(tuple)
expectations = st.none() | st.just(FLAT) | st.builds(NetPosition, side=sides, volume=lots)

opens = st.builds(
    commands.OpenPosition,
    **shared,
    master=st.just(MASTER),
    source=names,
    volume=lots,
    stop_loss=prices,
    take_profit=prices,
    magic=digits,
    life_ms=counts,
    max_slippage=times,
)
limit_orders = st.builds(
    commands.PlacePending,
    **shared,
    master=st.just(MASTER),
    source=names,
    kind=st.sampled_from([PendingKind.LIMIT, PendingKind.STOP]),
    volume=lots,
    price=lots,
    limit_price=st.none(),
    stop_loss=prices,
    take_profit=prices,
    expires_at=times,
    magic=digits,
    life_ms=counts,
)
volumes = st.builds(commands.SetVolume, **shared, volume=lots_or_none_left, opens=several)
stops = st.builds(commands.SetStops, **shared, stop_loss=prices, take_profit=prices, opens=several)
changes = st.builds(
    commands.ModifyPending,
    **shared,
    price=lots,
    limit_price=prices,
    stop_loss=prices,
    take_profit=prices,
    expires_at=times,
    opens=several,
)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _net(net: WireNet | None) -> NetPosition | None:
    return None if net is None else NetPosition(side=net.side, volume=Decimal(net.volume))


def _openings(listed: tuple[wire.WireOpening, ...]) -> tuple[commands.Opening, ...]:
    return tuple(
        commands.Opening(id=one.id, magic=one.magic, volume=Decimal(one.volume), since=one.since)
        for one in listed
    )


@given(command=opens, expires=counts, expected=expectations)
def test_opening_when_written_then_read_back_the_same(
    command: commands.OpenPosition, expires: int, expected: NetPosition | None
) -> None:
    frame = decode_from_bridge(
        encode_command(command, expires=expires, expected=expected, comment="TC1")
    )

    assert isinstance(frame, wire.Open)
    assert (frame.id, frame.copy, frame.revision) == (command.id, command.copy, command.revision)
    assert (frame.symbol, frame.side, frame.magic) == (command.symbol, command.side, command.magic)
    assert (frame.route, frame.source, frame.comment) == (command.route, command.source, "TC1")
    assert frame.master == "50123456@Example-Demo"
    assert Decimal(frame.volume) == command.volume
    assert (_number(frame.sl), _number(frame.tp)) == (command.stop_loss, command.take_profit)
    assert (frame.expires, frame.max_slippage) == (expires, command.max_slippage)
    assert _net(frame.expected) == expected


@given(command=limit_orders, expires=counts)
def test_pending_when_written_then_read_back_the_same(
    command: commands.PlacePending, expires: int
) -> None:
    frame = decode_from_bridge(encode_command(command, expires=expires))

    assert isinstance(frame, wire.Place)
    assert (frame.id, frame.kind, frame.side) == (command.id, command.kind, command.side)
    assert (Decimal(frame.volume), Decimal(frame.price)) == (command.volume, command.price)
    assert (_number(frame.sl), _number(frame.tp)) == (command.stop_loss, command.take_profit)
    assert (frame.expires, frame.expires_at) == (expires, command.expires_at)


@given(command=volumes, expected=expectations)
def test_volume_when_written_then_read_back_the_same(
    command: commands.SetVolume, expected: NetPosition | None
) -> None:
    frame = decode_from_bridge(encode_command(command, expected=expected))

    assert isinstance(frame, wire.SetVolume)
    assert (frame.id, frame.copy, frame.revision) == (command.id, command.copy, command.revision)
    assert Decimal(frame.volume) == command.volume
    assert _openings(frame.opens) == command.opens
    assert _net(frame.expected) == expected


@given(command=stops)
def test_stops_when_written_then_read_back_the_same(command: commands.SetStops) -> None:
    frame = decode_from_bridge(encode_command(command))

    assert isinstance(frame, wire.SetStops)
    assert (_number(frame.sl), _number(frame.tp)) == (command.stop_loss, command.take_profit)
    assert _openings(frame.opens) == command.opens


@given(command=changes)
def test_pending_change_when_written_then_read_back_the_same(
    command: commands.ModifyPending,
) -> None:
    frame = decode_from_bridge(encode_command(command))

    assert isinstance(frame, wire.ModifyPending)
    assert Decimal(frame.price) == command.price
    assert _number(frame.limit_price) == command.limit_price
    assert (_number(frame.sl), _number(frame.tp)) == (command.stop_loss, command.take_profit)
    assert frame.expires_at == command.expires_at
    assert _openings(frame.opens) == command.opens
