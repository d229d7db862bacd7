"""One of a pair of pending orders was filled alone: for how long, and what then. Knows no clock."""

from collections.abc import Mapping
from dataclasses import replace

from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.decisions import Copied, Decision, Skipped, SkipReason, Step
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.order_rules import OneSidedFill
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.pendings.ends import cancel_pending
from tradecopy_desktop.engine.pendings.orders import order_cancel

NS_PER_MS = 1_000_000
ASKED_MASTER = "the master's order was filled, the copy's still waits: cancel it or go to market?"
ASKED_FOLLOWER = "the copy's order was filled, the master's still waits: close the copy or keep it?"


def one_sided(link: Link, book: Book) -> bool:
    """Tell whether only one of the two orders is known to be filled.

    That the master's is not can be said only while its terminal shows the whole account.
    """
    if link.shadow or link.route not in book.routes:
        return False
    return _master_alone(link) or _follower_alone(link, book)


def _master_alone(link: Link) -> bool:
    waits = link.pending is not None and link.state in (LinkState.PENDING, LinkState.LIVE)
    return waits and link.accepted > 0 and link.target > link.filled


def _follower_alone(link: Link, book: Book) -> bool:
    held = link.state is LinkState.LIVE and link.accepted == 0 and link.filled > ZERO
    return held and Role.MONITOR in book.account(link.master).whole


def overdue(book: Book, since: Mapping[str, int], now_ns: int) -> tuple[Decision, ...]:
    """Return what is to be done about the copies that were one-sided for too long.

    `since` says from when on each was; whose route asks the trader is asked once.
    """
    decisions: list[Decision] = []
    for copy, at_ns in since.items():
        link = book.links.get(copy)
        if link is None or not one_sided(link, book):
            continue
        rules = book.routes[link.route].settings.orders
        if now_ns - at_ns < rules.one_sided_after_ms * NS_PER_MS:
            continue
        choice = rules.master_filled if _master_alone(link) else rules.follower_filled
        decisions.extend(settle(book, link, choice))
    return tuple(decisions)


def settle(book: Book, link: Link, choice: OneSidedFill) -> tuple[Decision, ...]:
    """Return what `choice` does about a one-sided copy; nothing about any other.

    The choice is the route's, or the trader's own for this copy.
    """
    if not one_sided(link, book):
        return ()
    if choice is OneSidedFill.ASK:
        return _asked(link)
    if choice is OneSidedFill.CANCEL:
        who = "master" if _master_alone(link) else "copy"
        return (cancel_pending(book, link, f"only the {who}'s order was filled"),)
    if not _master_alone(link):
        return ()  # Kept as it is; it follows the master's order once that is filled.
    return (_to_market(book.routes[link.route], book, link),)


def _to_market(route: Route, book: Book, link: Link) -> Decision:
    if route.mode is not RouteMode.LIVE:
        return cancel_pending(book, link, "only the master's order was filled, and openings rest")
    taken_back, cancel = order_cancel(replace(link, state=LinkState.OPENING, reason=""))
    text = "only the master's order was filled: the copy's is taken back, then opened at market"
    steps = (Step(rule="one-sided fill", text=text),)
    return Copied(route=route.id, link=taken_back, commands=(cancel,), steps=steps)


def _asked(link: Link) -> tuple[Decision, ...]:
    text = ASKED_MASTER if _master_alone(link) else ASKED_FOLLOWER
    if link.reason == text:
        return ()
    return (
        Skipped(
            route=link.route,
            reason=SkipReason.PENDING_NOT_COPIED,
            detail=f"{link.symbol}: {text}",
            link=replace(link, reason=text),
            alarming=True,
        ),
    )
