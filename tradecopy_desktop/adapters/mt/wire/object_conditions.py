"""Rules that tie fields inside one object of a frame to each other. Never changes an object."""

from typing import Final

from tradecopy_desktop.adapters.mt.wire.trades import WireNet, WirePending, WirePosition
from tradecopy_desktop.domain.errors import ProtocolError
from tradecopy_desktop.domain.values import PendingKind


def is_zero(number: str) -> bool:
    """Tell whether a well-formed number is zero, however many places it is written with."""
    return not number.strip("0.")


def refuse_unless(fulfilled: bool, field: str, sentence: str) -> None:  # noqa: FBT001
    """Raise ProtocolError for `field` unless its condition is fulfilled."""
    if not fulfilled:
        raise ProtocolError(sentence, field=field)


def refuse_open_position(position: WirePosition, path: str) -> None:
    """Raise ProtocolError if an open position holds nothing."""
    refuse_unless(not is_zero(position.volume), f"{path}.volume", "an open position holds lots")


def refuse_limit_price(kind: PendingKind, limit_price: str | None, path: str) -> None:
    """Raise ProtocolError unless just stop-limit orders have a limit price."""
    if kind is PendingKind.STOP_LIMIT:
        refuse_unless(limit_price is not None, path, "a stop_limit order has a limit price")
    else:
        refuse_unless(limit_price is None, path, f"must be null for a {kind} order")


def refuse_pending(pending: WirePending, path: str, *, waits: bool) -> None:
    """Raise ProtocolError if an order lacks its limit price, or waits with no lots."""
    refuse_limit_price(pending.kind, pending.limit_price, f"{path}.limit_price")
    if waits:
        refuse_unless(not is_zero(pending.volume), f"{path}.volume", "a waiting order has lots")


def refuse_lists(positions: tuple[WirePosition, ...], pendings: tuple[WirePending, ...]) -> None:
    """Raise ProtocolError for the first position or order of a list that cannot be."""
    for index, position in enumerate(positions):
        refuse_open_position(position, f"positions[{index}]")
    for index, pending in enumerate(pendings):
        refuse_pending(pending, f"pendings[{index}]", waits=True)


def refuse_net(net: WireNet | None, path: str) -> None:
    """Raise ProtocolError unless a net position has a side just when it holds lots."""
    if net is None:
        return
    flat = is_zero(net.volume)
    refuse_unless((net.side is None) is flat, f"{path}.volume", _FLAT if not flat else _HELD)


_FLAT: Final = 'must be "0" where the side is null'
_HELD: Final = "must be above 0 where there is a side"
