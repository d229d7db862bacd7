"""The whole program at a glance. It changes nothing."""

from collections.abc import Iterable, Sequence

from tradecopy_desktop.app.views import DeskState, Health, RouteRow
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.ports import AccountRecord


def at_a_glance(
    book: Book,
    records: Iterable[AccountRecord],
    routes: Sequence[RouteRow],
    *,
    port: int,
    demo: bool,
) -> DeskState:
    """Return who is connected, how all routes are, and how many copies are open."""
    known = tuple(records)
    ends = {role: [r.key for r in known if role in r.roles] for role in Role}
    there = {
        role: sum(role in book.account(key).connected for key in keys)
        for role, keys in ends.items()
    }
    health, status = _overall(routes)
    return DeskState(
        health=health,
        status=status,
        masters_connected=there[Role.MONITOR],
        masters=len(ends[Role.MONITOR]),
        followers_connected=there[Role.EXECUTOR],
        followers=len(ends[Role.EXECUTOR]),
        open_copies=sum(not link.shadow for link in book.active.values()),
        copied=sum(route.copied for route in routes),
        port=port,
        demo=demo,
    )


def _overall(routes: Sequence[RouteRow]) -> tuple[Health, str]:
    if not routes:
        return Health.IDLE, "no routes yet"
    for health in (Health.BAD, Health.WARNING):
        worst = [route for route in routes if route.health is health]
        if worst:
            return health, f"{worst[0].name}: {worst[0].status}"
    if all(route.health is Health.IDLE for route in routes):
        return Health.IDLE, "all routes are off"
    return Health.GOOD, "copying"
