"""All that is known when a decision is made. One owner changes it; the engine only reads it."""

from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from tradecopy_desktop.domain.accounts import (
    AccountKey,
    AccountProfile,
    Funds,
    Permissions,
    Role,
)
from tradecopy_desktop.domain.baseline import Baseline
from tradecopy_desktop.domain.caps import NO_CAPS, AccountCaps
from tradecopy_desktop.domain.decisions import Bar
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.freezes import Freeze
from tradecopy_desktop.domain.guarding import FRESH_MEMORY, USUAL_GUARD, AccountGuard, GuardMemory
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.pace import USUAL_PACE, Pace
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.symbol_table import EMPTY_TABLE, SymbolTable
from tradecopy_desktop.domain.trades import (
    FLAT,
    ClosedPosition,
    NetPosition,
    PendingOrder,
    Position,
)
from tradecopy_desktop.domain.values import MarginMode, Platform

if TYPE_CHECKING:
    from tradecopy_desktop.engine.symbols.resolve import Resolved


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A fruitless search for a symbol, as of the listing and settings it was made in."""

    state: tuple[int, int]
    at_ns: int
    found: "Resolved"


@dataclass(slots=True, kw_only=True)
class AccountState:
    """One account as its terminals last told it.

    `funds` are as of `funds_ns` on the steady clock. `quotes` are the newest of symbols whose
    prices are asked for, gone once the terminal is; `awaited` are symbols in which a close waits
    for the market to open. `caps` and `pace` are the trader's; `requests`
    is how many were made of the account today, by that pace's day. `guard` is the trader's as well,
    `guard_memory` what was seen under it, and `bar` says why it lets nothing be opened, None while
    it does. `listing` rises with
    every change of `instruments`, so that what was concluded from them can be kept. `copies` names
    the copy that a position on this account belongs to, by the position's ticket or identifier;
    `closed_by` is what an order closed so far, which is no part of what it opens. `frozen` says
    which of its terminals are not believed, and why. `closed` are proofs by position, and
    `sides_closed` by position and the order that opened the side: a position that is turned round
    keeps its name. `sides` is by which order the side began that was told last of a position.
    """

    key: AccountKey
    profile: AccountProfile | None = None
    connected: set[Role] = field(default_factory=set)
    whole: set[Role] = field(default_factory=set)
    frozen: dict[Role, Freeze] = field(default_factory=dict)
    permissions: Permissions | None = None
    instruments: dict[str, Instrument] = field(default_factory=dict)
    listing: int = 0
    listed: bool = False
    funds: Funds | None = None
    funds_ns: int = 0
    quotes: dict[str, Quote] = field(default_factory=dict)
    awaited: set[str] = field(default_factory=set)
    caps: AccountCaps = NO_CAPS
    pace: Pace = USUAL_PACE
    requests: int = 0
    guard: AccountGuard = USUAL_GUARD
    guard_memory: GuardMemory = FRESH_MEMORY
    bar: Bar | None = None
    positions: dict[str, Position] = field(default_factory=dict)
    pendings: dict[str, PendingOrder] = field(default_factory=dict)
    closed: dict[str, ClosedPosition] = field(default_factory=dict)
    sides_closed: dict[tuple[str, str], ClosedPosition] = field(default_factory=dict)
    sides: dict[str, str] = field(default_factory=dict)
    net: dict[str, NetPosition] = field(default_factory=dict)
    own_deals: dict[str, None] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    closed_by: dict[str, Decimal] = field(default_factory=dict)
    last_magic: int = 0

    @property
    def margin_mode(self) -> MarginMode:
        """Return the account's mode; hedging until a terminal has said otherwise."""
        return self.profile.margin_mode if self.profile else MarginMode.HEDGING

    @property
    def currency(self) -> str:
        """Return the account's currency, "" until a terminal has told it."""
        return self.profile.currency if self.profile else ""

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
    was ever taken, so that none is opened twice. `baselines` are what came before each route, and
    `mappings` the follower's symbol that each (route, master's symbol) was resolved to and that is
    never silently resolved anew (rule C9). `resolutions` is a cache of the engine's own.
    `placing` are the routes that have or had copies of pending orders. `ledger_lost`: a follower
    showed copies of which nothing was stored, so that openings may be missing as well. Copies are
    remembered that ended since `remembers_from`, in ms since 1970; 0 where nothing was stored.
    `pace` is that of accounts for which the trader has set no other.
    """

    accounts: dict[AccountKey, AccountState] = field(default_factory=dict)
    routes: dict[str, Route] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    active: dict[str, Link] = field(default_factory=dict)
    sides: dict[tuple[str, str], str] = field(default_factory=dict)
    orders: set[tuple[str, str, str]] = field(default_factory=set)
    table: SymbolTable = EMPTY_TABLE
    baselines: dict[str, Baseline] = field(default_factory=dict)
    mappings: dict[tuple[str, str], str] = field(default_factory=dict)
    resolutions: dict[tuple[str, str], Kept] = field(default_factory=dict)
    placing: set[str] = field(default_factory=set)
    ledger_lost: bool = False
    remembers_from: int = 0
    pace: Pace = USUAL_PACE
    _by_master: dict[AccountKey, list[str]] = field(default_factory=dict)
    _magics: dict[AccountKey, set[str]] = field(default_factory=dict)
    _by_follower: dict[AccountKey, dict[str, Link]] = field(default_factory=dict)
    _by_route: dict[str, dict[str, Link]] = field(default_factory=dict)

    def account(self, key: AccountKey) -> AccountState:
        """Return an account's state, an empty one if nothing is known yet."""
        state = self.accounts.get(key)
        if state is None:
            state = self.accounts[key] = AccountState(key=key, pace=self.pace)
        return state

    def put_route(self, route: Route) -> None:
        """Add or replace a route."""
        before = self.routes.get(route.id)
        if before is not None:
            self._by_master[before.master].remove(route.id)
        self.routes[route.id] = route
        self._by_master.setdefault(route.master, []).append(route.id)

    def drop_route(self, route: str) -> None:
        """Remove a route and what was settled for it; its copies must have ended."""
        gone = self.routes.pop(route)
        self._by_master[gone.master].remove(route)
        self.baselines.pop(route, None)
        for finder in (self.mappings, self.resolutions):
            for key in [key for key in finder if key[0] == route]:
                finder.pop(key)

    def routes_of(self, master: AccountKey) -> tuple[Route, ...]:
        """Return the routes that copy this master."""
        return tuple(self.routes[id] for id in self._by_master.get(master, ()))

    def followed_link(self, route: str, position: str) -> Link | None:
        """Return the copy that a route keeps in step with a master position, if any."""
        copy = self.sides.get((route, position))
        return self.links[copy] if copy else None

    def active_on(self, follower: AccountKey, symbol: str) -> Iterator[Link]:
        """Yield the copies that a follower may hold in one symbol; shadows hold nothing."""
        return (link for link in self.live_on(follower) if link.symbol == symbol)

    def live_on(self, follower: AccountKey) -> Iterator[Link]:
        """Yield the copies that a follower may hold; shadows hold nothing."""
        copies = self._by_follower.get(follower, {})
        return (link for link in copies.values() if not link.shadow)

    def copies_of(self, route: str) -> tuple[Link, ...]:
        """Return the copies of a route that may still hold lots, shadows too."""
        return tuple(self._by_route.get(route, {}).values())

    def ordered_net(self, follower: AccountKey, symbol: str, *, imagined: str = "") -> Decimal:
        """Return the signed lots that a netting follower will hold once all orders are done.

        What is not ours stays; each copy counts with its target instead of what it holds now.
        The shadow copies of the route `imagined` count as if they were held.
        """
        net = self.account(follower).net_position(symbol)
        signed = net.volume * net.side.sign if net.side else Decimal(0)
        for link in self.active_on(follower, symbol):
            signed += (link.target - link.filled) * link.side.sign
        for link in self.copies_of(imagined):
            if link.shadow and link.symbol == symbol:
                signed += link.target * link.side.sign
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
        finders = (
            self.active,
            self._by_follower.setdefault(link.follower, {}),
            self._by_route.setdefault(link.route, {}),
        )
        is_live = link.is_live
        for finder in finders:
            if is_live:
                finder[link.copy] = link
            else:
                finder.pop(link.copy, None)
        if link.orders and link.orders[0].endswith("/placed"):
            self.placing.add(link.route)
        side = (link.route, link.position)
        # A reversal leaves the old copy closing beside the new one under one master position.
        if is_live and link.accepted > 0:
            self.sides[side] = link.copy
        elif self.sides.get(side) == link.copy:
            del self.sides[side]
