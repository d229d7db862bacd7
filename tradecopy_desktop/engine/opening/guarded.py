"""What an account's guard leaves of an order that everything else lets pass."""

from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.decisions import Refusal, Step
from tradecopy_desktop.domain.links import Link, PendingTerms
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.guard.exposing import refused_by_exposure
from tradecopy_desktop.engine.guard.granting import granted
from tradecopy_desktop.engine.guard.room import Asked, Fit
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.money.quotes import entry_at
from tradecopy_desktop.engine.opening.terms import Terms

WHOLE = Fraction(1)


def guarded(  # noqa: PLR0913 - the terms of one question
    book: Book,
    route: Route,
    terms: Terms,
    pieces: tuple[Decimal, ...],
    moment: Moment,
    *,
    link: Link | None = None,
    waits_at: PendingTerms | None = None,
) -> Fit | Refusal | None:
    """Return how much of an order may be opened, None for all of it unasked.

    `link` is the copy that it adds to, `waits_at` where it waits unless it goes to the market.
    """
    follower = terms.follower
    guard = follower.guard
    if not guard.limits:
        return None
    lots = sum(pieces, Decimal(0))
    refusal = refused_by_exposure(book, follower, terms.instrument, lots, len(pieces))
    if refusal is not None or not guard.worst_case:
        return refusal
    asked = Asked(
        instrument=terms.instrument,
        side=terms.side,
        lots=lots,
        entry=_entry(terms, waits_at),
        stop_loss=_stop(terms, link),
        copy=link.copy if link else "",
        imagined=route.id if route.mode is RouteMode.SHADOW else "",
        commission=route.settings.volume.commission,
    )
    return granted(book, follower, asked, moment)


def part_of(terms: Terms, lots: Decimal, fit: Fit) -> tuple[Terms, Fraction]:
    """Return the terms of what fits, explained, and which part of the order that is."""
    steps = terms.steps if fit.step is None else (*terms.steps, fit.step)
    part = WHOLE if fit.lots == lots else Fraction(fit.lots) / Fraction(lots)
    return terms._replace(ratio=terms.ratio * part, steps=steps), part


def refused_step(refusal: Refusal) -> Step:
    """Return the line that explains a refusal."""
    return Step(rule="guard", text=refusal[1], result="0")


def _entry(terms: Terms, waits_at: PendingTerms | None) -> Decimal | None:
    if waits_at is None:
        return entry_at(terms.follower.quotes.get(terms.instrument.name), terms.side)
    if waits_at.limit_price is None:
        return waits_at.price
    worse = max if terms.side is Side.BUY else min
    return worse(waits_at.price, waits_at.limit_price)


def _stop(terms: Terms, link: Link | None) -> Decimal | None:
    plan = terms.plan
    if plan.after_fill and plan.wanted.stop_loss is None and link is not None:
        return link.stop_loss
    return plan.wanted.stop_loss
