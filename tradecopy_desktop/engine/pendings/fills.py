"""What follows when the master's pending order is filled, or the follower's. Never asks a filter.

The copy that waited becomes the copy of the position. Until both are filled one side stands alone;
how long and what then is asked in `pending_sides`.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.commands import Command
from tradecopy_desktop.domain.decisions import (
    Copied,
    Decision,
    NothingToDo,
    Skipped,
    SkipReason,
    Step,
)
from tradecopy_desktop.domain.instruments import nearest_step
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.following import order_volume, stops_after_fill
from tradecopy_desktop.engine.opening.signal import Signal
from tradecopy_desktop.engine.pendings.ends import cancel_pending
from tradecopy_desktop.engine.pendings.market import order_at_market, refused_at_market
from tradecopy_desktop.engine.pendings.orders import pending_copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What a fill of the master's pending order means for the copy that waited for it.

    `goes_on`: the fill is besides an opening like any other, and passes the questions of one.
    """

    decision: Decision
    goes_on: bool = False


def adopt_fill(book: Book, route: Route, signal: Signal) -> Adoption | None:
    """Return what a fill means for the copy of its pending order; None if there is no such copy."""
    link = pending_copy(book, route, signal.order)
    if link is None:
        return None
    fill = f"{signal.order}/{signal.version}"
    if (route.id, signal.position.id, fill) in book.orders:
        return Adoption(decision=_nothing(route, "taken before"))
    if not link.is_live or link.state is LinkState.CLOSING:
        return None if signal.chosen else Adoption(decision=_too_late(route, link))
    followed = book.followed_link(route.id, signal.position.id)
    if followed is not None and followed.copy != link.copy:
        # A netting master's other orders made a copy of this position meanwhile.
        text = "the master's order added to a position that has another copy"
        return Adoption(decision=cancel_pending(book, link, text), goes_on=True)
    if link.accepted > 0 and link.position != signal.position.id:
        text = "the master's order made several positions; its copy follows the first"
        return Adoption(decision=_skipped(route, SkipReason.FURTHER_ORDER, text))
    adopted = _adopted(book, link, signal, fill)
    return None if adopted is None else Adoption(decision=_paired(book, route, adopted, signal))


def _adopted(book: Book, link: Link, signal: Signal, fill: str) -> Link | None:
    """Return the copy with the fill accepted; None where it had to be opened anew."""
    whole = link.original
    accepted = min(whole, link.accepted + Fraction(signal.added))
    names: tuple[str, ...]
    if signal.order in link.orders:
        target = _target(book, link, accepted)
        if target > link.target and link.pending is None:
            # It was reduced after it was filled: nothing waits that could bring the lots back.
            return None
        target, names = max(link.target, target), (fill,)
    else:
        # A reversal turns only a part of its order into the new side.
        coming = Fraction(signal.order_volume) if signal.whole_known else whole
        target, names = _target(book, link, min(whole, max(accepted, coming))), (signal.order, fill)
    return replace(
        link,
        position=signal.position.id,
        accepted=accepted,
        exact=link.ratio * accepted,
        master_volume=signal.position.volume,
        master_entry=signal.position.price,
        target=target,
        orders=(*link.orders, *names),
        version=signal.version,
        reason="",
    )


def _target(book: Book, link: Link, accepted: Fraction) -> Decimal:
    instrument = book.account(link.follower).instruments.get(link.symbol)
    if instrument is None:
        return link.opens[0].volume if link.opens else link.target
    return nearest_step(link.base * accepted / link.original, instrument.lot_step)


def _paired(book: Book, route: Route, link: Link, signal: Signal) -> Decision:
    commands: tuple[Command, ...] = ()
    text = "the copy's order goes on waiting"
    if link.shadow:
        link, text = replace(link, pending=None, state=LinkState.LIVE), "the copy is only imagined"
    elif not link.opens:
        refusal = refused_at_market(book, route, link)
        if refusal is not None:
            gone = replace(link, state=LinkState.REFUSED, target=ZERO, reason=refusal[1])
            return replace(_skipped(route, *refusal), link=gone)
        link, opening = order_at_market(book, route, link, link.target)
        commands, text = (opening,), "the copy's could not be placed: it is opened at market"
    elif link.filled > link.target:
        version = f"{signal.order} and {signal.version}"
        link, reduction = order_volume(link, link.target, version=version)
        commands, text = (reduction,), "the copy's was filled before and keeps the master's share"
    elif link.filled > ZERO:
        link, text = replace(link, state=LinkState.LIVE), "the copy's was filled before"
        found = stops_after_fill(book, link)
        if found is not None:
            link, commands = found[0], (found[1],)
    return Copied(
        route=route.id,
        link=link,
        commands=commands,
        steps=(Step(rule="pending order", text=f"the master's order was filled; {text}"),),
        master_lots=signal.added,
        settings_version=link.settings_version,
    )


def _too_late(route: Route, link: Link) -> Decision:
    if link.state is LinkState.HANDED_OVER:
        return _nothing(route, "the trader looks after this copy")
    text = (
        f"the copy of this order in {link.symbol} ended before: {link.reason or link.state.value}"
    )
    return _skipped(route, SkipReason.ENDED_EARLY, text)


def _nothing(route: Route, text: str) -> NothingToDo:
    return NothingToDo(route=route.id, link=None, detail=text)


def _skipped(route: Route, reason: SkipReason, text: str) -> Skipped:
    return Skipped(
        route=route.id,
        reason=reason,
        detail=text,
        alarming=True,
        settings_version=route.settings.version,
    )
