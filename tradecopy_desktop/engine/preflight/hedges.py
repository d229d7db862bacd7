"""Which funded accounts would take opposite sides of one master's trades. Judges nothing."""

from collections.abc import Iterable

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.engine.preflight.paths import origins, routes_into

_Turned = dict[AccountKey, set[bool]]


def opposed_to(
    present: Iterable[Route], candidate: Route, funded: frozenset[AccountKey]
) -> tuple[tuple[AccountKey, AccountKey], ...]:
    """Return pairs of funded accounts that the candidate sets against each other."""
    routes = tuple(present)
    below = _reached(routes, candidate.follower)
    pairs = set()
    for origin in origins(routes_into(routes), candidate.master):
        sides = _reached(routes, origin)
        for one in funded & below.keys():
            for other in (funded & sides.keys()) - {one}:
                if any(a != b for a in sides[one] for b in sides[other]):
                    pairs.add((min(one, other), max(one, other)))
    return tuple(sorted(pairs))


def _reached(routes: Iterable[Route], start: AccountKey) -> _Turned:
    """Return the accounts that copy `start`, itself too, and whether its trades arrive turned."""
    leaving: dict[AccountKey, list[Route]] = {}
    for route in routes:
        leaving.setdefault(route.master, []).append(route)
    reached: _Turned = {start: {False}}
    open_ends = [(start, False)]
    while open_ends:
        account, turned = open_ends.pop()
        for route in leaving.get(account, ()):
            arrives = turned != route.settings.reverse
            sides = reached.setdefault(route.follower, set())
            if arrives not in sides:
                sides.add(arrives)
                open_ends.append((route.follower, arrives))
    return reached
