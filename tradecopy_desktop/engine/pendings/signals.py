"""What a route does about a master's pending order: the same questions as for an opening."""

from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.decisions import (
    Decision,
    NothingToDo,
    Refusal,
    Skipped,
    SkipReason,
    Step,
)
from tradecopy_desktop.domain.facts import EventKind
from tradecopy_desktop.domain.filters import OrderKind
from tradecopy_desktop.domain.order_rules import PendingPolicy
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.trades import PendingOrder, Position
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.arming import is_before_route
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.freezing import refused_by_freeze
from tradecopy_desktop.engine.guard.room import Fit
from tradecopy_desktop.engine.limits.filters import refused_by_signal
from tradecopy_desktop.engine.limits.risk import refused_by_account
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.opening.checks import refused_by_holdings
from tradecopy_desktop.engine.opening.guarded import guarded, part_of, refused_step
from tradecopy_desktop.engine.opening.signal import Signal
from tradecopy_desktop.engine.opening.terms import NoTerms, Terms, terms_of
from tradecopy_desktop.engine.pendings.copies import PendingRequest, change_copy, place_copy
from tradecopy_desktop.engine.pendings.ends import end_copy
from tradecopy_desktop.engine.pendings.orders import pending_copy
from tradecopy_desktop.engine.pendings.terms import plan_pending
from tradecopy_desktop.engine.sizing.steps import Held, lots_to_open, split_lots

_ENDS = {
    EventKind.PENDING_CANCELLED: "the master cancelled the order",
    EventKind.PENDING_EXPIRED: "the master's order expired",
}


def decide_pending(
    book: Book, route: Route, kind: EventKind, pending: PendingOrder, moment: Moment
) -> tuple[Decision, ...]:
    """Return what follows from a pending order that was placed, changed or ended."""
    if kind is EventKind.PENDING_MODIFIED:
        return change_copy(book, route, pending)
    if kind in _ENDS:
        return end_copy(book, route, pending.ticket, _ENDS[kind])
    if route.mode is RouteMode.OFF:
        return ()
    if pending_copy(book, route, pending.ticket) is not None:
        return (NothingToDo(route=route.id, link=None, detail="taken before"),)
    return (_placed(book, route, pending, moment),)


def _placed(book: Book, route: Route, pending: PendingOrder, moment: Moment) -> Decision:
    signal = _signal(pending)
    refusal = _refused_before_terms(book, route, signal, moment)
    if refusal is not None:
        return _skipped(route, refusal)
    terms = terms_of(book, route, signal, None, moment)
    if isinstance(terms, NoTerms):
        return _skipped(route, terms.refusal, terms.steps)
    plan = plan_pending(book, route, pending, terms.instrument, moment)
    steps = (*terms.steps, *plan.steps)
    if plan.refusal is not None or plan.terms is None:
        return _skipped(route, plan.refusal or (SkipReason.PENDING_NOT_COPIED, ""), steps)
    lots = _lots(pending, terms)
    refusal = refused_by_holdings(book, route, signal, terms, lots, moment)
    if refusal is not None:
        return _skipped(route, refusal, steps)
    terms = terms._replace(steps=steps)
    fit = guarded(book, route, terms, (lots,), moment, waits_at=plan.terms)
    if isinstance(fit, Fit):
        terms, lots = part_of(terms, lots, fit)[0], fit.lots
    elif fit is not None:
        return _skipped(route, fit, (*steps, refused_step(fit)))
    request = PendingRequest(
        pending=pending,
        instrument=terms.instrument,
        side=plan.side,
        terms=plan.terms,
        lots=lots,
        ratio=terms.ratio,
        stops=terms.plan.stops,
        life_ms=max(0, int(route.settings.max_age_ms - moment.age_ms)),
        converted=terms.converts,
        steps=terms.steps,
    )
    return place_copy(book, route, request)


def _refused_before_terms(
    book: Book, route: Route, signal: Signal, moment: Moment
) -> Refusal | None:
    if route.mode is RouteMode.CLOSE_ONLY:
        return SkipReason.ROUTE_CLOSE_ONLY, "the route is paused: closes only"
    policy = route.settings.orders.pendings
    if policy is not PendingPolicy.AS_PENDINGS:
        at_fill = policy is PendingPolicy.AT_FILL
        text = f"{signal.kind.value} order in {signal.position.symbol}: this route copies "
        text += "the position once the order is filled" if at_fill else "no pending orders"
        return SkipReason.PENDING_NOT_COPIED, text
    if is_before_route(book, route, signal.position.id, signal.order):
        return SkipReason.BEFORE_ROUTE, "the master placed this before the route was armed"
    return (
        refused_by_signal(route.settings, signal, moment)
        or refused_by_freeze(book, route)
        or refused_by_account(book.account(route.follower))
    )


def _lots(pending: PendingOrder, terms: Terms) -> Decimal:
    worth = terms.ratio * Fraction(pending.volume)
    lots = lots_to_open(Held(), worth, terms.instrument)
    # An order that waits is one order: what is above the broker's maximum is cut.
    return split_lots(lots, terms.instrument)[0]


def _signal(pending: PendingOrder) -> Signal:
    """Return the order as the opening that it will be: a position at the price it waits for."""
    position = Position(
        id=pending.ticket,
        ticket=pending.ticket,
        order=pending.ticket,
        symbol=pending.symbol,
        side=pending.side,
        volume=pending.volume,
        price=pending.price,
        stop_loss=pending.stop_loss,
        take_profit=pending.take_profit,
        magic=pending.magic,
        comment=pending.comment,
        opened_at=pending.placed_at,
        profit=ZERO,
        swap=ZERO,
    )
    return Signal(
        position=position,
        order=pending.ticket,
        added=pending.volume,
        version="",
        order_volume=pending.volume,
        price=pending.price,
        kind=OrderKind(pending.kind.value),
        waits=True,
    )


def _skipped(route: Route, refusal: Refusal, steps: tuple[Step, ...] = ()) -> Skipped:
    reason, detail = refusal
    quiet = reason in (
        SkipReason.PENDING_NOT_COPIED,
        SkipReason.ROUTE_CLOSE_ONLY,
        SkipReason.BEFORE_ROUTE,
    )
    return Skipped(
        route=route.id,
        reason=reason,
        detail=detail,
        steps=steps,
        alarming=not quiet,
        settings_version=route.settings.version,
    )
