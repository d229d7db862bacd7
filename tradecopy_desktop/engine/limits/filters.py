"""Which openings a route takes. Never asked about closes, reductions or stops (rule C4).

What a filter needs and cannot be known refuses; what no filter looks at is never looked at.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from fnmatch import translate
from functools import lru_cache

from tradecopy_desktop.domain.decisions import Refusal, SkipReason
from tradecopy_desktop.domain.filters import Filters, MagicRange
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.routes import Route, RouteMode, RouteSettings
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.limits.caps import lots_held
from tradecopy_desktop.engine.limits.sessions import is_open, problem, wall_clock
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.opening.signal import Signal
from tradecopy_desktop.engine.wording import plain

_MOST_MAGIC_DIGITS = 20
_TWO_TO_63 = 1 << 63


def refused_by_signal(settings: RouteSettings, signal: Signal, moment: Moment) -> Refusal | None:
    """Return the first reason against an opening that the master's side gives, or None.

    Asked in this order: symbol, side, magic, comment, lots, order kind, hours, age. What is denied
    wins over what is allowed; symbols and comments match in either case. An opening that the
    trader chose himself may be of any age, and must pass all the others. Where a terminal does not
    tell the lots of the whole order, those that are known count.
    """
    filters = settings.filters
    return (
        _refused_by_symbol(filters, signal.position.symbol)
        or _refused_by_side(filters, signal)
        or _refused_by_magic(filters, signal.position.magic)
        or _refused_by_comment(filters, signal.position.comment)
        or _refused_by_lots(filters, signal)
        or _refused_by_kind(filters, signal)
        or _refused_by_hours(filters, moment)
        or _refused_by_age(settings, signal, moment)
    )


def refused_by_market(
    book: Book, route: Route, instrument: Instrument, lots: Decimal, *, adds: bool = False
) -> Refusal | None:
    """Return the first reason against `lots` more that the follower's side gives, or None.

    Asked in this order: spread, positions of the route, lots of the symbol, lots of the account.
    `adds`: the lots join a copy that is open and counted already.
    """
    filters = route.settings.filters
    refusal = None
    if filters.max_spread is not None:
        refusal = _refused_by_spread(book, route, instrument, filters.max_spread)
    if refusal is None and filters.max_positions is not None and not adds:
        refusal = _refused_by_positions(book, route, filters.max_positions)
    if filters.max_symbol_lots is None and filters.max_account_lots is None:
        return refusal
    return refusal or _refused_by_held(book, route, instrument.name, lots)


def _refused_by_symbol(filters: Filters, symbol: str) -> Refusal | None:
    if filters.symbols_denied and _pattern(filters.symbols_denied).match(symbol):
        return SkipReason.FILTERED_SYMBOL, f"{symbol} is excluded from this route"
    if filters.symbols_allowed and not _pattern(filters.symbols_allowed).match(symbol):
        return SkipReason.FILTERED_SYMBOL, f"{symbol} is not among the symbols of this route"
    return None


@lru_cache(maxsize=1_024)
def _pattern(symbols: frozenset[str]) -> re.Pattern[str]:
    # Brokers' names hold brackets and question marks; only the star stands for something else.
    literal = (each.replace("[", "[[]").replace("?", "[?]") for each in sorted(symbols))
    return re.compile("|".join(translate(each) for each in literal), re.IGNORECASE)


def _refused_by_side(filters: Filters, signal: Signal) -> Refusal | None:
    side = signal.position.side
    if side in filters.sides:
        return None
    return SkipReason.FILTERED_SIDE, f"this route does not copy {side.value} positions"


def _refused_by_magic(filters: Filters, magic: str) -> Refusal | None:
    if not (filters.magics_allowed or filters.magics_denied):
        return None
    readings = _readings(magic)
    if not readings:
        text = f"the magic number {magic[:_MOST_MAGIC_DIGITS]!r} cannot be read"
        return SkipReason.FILTERED_MAGIC, text
    if _within(readings, filters.magics_denied):
        return SkipReason.FILTERED_MAGIC, f"magic number {magic} is excluded from this route"
    if filters.magics_allowed and not _within(readings, filters.magics_allowed):
        text = f"magic number {magic} is not among those of this route"
        return SkipReason.FILTERED_MAGIC, text
    return None


def _readings(magic: str) -> tuple[int, ...]:
    if len(magic) > _MOST_MAGIC_DIGITS or not (magic.isascii() and magic.isdigit()):
        return ()
    number = int(magic)
    # MT4's negative magics come as the upper half of unsigned 64-bit numbers.
    return (number, number - 2 * _TWO_TO_63) if number >= _TWO_TO_63 else (number,)


def _within(readings: tuple[int, ...], ranges: Iterable[MagicRange]) -> bool:
    return any(each.low <= number <= each.high for each in ranges for number in readings)


def _refused_by_comment(filters: Filters, comment: str) -> Refusal | None:
    if not (filters.comments_allowed or filters.comments_denied):
        return None
    folded = comment.casefold()
    denied = _part_in(folded, filters.comments_denied)
    if denied is not None:
        text = f"the comment {comment!r} holds {denied!r}, which is excluded from this route"
        return SkipReason.FILTERED_COMMENT, text
    if filters.comments_allowed and _part_in(folded, filters.comments_allowed) is None:
        text = f"the comment {comment!r} holds none of the words of this route"
        return SkipReason.FILTERED_COMMENT, text
    return None


def _part_in(folded: str, parts: Iterable[str]) -> str | None:
    # Nothing at all is part of every comment; as a word of a filter it means nothing.
    return next((part for part in parts if part and part.casefold() in folded), None)


def _refused_by_lots(filters: Filters, signal: Signal) -> Refusal | None:
    least, most, lots = filters.min_master_lots, filters.max_master_lots, signal.order_volume
    if least is not None and lots < least:
        limit = f"takes {plain(least)} lots or more"
    elif most is not None and lots > most:
        limit = f"takes {plain(most)} lots at most"
    else:
        return None
    text = f"the master's order is {plain(lots)} lots, this route {limit}"
    return SkipReason.FILTERED_LOTS, text


def _refused_by_kind(filters: Filters, signal: Signal) -> Refusal | None:
    if signal.kind in filters.order_kinds:
        return None
    kind = signal.kind.value.replace("_", " ")
    return SkipReason.FILTERED_KIND, f"this route does not copy {kind} orders"


def _refused_by_hours(filters: Filters, moment: Moment) -> Refusal | None:
    sessions = filters.sessions
    if sessions is None or is_open(sessions, moment.utc):
        return None
    wrong = problem(sessions)
    text = wrong or f"it is {wall_clock(sessions, moment.utc)}, outside the hours of this route"
    return SkipReason.OUTSIDE_SESSION, text


def _refused_by_age(settings: RouteSettings, signal: Signal, moment: Moment) -> Refusal | None:
    if signal.chosen or moment.age_ms <= settings.max_age_ms:
        return None
    # Rounded up, so that what is too old by a hair does not read like the limit itself.
    age, limit = -(-moment.age_ms // 100) / 10, settings.max_age_ms / 1_000
    return SkipReason.TOO_OLD, f"the signal was {age:.1f} s old, the limit is {limit:g} s"


def _refused_by_spread(
    book: Book, route: Route, instrument: Instrument, most: int
) -> Refusal | None:
    quote = book.account(route.follower).quotes.get(instrument.name)
    # Terminals tell a price that does not exist as 0.
    if quote is None or not quote.bid or quote.ask < quote.bid:
        text = f"the follower has no whole price of {instrument.name}, so its spread is not known"
        return SkipReason.NO_QUOTE, text
    if instrument.point <= 0:
        text = f"the size of a point of {instrument.name} is not known"
        return SkipReason.SYMBOL_INCOMPLETE, text
    spread = quote.ask - quote.bid
    if spread <= most * instrument.point:
        return None
    return SkipReason.SPREAD_TOO_WIDE, (
        f"the spread of {instrument.name} is {plain(spread / instrument.point)} points, "
        f"the limit is {most}"
    )


def _refused_by_positions(book: Book, route: Route, most: int) -> Refusal | None:
    shadow = route.mode is RouteMode.SHADOW
    # What is being closed makes room: a reversal closes one side and opens the other.
    present = sum(
        link.shadow is shadow and link.state is not LinkState.CLOSING
        for link in book.copies_of(route.id)
    )
    if present < most:
        return None
    return SkipReason.TOO_MANY_POSITIONS, (
        f"this route has {present} open copies, the limit is {most}"
    )


def _refused_by_held(book: Book, route: Route, symbol: str, lots: Decimal) -> Refusal | None:
    filters = route.settings.filters
    imagined = route.id if route.mode is RouteMode.SHADOW else ""
    held = lots_held(book, book.account(route.follower), imagined)
    in_symbol = held.get(symbol, ZERO) + lots
    if filters.max_symbol_lots is not None and in_symbol > filters.max_symbol_lots:
        return SkipReason.TOO_MANY_LOTS, (
            f"the follower would hold {plain(in_symbol)} lots of {symbol}, "
            f"the limit is {plain(filters.max_symbol_lots)}"
        )
    total = sum(held.values(), lots)
    if filters.max_account_lots is not None and total > filters.max_account_lots:
        return SkipReason.TOO_MANY_LOTS, (
            f"the follower would hold {plain(total)} lots in all, "
            f"the limit is {plain(filters.max_account_lots)}"
        )
    return None
