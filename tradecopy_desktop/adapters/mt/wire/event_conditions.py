"""Which objects an event of each kind carries (section 6 of the protocol). Changes nothing."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from tradecopy_desktop.adapters.mt.wire.object_conditions import (
    is_zero,
    refuse_open_position,
    refuse_pending,
    refuse_unless,
)
from tradecopy_desktop.adapters.mt.wire.trade_frames import Event
from tradecopy_desktop.adapters.mt.wire.trades import WireDeal, WireDealSince1
from tradecopy_desktop.domain.errors import ProtocolError
from tradecopy_desktop.domain.facts import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    position: bool = False
    entries: frozenset[str] = frozenset()
    pending: bool = False
    was: bool = False
    amount: bool = False


_IN: Final = frozenset({"in"})
_OUT: Final = frozenset({"out", "out_by"})
_ORDER: Final = _Shape(pending=True)

_SHAPES: Final = {
    EventKind.OPENED: _Shape(position=True, entries=_IN),
    EventKind.ADDED: _Shape(position=True, entries=_IN),
    EventKind.MODIFIED: _Shape(position=True),
    EventKind.PARTLY_CLOSED: _Shape(position=True, entries=_OUT),
    EventKind.CLOSED: _Shape(position=True, entries=_OUT),
    EventKind.REVERSED: _Shape(position=True, entries=frozenset({"inout"}), was=True),
    EventKind.PENDING_PLACED: _ORDER,
    EventKind.PENDING_MODIFIED: _ORDER,
    EventKind.PENDING_CANCELLED: _ORDER,
    EventKind.PENDING_FILLED: _ORDER,
    EventKind.PENDING_EXPIRED: _ORDER,
    EventKind.BALANCE: _Shape(entries=frozenset({"none"}), amount=True),
}
_WAITING: Final = frozenset({EventKind.PENDING_PLACED, EventKind.PENDING_MODIFIED})


def refuse_event(event: Event) -> None:
    """Raise ProtocolError unless the event carries what its kind asks for, and no more."""
    kind, shape = event.kind, _SHAPES[event.kind]
    _refuse_presence(event.position, "position", kind, wanted=shape.position)
    _refuse_presence(event.deal, "deal", kind, wanted=bool(shape.entries))
    _refuse_presence(event.pending, "pending", kind, wanted=shape.pending)
    _refuse_presence(event.was, "was", kind, wanted=shape.was)
    _refuse_presence(event.amount, "amount", kind, wanted=shape.amount)
    _refuse_position(event)
    if event.deal is not None:
        _refuse_deal(event.deal, kind, shape.entries)
    if event.pending is not None:
        refuse_pending(event.pending, "pending", waits=kind in _WAITING)


def _refuse_presence(value: object, field: str, kind: EventKind, *, wanted: bool) -> None:
    if (value is not None) is not wanted:
        sentence = "must not be null" if wanted else "must be null"
        raise ProtocolError(f"{sentence} in an event of kind {kind}", field=field)


def _refuse_position(event: Event) -> None:
    if event.position is None:
        return
    if event.kind is EventKind.CLOSED:
        gone = is_zero(event.position.volume)
        refuse_unless(gone, "position.volume", 'must be "0" in an event of kind closed')
    else:
        refuse_open_position(event.position, "position")


def _refuse_deal(deal: WireDeal, kind: EventKind, entries: frozenset[str]) -> None:
    if deal.entry not in entries:
        wanted = " or ".join(sorted(entries))
        raise ProtocolError(f"must be {wanted} in an event of kind {kind}", field="deal.entry")
    if deal.entry != "none":
        refuse_unless(not is_zero(deal.volume), "deal.volume", "a deal moves lots")
    if isinstance(deal, WireDealSince1):
        whole = Decimal(deal.order_volume) >= Decimal(deal.volume)
        sentence = f"must be >= {deal.volume}, the deal is a part of its order"
        refuse_unless(whole, "deal.order_volume", sentence)
