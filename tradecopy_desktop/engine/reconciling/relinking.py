"""Copies that the ledger lost, found again by what the follower's executor journalled (rule L3).

A position is linked again if, and only if, its names recompute from what its master holds or has
lately closed: route, master account and order give the name of the copy, and the copy with its
order that of the instruction. Its ratio is that of what is held to the master's lots of now.
Nothing is guessed: what does not recompute is told, and adopted or closed by the trader's click.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from tradecopy_desktop.domain.commands import MOST_OPENINGS, Command
from tradecopy_desktop.domain.decisions import Copied, Step
from tradecopy_desktop.domain.ids import copy_id, open_id, source_key
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.trades import ClosedPosition, Position
from tradecopy_desktop.domain.values import MarginMode
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.following import order_volume
from tradecopy_desktop.engine.outcomes.retry import OPENING_ATTEMPTS
from tradecopy_desktop.engine.reconciling.missing import again
from tradecopy_desktop.engine.reconciling.rebuilding import (
    Lost,
    close_lost,
    following,
    rebuilt,
    with_stops,
)


class CopyName(NamedTuple):
    """What a copy of a master's position is called: itself, its source, and that one's order."""

    copy: str
    source: str
    order: str


def lost_copies(book: Book, route: Route) -> Iterator[Lost]:
    """Yield what the follower holds by this route's name and nothing was stored of."""
    for copy, tickets in held_by_copy(book, route).items():
        if copy not in book.links:
            origin = _origin_of(book, route, copy)
            proven = origin is not None and _fits(book, route, origin, tickets)
            # One that is older than our memory may have been handed over to the trader (rule C5).
            proven = proven and all(each.opened_at >= book.remembers_from for each in tickets)
            yield Lost(copy=copy, tickets=tickets, origin=origin, is_proven=proven)


def held_by_copy(book: Book, route: Route) -> dict[str, tuple[Position, ...]]:
    """Return the follower's positions that carry a link of this route, by copy."""
    found: dict[str, tuple[Position, ...]] = {}
    for position in book.account(route.follower).positions.values():
        link = position.link
        if link is not None and (link.route, link.master) == (route.id, str(route.master)):
            found[link.copy] = (*found.get(link.copy, ()), position)
    return found


def has_lost_copies(book: Book, positions: Iterable[Position]) -> bool:
    """Tell whether positions carry the link of a known route and of a copy that is not known."""
    links = (position.link for position in positions if position.link is not None)
    return any(link.route in book.routes and link.copy not in book.links for link in links)


def link_again(book: Book, route: Route, lost: Lost, utc: datetime) -> Copied | None:
    """Return a lost copy as it is followed from now; closed where its master is proven closed.

    None where it is not known what the copy was made of.
    """
    if lost.origin is None:
        return None
    master = lost.origin
    link = rebuilt(book, route, lost, utc)
    if isinstance(master, ClosedPosition):
        return close_lost(link, "its master has closed meanwhile")
    linked = following(link, master)
    commands: tuple[Command, ...] = ()
    if book.account(route.follower).margin_mode is MarginMode.NETTING:
        # What is there may not all be ours: the executor, asked to keep all of it, tells the share
        # by its own deals. Until then no ratio is known, so that nothing can be added.
        linked, asked = order_volume(linked, link.filled, version=linked.version)
        commands = (asked,)
    else:
        linked = replace(linked, ratio=Fraction(link.filled) / Fraction(master.volume))
    text = f"found again without records: {link.filled:f} lots of the master's {master.volume:f}"
    return Copied(
        route=route.id,
        link=with_stops(book, linked, master),
        commands=commands,
        steps=(Step(rule="linked again", text=text, result=f"{link.filled:f}"),),
        settings_version=route.settings.version,
    )


def copy_names(book: Book, route: Route, origin: Position | ClosedPosition) -> Iterator[CopyName]:
    """Yield the names that a route's copy of a master's position can have."""
    mode = book.account(route.master).margin_mode
    for order in (origin.order, again(origin.order)):
        source = source_key(order=order, position=origin.id, margin_mode=mode)
        copy = copy_id(route=route.id, master=route.master, source=source)
        yield CopyName(copy, source, order)


def _origin_of(book: Book, route: Route, copy: str) -> Position | ClosedPosition | None:
    master = book.account(route.master)
    every: tuple[Iterable[Position | ClosedPosition], ...] = (
        master.positions.values(),
        master.sides_closed.values(),
    )
    for origins in every:
        for origin in origins:
            if any(name.copy == copy for name in copy_names(book, route, origin)):
                return origin
    return None


def _fits(
    book: Book, route: Route, origin: Position | ClosedPosition, tickets: tuple[Position, ...]
) -> bool:
    copy = tickets[0].link.copy if tickets[0].link else ""
    names = frozenset(_open_names(copy, origin.order))
    recomputes = any(ticket.link is not None and ticket.link.id in names for ticket in tickets)
    mapped = book.mappings.get((route.id, origin.symbol), tickets[0].symbol)
    side = origin.side.opposite if route.settings.reverse else origin.side
    return recomputes and all((each.symbol, each.side) == (mapped, side) for each in tickets)


def _open_names(copy: str, order: str) -> Iterator[str]:
    """Yield the ids that the openings of a master's order can have: pieces and repetitions."""
    for name in (order, again(order), f"{order} at market"):
        for number in range(1, MOST_OPENINGS + 1):
            id = open_id(copy=copy, order=name if number == 1 else f"{name}#{number}")
            yield id
            for attempt in range(1, OPENING_ATTEMPTS + 1):
                id = open_id(copy=copy, order=id, attempt=attempt)
                yield id
