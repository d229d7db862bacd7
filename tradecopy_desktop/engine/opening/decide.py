"""Whether and how a route opens its share of a master's opening or addition.

Order of questions: was it taken before; is the route live; filters; account; symbol, stops and
size; what the account holds; risk last and always (caps, slippage).
"""

from dataclasses import replace
from decimal import Decimal

from tradecopy_desktop.domain.commands import MOST_OPENINGS
from tradecopy_desktop.domain.decisions import (
    Copied,
    Decision,
    NothingToDo,
    Refusal,
    Skipped,
    SkipReason,
    Step,
)
from tradecopy_desktop.domain.filters import OrderKind
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.order_rules import PendingPolicy
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.sizing import AboveMaximum
from tradecopy_desktop.domain.values import ZERO, exact
from tradecopy_desktop.engine.arming import is_before_route
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.freezing import refused_by_freeze
from tradecopy_desktop.engine.guard.room import Fit
from tradecopy_desktop.engine.limits.filters import refused_by_signal
from tradecopy_desktop.engine.limits.risk import refused_by_account
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.opening.checks import is_further_fill, refused_by_holdings
from tradecopy_desktop.engine.opening.guarded import WHOLE, guarded, part_of, refused_step
from tradecopy_desktop.engine.opening.link import Share, fill_of, gathered, opened
from tradecopy_desktop.engine.opening.signal import Signal
from tradecopy_desktop.engine.opening.terms import NoTerms, terms_of
from tradecopy_desktop.engine.pendings.fills import adopt_fill
from tradecopy_desktop.engine.pendings.terms import refused_by_waiting
from tradecopy_desktop.engine.sizing.steps import NOTHING_HELD, Held, lots_to_open, split_lots

_MODE_REASONS = {
    RouteMode.OFF: (SkipReason.ROUTE_OFF, "the route is off"),
    RouteMode.CLOSE_ONLY: (SkipReason.ROUTE_CLOSE_ONLY, "the route is paused: closes only"),
}
_QUIET = frozenset(
    {
        SkipReason.ROUTE_OFF,
        SkipReason.ROUTE_CLOSE_ONLY,
        SkipReason.BEFORE_ROUTE,
        SkipReason.PENDING_NOT_COPIED,
    }
)


def decide_opening(
    book: Book, route: Route, signal: Signal, moment: Moment
) -> tuple[Decision, ...]:
    """Return whether the route opens its share of the signal."""
    adopted = adopt_fill(book, route, signal)
    if adopted is None:
        return _decide(book, route, signal, moment)
    if not adopted.goes_on:
        return (adopted.decision,)
    return (adopted.decision, *_decide(book, route, signal, moment))


def _decide(book: Book, route: Route, signal: Signal, moment: Moment) -> tuple[Decision, ...]:
    position = signal.position
    link = book.followed_link(route.id, position.id)
    if (route.id, position.id, fill_of(signal)) in book.orders:
        return (NothingToDo(route=route.id, link=None, detail="taken before"),)
    if route.mode is RouteMode.OFF and link is None:
        return ()
    refusal = _refused_before_terms(book, route, signal, link, moment)
    if refusal is not None:
        return (_skipped(route, signal, link, refusal, ()),)
    terms = terms_of(book, route, signal, link, moment)
    if isinstance(terms, NoTerms):
        return (_skipped(route, signal, link, terms.refusal, terms.steps),)
    worth = terms.ratio * exact(signal.added)
    return (_taken(Share(book, route, signal, link, terms, worth), moment),)


def _refused_before_terms(
    book: Book, route: Route, signal: Signal, link: Link | None, moment: Moment
) -> Refusal | None:
    position = signal.position
    if route.mode in _MODE_REASONS:
        return _MODE_REASONS[route.mode]
    if link is None and (route.id, position.id, signal.order) in book.orders:
        # A further fill of an order whose copy is over does not bring the copy back (rule C2).
        return SkipReason.ENDED_EARLY, "the copy of this order ended before the order was complete"
    if not signal.chosen and is_before_route(book, route, position.id, signal.order):
        return SkipReason.BEFORE_ROUTE, "the master held this before the route was armed"
    account = refused_by_freeze(book, route) or refused_by_account(book.account(route.follower))
    if is_further_fill(signal, link):
        # The order passed the filters as a whole.
        return account
    return (
        _refused_as_pending(route, signal)
        or refused_by_signal(route.settings, signal, moment)
        or account
    )


