"""Whether and how a route opens its share of a master's opening or addition."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.commands import (
    MOST_OPENINGS,
    Command,
    Opening,
    OpenPosition,
)
from tradecopy_desktop.domain.decisions import (
    Copied,
    Decision,
    NothingToDo,
    Skipped,
    SkipReason,
    Step,
)
from tradecopy_desktop.domain.ids import copy_id, open_id, source_key
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.filters import refused_by_filter
from tradecopy_desktop.engine.following import order_stops
from tradecopy_desktop.engine.magic import free_magic
from tradecopy_desktop.engine.risk import refused_by_account, refused_by_position
from tradecopy_desktop.engine.sizing import Growth, ratio_of, size_growth
from tradecopy_desktop.engine.stops import Stops, stops_for
from tradecopy_desktop.engine.symbols import resolve_symbol

_MODE_REASONS = {
    RouteMode.OFF: (SkipReason.ROUTE_OFF, "the route is off"),
    RouteMode.CLOSE_ONLY: (SkipReason.ROUTE_CLOSE_ONLY, "the route is paused: closes only"),
    RouteMode.SHADOW: (SkipReason.SHADOW, "the route only watches"),
}

_Refusal = tuple[SkipReason, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A master's opening: the position after it, the order that did it, the lots it added."""

    position: Position
    order: str
    added: Decimal
    version: str
    age_ms: float


def decide_opening(book: Book, route: Route, signal: Signal) -> tuple[Decision, ...]:
    """Return whether the route opens its share of the signal."""
    position = signal.position
    link = book.followed_link(route.id, position.id)
    if (route.id, position.id, _fill_of(signal)) in book.orders:
        return (NothingToDo(route=route.id, link=None, detail="taken before"),)
    if route.mode is RouteMode.OFF and link is None:
        return ()
    refusal = _refused_before_sizing(book, route, signal, link)
    follower = book.account(route.follower)
    # A copy stays in the symbol that it was opened in, whatever the map says now (rule L4).
    mapping = ((position.symbol, link.symbol),) if link else route.settings.symbol_map
    symbol = resolve_symbol(position.symbol, mapping, follower)
    if refusal is None and symbol.instrument is None:
        refusal = (SkipReason.NO_SYMBOL, symbol.reason)
    if refusal is not None or symbol.instrument is None:
        return (_skipped(route, signal, link, refusal or (SkipReason.NO_SYMBOL, ""), ()),)
    if not symbol.instrument.is_complete:
        text = f"the broker's specification of {symbol.instrument.name} is incomplete"
        refusal = (SkipReason.SYMBOL_INCOMPLETE, text)
        return (_skipped(route, signal, link, refusal, ()),)
    growth = _size(route, signal, link, symbol.instrument)
    steps = (Step(rule="symbol", text=f"{symbol.instrument.name}: {symbol.reason}"), *growth.steps)
    refusal = _refused_after_sizing(book, route, signal, symbol.instrument, growth)
    if refusal is not None:
        return (_skipped(route, signal, link, refusal, steps),)
    return (_copied(book, route, signal, symbol.instrument, growth.lots, steps),)


def _fill_of(signal: Signal) -> str:
    return f"{signal.order}/{signal.version}"


def _taken_as(signal: Signal, link: Link) -> str:
    # The first fill is named by its order alone, so that a snapshot finds the same name; further
    # fills of one order are told apart by their deals.
    return _fill_of(signal) if signal.order in link.orders else signal.order


def _refused_before_sizing(
    book: Book, route: Route, signal: Signal, link: Link | None
) -> _Refusal | None:
    if route.mode in _MODE_REASONS:
        return _MODE_REASONS[route.mode]
    if link is None and (route.id, signal.position.id, signal.order) in book.orders:
        # A further fill of an order whose copy is over does not bring the copy back (rule C2).
        return SkipReason.ENDED_EARLY, "the copy of this order ended before the order was complete"
    return refused_by_filter(
        route.settings,
        symbol=signal.position.symbol,
        side=signal.position.side,
        age_ms=signal.age_ms,
    ) or refused_by_account(book.account(route.follower))


def _size(route: Route, signal: Signal, link: Link | None, instrument: Instrument) -> Growth:
    # A copy keeps the ratio that made it (rule L4); a new one takes the route's.
    return size_growth(
        ratio=link.ratio if link else ratio_of(route.settings.sizing),
        accepted=link.accepted if link else Fraction(0),
        added=signal.added,
        target=link.target if link else ZERO,
        instrument=instrument,
        max_lots=route.settings.max_lots,
    )


