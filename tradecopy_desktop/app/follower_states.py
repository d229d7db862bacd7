"""What matters most about a follower, in one state and one sentence. It changes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from tradecopy_desktop.app.follower_views import FollowerState
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.findings import Finding, FindingKind
from tradecopy_desktop.domain.guarding import Rung
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.ports import AccountRecord

HEALTH_OF = {
    FollowerState.FROZEN: Health.BAD,
    FollowerState.NEW: Health.IDLE,
    FollowerState.DISCONNECTED: Health.BAD,
    FollowerState.FLATTENING: Health.BAD,
    FollowerState.LOCKED: Health.BAD,
    FollowerState.LOADING: Health.WARNING,
    FollowerState.TRADING_OFF: Health.BAD,
    FollowerState.NAKED: Health.BAD,
    FollowerState.OUT_OF_STEP: Health.WARNING,
    FollowerState.BARRED: Health.BAD,
    FollowerState.BLIND: Health.WARNING,
    FollowerState.MASTER_AWAY: Health.WARNING,
    FollowerState.NEAR_LIMIT: Health.WARNING,
    FollowerState.PAUSED: Health.WARNING,
    FollowerState.REHEARSING: Health.IDLE,
    FollowerState.NO_ROUTE: Health.IDLE,
    FollowerState.IN_STEP: Health.GOOD,
}


class How(NamedTuple):
    """A state, and why, "" where there is no more to say."""

    state: FollowerState
    why: str = ""

    @property
    def health(self) -> Health:
        """Return how bad it is."""
        return HEALTH_OF[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known of a follower besides the book, at a time in ms since 1970 UTC.

    So many copies are `bare` of their SL, this is `found` to differ, and so many late trades are
    `asked` about.
    """

    at: int
    bare: int = 0
    found: Sequence[Finding] = ()
    asked: int = 0


def how_is(book: Book, record: AccountRecord, seen: Seen) -> How:
    """Return how a follower is.

    What keeps it from being seen comes first, then what was ordered, then what differs.
    """
    account = book.account(record.key)
    routes = [route for route in book.routes.values() if route.follower == record.key]
    looks = (
        _seen(account),
        _copied(book, account.key, seen),
        _guarded(account),
        _routed(book, routes),
    )
    return next((how for how in looks if how is not None), How(FollowerState.IN_STEP))


def drift_lots(book: Book, follower: AccountKey) -> Decimal:
    """Return by how many lots the settled copies of a follower are off what is due."""
    settled = (link for link in book.live_on(follower) if link.state is LinkState.LIVE)
    return sum((abs(link.filled - link.target) for link in settled), ZERO)


def _seen(account: AccountState) -> How | None:
    if account.frozen:
        text = next(iter(account.frozen.values())).text
        return How(FollowerState.FROZEN, f"its terminal {text}")
    if Role.EXECUTOR not in account.connected:
        if account.profile is None:
            return How(FollowerState.NEW, "waiting for its terminal")
        return How(FollowerState.DISCONNECTED, "its terminal is not connected")
    return _shut(account) or _loaded(account)


def _shut(account: AccountState) -> How | None:
    memory = account.guard_memory
    if memory.flattening is not None:
        return How(FollowerState.FLATTENING, memory.flattening.why)
    if memory.lock is not None:
        return How(FollowerState.LOCKED, memory.lock.why)
    return None


def _loaded(account: AccountState) -> How | None:
    if Role.EXECUTOR not in account.whole:
        return How(FollowerState.LOADING, "its terminal has not shown all it holds")
    if account.permissions is not None and not account.permissions.may_trade:
        return How(FollowerState.TRADING_OFF, "trading is switched off in its terminal")
    return None


def _copied(book: Book, key: AccountKey, seen: Seen) -> How | None:
    wrong = [each for each in seen.found if each.kind is not FindingKind.WAITING]
    bare = max(seen.bare, sum(each.kind is FindingKind.UNPROTECTED for each in wrong))
    if bare:
        text = "1 position has no SL" if bare == 1 else f"{bare} positions have no SL"
        return How(FollowerState.NAKED, text)
    if wrong:
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        return How(FollowerState.OUT_OF_STEP, f"{wrong[0].text}{more}")
    if seen.asked:
        which = "1 late trade waits" if seen.asked == 1 else f"{seen.asked} late trades wait"
        return How(FollowerState.OUT_OF_STEP, f"{which} for your answer")
    return _by_lots(book, key)


def _by_lots(book: Book, key: AccountKey) -> How | None:
    if any(link.state is LinkState.UNKNOWN for link in book.live_on(key)):
        return How(FollowerState.OUT_OF_STEP, "an order's outcome is unknown")
    lots = drift_lots(book, key)
    if lots:
        return How(FollowerState.OUT_OF_STEP, f"{lots:f} lots differ from what is due")
    return None


def _guarded(account: AccountState) -> How | None:
    memory = account.guard_memory
    rungs = [(memory.rungs.get(limit.id, Rung.FINE), limit.name) for limit in account.guard.limits]
    for rung, name in rungs:
        if rung.height >= Rung.CLOSE_ONLY.height:
            return How(FollowerState.BARRED, f"{name} lets nothing be opened now")
    if account.bar is not None:
        return How(FollowerState.BLIND, account.bar.text)
    near = [name for rung, name in rungs if rung is Rung.WARN]
    return How(FollowerState.NEAR_LIMIT, ", ".join(near)) if near else None


def _routed(book: Book, routes: Sequence[Route]) -> How | None:
    modes = [route.mode for route in routes]
    if RouteMode.LIVE not in modes:
        if RouteMode.CLOSE_ONLY in modes:
            return How(FollowerState.PAUSED, "opens nothing new; closes are copied")
        if RouteMode.SHADOW in modes:
            return How(FollowerState.REHEARSING, "decides and sends nothing")
        why = "its routes are off" if routes else "no route leads to it"
        return How(FollowerState.NO_ROUTE, why)
    away = list(_without_master(book, routes))
    if away:
        return How(FollowerState.MASTER_AWAY, f"{away[0].name}: its master is not there")
    paused = modes.count(RouteMode.CLOSE_ONLY)
    if paused:
        text = "1 of its routes is paused" if paused == 1 else f"{paused} of its routes are paused"
        return How(FollowerState.IN_STEP, text)
    return None


def _without_master(book: Book, routes: Sequence[Route]) -> Iterator[Route]:
    for route in routes:
        if route.mode is RouteMode.LIVE and Role.MONITOR not in book.account(route.master).whole:
            yield route
