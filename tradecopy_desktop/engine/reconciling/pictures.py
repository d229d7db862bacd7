"""What a whole picture of an account means for its copies. A list that is not whole means nothing.

Only proofs act: a closing deal closes, a smaller position reduces. What cannot be proven is told
to the trader and left alone (rules W1, W2, L3, L6).
"""

from collections.abc import Container, Set
from dataclasses import dataclass, replace

from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.decisions import Decision, Skipped, SkipReason
from tradecopy_desktop.domain.facts import SnapshotTaken
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.recovery_rules import LatePolicy
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import MarginMode, Reason
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.follower import note_taken
from tradecopy_desktop.engine.pendings.following import (
    follow_close,
    follow_reduction,
    follow_stop_change,
)
from tradecopy_desktop.engine.reconciling.missing import late_policy
from tradecopy_desktop.engine.reconciling.proofs import follower_proofs, held_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A copy as the follower's picture shows it, and what to tell the trader, None for nothing."""

    link: Link
    trouble: str | None


def follow_master_picture(
    book: Book, picture: SnapshotTaken, busy: Container[str] = ()
) -> tuple[Decision, ...]:
    """Return what the routes of a master do about its whole picture.

    `busy` copies have an instruction under way.
    """
    if not picture.whole:
        return ()
    positions = {position.id: position for position in picture.positions}
    closed = {(ended.id, ended.order) for ended in picture.closed}
    decisions: list[Decision] = []
    for route in book.routes_of(picture.account):
        for link in _followed(book, route):
            position = positions.get(link.position)
            if _has_ended(book, link, position, closed):
                version = f"picture {link.version}"
                decisions.extend(follow_close(book, route, link.position, version=version))
            elif position is not None:
                is_busy = link.copy in busy
                decisions.extend(_about_present(book, route, link, position, busy=is_busy))
    return tuple(decisions)


def _followed(book: Book, route: Route) -> list[Link]:
    return [link for link in book.copies_of(route.id) if link.accepted > 0]


def _has_ended(
    book: Book, link: Link, position: Position | None, closed: Set[tuple[str, str]]
) -> bool:
    """Tell whether what a copy was made of is proven to be over; what is only gone is not."""
    if position is None:
        return any(id == link.position for id, _ in closed)
    if position.side is not link.master_side:
        return True
    master = book.account(link.master)
    if master.margin_mode is not MarginMode.NETTING:
        return False
    # Turned round twice, a netting position has its old side again, and its name.
    if position.order != link.order and (link.position, link.order) in closed:
        return True
    # Tickets rise: a lower one is what a terminal without its history takes for the beginning.
    return int(position.order) > int(master.sides.get(position.id, position.order))


def _about_present(
    book: Book, route: Route, link: Link, position: Position, *, busy: bool
) -> tuple[Decision, ...]:
    if position.volume < link.master_volume:
        return follow_reduction(book, route, position, version=f"picture {position.ticket}")
    late = late_policy(book, route)
    is_hedging = book.account(link.master).margin_mode is MarginMode.HEDGING
    if position.volume > link.master_volume and (late is LatePolicy.SKIP or is_hedging):
        grown = replace(link, master_volume=position.volume)
        missed = position.volume - link.master_volume
        return (
            Skipped(
                route=route.id,
                reason=SkipReason.MISSED_WHILE_AWAY,
                detail=f"the master added {missed:f} {position.symbol} while its terminal was away",
                link=grown,
                alarming=True,
            ),
        )
    return follow_stop_change(book, route, position, busy=busy)


def reduce_after_listing(book: Book, follower: AccountKey) -> tuple[Decision, ...]:
    """Return the reductions that could not be sized before the follower's symbols were known."""
    decisions: list[Decision] = []
    for link in tuple(book.live_on(follower)):
        route = book.routes.get(link.route)
        position = book.account(link.master).positions.get(link.position)
        if route is None or position is None or link.accepted == 0:
            continue
        if position.side is link.master_side and position.volume < link.master_volume:
            version = f"listed {position.ticket}"
            decisions.extend(follow_reduction(book, route, position, version=version))
    return tuple(decisions)


def compare_follower_picture(
    book: Book, picture: SnapshotTaken, busy: frozenset[str]
) -> tuple[Finding, ...]:
    """Return the copies that the follower's whole picture shows other than we knew.

    `busy` copies have an instruction under way: its answer will tell.
    """
    if not picture.whole:
        return ()
    is_believed = Role.EXECUTOR in book.account(picture.account).whole
    findings = []
    for link in tuple(book.live_on(picture.account)):
        if link.copy in busy or not link.opens or link.pending is not None:
            continue
        held = held_in(book, link, picture)
        proofs = follower_proofs(book, link, picture)
        if held == link.filled or not (is_believed or proofs):
            continue
        # The newest come first; a copy of several tickets ended with the last of them.
        reason = proofs[0].reason if proofs else Reason.OTHER
        changed, trouble = note_taken(book, link, held, reason)
        findings.append(Finding(link=changed, trouble=trouble))
    return tuple(findings)
