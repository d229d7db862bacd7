"""What of a copy's pending order is opened at market instead, once its master's was filled."""

from dataclasses import replace
from decimal import Decimal

from tradecopy_desktop.domain.commands import Opening, OpenPosition
from tradecopy_desktop.domain.decisions import Refusal, SkipReason
from tradecopy_desktop.domain.ids import open_id
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.order_rules import WhenSlipped
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.freezing import refused_by_freeze
from tradecopy_desktop.engine.guard.granting import granted
from tradecopy_desktop.engine.guard.room import Asked, Fit
from tradecopy_desktop.engine.limits.risk import refused_by_account, refused_by_position
from tradecopy_desktop.engine.magic import free_magic
from tradecopy_desktop.engine.money.quotes import entry_at
from tradecopy_desktop.engine.pendings.orders import lots_to_come
from tradecopy_desktop.engine.stops.slippage import slipped, worst_price


def refused_at_market(book: Book, route: Route, link: Link) -> Refusal | None:
    """Return why the missing lots of a copy may not be opened at market now, or None.

    Filters and sizes were asked when the order was placed; what changes with time is asked anew.
    """
    if route.mode is not RouteMode.LIVE:
        return SkipReason.ROUTE_CLOSE_ONLY, "the route takes no openings now"
    follower = book.account(route.follower)
    instrument = follower.instruments.get(link.symbol)
    if instrument is None:
        return SkipReason.NO_SYMBOL, f"the follower's broker does not list {link.symbol}"
    refusal = refused_by_freeze(book, route) or refused_by_account(follower)
    refusal = refusal or refused_by_position(book, follower, instrument, link.side)
    rules = route.settings.orders
    if refusal is None and rules.when_slipped is WhenSlipped.SKIP and link.master_entry:
        quote = follower.quotes.get(link.symbol)
        refusal = slipped(link.side, link.master_entry, quote, instrument, rules.max_slippage)
    return refusal or _refused_by_guard(book, route, link, instrument)


def _refused_by_guard(
    book: Book, route: Route, link: Link, instrument: Instrument
) -> Refusal | None:
    follower = book.account(route.follower)
    lots = max(link.target, link.filled + lots_to_come(link)) - link.filled
    if not follower.guard.worst_case or lots <= ZERO:
        return None
    asked = Asked(
        instrument=instrument,
        side=link.side,
        lots=lots,
        entry=entry_at(follower.quotes.get(link.symbol), link.side),
        stop_loss=link.stop_loss,
        copy=link.copy,
        again=True,
        commission=route.settings.volume.commission,
    )
    fit = granted(book, follower, asked, None)
    return None if isinstance(fit, Fit) else fit


def order_at_market(
    book: Book, route: Route, link: Link, lots: Decimal
) -> tuple[Link, OpenPosition]:
    """Return a copy of which `lots` are opened at market, under an id of their own."""
    id = open_id(copy=link.copy, order=f"{link.order} at market")
    magic = free_magic(book, link.follower, id)
    revision = link.revision + 1
    rules = route.settings.orders
    instrument = book.account(link.follower).instruments.get(link.symbol)
    waits = rules.when_slipped is WhenSlipped.WAIT and rules.max_slippage is not None
    worst = None
    if rules.max_slippage is not None and waits and instrument and link.master_entry:
        worst = worst_price(link.side, link.master_entry, instrument, rules.max_slippage)
    command = OpenPosition(
        id=id,
        copy=link.copy,
        revision=revision,
        route=link.route,
        master=link.master,
        follower=link.follower,
        source=link.source,
        symbol=link.symbol,
        side=link.side,
        volume=lots,
        stop_loss=link.stop_loss,
        take_profit=link.take_profit,
        magic=magic,
        life_ms=rules.wait_ms if waits else route.settings.max_age_ms,
        max_slippage=rules.max_slippage,
        master_lots=link.master_volume,
        worst_price=worst,
    )
    opening = Opening(id=id, magic=magic, volume=lots, since=None)
    return replace(_without_order(link, opening), revision=revision), command


def _without_order(link: Link, opening: Opening) -> Link:
    # An order that brought nothing leaves nothing to be found by its magic.
    brought = link.pending is not None and lots_to_come(link) < link.opens[0].volume
    kept = link.opens if brought else link.opens[1:]
    state = LinkState.LIVE if link.filled > ZERO else LinkState.OPENING
    return replace(link, pending=None, opens=(*kept, opening), state=state, reason="")