def _refused_as_pending(route: Route, signal: Signal) -> Refusal | None:
    ignores = route.settings.orders.pendings is PendingPolicy.IGNORE
    if ignores and signal.kind is not OrderKind.MARKET:
        text = f"this route does not copy what a {signal.kind.value} order became"
        return SkipReason.PENDING_NOT_COPIED, text
    return None


def _taken(share: Share, moment: Moment) -> Decision:
    terms, link = share.terms, share.link
    if link is None:
        lots = lots_to_open(NOTHING_HELD, share.worth, terms.instrument)
    else:
        held = Held(exact=link.exact, target=link.target)
        lots = lots_to_open(held, share.worth + link.waiting, terms.instrument)
    if lots == ZERO:
        # Of a whole order that is large enough: the rest of it is still to come.
        text = "less than the broker's minimum so far; it waits for the rest"
        return NothingToDo(route=share.route.id, link=gathered(share), detail=text)
    pieces = _pieces(share, lots)
    refusal = _refused_after_terms(share, sum(pieces, ZERO), len(pieces), moment)
    if refusal is not None:
        return _skipped(share.route, share.signal, link, refusal, terms.steps)
    fit = guarded(share.book, share.route, terms, pieces, moment, link=link)
    if isinstance(fit, Fit):
        share, pieces = _fitted(share, pieces, fit)
    elif fit is not None:
        return _skipped(share.route, share.signal, link, fit, (*terms.steps, refused_step(fit)))
    grown, commands = opened(share, pieces, moment)
    return Copied(
        route=share.route.id,
        link=grown,
        commands=commands,
        steps=share.terms.steps,
        master_lots=share.signal.added,
        settings_version=share.route.settings.version,
    )


def _pieces(share: Share, lots: Decimal) -> tuple[Decimal, ...]:
    instrument = share.terms.instrument
    if share.route.settings.volume.above_maximum is AboveMaximum.SPLIT:
        return split_lots(lots, instrument)
    return split_lots(lots, instrument)[:1]


def _fitted(
    share: Share, pieces: tuple[Decimal, ...], fit: Fit
) -> tuple[Share, tuple[Decimal, ...]]:
    """Return what the guard leaves of a share: what it cuts off never returns (rule S3)."""
    terms, part = part_of(share.terms, sum(pieces, ZERO), fit)
    smaller = share._replace(terms=terms, worth=share.worth * part)
    return smaller, pieces if part == WHOLE else _pieces(smaller, fit.lots)


def _refused_after_terms(
    share: Share, lots: Decimal, pieces: int, moment: Moment
) -> Refusal | None:
    present = len(share.link.opens) if share.link else 0
    if present + pieces > MOST_OPENINGS:
        text = f"a copy is made of at most {MOST_OPENINGS} openings"
        return SkipReason.TOO_MANY_OPENINGS, text
    book, terms = share.book, share.terms
    return refused_by_holdings(
        book, share.route, share.signal, terms, lots, moment, link=share.link
    ) or refused_by_waiting(book, terms.follower, terms.instrument, terms.side)


def _skipped(
    route: Route,
    signal: Signal,
    link: Link | None,
    refusal: Refusal,
    steps: tuple[Step, ...],
) -> Skipped:
    reason, detail = refusal
    # The refused part is part of the master's position: reductions come off it too (rule S3).
    grown = replace(link, master_volume=signal.position.volume) if link else None
    return Skipped(
        route=route.id,
        reason=reason,
        detail=detail,
        steps=steps,
        link=grown,
        alarming=reason not in _QUIET,
        settings_version=route.settings.version,
    )
