"""Rows about routes and copies, made from the book."""

from datetime import datetime

from tradecopy_desktop.app.accounts_board import profit_of
from tradecopy_desktop.app.views import CopyRow, CopyState, Health, RouteRow
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.freezing import freeze_of


class RouteTally:
    """What a route has done since the program started."""

    __slots__ = ("copied", "last_total_ms", "refused", "skipped")

    def __init__(self) -> None:
        self.copied = 0
        self.skipped = 0
        self.refused = 0
        self.last_total_ms: float | None = None


def route_row(
    book: Book, route: Route, tally: RouteTally, names: dict[AccountKey, str]
) -> RouteRow:
    """Return one route as the trader sees it."""
    health, status = _route_health(book, route)
    return RouteRow(
        id=route.id,
        name=route.name,
        master=route.master,
        master_name=names.get(route.master, str(route.master)),
        follower=route.follower,
        follower_name=names.get(route.follower, str(route.follower)),
        mode=route.mode,
        sizing=route.settings.sizing,
        copied=tally.copied,
        skipped=tally.skipped,
        refused=tally.refused,
        open_copies=len(book.copies_of(route.id)),
        last_total_ms=tally.last_total_ms,
        health=health,
        status=status,
    )


def _route_health(book: Book, route: Route) -> tuple[Health, str]:
    if route.mode is RouteMode.OFF:
        return Health.IDLE, "off"
    if route.mode is RouteMode.CLOSE_ONLY:
        return Health.WARNING, "paused: closes only"
    frozen = freeze_of(book, route)
    if frozen:
        return Health.BAD, f"frozen: {frozen}"
    if not is_ready(book, route):
        return Health.BAD, "waiting for a terminal"
    word = "watching" if route.mode is RouteMode.SHADOW else "copying"
    return Health.GOOD, word


def is_ready(book: Book, route: Route) -> bool:
    """Tell whether both ends of a route are connected and have shown all they hold (rule W1)."""
    master, follower = book.account(route.master), book.account(route.follower)
    return (
        Role.MONITOR in master.whole
        and Role.EXECUTOR in follower.whole
        and master.listed
        and follower.listed
    )


def copy_row(
    book: Book, link: Link, since: datetime, names: dict[AccountKey, str], *, busy: bool
) -> CopyRow:
    """Return a follower's position beside the master's."""
    master = book.account(link.master).positions.get(link.position)
    own = _position_of(book, link)
    route = book.routes.get(link.route)
    return CopyRow(
        copy=link.copy,
        follower=link.follower,
        follower_name=names.get(link.follower, str(link.follower)),
        route_name=route.name if route else "",
        side=link.side,
        master_symbol=link.master_symbol,
        master_lots=link.master_volume,
        master_price=master.price if master else None,
        symbol=link.symbol,
        prescribed_lots=link.target,
        held_lots=link.filled,
        price=own.price if own else None,
        stop_loss=link.stop_loss,
        take_profit=link.take_profit,
        profit=profit_of(book, link.follower, link.copy),
        state=_copy_state(link, busy=busy),
        since=since,
    )


def _position_of(book: Book, link: Link) -> Position | None:
    positions = book.account(link.follower).positions.values()
    own = (p for p in positions if p.link and p.link.copy == link.copy)
    return next(own, None)


def _copy_state(link: Link, *, busy: bool) -> CopyState:
    if link.filled == link.target and link.state is LinkState.LIVE:
        return CopyState.IN_STEP
    if link.state is LinkState.UNKNOWN:
        return CopyState.UNLINKED
    return CopyState.WORKING if busy else CopyState.DRIFT
