"""Copies that were prescribed and never executed, while their master still holds its position.

A copy that was ever held is not missing, however it ended (rule C2).
"""

from collections.abc import Iterator

from tradecopy_desktop.domain.findings import Finding, FindingKind, Force
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.recovery_rules import LatePolicy
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.arming import is_before_route
from tradecopy_desktop.engine.book import Book


def missing_copies(book: Book, route: Route, busy: frozenset[str]) -> Iterator[Finding]:
    """Yield the refused copies of a live route that could still be opened."""
    if route.mode is not RouteMode.LIVE:
        return
    copies: dict[str, list[Link]] = {}
    for link in book.links.values():
        if link.route == route.id and not link.shadow:
            copies.setdefault(link.position, []).append(link)
    for id, position in book.account(route.master).positions.items():
        of_position = copies.get(id, [])
        # Any other copy of it means that this part was refused and the rest was not (rule S3).
        if len(of_position) == 1 and _is_missing(book, route, of_position[0], position, busy):
            yield _finding(book, route, of_position[0])


def late_policy(book: Book, route: Route) -> LatePolicy:
    """Return what a route does about late trades; after a lost ledger each is asked (E24)."""
    return LatePolicy.ASK if book.ledger_lost else route.settings.recovery.late


def again(order: str) -> str:
    """Return the name of the one further opening of an order that was refused."""
    return f"{order}+late"


def _is_missing(
    book: Book, route: Route, link: Link, position: Position, busy: frozenset[str]
) -> bool:
    return (
        link.state is LinkState.REFUSED
        and link.filled == ZERO
        and link.copy not in busy
        and not link.orders[0].endswith("/placed")
        and (position.side, position.order) == (link.master_side, link.order)
        and not is_before_route(book, route, link.position, link.order)
    )


def _finding(book: Book, route: Route, link: Link) -> Finding:
    by_itself = late_policy(book, route) in (LatePolicy.WITHIN, LatePolicy.MARKET)
    return Finding(
        key=f"{FindingKind.MISSING} {link.copy}",
        kind=FindingKind.MISSING,
        route=route.id,
        follower=route.follower,
        symbol=link.symbol,
        text=f"the copy of the master's {link.master_symbol} was never opened: {link.reason}",
        remedy="open it at market",
        copy=link.copy,
        force=Force.AS_SET if by_itself else Force.BY_CLICK,
    )
