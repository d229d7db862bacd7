"""A copy of which nothing was stored, made again of what its follower holds. Decides nothing.

What is frozen is what is there: lots, side and symbol. Stops and rounding are the route's present
ones, since those that it was made by are lost.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.commands import MOST_OPENINGS, Opening
from tradecopy_desktop.domain.decisions import Copied, Step
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.trades import ClosedPosition, Position
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.following import order_volume
from tradecopy_desktop.engine.stops.dues import due_stops

_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """Tickets of one copy that nothing is known of, and what they were made of, None if unknown.

    `is_proven`: everything recomputes, and side and symbol are one.
    """

    copy: str
    tickets: tuple[Position, ...]
    origin: Position | ClosedPosition | None
    is_proven: bool


def rebuilt(book: Book, route: Route, lost: Lost, utc: datetime) -> Link:
    """Return a copy by its tickets alone: it follows nothing yet, and can be closed."""
    first, origin = lost.tickets[0], lost.origin
    held = sum((ticket.volume for ticket in lost.tickets), ZERO)
    carried = first.link.source if first.link else ""
    order = origin.order if origin else carried
    return Link(
        copy=lost.copy,
        route=route.id,
        master=route.master,
        follower=route.follower,
        position=origin.id if origin else carried,
        order=order,
        source=carried,
        master_symbol=origin.symbol if origin else first.symbol,
        symbol=first.symbol,
        side=first.side,
        master_side=origin.side if origin else first.side,
        ratio=Fraction(1),
        accepted=_NOTHING,
        master_volume=ZERO,
        base=Fraction(held),
        original=Fraction(held),
        target=held,
        filled=held,
        stop_loss=first.stop_loss,
        take_profit=first.take_profit,
        # The executor refuses a lower number than the copy had before: seconds always are above.
        revision=int(utc.timestamp()),
        opens=tuple(_opening(ticket) for ticket in lost.tickets[:MOST_OPENINGS]),
        orders=(order, f"{order}/linked again"),
        version=f"linked again {int(utc.timestamp())}",
        settings_version=route.settings.version,
        stops=route.settings.stops,
        state=LinkState.LIVE,
        entry=_entry(lost.tickets, held),
        remainder=route.settings.volume.remainder,
        partial_fill=route.settings.volume.partial_fill,
        converted=_converts(book, route, first.symbol, origin),
    )


def following(link: Link, master: Position) -> Link:
    """Return a rebuilt copy that follows all that its master holds; no ratio is known yet."""
    whole = Fraction(master.volume)
    return replace(
        link,
        master_volume=master.volume,
        accepted=whole,
        original=whole,
        ratio=_NOTHING,
        exact=link.base,
        master_entry=master.price,
    )


def with_stops(book: Book, link: Link, master: Position) -> Link:
    """Take what the master's stops give now as ordered: what differs was moved by hand, or lost."""
    instrument = book.account(link.follower).instruments.get(link.symbol)
    if instrument is None:
        return link
    ordered = due_stops(book, link, master, instrument, busy=True).ordered
    return replace(link, stop_loss=ordered.stop_loss, take_profit=ordered.take_profit)


def close_lost(link: Link, why: str) -> Copied:
    """Return the close of a copy that nothing was stored of."""
    ordered, command = order_volume(link, ZERO, version=link.version)
    return Copied(
        route=link.route,
        link=replace(ordered, reason=why),
        commands=(command,),
        steps=(Step(rule="close", text=why, result="0"),),
        settings_version=link.settings_version,
    )


def _opening(ticket: Position) -> Opening:
    id = ticket.link.id if ticket.link else ""
    return Opening(id=id, magic=ticket.magic, volume=ticket.volume, since=None)


def _entry(tickets: tuple[Position, ...], held: Decimal) -> Decimal:
    return sum((ticket.price * ticket.volume for ticket in tickets), ZERO) / held


def _converts(
    book: Book, route: Route, symbol: str, origin: Position | ClosedPosition | None
) -> bool:
    instruments = book.account(route.master).instruments
    there = instruments.get(origin.symbol) if origin else None
    here = book.account(route.follower).instruments.get(symbol)
    if not route.settings.cross_contract or there is None or here is None:
        return False
    return there.contract_size != here.contract_size
