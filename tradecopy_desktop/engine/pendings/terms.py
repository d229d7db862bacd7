"""At which price, in which kind and until when a follower's pending order waits. Sizes nothing.

A reversed order waits at the same price on the other side: what the master would buy when the
price has fallen, the copy sells then, and that is a stop instead of a limit.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.decisions import Refusal, SkipReason, Step
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import PendingTerms
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.trades import PendingOrder
from tradecopy_desktop.domain.values import MarginMode, PendingKind, Platform, Side
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.stops.levels import on_grid

_MIRRORED = {PendingKind.LIMIT: PendingKind.STOP, PendingKind.STOP: PendingKind.LIMIT}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingPlan:
    """The follower's order as it would be, or why there is none; and how it came about."""

    side: Side
    terms: PendingTerms | None
    refusal: Refusal | None = None
    steps: tuple[Step, ...] = ()


def plan_pending(
    book: Book, route: Route, pending: PendingOrder, instrument: Instrument, moment: Moment
) -> PendingPlan:
    """Return side and terms of the order that follows a master's; `instrument` must be complete."""
    side = pending.side.opposite if route.settings.reverse else pending.side
    kind = _MIRRORED.get(pending.kind) if route.settings.reverse else pending.kind
    follower = book.account(route.follower)
    refusal = (
        _refused_by_kind(pending.kind, kind, instrument, follower)
        or _refused_by_master(book, route, pending)
        or refused_by_waiting(book, follower, instrument, side)
        or _refused_by_time(book, route.master, pending, moment)
    )
    if refusal is not None or kind is None:
        return PendingPlan(side=side, terms=None, refusal=refusal)
    terms = terms_like(book, route, pending, kind, instrument)
    return PendingPlan(side=side, terms=terms, steps=_explained(book, route, pending, side, terms))


def terms_like(
    book: Book, route: Route, pending: PendingOrder, kind: PendingKind, instrument: Instrument
) -> PendingTerms:
    """Return the master's prices on the follower's grid, and its expiry on the follower's clock."""
    limit = pending.limit_price
    return PendingTerms(
        kind=kind,
        price=on_grid(pending.price, instrument),
        limit_price=None if limit is None else on_grid(limit, instrument),
        expires_at=_expiry_there(book, route, pending.expires_at),
    )


def refused_by_waiting(
    book: Book, follower: AccountState, instrument: Instrument, side: Side
) -> Refusal | None:
    """Return why an order of this side may not come beside a copy's order that waits, or None.

    On a netting account the later of two orders on opposite sides would close the other's lots.
    """
    if follower.margin_mode is not MarginMode.NETTING:
        return None
    for link in book.active_on(follower.key, instrument.name):
        if link.pending is not None and link.side is not side:
            text = f"an order of another copy waits to {link.side.value} {instrument.name}, and "
            return SkipReason.OTHER_SIDE_HELD, f"{text}the follower nets its positions"
    return None


def _refused_by_kind(
    master: PendingKind, kind: PendingKind | None, instrument: Instrument, follower: AccountState
) -> Refusal | None:
    name = master.value.replace("_", "-")
    if kind is None:
        text = f"a {name} order has no counterpart on the other side; this route reverses"
        return SkipReason.PENDING_KIND_UNKNOWN, text
    on_mt4 = follower.platform is Platform.MT4 and kind is PendingKind.STOP_LIMIT
    if on_mt4 or kind.value not in instrument.pendings:
        whose = "MT4 knows" if on_mt4 else f"the follower's broker takes in {instrument.name}"
        text = f"{whose} no {kind.value.replace('_', '-')} orders"
        return SkipReason.PENDING_KIND_UNKNOWN, text
    return None


def _refused_by_master(book: Book, route: Route, pending: PendingOrder) -> Refusal | None:
    master = book.account(route.master)
    if master.margin_mode is not MarginMode.NETTING:
        return None
    # One position a symbol: the order would add to it, close it or turn it round when it fills.
    held = any(position.symbol == pending.symbol for position in master.positions.values())
    waits = any(
        link.accepted == 0 and link.pending is not None and link.master_symbol == pending.symbol
        for link in book.copies_of(route.id)
    )
    if not (held or waits):
        return None
    what = "holds" if held else "has another order in"
    text = f"the master {what} {pending.symbol} and nets its positions: "
    return SkipReason.PENDING_NOT_COPIED, f"{text}what the order becomes is copied at market"


def _refused_by_time(
    book: Book, master: AccountKey, pending: PendingOrder, moment: Moment
) -> Refusal | None:
    offset_s = _offset_s(book, master)
    if pending.expires_at is None or offset_s is None:
        return None
    utc = _utc(pending.expires_at, offset_s)
    if utc > moment.utc:
        return None
    return SkipReason.TOO_OLD, f"the master's order expired at {utc:%Y-%m-%d %H:%M:%S} UTC"


def _utc(server_ms: int, offset_s: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=server_ms - offset_s * 1_000)


def _expiry_there(book: Book, route: Route, expires_at: int | None) -> int | None:
    here, there = _offset_s(book, route.master), _offset_s(book, route.follower)
    if expires_at is None or here is None or there is None:
        return None
    return expires_at + (there - here) * 1_000


def _offset_s(book: Book, account: AccountKey) -> int | None:
    profile = book.account(account).profile
    return profile.utc_offset_s if profile else None


def _explained(
    book: Book, route: Route, pending: PendingOrder, side: Side, terms: PendingTerms
) -> tuple[Step, ...]:
    kind = f"{side.value} {terms.kind.value.replace('_', '-')}"
    text = "the other side at the master's price" if route.settings.reverse else "as the master's"
    price = ("price", f"{pending.price:f}")
    order = Step(rule="order", text=text, inputs=(price,), result=f"{kind} at {terms.price:f}")
    if pending.expires_at is None:
        return (order,)
    offset_s = _offset_s(book, route.master)
    if terms.expires_at is None or offset_s is None:
        text = "a server's clock is not known: the order waits until the master's has expired"
        return (order, Step(rule="expiry", text=text, result="none"))
    utc = _utc(pending.expires_at, offset_s)
    text = "the same moment on the follower's server clock"
    return (order, Step(rule="expiry", text=text, result=f"{utc:%Y-%m-%d %H:%M:%S} UTC"))
