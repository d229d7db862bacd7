"""An account as its terminal shows it: lists may be late, MT4 chains must be found, links added."""

from dataclasses import replace

from tradecopy_desktop.domain.accounts import Permissions
from tradecopy_desktop.domain.trades import (
    FLAT,
    CarriedLink,
    ClosedPosition,
    Deal,
    NetPosition,
    PendingOrder,
    Position,
)
from tradecopy_desktop.domain.values import Platform, Reason
from tradecopy_desktop.sim.broker.sim_broker import SimBroker
from tradecopy_desktop.sim.terminal.disk import Disk
from tradecopy_desktop.sim.terminal.roots import root_of
from tradecopy_desktop.sim.terminal.setup import ALL_ALLOWED, Pace

_BY_PRICE = frozenset({Reason.STOP_LOSS, Reason.TAKE_PROFIT, Reason.STOP_OUT, Reason.CLOSE_BY})


class AccountView:
    """What one terminal can see of one account, and what it is allowed to do."""

    def __init__(self, broker: SimBroker, disk: Disk, pace: Pace, *, with_links: bool) -> None:
        """Look at an account whose terminal has been logged in for a while."""
        self.broker = broker
        self.disk = disk
        self.permissions: Permissions = ALL_ALLOWED
        self._with_links = with_links
        self._shown: tuple[tuple[int, int, int], tuple[Position, ...]] | None = None
        self._settle_ns = int(pace.settle * 1e9)
        self._login_ns = broker.clock.steady_ns() - int(pace.logged_in * 1e9)
        self._late = int(broker.setup.faults.lists_late_s * 1e9)
        self._share = 0.5

    @property
    def is_mt4(self) -> bool:
        """Tell whether tickets change with partial closes."""
        return self.broker.setup.platform is Platform.MT4

    def log_in(self) -> None:
        """Begin a new session at the trade server: lists settle anew."""
        self._login_ns = self.broker.clock.steady_ns()

    def synchronise(self, seconds: float, share: float) -> None:
        """Log in anew: for so many seconds only this share of the positions is shown."""
        self.log_in()
        self._late, self._share = int(seconds * 1e9), share

    def is_whole(self) -> bool:
        """Tell whether lists can be trusted now."""
        return self.permissions.connected and self._logged_in_ns() >= max(
            self._settle_ns, self._late
        )

    def positions(self) -> tuple[Position, ...]:
        """Return the open positions, with links; fewer than there are while lists are late."""
        # An instruction looks several times at what has not changed.
        version = (self.broker.history.version, self.broker.priced, self.disk.journal.lines)
        if self._shown is None or self._shown[0] != version:
            self._shown = (version, tuple(self.seen(p) for p in self.broker.positions()))
        shown = self._shown[1]
        if self._logged_in_ns() >= self._late:
            return shown
        return shown[: int(len(shown) * self._share)]

    def seen(self, position: Position) -> Position:
        """Return the position under the id that this terminal knows it by."""
        if self.is_mt4:
            root = root_of(self.disk.roots, position, self.broker)
            position = replace(position, id=root, order=root)
        return replace(position, link=self._link(position.order, position.magic))

    def told(self, deal: Deal) -> Deal:
        """Return the deal with the reason that this platform lets one see."""
        if not self.is_mt4 or deal.reason in _BY_PRICE:
            return deal
        reason = Reason.EXPERT if deal.magic != "0" else Reason.CLIENT
        return replace(deal, reason=reason)

    def pendings(self) -> tuple[PendingOrder, ...]:
        """Return the pending orders, with links."""
        return tuple(self.linked(p) for p in self.broker.pendings())

    def linked(self, pending: PendingOrder) -> PendingOrder:
        """Return a pending order with its link, whether it waits or is gone."""
        return replace(pending, link=self._link(pending.ticket, pending.magic))

    def closings(self) -> tuple[ClosedPosition, ...]:
        """Return what the history shows of positions that ended, with links."""
        shown = []
        for closed in self.broker.closings():
            if self.is_mt4:
                root = self.disk.roots.get(closed.deal, closed.deal)
                known = replace(closed, id=root, order=root)
            else:
                known = closed
            shown.append(replace(known, link=self._link(known.order, "0")))
        return tuple(shown)

    def net(self, symbol: str) -> NetPosition:
        """Return the whole position of a netting account in a symbol."""
        for holding in self.broker.holdings():
            if holding.symbol == symbol:
                return NetPosition(side=holding.side, volume=holding.volume)
        return FLAT

    def _link(self, order: str, magic: str) -> CarriedLink | None:
        if not self._with_links:
            return None
        journal = self.disk.journal
        intent = journal.of_ticket(order)
        if intent is None and magic != "0":
            intent = journal.of_magic(magic)
        return intent.link() if intent is not None else None

    def _logged_in_ns(self) -> int:
        return self.broker.clock.steady_ns() - self._login_ns
