"""How a copy follows its master down: closes, reductions and stops. These pass every filter."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.commands import SetStops, SetVolume
from tradecopy_desktop.domain.decisions import Copied, Decision, NothingToDo, Step
from tradecopy_desktop.domain.ids import stops_id, volume_id
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.sizing import reduced_target
from tradecopy_desktop.engine.stops import Stops, stops_for


def close_copy(book: Book, route: Route, position: str, *, version: str) -> tuple[Decision, ...]:
    """Return the close of the copy of a master position, which is always carried out."""
    link = book.followed_link(route.id, position)
    if link is None:
        return ()
    closed = replace(link, accepted=Fraction(0), master_volume=ZERO, version=version)
    ordered, command = order_volume(closed, ZERO, version=version)
    steps = (Step(rule="close", text="the master closed: nothing is kept"),)
    return (
        Copied(
            route=route.id,
            link=ordered,
            commands=(command,),
            steps=steps,
            master_lots=link.master_volume,
        ),
    )


def reduce_copy(
    book: Book, route: Route, position: Position, *, version: str
) -> tuple[Decision, ...]:
    """Return the reduction that follows a partial close of the master (rules S3, S4)."""
    link = book.followed_link(route.id, position.id)
    if link is None:
        return ()
    if position.volume >= link.master_volume:
        return (NothingToDo(route=route.id, link=None, detail="applied before"),)
    instrument = book.account(route.follower).instruments.get(link.symbol)
    if instrument is None:
        # Not taken as applied: the next picture of the master finds it again.
        return (NothingToDo(route=route.id, link=None, detail=f"{link.symbol} is unknown"),)
    # What the route refused shrinks in the same proportion as what it accepted.
    accepted = link.accepted * Fraction(position.volume) / Fraction(link.master_volume)
    smaller = replace(link, accepted=accepted, master_volume=position.volume, version=version)
    target = reduced_target(
        base=link.base,
        accepted=accepted,
        original=link.original,
        target=link.target,
        instrument=instrument,
    )
    if target == link.target:
        text = f"{link.target:f} stays: it is the nearest the broker allows"
        return (NothingToDo(route=route.id, link=smaller, detail=text),)
    ordered, command = order_volume(smaller, target, version=version)
    return (
        Copied(
            route=route.id,
            link=ordered,
            commands=(command,),
            steps=(_partial_close(ordered),),
            master_lots=link.master_volume - position.volume,
        ),
    )


def _partial_close(link: Link) -> Step:
    share = f"{_lots(link.base)} x {_lots(link.accepted)} / {_lots(link.original)}"
    return Step(rule="partial close", text=f"{share}: {link.target:f}")


def follow_stops(book: Book, route: Route, position: Position) -> tuple[Decision, ...]:
    """Return the stop change that follows the master's."""
    link = book.followed_link(route.id, position.id)
    if link is None:
        return ()
    instrument = book.account(route.follower).instruments.get(link.symbol)
    if instrument is None:
        return (NothingToDo(route=route.id, link=None, detail=f"{link.symbol} is unknown"),)
    stops = stops_for(link.stop_policy, position, instrument)
    if (stops.stop_loss, stops.take_profit) == (link.stop_loss, link.take_profit):
        return (NothingToDo(route=route.id, link=None, detail="the copy has these stops"),)
    moved, command = order_stops(link, stops)
    steps = (Step(rule="stops", text="at the master's prices"),)
    return (Copied(route=route.id, link=moved, commands=(command,), steps=steps),)


def order_volume(
    link: Link, target: Decimal, *, version: str, attempt: int = 0
) -> tuple[Link, SetVolume]:
    """Return the link with a new target and the command that brings the copy there."""
    revision = link.revision + 1
    command = SetVolume(
        id=volume_id(copy=link.copy, state_version=version, attempt=attempt),
        copy=link.copy,
        revision=revision,
        route=link.route,
        follower=link.follower,
        symbol=link.symbol,
        side=link.side,
        volume=target,
        opens=link.opens,
    )
    state = LinkState.CLOSING if target == ZERO else link.state
    return replace(link, target=target, revision=revision, state=state), command


def order_stops(link: Link, stops: Stops) -> tuple[Link, SetStops]:
    """Return the link with new stops and the command that sets them."""
    revision = link.revision + 1
    command = SetStops(
        id=stops_id(copy=link.copy, stop_loss=stops.stop_loss, take_profit=stops.take_profit),
        copy=link.copy,
        revision=revision,
        route=link.route,
        follower=link.follower,
        symbol=link.symbol,
        side=link.side,
        stop_loss=stops.stop_loss,
        take_profit=stops.take_profit,
        opens=link.opens,
    )
    moved = replace(
        link, stop_loss=stops.stop_loss, take_profit=stops.take_profit, revision=revision
    )
    return moved, command


def _lots(lots: Fraction) -> str:
    return format(float(lots), "g")
