"""What an account holds of a copy: its tickets, or its share of a netting position."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.domain.facts import EventKind
from tradecopy_desktop.domain.trades import PendingOrder, Position
from tradecopy_desktop.domain.values import ZERO, DealEntry, MarginMode, Side
from tradecopy_desktop.sim.broker.records import BookedDeal
from tradecopy_desktop.sim.terminal.account_view import AccountView
from tradecopy_desktop.sim.terminal.instructions import Handle


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyName:
    """Which copy is meant, and by which openings it can be found."""

    copy: str
    symbol: str
    side: Side
    opens: tuple[Handle, ...] = ()


class Copies:
    """Finds copies by the journal first, by their magics where the journal is silent."""

    def __init__(self, view: AccountView) -> None:
        """Look at one account."""
        self._view = view
        self._netting = view.broker.setup.margin_mode is MarginMode.NETTING

    @property
    def is_netting(self) -> bool:
        """Tell whether copies share positions."""
        return self._netting

    def magics(self, name: CopyName) -> set[str]:
        """Return the magics of the copy's openings."""
        journalled = (intent.magic for intent in self._view.disk.journal.openings(name.copy))
        return {*journalled, *(handle.magic for handle in name.opens)} - {"0"}

    def is_known(self, name: CopyName) -> bool:
        """Tell whether the journal, a position, an order or a deal knows the copy."""
        if self._view.disk.journal.knows(name.copy):
            return True
        magics = self.magics(name)
        if any(p.magic in magics for p in self._view.broker.pendings()):
            return True
        return any(self._view.broker.history.of_magic(magic) for magic in magics)

    def tickets(self, name: CopyName) -> list[Position]:
        """Return the positions that hold the copy, oldest ticket first."""
        found = [p for p in self._view.positions() if self._holds(p, name)]
        return sorted(found, key=lambda p: int(p.ticket))

    def pending(self, name: CopyName) -> PendingOrder | None:
        """Return the copy's pending order."""
        magics = self.magics(name)
        for order in self._view.pendings():
            linked = order.link is not None and order.link.copy == name.copy
            if linked or (order.link is None and order.magic in magics):
                return order
        return None

    def held(self, name: CopyName) -> Decimal:
        """Return the lots that the account holds for the copy now."""
        if not self._netting:
            return sum((p.volume for p in self.tickets(name)), ZERO)
        position = self._net_position(name)
        return ZERO if position is None else min(self._share(name, position), position.volume)

    def stops(self, name: CopyName) -> tuple[Decimal | None, Decimal | None]:
        """Return SL and TP as they are on the copy."""
        tickets = self.tickets(name)
        return (tickets[0].stop_loss, tickets[0].take_profit) if tickets else (None, None)

    def _holds(self, position: Position, name: CopyName) -> bool:
        if position.symbol != name.symbol:
            return False
        if self._netting:
            return position.side is name.side and self._share(name, position) > 0
        if position.link is not None:
            return position.link.copy == name.copy
        return position.magic in self.magics(name)

    def _net_position(self, name: CopyName) -> Position | None:
        for position in self._view.positions():
            if position.symbol == name.symbol and position.side is name.side:
                return position
        return None

    def closing_magic(self, name: CopyName) -> str:
        """Return the magic of the copy's oldest opening that still has a share, for netting."""
        intents = self._view.disk.journal.openings(name.copy)
        magics = [i.magic for i in intents] or [handle.magic for handle in name.opens]
        position = self._net_position(name)
        if position is not None:
            deals = self._view.broker.history.of_position(position.id)
            for magic in magics:
                if _share(deals, {magic}, name.side) > 0:
                    return magic
        return magics[0]

    def _share(self, name: CopyName, position: Position) -> Decimal:
        deals = self._view.broker.history.of_position(position.id)
        return _share(deals, self.magics(name), name.side)


def _share(deals: Iterable[BookedDeal], magics: set[str], side: Side) -> Decimal:
    share = ZERO
    for booked in deals:
        own = booked.deal.magic in magics
        if booked.kind is EventKind.REVERSED:
            # Whatever was held on the side before has ended with it.
            share = booked.after.volume if own and booked.after.side is side else ZERO
        elif booked.after.side is not side:
            continue
        elif not own:
            # What somebody else took off beyond his own was the copy's, and does not return.
            share = min(share, booked.after.volume)
        elif booked.deal.entry is DealEntry.IN:
            share += booked.deal.volume
        else:
            share = max(share - booked.deal.volume, ZERO)
    return share
