"""The last questions before an order goes out: what the account holds, and what it may hold."""

from decimal import Decimal

from tradecopy_desktop.domain.decisions import Refusal
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.order_rules import WhenSlipped
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.limits.caps import refused_by_caps
from tradecopy_desktop.engine.limits.filters import refused_by_market
from tradecopy_desktop.engine.limits.risk import refused_by_position
from tradecopy_desktop.engine.limits.topology import refused_by_topology
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.opening.signal import Signal
from tradecopy_desktop.engine.opening.terms import Terms
from tradecopy_desktop.engine.stops.slippage import slipped


def refused_by_holdings(  # noqa: PLR0913 - the terms of one question
    book: Book,
    route: Route,
    signal: Signal,
    terms: Terms,
    lots: Decimal,
    moment: Moment,
    *,
    link: Link | None = None,
) -> Refusal | None:
    """Return why `lots` more may not be opened, or None; `link` is the copy that they add to.

    A further fill of an order that was taken passes the route's own limits, which the whole order
    has passed; the account's caps hold for it as well.
    """
    follower, instrument, side = terms.follower, terms.instrument, terms.side
    imagined = route.id if route.mode is RouteMode.SHADOW else ""
    refusal = refused_by_position(book, follower, instrument, side, imagined=imagined)
    refusal = refusal or refused_by_topology(book, route, signal.position, instrument, side)
    if refusal is None and not is_further_fill(signal, link):
        refusal = refused_by_market(book, route, instrument, lots, adds=link is not None)
        refusal = refusal or _refused_by_price(book, route, signal, terms)
    return refusal or refused_by_caps(book, follower, instrument, side, lots, moment.now_ns)


def is_further_fill(signal: Signal, link: Link | None) -> bool:
    """Tell whether the signal belongs to an order of which a part was taken before (rule S2)."""
    return link is not None and signal.order in link.orders


def _refused_by_price(book: Book, route: Route, signal: Signal, terms: Terms) -> Refusal | None:
    rules, instrument = route.settings.orders, terms.instrument
    if rules.max_slippage is None or rules.when_slipped is WhenSlipped.WAIT or signal.waits:
        return None
    quote = book.account(route.follower).quotes.get(instrument.name)
    return slipped(terms.side, signal.price, quote, instrument, rules.max_slippage)
