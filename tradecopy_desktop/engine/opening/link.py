"""A copy as it is once its share of a master's order was taken, and the orders that open it."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypedDict

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.commands import Command, Opening, OpenPosition
from tradecopy_desktop.domain.ids import copy_id, open_id, source_key
from tradecopy_desktop.domain.links import Link, LinkState, SizedOrder
from tradecopy_desktop.domain.order_rules import WhenSlipped
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.sizing import PartialFill, Remainder
from tradecopy_desktop.domain.stop_rules import StopRules
from tradecopy_desktop.domain.values import ZERO, exact
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.following import order_stops
from tradecopy_desktop.engine.magic import free_magic
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.opening.signal import Signal
from tradecopy_desktop.engine.opening.terms import Terms
from tradecopy_desktop.engine.stops.plan import StopPlan, Stops
from tradecopy_desktop.engine.stops.slippage import worst_price

_NOTHING = Fraction(0)


class Share(NamedTuple):
    """A route's share of one signal: the copy before it, None for a new one, and its terms.

    `worth` is what the fill is worth in follower lots, before rounding.
    """

    book: Book
    route: Route
    signal: Signal
    link: Link | None
    terms: Terms
    worth: Fraction


def fill_of(signal: Signal) -> str:
    """Return the name of this very fill of an order."""
    return f"{signal.order}/{signal.version}"


def copy_of(book: Book, route: Route, signal: Signal) -> tuple[str, str]:
    """Return the name that the copy of a new position has, and that of its source."""
    source = source_key(
        order=signal.order,
        position=signal.position.id,
        margin_mode=book.account(route.master).margin_mode,
    )
    return copy_id(route=route.id, master=route.master, source=source), source


def gathered(share: Share) -> Link:
    """Return the copy once a fill was taken that is too small to be opened yet."""
    if share.link is None:
        names = copy_of(share.book, share.route, share.signal)
        return _new_link(share, names, waiting=share.worth, state=LinkState.GATHERING)
    link = share.link
    accepted = link.accepted + exact(share.signal.added)
    return replace(
        link,
        accepted=accepted,
        # What is held stands for all of it, until a reduction or the next opening (rule S4).
        base=exact(link.target),
        original=accepted,
        master_volume=share.signal.position.volume,
        master_entry=share.signal.position.price,
        sized=_sized(share, link),
        orders=(*link.orders, *_new_names(link, share.signal)),
        version=share.signal.version,
        waiting=link.waiting + share.worth,
    )


def opened(
    share: Share, pieces: tuple[Decimal, ...], moment: Moment
) -> tuple[Link, tuple[Command, ...]]:
    """Return the copy once `pieces` were ordered for a signal, and the commands that do it."""
    plan, link = share.terms.plan, share.link
    if link is None:
        names = copy_of(share.book, share.route, share.signal)
        openings = _openings(share, names[0], share.signal.order, pieces)
        grown = _new_link(share, names, openings=openings)
    else:
        is_further = link.opens and share.signal.order in link.orders
        name = fill_of(share.signal) if is_further else share.signal.order
        openings = _openings(share, link.copy, name, pieces)
        grown = _grown(share, link, openings)
    first = grown.revision - len(openings) + 1
    commands: list[Command] = [
        _command(share, grown, opening, revision, moment)
        for revision, opening in enumerate(openings, start=first)
    ]
    # Tickets opened before keep their stops unless told; so does an order sent without them.
    has = Stops(stop_loss=link.stop_loss, take_profit=link.take_profit) if link else plan.stops
    wanted = _with_known(plan, has)
    if wanted != has or plan.wanted != plan.stops:
        grown, moved = order_stops(grown, wanted)
        commands.append(moved)
    return grown, tuple(commands)


def _with_known(plan: StopPlan, has: Stops) -> Stops:
    """Return what a copy's stops are to be; one that waits for a fill stays what it is."""
    if not plan.after_fill:
        return plan.wanted
    return Stops(
        stop_loss=has.stop_loss if plan.wanted.stop_loss is None else plan.wanted.stop_loss,
        take_profit=has.take_profit if plan.wanted.take_profit is None else plan.wanted.take_profit,
    )


