"""What a route would open for a master's order: symbol, side, stops and exact lots, or why not.

Market openings and pending orders ask the same questions in the same order. Nothing is sent here.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from tradecopy_desktop.domain.decisions import Refusal, SkipReason, Step
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.routes import Route, RouteSettings
from tradecopy_desktop.domain.sizing import BY_ORDER, FurtherOrders, Sizing, SymbolOverride
from tradecopy_desktop.domain.values import MarginMode, Side, exact
from tradecopy_desktop.engine.book import AccountState, Book, Kept
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.money.quotes import entry_at
from tradecopy_desktop.engine.opening.signal import Signal
from tradecopy_desktop.engine.sizing.order_size import SizeRequest, size_order
from tradecopy_desktop.engine.sizing.steps import NOTHING_HELD, Bounds, Held, bound_order
from tradecopy_desktop.engine.stops.plan import MasterStops, StopPlan, plan_stops
from tradecopy_desktop.engine.symbols.futures import conversion_ratio
from tradecopy_desktop.engine.symbols.resolve import Resolved, resolve_symbol
from tradecopy_desktop.engine.wording import plain

_KEPT_NS = 60_000_000_000


class Terms(NamedTuple):
    """An opening as it would be. `ratio` is follower lots per lot of this master's order."""

    follower: AccountState
    instrument: Instrument
    side: Side
    plan: StopPlan
    ratio: Fraction
    steps: tuple[Step, ...]
    converts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoTerms:
    """Why nothing is opened, with the explanation so far."""

    refusal: Refusal
    steps: tuple[Step, ...] = ()


class _Asked(NamedTuple):
    """An order as far as it is known; `converts`: a contract stands for another one's multiple."""

    route: Route
    signal: Signal
    link: Link | None
    follower: AccountState
    side: Side
    instrument: Instrument
    plan: StopPlan
    contract_ratio: Fraction
    converts: bool
    override: SymbolOverride | None

    @property
    def sizing(self) -> Sizing:
        return (self.override.sizing if self.override else None) or self.route.settings.sizing


def terms_of(
    book: Book, route: Route, signal: Signal, link: Link | None, moment: Moment
) -> Terms | NoTerms:
    """Return the terms of a route's share of a signal; `link` is the copy that it would add to."""
    follower = book.account(route.follower)
    resolved = _symbol(book, route, follower, signal.position.symbol, link, moment)
    instrument = follower.instruments.get(resolved.name) if resolved.name else None
    if instrument is None:
        reason = SkipReason.AMBIGUOUS_SYMBOL if resolved.candidates else SkipReason.NO_SYMBOL
        return NoTerms(refusal=(reason, resolved.reason))
    steps: tuple[Step, ...] = (Step(rule="symbol", text=resolved.reason, result=instrument.name),)
    if not instrument.is_complete:
        text = f"the broker's specification of {instrument.name} is incomplete"
        return NoTerms(refusal=(SkipReason.SYMBOL_INCOMPLETE, text), steps=steps)
    side = signal.position.side.opposite if route.settings.reverse else signal.position.side
    plan = _plan(route.settings, signal, link, side, instrument, follower)
    steps = (*steps, *plan.steps)
    if plan.refusal is not None:
        return NoTerms(refusal=plan.refusal, steps=steps)
    asked = _Asked(
        route=route,
        signal=signal,
        link=link,
        follower=follower,
        side=side,
        instrument=instrument,
        plan=plan,
        contract_ratio=resolved.ratio,
        converts=resolved.ratio != 1 or (link is not None and link.converted),
        override=_override(route.settings, signal.position.symbol),
    )
    return _sized(book, asked, moment, steps)


def _sized(book: Book, asked: _Asked, moment: Moment, steps: tuple[Step, ...]) -> Terms | NoTerms:
    """Return the terms once the size is known, too; `steps` led here."""
    ratio = _known_ratio(asked)
    if ratio is None:
        sized = _size(book, asked, moment)
        steps = (*steps, *sized.steps)
        if isinstance(sized, NoTerms):
            return NoTerms(refusal=sized.refusal, steps=steps)
        ratio = sized.ratio
    return Terms(
        follower=asked.follower,
        instrument=asked.instrument,
        side=asked.side,
        plan=asked.plan,
        ratio=ratio,
        steps=steps,
        converts=asked.converts,
    )


def _symbol(
    book: Book,
    route: Route,
    follower: AccountState,
    symbol: str,
    link: Link | None,
    moment: Moment,
) -> Resolved:
    """Return the follower's symbol; a copy stays in the one that it was opened in (rule L4)."""
    if link is not None:
        ratio = Fraction(1)
        if link.converted:
            ratio = conversion_ratio(symbol, link.symbol, book.table)
        return Resolved(name=link.symbol, reason=f"{link.symbol}, where the copy is", ratio=ratio)
    key = (route.id, symbol)
    state = (follower.listing, route.settings.version)
    kept = book.resolutions.get(key)
    if kept is not None and kept.state == state and moment.now_ns - kept.at_ns < _KEPT_NS:
        return kept.found
    master = book.account(route.master)
    mapped = book.mappings.get(key)
    found = resolve_symbol(symbol, route.settings, master, follower, book.table, mapped)
    if found.name is None:
        # Looking through thousands of names again and again would hold up other routes.
        book.resolutions[key] = Kept(state=state, at_ns=moment.now_ns, found=found)
    return found


