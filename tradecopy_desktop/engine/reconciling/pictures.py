"""What a whole picture of an account means for its copies. A list that is not whole means nothing.

Only proofs act: a closing deal closes, a smaller position reduces. What cannot be proven is told
to the trader and left alone (rules W1, W2, L3, L6).
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.decisions import Decision, Skipped, SkipReason
from tradecopy_desktop.domain.facts import SnapshotTaken
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO, MarginMode, Reason
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.follower import note_held
from tradecopy_desktop.engine.pendings.following import (
    follow_close,
    follow_reduction,
    follow_stop_change,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A copy as the follower's picture shows it, and what to tell the trader, None for nothing."""

    link: Link
    trouble: str | None


def follow_master_picture(book: Book, picture: SnapshotTaken) -> tuple[Decision, ...]:
    """Return what the routes of a master do about its whole picture."""
    if not picture.whole:
        return ()
    positions = {position.id: position for position in picture.positions}
    closed = {(ended.id, ended.order): ended for ended in picture.closed}
    decisions: list[Decision] = []
    for route in book.routes_of(picture.account):
        for link in _followed(book, route):
            position = positions.get(link.position)
            if position is None or position.side is not link.master_side:
                gone = position is not None or any(id == link.position for id, _ in closed)
                decisions.extend(_about_gone(book, route, link, proven=gone))
            else:
                decisions.extend(_about_present(book, route, link, position))
    return tuple(decisions)


def _followed(book: Book, route: Route) -> list[Link]:
    return [link for link in book.copies_of(route.id) if link.accepted > 0]


def _about_gone(book: Book, route: Route, link: Link, *, proven: bool) -> tuple[Decision, ...]:
    if proven:
        return follow_close(book, route, link.position, version=f"picture {link.version}")
    return (
        Skipped(
            route=route.id,
            reason=SkipReason.MISSED_WHILE_AWAY,
            detail=f"the master's {link.master_symbol} position is gone without a closing deal; "
            "its copy stays until the terminal shows one",
            alarming=True,
        ),
    )


def _about_present(
    book: Book, route: Route, link: Link, position: Position
) -> tuple[Decision, ...]:
    if position.volume < link.master_volume:
        return follow_reduction(book, route, position, version=f"picture {position.ticket}")
    if position.volume > link.master_volume:
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
    return follow_stop_change(book, route, position)


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
    reasons = {ended.link.copy: ended.reason for ended in picture.closed if ended.link}
    findings = []
    for link in tuple(book.live_on(picture.account)):
        if link.copy in busy or not link.opens or link.pending is not None:
            continue
        held = _held_in(book, link, picture)
        if held == link.filled:
            continue
        changed, trouble = note_held(link, held, reasons.get(link.copy, Reason.OTHER))
        findings.append(Finding(link=changed, trouble=trouble))
    return tuple(findings)


def _held_in(book: Book, link: Link, picture: SnapshotTaken) -> Decimal:
    if book.account(link.follower).margin_mode is MarginMode.NETTING:
        # Shares of one net position: what is there covers the copies as far as it goes.
        present = [p for p in picture.positions if p.symbol == link.symbol and p.side is link.side]
        return min(link.filled, sum((p.volume for p in present), ZERO))
    own = (p for p in picture.positions if _is_of(link, p))
    return sum((p.volume for p in own), ZERO)


def _is_of(link: Link, position: Position) -> bool:
    if position.link is not None:
        return position.link.copy == link.copy
    # An executor whose journal is gone carries no links; the magic is the index (rule L2).
    return (
        position.symbol == link.symbol
        and position.side is link.side
        and position.magic in {opening.magic for opening in link.opens}
    )


def strangers_in(book: Book, picture: SnapshotTaken) -> tuple[Position, ...]:
    """Return the positions that an executor opened for a copy that is not, or no longer, known."""
    if not picture.whole:
        return ()
    return tuple(
        position
        for position in picture.positions
        if position.link and position.link.copy not in book.active
    )
