"""How routes hang together: circles of accounts, and two ways to one account (rule C10).

Looks at routes alone, never at positions.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.routes import Route, RouteMode


@dataclass(frozen=True, slots=True, kw_only=True)
class DoublePath:
    """Trades of `origin` reach `reached` through more than one route; `last` are their ids."""

    origin: AccountKey
    reached: AccountKey
    last: tuple[str, ...]


def standing(routes: Iterable[Route], candidate: Route | None = None) -> tuple[Route, ...]:
    """Return the routes that are not off, and the one to be armed whatever its mode."""
    others = (route for route in routes if route.mode is not RouteMode.OFF)
    if candidate is None:
        return tuple(others)
    return (*(route for route in others if route.id != candidate.id), candidate)


def find_loops(
    routes: Iterable[Route], candidate: Route | None = None
) -> tuple[tuple[str, ...], ...]:
    """Return the shortest circle of accounts through each route that is part of one.

    Each circle stands once, from its least account on.
    """
    follow = _followers(standing(routes, candidate))
    circles = {
        _turned(way)
        for master, followers in follow.items()
        for follower in followers
        if (way := _shortest_way(follow, follower, master))
    }
    return tuple(sorted(tuple(map(str, circle)) for circle in circles))


def way_back(routes: Iterable[Route], candidate: Route) -> tuple[AccountKey, ...]:
    """Return the shortest way from the candidate's follower to its master, () for none."""
    follow = _followers(standing(routes, candidate))
    return _shortest_way(follow, candidate.follower, candidate.master)


def double_paths(routes: Iterable[Route], candidate: Route | None = None) -> tuple[DoublePath, ...]:
    """Return where one master's trades arrive through several routes.

    Of masters that feed one another and so arrive through the same routes the nearest is named.
    """
    into = routes_into(standing(routes, candidate))
    found = [
        DoublePath(origin=origin, reached=reached, last=last)
        for reached, arriving in into.items()
        if len(arriving) > 1
        for origin, last in _arriving_twice(into, reached, arriving).items()
    ]
    return tuple(sorted(found, key=lambda path: (path.reached, path.origin)))


def routes_into(routes: Iterable[Route]) -> dict[AccountKey, list[Route]]:
    """Return the routes by the follower that they end at."""
    into: dict[AccountKey, list[Route]] = {}
    for route in routes:
        into.setdefault(route.follower, []).append(route)
    return into


def origins(
    into: Mapping[AccountKey, Iterable[Route]],
    account: AccountKey,
    *,
    avoid: AccountKey | None = None,
) -> frozenset[AccountKey]:
    """Return the account and all masters above it, but not those beyond `avoid`."""
    seen = {account}
    open_ends = [account]
    while open_ends:
        for route in into.get(open_ends.pop(), ()):
            if route.master != avoid and route.master not in seen:
                seen.add(route.master)
                open_ends.append(route.master)
    return frozenset(seen)


def _arriving_twice(
    into: Mapping[AccountKey, list[Route]], reached: AccountKey, arriving: list[Route]
) -> dict[AccountKey, tuple[str, ...]]:
    above = {route.master: origins(into, route.master, avoid=reached) for route in arriving}
    last: dict[AccountKey, tuple[str, ...]] = {}
    for origin in frozenset[AccountKey]().union(*above.values()):
        by = tuple(sorted(route.id for route in arriving if origin in above[route.master]))
        if len(by) > 1:
            last[origin] = by
    masters = {origin: origins(into, origin, avoid=reached) for origin in last}
    return {
        origin: by
        for origin, by in last.items()
        if not any(
            last[nearer] == by and origin in those and nearer not in masters[origin]
            for nearer, those in masters.items()
        )
    }


def _shortest_way(
    follow: Mapping[AccountKey, Iterable[AccountKey]], start: AccountKey, goal: AccountKey
) -> tuple[AccountKey, ...]:
    before: dict[AccountKey, AccountKey] = {}
    open_ends = deque([start])
    while open_ends and goal not in before:
        account = open_ends.popleft()
        for follower in follow.get(account, ()):
            if follower not in before:
                before[follower] = account
                open_ends.append(follower)
    if goal not in before:
        return ()
    way = [goal]
    while way[-1] != start:
        way.append(before[way[-1]])
    return tuple(reversed(way))


def _followers(routes: Iterable[Route]) -> dict[AccountKey, list[AccountKey]]:
    follow: dict[AccountKey, list[AccountKey]] = {}
    for route in routes:
        follow.setdefault(route.master, []).append(route.follower)
    return follow


def _turned(way: tuple[AccountKey, ...]) -> tuple[AccountKey, ...]:
    least = way.index(min(way))
    return (*way[least:], *way[:least])
