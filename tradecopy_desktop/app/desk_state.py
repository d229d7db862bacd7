"""The program at a glance, for header and tray. Counts, and decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from tradecopy_desktop.app.views import DeskState, Health, RouteRow
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.ports import AccountRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What of the program is not in the book."""

    routes: Sequence[RouteRow]
    port: int
    demo: bool


def desk_state(book: Book, records: Sequence[AccountRecord], shown: Shown) -> DeskState:
    """Return the program at a glance."""
    accounts = book.accounts
    masters = [r.key for r in records if Role.MONITOR in r.roles]
    followers = [r.key for r in records if Role.EXECUTOR in r.roles]
    health, status = _overall(shown.routes)
    return DeskState(
        health=health,
        status=status,
        masters_connected=sum(Role.MONITOR in accounts[k].connected for k in masters),
        masters=len(masters),
        followers_connected=sum(Role.EXECUTOR in accounts[k].connected for k in followers),
        followers=len(followers),
        open_copies=sum(not link.shadow for link in book.active.values()),
        copied=sum(route.copied for route in shown.routes),
        port=shown.port,
        demo=shown.demo,
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
