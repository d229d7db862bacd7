"""What the master's largest trades would become on the follower.

An estimate for the trader, made by the rules that size real orders; orders nothing.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.decisions import SkipReason
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.instruments import floor_to_step
from tradecopy_desktop.domain.preflight import Check, Finding, Level
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.trades import ClosedPosition, Position
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.opening.signal import Signal
from tradecopy_desktop.engine.opening.terms import NoTerms, Terms, terms_of
from tradecopy_desktop.engine.preflight.symbols import Pair
from tradecopy_desktop.engine.wording import plain

_NOT_KNOWN_YET = frozenset({SkipReason.NO_RATE, SkipReason.NO_QUOTE, SkipReason.STALE_FUNDS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the largest trade of a pair would become: the follower's lots, 0 if not copied."""

    pair: Pair
    lots: Decimal
    price: Decimal
    finding: Finding


def preview_size(book: Book, route: Route, pair: Pair, moment: Moment) -> Preview | None:
    """Return what the master's largest trade of a symbol would become, None if it has none."""
    master = book.account(route.master)
    quote = book.account(route.follower).quotes.get(pair.follower.name)
    largest = _largest(master, pair.symbol)
    if largest is None or quote is None:
        return None
    price = largest.price or _mid(master.quotes.get(pair.symbol, quote))
    signal = Signal(
        position=replace(largest, price=price),
        order=largest.order,
        added=largest.volume,
        version="",
        order_volume=largest.volume,
        price=price,
    )
    # What the lots are worth is a question of its own, asked beside this one.
    asked = replace(route, settings=replace(route.settings, literal_lots_confirmed=True))
    terms = terms_of(book, asked, signal, None, moment)
    if isinstance(terms, NoTerms):
        return Preview(pair=pair, lots=ZERO, price=price, finding=_refused(terms, largest))
    lots = floor_to_step(terms.ratio * Fraction(largest.volume), pair.follower.lot_step)
    found = _sized(terms, largest, pair, lots)
    return Preview(pair=pair, lots=lots, price=_mid(quote), finding=found)


def _refused(terms: NoTerms, largest: Position) -> Finding:
    reason, detail = terms.refusal
    trade, symbol = _named(largest), largest.symbol
    if reason is SkipReason.NO_STOP_LOSS and not largest.price:
        text = f"the size of {trade} depends on its SL, which an ended trade no longer shows"
        return Finding(level=Level.OK, check=Check.SIZE, text=text, symbol=symbol)
    level = Level.WAIT if reason in _NOT_KNOWN_YET else Level.ASK
    text = f"{trade} would not be copied: {detail}"
    return Finding(level=level, check=Check.SIZE, text=text, symbol=symbol)


def _sized(terms: Terms, largest: Position, pair: Pair, lots: Decimal) -> Finding:
    bounds = [step for step in terms.steps if step.rule in ("minimum", "maximum")]
    texts = [
        f"{_named(largest)} becomes {plain(lots)} lots of {pair.follower.name} "
        f"(steps of {plain(pair.follower.lot_step)})",
        *(step.text for step in bounds),
    ]
    cut = any(step.rule == "maximum" for step in bounds)
    return Finding(
        level=Level.ASK if cut else Level.OK,
        check=Check.SIZE,
        text="; ".join(texts),
        symbol=largest.symbol,
    )


def _named(largest: Position) -> str:
    return f"the master's largest trade of {largest.symbol}, {plain(largest.volume)} lots,"


def _largest(master: AccountState, symbol: str) -> Position | None:
    trades = [each for each in master.positions.values() if each.symbol == symbol]
    trades += [_as_opened(each) for each in master.closed.values() if each.symbol == symbol]
    return max(trades, key=lambda trade: trade.volume, default=None)


def _as_opened(ended: ClosedPosition) -> Position:
    """Return an ended position as it may have been; its price and its stops are not known."""
    return Position(
        id=ended.id,
        ticket=ended.id,
        order=ended.order,
        symbol=ended.symbol,
        side=ended.side,
        volume=ended.volume,
        price=ZERO,
        stop_loss=None,
        take_profit=None,
        magic="0",
        comment="",
        opened_at=0,
        profit=ZERO,
        swap=ZERO,
    )


def _mid(quote: Quote) -> Decimal:
    return (quote.bid + quote.ask) / 2
