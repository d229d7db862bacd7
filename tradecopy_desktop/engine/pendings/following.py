"""How a copy follows its master's position while its own order may still wait.

The lots of a waiting order cannot be changed; what is due less is remembered and closed once it is
filled, what is due no more is taken back. A copy of which nothing waits follows as any other.
"""

from dataclasses import replace
from fractions import Fraction

from tradecopy_desktop.domain.decisions import Copied, Decision, NothingToDo, Step
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.following import close_copy, follow_stops, reduce_copy
from tradecopy_desktop.engine.pendings.orders import (
    order_end,
    order_reduction,
    order_stops_of_waiting,
)
from tradecopy_desktop.engine.sizing.steps import reduced_target
from tradecopy_desktop.engine.stops.plan import MasterStops, Stops, plan_stops


def follow_close(book: Book, route: Route, position: str, *, version: str) -> tuple[Decision, ...]:
    """Return the close of the copy of a master position, filled or waiting."""
    link = _waiting(book, route, position)
    if link is None:
        return close_copy(book, route, position, version=version)
    reason = "the master closed before the copy's order was filled"
    ended, commands = order_end(replace(link, version=version, reason=reason))
    steps = (Step(rule="close", text=reason, result="0"),)
    return (
        Copied(
            route=route.id,
            link=ended,
            commands=commands,
            steps=steps,
            master_lots=link.master_volume,
            settings_version=link.settings_version,
        ),
    )


def follow_reduction(
    book: Book, route: Route, position: Position, *, version: str
) -> tuple[Decision, ...]:
    """Return the reduction that follows a partial close of the master (rules S3, S4)."""
    link = _waiting(book, route, position.id)
    if link is None:
        return reduce_copy(book, route, position, version=version)
    if position.volume >= link.master_volume:
        return (NothingToDo(route=route.id, link=None, detail="applied before"),)
    instrument = book.account(link.follower).instruments.get(link.symbol)
    if instrument is None:
        return (NothingToDo(route=route.id, link=None, detail=f"{link.symbol} is unknown"),)
    share = Fraction(position.volume) / Fraction(link.master_volume)
    smaller = replace(
        link,
        accepted=link.accepted * share,
        exact=link.exact * share,
        master_volume=position.volume,
        version=version,
    )
    target = reduced_target(
        base=link.base,
        accepted=smaller.accepted,
        original=link.original,
        target=link.target,
        instrument=instrument,
        remainder=link.remainder,
    )
    reduced, commands = order_reduction(smaller, target, version=version)
    text = f"the copy's order goes on waiting; of what it brings {target:f} lots are kept"
    return (
        Copied(
            route=route.id,
            link=reduced,
            commands=commands,
            steps=(Step(rule="partial close", text=text, result=f"{target:f}"),),
            master_lots=link.master_volume - position.volume,
            settings_version=link.settings_version,
        ),
    )


def follow_stop_change(
    book: Book, route: Route, position: Position, *, busy: bool = False
) -> tuple[Decision, ...]:
    """Return the stop change that follows the master's; `busy` is as for a copy that is open."""
    link = _waiting(book, route, position.id)
    if link is None or link.pending is None:
        return follow_stops(book, route, position, busy=busy)
    instrument = book.account(link.follower).instruments.get(link.symbol)
    if instrument is None:
        return (NothingToDo(route=route.id, link=None, detail=f"{link.symbol} is unknown"),)
    master = MasterStops(
        side=position.side,
        entry=position.price,
        stop_loss=position.stop_loss,
        take_profit=position.take_profit,
    )
    entry = link.entry or link.pending.price
    plan = plan_stops(link.stops, master, link.side, instrument, entry=entry, quote=None)
    if plan.wanted == Stops(stop_loss=link.stop_loss, take_profit=link.take_profit):
        return (NothingToDo(route=route.id, link=None, detail="the copy has these stops"),)
    if link.state in (LinkState.CLOSING, LinkState.OPENING):
        # It is being taken back; what is opened instead has them from the start.
        stops = plan.wanted
        known = replace(link, stop_loss=stops.stop_loss, take_profit=stops.take_profit)
        return (NothingToDo(route=route.id, link=known, detail="the order is being taken back"),)
    moved, commands = order_stops_of_waiting(link, plan.wanted)
    return (Copied(route=route.id, link=moved, commands=commands, steps=plan.steps),)


def _waiting(book: Book, route: Route, position: str) -> Link | None:
    link = book.followed_link(route.id, position)
    return link if link is not None and link.pending is not None else None