def _plan(
    settings: RouteSettings,
    signal: Signal,
    link: Link | None,
    side: Side,
    instrument: Instrument,
    follower: AccountState,
) -> StopPlan:
    position = signal.position
    quote = follower.quotes.get(instrument.name)
    rules = link.stops if link else settings.stops
    stops = MasterStops(
        side=position.side,
        entry=position.price,
        stop_loss=position.stop_loss,
        take_profit=position.take_profit,
    )
    if signal.waits:
        # Its stops lie around the price that it waits for, wherever the market is now.
        price = signal.position.price
        return plan_stops(rules, stops, side, instrument, entry=price, quote=None)
    entry = entry_at(quote, side)
    return plan_stops(rules, stops, side, instrument, entry=entry, quote=quote)


def _override(settings: RouteSettings, symbol: str) -> SymbolOverride | None:
    for override in settings.overrides:
        if override.symbol == symbol:
            return override
    return None


class _Size(NamedTuple):
    ratio: Fraction
    steps: tuple[Step, ...]


def _known_ratio(asked: _Asked) -> Fraction | None:
    """Return the ratio of an order of which a fill was taken already, None for a new order."""
    link, signal = asked.link, asked.signal
    if link is None or signal.order not in link.orders:
        return None
    if not signal.whole_known and isinstance(asked.sizing, BY_ORDER):
        # Its first fill was given the size of the whole order.
        return Fraction(0)
    own = next((each.ratio for each in link.sized if each.order == signal.order), None)
    return link.ratio if own is None else own


def _size(book: Book, asked: _Asked, moment: Moment) -> _Size | NoTerms:
    settings, link, signal = asked.route.settings, asked.link, asked.signal
    if link is not None and settings.volume.further_orders is FurtherOrders.IGNORE:
        text = "the route copies one order a position; this was a further one"
        return NoTerms(refusal=(SkipReason.FURTHER_ORDER, text))
    if link is not None and settings.volume.further_orders is FurtherOrders.RATIO:
        lots = link.ratio * exact(signal.order_volume)
        text = f"{plain(signal.order_volume)} x {plain(link.ratio)}, the ratio of this copy"
        steps: tuple[Step, ...] = (Step(rule="size", text=text, result=plain(lots)),)
    else:
        sized = size_order(_request(book, asked, moment))
        if sized.lots is None:
            refusal = sized.refusal or (SkipReason.BELOW_MINIMUM, "no size")
            return NoTerms(refusal=refusal, steps=sized.steps)
        lots, steps = sized.lots, sized.steps
    held = Held(exact=link.exact, target=link.target) if link else NOTHING_HELD
    bounded = bound_order(lots, held, _bounds(asked))
    steps = (*steps, *bounded.steps)
    if bounded.refusal is not None:
        if not _gathers(book, asked):
            return NoTerms(refusal=bounded.refusal, steps=steps)
        return _Size(lots / exact(signal.order_volume), steps)
    return _Size(bounded.lots / exact(signal.order_volume), steps)


def _gathers(book: Book, asked: _Asked) -> bool:
    """Tell whether an order that is too small by itself waits for the next ones (rule S6).

    A netting master builds a position in steps: 7 + 7 micros are one mini, not none.
    """
    return asked.converts and book.account(asked.route.master).margin_mode is MarginMode.NETTING


def _bounds(asked: _Asked) -> Bounds:
    rules, override = asked.route.settings.volume, asked.override
    least = override.min_lots if override and override.min_lots else rules.min_lots
    most = override.max_lots if override and override.max_lots else rules.max_lots
    return Bounds(
        instrument=asked.instrument,
        rules=rules,
        min_lots=least,
        max_lots=most,
        never_up=asked.converts,
    )


def _entry(asked: _Asked) -> Decimal | None:
    if asked.signal.waits:
        return asked.signal.position.price
    return entry_at(asked.follower.quotes.get(asked.instrument.name), asked.side)


def _request(book: Book, asked: _Asked, moment: Moment) -> SizeRequest:
    route, signal = asked.route, asked.signal
    master = book.account(route.master)
    return SizeRequest(
        sizing=asked.sizing,
        volume=route.settings.volume,
        master=master,
        follower=asked.follower,
        master_instrument=master.instruments.get(signal.position.symbol),
        instrument=asked.instrument,
        order_volume=signal.order_volume,
        master_price=signal.price,
        side=asked.side,
        entry=_entry(asked),
        stop_loss=asked.plan.wanted.stop_loss,
        contract_ratio=asked.contract_ratio,
        literal_confirmed=route.settings.literal_lots_confirmed,
        moment=moment,
    )