def _refused_after_sizing(
    book: Book, route: Route, signal: Signal, instrument: Instrument, growth: Growth
) -> _Refusal | None:
    link = book.followed_link(route.id, signal.position.id)
    if link is not None and len(link.opens) >= MOST_OPENINGS:
        text = f"a copy is made of at most {MOST_OPENINGS} openings"
        return SkipReason.TOO_MANY_OPENINGS, text
    master = book.account(route.master).instruments.get(signal.position.symbol)
    if not route.settings.literal_lots_confirmed and (
        master is None or master.contract_size != instrument.contract_size
    ):
        theirs = "unknown" if master is None else f"{master.contract_size:f}"
        return (
            SkipReason.CONTRACT_SIZE_UNCONFIRMED,
            f"one lot is {theirs} units at the master and {instrument.contract_size:f} at the "
            "follower; confirm the route's lots first",
        )
    if growth.lots == ZERO:
        return SkipReason.BELOW_MINIMUM, growth.steps[-1].text
    follower = book.account(route.follower)
    return refused_by_position(book, follower, instrument, signal.position.side)


def _skipped(
    route: Route,
    signal: Signal,
    link: Link | None,
    refusal: _Refusal,
    steps: tuple[Step, ...],
) -> Skipped:
    reason, detail = refusal
    # The refused part is part of the master's position: reductions come off it too (rule S3).
    grown = replace(link, master_volume=signal.position.volume) if link else None
    alarming = reason not in (
        SkipReason.ROUTE_OFF,
        SkipReason.ROUTE_CLOSE_ONLY,
        SkipReason.SHADOW,
    )
    return Skipped(
        route=route.id, reason=reason, detail=detail, steps=steps, link=grown, alarming=alarming
    )


def _copied(
    book: Book,
    route: Route,
    signal: Signal,
    instrument: Instrument,
    lots: Decimal,
    steps: tuple[Step, ...],
) -> Copied:
    followed = book.followed_link(route.id, signal.position.id)
    policy = followed.stop_policy if followed else route.settings.stops
    stops = stops_for(policy, signal.position, instrument)
    link = followed or _new_link(book, route, signal, instrument, stops)
    taken_as = _taken_as(signal, link)
    id = open_id(copy=link.copy, order=taken_as)
    magic = free_magic(book, route.follower, id)
    opening = Opening(id=id, magic=magic, volume=lots, since=None)
    grown = _grown(link, signal, opening)
    command = _open_command(route, grown, opening, stops, signal)
    commands: tuple[Command, ...] = (command,)
    if followed and (followed.stop_loss, followed.take_profit) != (
        stops.stop_loss,
        stops.take_profit,
    ):
        # The tickets opened before keep their old stops unless told.
        grown, moved = order_stops(grown, stops)
        commands = (command, moved)
    return Copied(
        route=route.id, link=grown, commands=commands, steps=steps, master_lots=signal.added
    )


def _grown(link: Link, signal: Signal, opening: Opening) -> Link:
    accepted = link.accepted + Fraction(signal.added)
    target = link.target + opening.volume
    return replace(
        link,
        accepted=accepted,
        master_volume=signal.position.volume,
        base=Fraction(target),
        original=accepted,
        target=target,
        revision=link.revision + 1,
        opens=(*link.opens, opening),
        orders=(*link.orders, *_new_names(link, signal)),
        version=signal.version,
    )


def _new_names(link: Link, signal: Signal) -> tuple[str, ...]:
    # The order says that a further fill is one, the fill that this one was taken.
    fill = _fill_of(signal)
    return (fill,) if signal.order in link.orders else (signal.order, fill)


def _open_command(
    route: Route, link: Link, opening: Opening, stops: Stops, signal: Signal
) -> OpenPosition:
    return OpenPosition(
        id=opening.id,
        copy=link.copy,
        revision=link.revision,
        route=route.id,
        master=route.master,
        follower=route.follower,
        source=link.source,
        symbol=link.symbol,
        side=link.side,
        volume=opening.volume,
        stop_loss=stops.stop_loss,
        take_profit=stops.take_profit,
        magic=opening.magic,
        life_ms=max(0, int(route.settings.max_age_ms - signal.age_ms)),
        max_slippage=route.settings.max_slippage,
        master_lots=signal.added,
    )


def _source(book: Book, route: Route, signal: Signal) -> str:
    return source_key(
        order=signal.order,
        position=signal.position.id,
        margin_mode=book.account(route.master).margin_mode,
    )


def _copy_name(book: Book, route: Route, signal: Signal) -> str:
    return copy_id(route=route.id, master=route.master, source=_source(book, route, signal))


def _new_link(
    book: Book, route: Route, signal: Signal, instrument: Instrument, stops: Stops
) -> Link:
    position = signal.position
    return Link(
        copy=_copy_name(book, route, signal),
        route=route.id,
        master=route.master,
        follower=route.follower,
        position=position.id,
        order=signal.order,
        source=_source(book, route, signal),
        master_symbol=position.symbol,
        symbol=instrument.name,
        side=position.side,
        master_side=position.side,
        ratio=ratio_of(route.settings.sizing),
        accepted=Fraction(0),
        master_volume=ZERO,
        base=Fraction(0),
        original=Fraction(0),
        target=ZERO,
        filled=ZERO,
        stop_loss=stops.stop_loss,
        take_profit=stops.take_profit,
        revision=0,
        opens=(),
        orders=(),
        version="",
        settings_version=route.settings.version,
        stop_policy=route.settings.stops,
        state=LinkState.OPENING,
    )
