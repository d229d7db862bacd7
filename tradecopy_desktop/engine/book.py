"""All that is known when a decision is made. One owner changes it; the engine only reads it."""

from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from decimal import Decimal

from tradecopy_desktop.domain.accounts import AccountKey, AccountProfile, Permissions, Role
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.trades import FLAT, ClosedPosition, NetPosition, Position
from tradecopy_desktop.domain.values import MarginMode, Platform


@dataclass(slots=True, kw_only=True)
class AccountState:
    """One account as its terminals last told it."""

    key: AccountKey
    profile: AccountProfile | None = None
    connected: set[Role] = field(default_factory=set)
    whole: set[Role] = field(default_factory=set)
    permissions: Permissions | None = None
    instruments: dict[str, Instrument] = field(default_factory=dict)
    listed: bool = False
    positions: dict[str, Position] = field(default_factory=dict)
    closed: dict[str, ClosedPosition] = field(default_factory=dict)
    net: dict[str, NetPosition] = field(default_factory=dict)
    own_deals: dict[str, None] = field(default_factory=dict)
    last_magic: int = 0

    @property
    def margin_mode(self) -> MarginMode:
        """Return the account's mode; hedging until a terminal has said otherwise."""
        return self.profile.margin_mode if self.profile else MarginMode.HEDGING

    @property
    def platform(self) -> Platform:
        """Return the account's platform; MT5 until a terminal has said otherwise."""
        return self.profile.platform if self.profile else Platform.MT5

    def net_position(self, symbol: str) -> NetPosition:
        """Return the whole position of a netting account in a symbol, as last known."""
        return self.net.get(symbol, FLAT)


@dataclass(slots=True, kw_only=True)
class Book:
    """Accounts, routes and links.

    `links` holds every copy by name, `active` those that may still hold lots, `sides` the copy
    that later events of a master position mean, and `orders` each (route, position, order) that
    was ever taken, so that none is opened twice.
    """

    accounts: dict[AccountKey, AccountState] = field(default_factory=dict)
    routes: dict[str, Route] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    active: dict[str, Link] = field(default_factory=dict)
    sides: dict[tuple[str, str], str] = field(default_factory=dict)
    orders: set[tuple[str, str, str]] = field(default_factory=set)
    _by_master: dict[AccountKey, list[str]] = field(default_factory=dict)
    _magics: dict[AccountKey, set[str]] = field(default_factory=dict)

    def account(self, key: AccountKey) -> AccountState:
        """Return an account's state, an empty one if nothing is known yet."""
        state = self.accounts.get(key)
        if state is None:
            state = self.accounts[key] = AccountState(key=key)
        return state

    def put_route(self, route: Route) -> None:
        """Add or replace a route."""
        before = self.routes.get(route.id)
        if before is not None:
            self._by_master[before.master].remove(route.id)
        self.routes[route.id] = route
        self._by_master.setdefault(route.master, []).append(route.id)

    def routes_of(self, master: AccountKey) -> tuple[Route, ...]:
        """Return the routes that copy this master."""
        return tuple(self.routes[id] for id in self._by_master.get(master, ()))

    def followed_link(self, route: str, position: str) -> Link | None:
        """Return the copy that a route keeps in step with a master position, if any."""
        copy = self.sides.get((route, position))
        return self.links[copy] if copy else None

    def active_on(self, follower: AccountKey, symbol: str) -> Iterator[Link]:
        """Yield the copies that a follower may hold in one symbol."""
        return (
            link
            for link in self.active.values()
            if link.follower == follower and link.symbol == symbol
        )

    def ordered_net(self, follower: AccountKey, symbol: str) -> Decimal:
        """Return the signed lots that a netting follower will hold once all orders are done.

        What is not ours stays; each copy counts with its target instead of what it holds now.
        """
        net = self.account(follower).net_position(symbol)
        signed = net.volume * net.side.sign if net.side else Decimal(0)
        for link in self.active_on(follower, symbol):
            signed += (link.target - link.filled) * link.side.sign
        return signed

    def magics_of(self, follower: AccountKey) -> Set[str]:
        """Return the magics that active copies on a follower have."""
        return self._magics.get(follower, frozenset())

    def _put_magics(self, before: Link | None, link: Link) -> None:
        taken = self._magics.setdefault(link.follower, set())
        if before is not None:
            taken.difference_update(opening.magic for opening in before.opens)
        if link.is_live:
            taken.update(opening.magic for opening in link.opens)

    def put(self, link: Link) -> None:
        """Replace or add a copy and keep the finders true."""
        before = self.links.get(link.copy)
        self.links[link.copy] = link
        self._put_magics(before, link)
        for order in link.orders[len(before.orders) if before else 0 :]:
            self.orders.add((link.route, link.position, order))
        if link.is_live:
            self.active[link.copy] = link
        else:
            self.active.pop(link.copy, None)
        side = (link.route, link.position)
        # A reversal leaves the old copy closing beside the new one under one master position.
        if link.is_live and link.accepted > 0:
            self.sides[side] = link.copy
        elif self.sides.get(side) == link.copy:
            del self.sides[side]
