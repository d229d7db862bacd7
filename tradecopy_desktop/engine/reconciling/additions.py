"""Lots that a netting master added to a copied position while an end was away (rule C3).

They are asked about like openings: by the route's late-trade policy, and each once. Until that is
settled the copy does not know of them, so that a restart finds them again; what the master closes
meanwhile comes off them first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.decisions import Skipped, SkipReason
from tradecopy_desktop.domain.findings import Missed
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.recovery_rules import LatePolicy
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO, MarginMode
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.opening.signal import TAKEN_LATE, Signal
from tradecopy_desktop.engine.reconciling.missing import late_policy


def missed_additions(book: Book, route: Route, told: Mapping[str, Decimal]) -> Iterator[Missed]:
    """Yield what the master's copied positions grew by since their lots were `told` of.

    Where the route skips what comes late, the picture itself settles it.
    """
    master = book.account(route.master)
    takes = route.mode in (RouteMode.LIVE, RouteMode.SHADOW)
    if master.margin_mode is not MarginMode.NETTING or not takes:
        return
    if late_policy(book, route) is LatePolicy.SKIP:
        return
    for link in book.copies_of(route.id):
        position = master.positions.get(link.position)
        if position is None or not _follows(book, link, position):
            continue
        added = position.volume - max(link.master_volume, told.get(position.id, ZERO))
        if added > ZERO:
            # Its order is not told; the last state that was applied names it as well, and once.
            order = f"{position.order}+{link.version}"
            yield Missed(
                route=route.id, position=position.id, proven=True, added=added, order=order
            )


def passed_over(route: str, position: Position, order: str, added: Decimal) -> Missed:
    """Return an addition that was told live and could not be copied while something was away."""
    return Missed(route=route, position=position.id, proven=True, added=added, order=order)


def addition_signal(book: Book, route: Route, missed: Missed, position: Position) -> Signal | None:
    """Return a missed addition as an opening of now, None once nothing of it is left."""
    link = book.followed_link(route.id, missed.position)
    if link is None or missed.added is None or not _follows(book, link, position):
        return None
    left = Fraction(position.volume) - link.accepted
    added = min(missed.added, Decimal(left.numerator) / Decimal(left.denominator))
    if added <= ZERO:
        return None
    return Signal(
        position=position,
        order=missed.order,
        added=added,
        version=f"{TAKEN_LATE}{position.ticket}",
        order_volume=added,
        price=_price_of(link, position, added),
    )


def skip_addition(
    book: Book, route: Route, missed: Missed, position: Position, why: str
) -> Skipped:
    """Return what is told of a missed addition that is not copied: it is refused (rule S3)."""
    link = book.followed_link(route.id, missed.position)
    text = f"the master added {missed.added:f} {position.symbol} while an end was away; {why}"
    return Skipped(
        route=route.id,
        reason=SkipReason.MISSED_WHILE_AWAY,
        detail=text,
        link=replace(link, master_volume=position.volume) if link else None,
        alarming=True,
        settings_version=route.settings.version,
    )


def _follows(book: Book, link: Link, position: Position) -> bool:
    followed = book.followed_link(link.route, position.id)
    is_the_one = followed is not None and followed.copy == link.copy and link.pending is None
    return is_the_one and position.side is link.master_side


def _price_of(link: Link, position: Position, added: Decimal) -> Decimal:
    """Return what the added lots cost, from the averages before and after."""
    before = position.volume - added
    if link.master_entry is None or before <= ZERO:
        return position.price
    return (position.price * position.volume - link.master_entry * before) / added
