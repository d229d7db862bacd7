"""What changed on an account since the last look, told deal by deal. It sends nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from tradecopy_desktop.domain.facts import EventKind
from tradecopy_desktop.domain.ids import source_key
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.sim.broker.records import (
    BalanceChange,
    BookedDeal,
    Change,
    PendingChange,
)
from tradecopy_desktop.sim.codec import Message, exact
from tradecopy_desktop.sim.terminal import pictures
from tradecopy_desktop.sim.terminal.account_view import AccountView
from tradecopy_desktop.sim.terminal.roots import follow

_NEW_SOURCE = frozenset({EventKind.OPENED, EventKind.ADDED, EventKind.REVERSED})
# The stops of these come with them; moved beside any other deal, they are a change of their own.
_NEW_SIDE = frozenset({EventKind.OPENED, EventKind.REVERSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Detected:
    """A change as an event's body, and what measuring wants to know of it."""

    body: Message
    source: str = ""
    deal_at_ns: int = 0


class Detector:
    """Compares an account with what it knew, and reads the deals in between from the history."""

    def __init__(self, view: AccountView) -> None:
        """Take the present state as known."""
        self._view = view
        self._next = len(view.broker.history.changes)
        self._stops = {p.id: _stops(p) for p in map(view.seen, view.broker.positions())}
        self._looked_at = view.broker.history.version

    def scan(self) -> list[Detected]:
        """Return what changed, oldest first; nothing while lists cannot be trusted."""
        if not self._view.is_whole():
            return []
        changes = self._view.broker.history.changes
        fresh, self._next = changes[self._next :], len(changes)
        told = [*map(self._told, fresh)]
        version = self._view.broker.history.version
        if version != self._looked_at:
            self._looked_at = version
            told.extend(self._moved_stops())
        return told

    @property
    def behind(self) -> int:
        """Return how many changes of the history were not told yet."""
        return len(self._view.broker.history.changes) - self._next

    def _told(self, change: Change) -> Detected:
        match change:
            case BookedDeal():
                return self._deal(change)
            case PendingChange():
                # One that is filled or gone stands in no list, and still belongs to its copy.
                shown = self._view.linked(change.pending)
                body = _body(change.kind, change.when.at, pending=pictures.pending(shown))
                return Detected(body=body)
            case BalanceChange():
                body = _body(
                    EventKind.BALANCE,
                    change.when.at,
                    deal=pictures.balance_deal(change.ticket, change.amount, change.comment),
                    amount=exact(change.amount),
                )
                return Detected(body=body)

    def _deal(self, change: BookedDeal) -> Detected:
        ended = change.kind is EventKind.CLOSED
        if self._view.is_mt4 and change.kind is EventKind.PARTLY_CLOSED:
            follow(self._view.disk.roots, change.deal.ticket, change.after.ticket)
        position = self._view.seen(change.after)
        if ended:
            position = replace(position, volume=ZERO)
            self._stops.pop(position.id, None)
        elif change.kind in _NEW_SIDE:
            self._stops[position.id] = _stops(position)
        body = _body(
            change.kind,
            change.when.at,
            position=pictures.position(position),
            deal=pictures.deal(self._view.told(change.deal)),
            was=pictures.ended(change.was),
        )
        return Detected(
            body=body,
            source=self._source(change, position),
            deal_at_ns=change.when.at_ns,
        )

    def _source(self, change: BookedDeal, position: Position) -> str:
        order = change.deal.order if change.kind in _NEW_SOURCE else position.order
        if self._view.is_mt4:
            order = position.id
        return source_key(
            order=order,
            position=position.id,
            margin_mode=self._view.broker.setup.margin_mode,
        )

    def _moved_stops(self) -> Iterator[Detected]:
        for position in map(self._view.seen, self._view.broker.positions()):
            before = self._stops.get(position.id)
            if before == _stops(position):
                continue
            self._stops[position.id] = _stops(position)
            if before is not None:
                at = self._view.broker.now().at
                body = _body(EventKind.MODIFIED, at, position=pictures.position(position))
                yield Detected(body=body)


def _stops(position: Position) -> tuple[Decimal | None, Decimal | None]:
    return position.stop_loss, position.take_profit


def _body(kind: EventKind, at: int, **present: Message | str | None) -> Message:
    absent = dict.fromkeys(("position", "deal", "pending", "was", "amount"))
    return {"type": "event", "kind": kind.value, "at": at, **absent, **present}
