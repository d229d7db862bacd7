"""Instructions to an executor, made from the commands of the domain. Sends nothing itself."""

from typing import assert_never

from tradecopy_desktop.adapters.mt.wire.instruction_frames import (
    CancelPending,
    ModifyPending,
    Open,
    Place,
    SetStops,
    SetVolume,
    Void,
    WireOpening,
)
from tradecopy_desktop.adapters.mt.wire.trades import WireNet
from tradecopy_desktop.adapters.mt.wire.writing import decimal_text, frame_text, optional_text
from tradecopy_desktop.domain import commands
from tradecopy_desktop.domain.trades import NetPosition


def encode_command(
    command: commands.Command,
    *,
    expires: int | None = None,
    expected: NetPosition | None = None,
    comment: str = "",
) -> str:
    """Write any command; openings need `expires`, the EA's ticks after which it is not sent."""
    match command:
        case commands.OpenPosition():
            last = _required(expires, command.id)
            text = encode_open(command, expires=last, expected=expected, comment=comment)
        case commands.PlacePending():
            last = _required(expires, command.id)
            text = encode_place(command, expires=last, expected=expected, comment=comment)
        case commands.SetVolume():
            text = encode_set_volume(command, expected=expected)
        case commands.SetStops():
            text = encode_set_stops(command, expected=expected)
        case commands.ModifyPending():
            text = encode_modify_pending(command)
        case commands.CancelPending():
            text = encode_cancel_pending(command)
        case commands.VoidInstruction():
            text = encode_void(command)
        case _:
            assert_never(command)
    return text


def encode_open(
    command: commands.OpenPosition,
    *,
    expires: int,
    expected: NetPosition | None = None,
    comment: str = "",
) -> str:
    """Write an opening; `expires` is in the EA's ticks, `expected` for netting accounts alone."""
    return frame_text(
        Open(
            id=command.id,
            copy=command.copy,
            revision=command.revision,
            symbol=command.symbol,
            side=command.side,
            volume=decimal_text(command.volume),
            sl=optional_text(command.stop_loss),
            tp=optional_text(command.take_profit),
            magic=command.magic,
            comment=comment,
            route=command.route,
            master=str(command.master),
            source=command.source,
            expires=expires,
            max_slippage=command.max_slippage,
            expected=_net(expected),
        )
    )


def encode_place(
    command: commands.PlacePending,
    *,
    expires: int,
    expected: NetPosition | None = None,
    comment: str = "",
) -> str:
    """Write a pending order; `expires` is in the EA's ticks, `expires_at` on the server's clock."""
    return frame_text(
        Place(
            id=command.id,
            copy=command.copy,
            revision=command.revision,
            symbol=command.symbol,
            side=command.side,
            volume=decimal_text(command.volume),
            sl=optional_text(command.stop_loss),
            tp=optional_text(command.take_profit),
            magic=command.magic,
            comment=comment,
            route=command.route,
            master=str(command.master),
            source=command.source,
            expires=expires,
            max_slippage=None,  # A pending order fills at its price or as the broker finds.
            expected=_net(expected),
            kind=command.kind,
            price=decimal_text(command.price),
            limit_price=optional_text(command.limit_price),
            expires_at=command.expires_at,
        )
    )


def encode_set_volume(command: commands.SetVolume, *, expected: NetPosition | None = None) -> str:
    """Write the volume that a copy shall hold."""
    return frame_text(
        SetVolume(
            id=command.id,
            copy=command.copy,
            revision=command.revision,
            symbol=command.symbol,
            side=command.side,
            volume=decimal_text(command.volume),
            opens=_openings(command.opens),
            expected=_net(expected),
        )
    )


def encode_set_stops(command: commands.SetStops, *, expected: NetPosition | None = None) -> str:
    """Write the stops that all tickets of a copy shall have."""
    return frame_text(
        SetStops(
            id=command.id,
            copy=command.copy,
            revision=command.revision,
            symbol=command.symbol,
            side=command.side,
            sl=optional_text(command.stop_loss),
            tp=optional_text(command.take_profit),
            opens=_openings(command.opens),
            expected=_net(expected),
        )
    )


def encode_modify_pending(command: commands.ModifyPending) -> str:
    """Write the values that a copy's pending order shall have."""
    return frame_text(
        ModifyPending(
            id=command.id,
            copy=command.copy,
            revision=command.revision,
            symbol=command.symbol,
            side=command.side,
            opens=_openings(command.opens),
            price=decimal_text(command.price),
            limit_price=optional_text(command.limit_price),
            sl=optional_text(command.stop_loss),
            tp=optional_text(command.take_profit),
            expires_at=command.expires_at,
        )
    )


def encode_cancel_pending(command: commands.CancelPending) -> str:
    """Write that a copy's pending order shall go."""
    return frame_text(
        CancelPending(
            id=command.id,
            copy=command.copy,
            revision=command.revision,
            symbol=command.symbol,
            side=command.side,
            opens=_openings(command.opens),
        )
    )


def encode_void(command: commands.VoidInstruction) -> str:
    """Write that an instruction shall never be carried out from now on."""
    return frame_text(Void(id=command.id))


def _required(expires: int | None, id: str) -> int:
    if expires is None:
        raise ValueError(f"an opening needs the EA's ticks at which it expires, {id} has none")
    return expires


def _openings(opens: tuple[commands.Opening, ...]) -> tuple[WireOpening, ...]:
    return tuple(
        WireOpening(
            id=opening.id,
            magic=opening.magic,
            volume=decimal_text(opening.volume),
            since=opening.since,
        )
        for opening in opens
    )


def _net(expected: NetPosition | None) -> WireNet | None:
    if expected is None:
        return None
    return WireNet(side=expected.side, volume=decimal_text(expected.volume))
