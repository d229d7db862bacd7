"""Rows about routes and copies, made from the book."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from tradecopy_desktop.app.views import CopyRow, CopyState, Health, RouteRow
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.findings import Finding, FindingKind
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.freezing import freeze_of
from tradecopy_desktop.engine.reconciling.relinking import held_by_copy
from tradecopy_desktop.engine.stops.dues import tickets_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """What goes on about a copy: an instruction is under way, its SL is missing, its close late."""

    busy: bool = False
    bare: bool = False
    late: bool = False


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
    bar = book.account(route.follower).bar
    if bar is not None:
        # What cannot be seen may be back in a moment.
        return (Health.BAD if bar.cancels else Health.WARNING), bar.text
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
    book: Book, link: Link, since: datetime, names: Mapping[AccountKey, str], how: Doing
) -> CopyRow:
    """Return a follower's position beside the master's."""
    master = book.account(link.master).positions.get(link.position)
    tickets = tickets_of(book, link)
    own = tickets[0] if tickets else None
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
        stop_loss=_worst_stop(tickets) if own else link.stop_loss,
        take_profit=own.take_profit if own else link.take_profit,
        profit=sum((each.profit for each in tickets), ZERO) if own else None,
        state=_copy_state(link, how),
        since=since,
        due_stop=link.stop_loss,
    )


def found_row(
    book: Book, finding: Finding, since: datetime, names: Callable[[AccountKey], str]
) -> CopyRow | None:
    """Return what a finding is about as a row of its own, None where an open copy shows it."""
    live = book.active.get(finding.copy)
    route = book.routes.get(finding.route)
    if not finding.copy or route is None or (live is not None and not live.shadow):
        return None
    link = book.links.get(finding.copy)
    if finding.kind is FindingKind.MISSING:
        return None if link is None else _never_opened(book, route, link, since, names)
    tickets = held_by_copy(book, route).get(finding.copy, ())
    return _without_copy(route, finding, tickets, since, names) if tickets else None


def _never_opened(
    book: Book, route: Route, link: Link, since: datetime, names: Callable[[AccountKey], str]
) -> CopyRow:
    row = copy_row(book, link, since, {link.follower: names(link.follower)}, Doing())
    master = book.account(route.master).positions.get(link.position)
    # Its target is 0 since it was refused; this is what it was before.
    due = Decimal(link.base.numerator) / Decimal(link.base.denominator)
    return replace(
        row,
        state=CopyState.MISSING,
        master_lots=master.volume if master else link.master_volume,
        prescribed_lots=due,
        stop_loss=None,
        take_profit=None,
        due_stop=None,
    )


def _without_copy(
    route: Route,
    finding: Finding,
    tickets: tuple[Position, ...],
    since: datetime,
    names: Callable[[AccountKey], str],
) -> CopyRow:
    own = tickets[0]
    is_extra = finding.kind is FindingKind.EXTRA
    return CopyRow(
        copy=finding.copy,
        follower=route.follower,
        follower_name=names(route.follower),
        route_name=route.name,
        side=own.side,
        master_symbol="",
        master_lots=None,
        master_price=None,
        symbol=own.symbol,
        prescribed_lots=ZERO,
        held_lots=sum((each.volume for each in tickets), ZERO),
        price=own.price,
        stop_loss=own.stop_loss,
        take_profit=own.take_profit,
        profit=sum((each.profit for each in tickets), ZERO),
        state=CopyState.EXTRA if is_extra else CopyState.UNLINKED,
        since=since,
    )


def _worst_stop(tickets: tuple[Position, ...]) -> Decimal | None:
    # One ticket without is as good as none.
    stops = [each.stop_loss for each in tickets]
    return None if None in stops else stops[0]


def _copy_state(link: Link, how: Doing) -> CopyState:
    if how.bare:
        return CopyState.NAKED
    if link.state is LinkState.UNKNOWN:
        return CopyState.UNKNOWN
    if how.busy and not how.late:
        return CopyState.WORKING
    if link.state in (LinkState.PENDING, LinkState.GATHERING):
        return CopyState.PENDING
    return _by_lots(link)


def _by_lots(link: Link) -> CopyState:
    if link.state is LinkState.LIVE and link.filled == link.target:
        return CopyState.IN_STEP
    if link.target == ZERO and link.filled > ZERO:
        return CopyState.EXTRA
    return CopyState.DRIFT if link.filled > ZERO else CopyState.MISSING