def _grown(share: Share, link: Link, openings: tuple[Opening, ...]) -> Link:
    added = exact(share.signal.added)
    target = link.target + sum(opening.volume for opening in openings)
    return replace(
        link,
        accepted=link.accepted + added,
        master_volume=share.signal.position.volume,
        master_entry=share.signal.position.price,
        sized=_sized(share, link),
        orders=(*link.orders, *_new_names(link, share.signal)),
        version=share.signal.version,
        exact=link.exact + link.waiting + share.worth,
        waiting=_NOTHING,
        base=exact(target),
        original=link.accepted + added,
        target=target,
        revision=link.revision + len(openings),
        opens=(*link.opens, *openings),
        state=link.state if link.opens else LinkState.OPENING,
    )


def _sized(share: Share, link: Link) -> tuple[SizedOrder, ...]:
    order, ratio = share.signal.order, share.terms.ratio
    if order in link.orders or ratio == link.ratio:
        return link.sized
    return (*link.sized, SizedOrder(order=order, ratio=ratio))


def _new_names(link: Link, signal: Signal) -> tuple[str, ...]:
    # The order says that a further fill is one, the fill that this one was taken.
    fill = fill_of(signal)
    return (fill,) if signal.order in link.orders else (signal.order, fill)


def _openings(
    share: Share, copy: str, name: str, pieces: tuple[Decimal, ...]
) -> tuple[Opening, ...]:
    # The first fill is named by its order alone, so that a snapshot finds the same name; further
    # fills of one order are told apart by their deals, pieces of a split order by their number.
    openings = []
    taken: set[str] = set()
    for number, lots in enumerate(pieces, start=1):
        piece = name if number == 1 else f"{name}#{number}"
        id = open_id(copy=copy, order=piece)
        magic = free_magic(share.book, share.route.follower, id, also=taken)
        taken.add(magic)
        openings.append(Opening(id=id, magic=magic, volume=lots, since=None))
    return tuple(openings)


def _command(
    share: Share, link: Link, opening: Opening, revision: int, moment: Moment
) -> OpenPosition:
    route, signal, stops = share.route, share.signal, share.terms.plan.stops
    rules = route.settings.orders
    waits = rules.max_slippage is not None and rules.when_slipped is WhenSlipped.WAIT
    life = rules.wait_ms if waits else max(0, int(route.settings.max_age_ms - moment.age_ms))
    worst = None
    if waits and rules.max_slippage is not None:
        worst = worst_price(link.side, signal.price, share.terms.instrument, rules.max_slippage)
    return OpenPosition(
        id=opening.id,
        copy=link.copy,
        revision=revision,
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
        life_ms=life,
        max_slippage=rules.max_slippage,
        master_lots=signal.added,
        worst_price=worst,
    )


def _new_link(
    share: Share,
    names: tuple[str, str],
    *,
    openings: tuple[Opening, ...] = (),
    waiting: Fraction = _NOTHING,
    state: LinkState = LinkState.OPENING,
) -> Link:
    route, signal, terms = share.route, share.signal, share.terms
    added = exact(signal.added)
    target = sum((opening.volume for opening in openings), ZERO)
    return Link(
        copy=names[0],
        source=names[1],
        position=signal.position.id,
        order=signal.order,
        master_symbol=signal.position.symbol,
        symbol=terms.instrument.name,
        side=terms.side,
        master_side=signal.position.side,
        ratio=terms.ratio,
        accepted=added,
        master_volume=signal.position.volume,
        base=exact(target),
        original=added,
        target=target,
        filled=ZERO,
        stop_loss=terms.plan.stops.stop_loss,
        take_profit=terms.plan.stops.take_profit,
        revision=len(openings),
        opens=openings,
        orders=(signal.order, fill_of(signal)),
        version=signal.version,
        state=state,
        exact=_NOTHING if waiting else share.worth,
        waiting=waiting,
        master_entry=signal.position.price,
        converted=terms.converts,
        **_frozen(route),
    )


class _Frozen(TypedDict):
    """What of a route's settings a copy keeps for good (rule L4)."""

    route: str
    master: AccountKey
    follower: AccountKey
    settings_version: int
    stops: StopRules
    remainder: Remainder
    partial_fill: PartialFill
    shadow: bool


def _frozen(route: Route) -> _Frozen:
    return _Frozen(
        route=route.id,
        master=route.master,
        follower=route.follower,
        settings_version=route.settings.version,
        stops=route.settings.stops,
        remainder=route.settings.volume.remainder,
        partial_fill=route.settings.volume.partial_fill,
        shadow=route.mode is RouteMode.SHADOW,
    )
