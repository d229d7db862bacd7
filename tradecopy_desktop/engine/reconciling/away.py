"""What a route does while its master cannot be seen and copies are open (rule W4)."""

from dataclasses import replace

from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.decisions import Decision
from tradecopy_desktop.domain.freezes import FreezeCause
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.recovery_rules import MasterAway
from tradecopy_desktop.domain.routes import OpenCopies, Route, RouteMode
from tradecopy_desktop.engine.arming import end_copies, pendings_to_cancel
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.pendings.ends import cancel_pending

ALARM_AFTER_S = 30
AWAY = "the master was away for too long"


def is_master_away(book: Book, route: Route) -> bool:
    """Tell whether a route with open copies cannot see its master."""
    master = book.account(route.master)
    frozen = master.frozen.get(Role.MONITOR)
    if frozen is not None and frozen.cause is FreezeCause.VANISHED:
        # It is there, and what it shows must never close copies by itself (rule W2).
        return False
    if Role.MONITOR in master.whole:
        return False
    return any(not link.shadow for link in book.copies_of(route.id))


def alarm_text(book: Book, route: Route) -> str:
    """Return what the trader is told once the master was away for 30 s."""
    copies = sum(1 for link in book.copies_of(route.id) if not link.shadow)
    rules = route.settings.recovery
    choice = {
        MasterAway.HOLD: "they stay open",
        MasterAway.CLOSE_ONLY: "the route is paused: closes only",
        MasterAway.CLOSE: f"they are closed after {rules.close_after_min} minutes",
    }[rules.master_away]
    return f"the master of {route.name} is away and {copies} copies are open; {choice}"


def pauses(route: Route) -> bool:
    """Tell whether a live route takes no more openings once its master is away."""
    wanted = route.settings.recovery.master_away is MasterAway.CLOSE_ONLY
    return wanted and route.mode is RouteMode.LIVE


def closes_after_s(route: Route) -> int | None:
    """Return after how many seconds the copies of a route are closed, None for never."""
    rules = route.settings.recovery
    return rules.close_after_min * 60 if rules.master_away is MasterAway.CLOSE else None


def cancel_waiting(
    book: Book, route: Route, why: str, choice: OpenCopies = OpenCopies.FOLLOW
) -> tuple[Decision, ...]:
    """Return the end of the orders that wait on a route which takes no more openings (C6)."""
    waiting = pendings_to_cancel(book, route, choice)
    return tuple(cancel_pending(book, link, why) for link in waiting)


def close_copies(book: Book, route: Route) -> tuple[Decision, ...]:
    """Return the close of every copy of a route, and the end of what waits."""
    cancelled = cancel_waiting(book, route, AWAY, OpenCopies.CLOSE)
    return (*cancelled, *(_explained(each) for each in end_copies(book, route, OpenCopies.CLOSE)))


def _explained(decision: Decision) -> Decision:
    link: Link | None = decision.link
    if link is None:
        return decision
    return replace(decision, link=replace(link, reason=AWAY))
