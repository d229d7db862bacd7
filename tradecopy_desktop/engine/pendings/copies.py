"""Copies of pending orders while they wait: placed and changed with the master's.

A pending order is an opening in waiting (rule C6): placing it has passed all questions of an
opening before this module is called; changes are never questioned (rule C4). How they end stands in
`pending_ends`, what follows once an order is filled in `pending_fills` and `pending_sides`.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.commands import Opening, PlacePending
from tradecopy_desktop.domain.decisions import Copied, Decision, NothingToDo, Step
from tradecopy_desktop.domain.ids import copy_id, open_id
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import Link, LinkState, PendingTerms
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.trades import PendingOrder
from tradecopy_desktop.domain.values import ZERO, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.magic import free_magic
from tradecopy_desktop.engine.pendings.orders import (
    order_stops_of_waiting,
    pending_copy,
    placed_as,
)
from tradecopy_desktop.engine.pendings.terms import terms_like
from tradecopy_desktop.engine.stops.plan import MasterStops, Stops, plan_stops


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingRequest:
    """A master's pending order and what the follower is to place for it.

    `side`, `terms` and `stops` are the follower's; `lots` are whole steps, `ratio` is follower lots
    per lot of the master's order, and `life_ms` how long the placing may wait to be sent.
    """

    pending: PendingOrder
    instrument: Instrument
    side: Side
    terms: PendingTerms
    lots: Decimal
    ratio: Fraction
    stops: Stops
    life_ms: int
    converted: bool = False
    steps: tuple[Step, ...] = ()


def place_copy(book: Book, route: Route, request: PendingRequest) -> Copied:
    """Return the placing of a copy's order; the caller has found that nothing speaks against it."""
    link = _new_link(book, route, request)
    command = PlacePending(
        id=link.opens[0].id,
        copy=link.copy,
        revision=link.revision,
        route=route.id,
        master=route.master,
        follower=route.follower,
        source=link.source,
        symbol=link.symbol,
        side=link.side,
        kind=request.terms.kind,
        volume=request.lots,
        price=request.terms.price,
        limit_price=request.terms.limit_price,
        stop_loss=link.stop_loss,
        take_profit=link.take_profit,
        expires_at=request.terms.expires_at,
        magic=link.opens[0].magic,
        life_ms=request.life_ms,
    )
    return Copied(
        route=route.id,
        link=link,
        commands=(command,),
        steps=request.steps,
        master_lots=request.pending.volume,
        settings_version=link.settings_version,
    )


def _new_link(book: Book, route: Route, request: PendingRequest) -> Link:
    # Its position will bear the order's ticket; where the master nets, an older one may (L1).
    ticket, settings, stops = request.pending.ticket, route.settings, request.stops
    copy = copy_id(route=route.id, master=route.master, source=ticket)
    return Link(
        copy=copy,
        route=route.id,
        master=route.master,
        follower=route.follower,
        position=ticket,
        order=ticket,
        source=ticket,
        master_symbol=request.pending.symbol,
        symbol=request.instrument.name,
        side=request.side,
        master_side=request.pending.side,
        ratio=request.ratio,
        accepted=Fraction(0),
        master_volume=ZERO,
        base=Fraction(request.lots),
        original=Fraction(request.pending.volume),
        target=ZERO,
        filled=ZERO,
        stop_loss=stops.stop_loss,
        take_profit=stops.take_profit,
        revision=1,
        opens=(_opening(book, copy, route, request),),
        orders=(placed_as(ticket),),
        version="",
        settings_version=settings.version,
        stops=settings.stops,
        state=LinkState.PENDING,
        remainder=settings.volume.remainder,
        partial_fill=settings.volume.partial_fill,
        pending=request.terms,
        shadow=route.mode is RouteMode.SHADOW,
        converted=request.converted,
    )


def _opening(book: Book, copy: str, route: Route, request: PendingRequest) -> Opening:
    # The position that it becomes has the same name, so that it can be opened once only.
    id = open_id(copy=copy, order=request.pending.ticket)
    magic = free_magic(book, route.follower, id)
    return Opening(id=id, magic=magic, volume=request.lots, since=None)


def change_copy(book: Book, route: Route, pending: PendingOrder) -> tuple[Decision, ...]:
    """Return the change that follows the master's; lots of a pending order never change."""
    link = pending_copy(book, route, pending.ticket)
    if link is None or not link.is_live or link.state in (LinkState.CLOSING, LinkState.OPENING):
        return ()
    instrument = book.account(link.follower).instruments.get(link.symbol)
    if instrument is None:
        return (NothingToDo(route=route.id, link=None, detail=f"{link.symbol} is unknown"),)
    terms = link.pending and terms_like(book, route, pending, link.pending.kind, instrument)
    stops = _stops(link, pending, instrument, link.entry or (terms.price if terms else None))
    is_so = (terms, stops) == (link.pending, _stops_of(link))
    if is_so or (terms is None and link.filled == ZERO):
        return (NothingToDo(route=route.id, link=None, detail="the copy has no other terms"),)
    changed, commands = order_stops_of_waiting(replace(link, pending=terms), stops)
    text = "price, stops and expiry as the master's"
    steps = (Step(rule="order changed", text=text),)
    return (Copied(route=route.id, link=changed, commands=commands, steps=steps),)


def _stops(
    link: Link, pending: PendingOrder, instrument: Instrument, entry: Decimal | None
) -> Stops:
    stops = MasterStops(
        side=pending.side,
        entry=pending.price,
        stop_loss=pending.stop_loss,
        take_profit=pending.take_profit,
    )
    # Held against its own price, not the market's: there it is when the order is filled.
    plan = plan_stops(link.stops, stops, link.side, instrument, entry=entry, quote=None)
    return _stops_of(link) if plan.after_fill else plan.wanted


def _stops_of(link: Link) -> Stops:
    return Stops(stop_loss=link.stop_loss, take_profit=link.take_profit)
