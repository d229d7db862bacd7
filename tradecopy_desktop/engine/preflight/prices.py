"""Whether master and follower see the same prices, and what lots are worth to both (C8, S1).

Compares and converts; sizes nothing.
"""

from collections.abc import Iterator
from decimal import Decimal

from tradecopy_desktop.domain.decisions import Refusal, SkipReason
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.preflight import Check, Finding, Level
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import (
    LITERAL,
    EqualNotional,
    FixedLeverage,
    Proportional,
    RiskMoney,
    RiskPercent,
    Sizing,
)
from tradecopy_desktop.domain.stop_rules import StopSource
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.money.currencies import profit_currency
from tradecopy_desktop.engine.money.worth import no_rate, point_value, rate
from tradecopy_desktop.engine.preflight.symbols import Pair
from tradecopy_desktop.engine.sizing.contract_size import contract_doubt
from tradecopy_desktop.engine.wording import plain

_BY_VALUE = (RiskPercent, RiskMoney, EqualNotional, FixedLeverage)


def compare_prices(
    settings: RouteSettings, pair: Pair, master: AccountState, follower: AccountState
) -> Iterator[Finding]:
    """Yield a question where stops at the master's prices would be off on the follower."""
    stops = settings.stops
    if StopSource.PRICE not in (stops.stop_loss.source, stops.take_profit.source):
        return
    ours, theirs = master.quotes.get(pair.symbol), follower.quotes.get(pair.follower.name)
    if theirs is None:
        return
    if ours is None:
        text = f"the master's price of {pair.symbol} is not known, so it is not compared"
    else:
        apart, spreads = abs(_mid(ours) - _mid(theirs)), _spread(ours) + _spread(theirs)
        if apart <= spreads:
            return
        text = (
            f"{pair.symbol} at the master and {pair.follower.name} at the follower are "
            f"{plain(apart)} apart, more than both spreads together ({plain(spreads)}); "
            "let stops keep their distance instead of the master's prices"
        )
    yield Finding(level=Level.ASK, check=Check.PRICES, text=text, symbol=pair.symbol)


def check_conversion(
    sizing: Sizing, pair: Pair, master: AccountState, follower: AccountState
) -> Iterator[Finding]:
    """Yield how the money that a size depends on is converted, or that it cannot be."""
    if isinstance(sizing, Proportional):
        if rate(master.currency, follower.currency, (follower, master)) is None:
            yield _not_converted(no_rate(master.currency, follower.currency), pair)
        return
    if not isinstance(sizing, _BY_VALUE):
        return
    worth = point_value(pair.follower, follower.currency, (follower, master))
    if isinstance(worth, tuple):
        yield _not_converted(worth, pair)
        return
    if isinstance(sizing, EqualNotional) and pair.master is not None:
        worth = point_value(pair.master, follower.currency, (master, follower))
        if isinstance(worth, tuple):
            yield _not_converted(worth, pair)
            return
    profit = profit_currency(pair.follower)
    path = rate(profit, follower.currency, (follower, master))
    if path is not None and path.path:
        text = f"{profit} becomes {follower.currency} by {', then '.join(path.path)}"
        yield Finding(level=Level.OK, check=Check.CONVERSION, text=text, symbol=pair.symbol)


def _not_converted(refusal: Refusal, pair: Pair) -> Finding:
    reason, text = refusal
    level = Level.WAIT if reason is SkipReason.NO_RATE else Level.ASK
    return Finding(level=level, check=Check.CONVERSION, text=text, symbol=pair.symbol)


def check_contracts(
    settings: RouteSettings,
    sizing: Sizing,
    pair: Pair,
    master: AccountState,
    follower: AccountState,
) -> Iterator[Finding]:
    """Yield the preview that the trader confirms where literal lots are other lots (rule S1)."""
    if not isinstance(sizing, LITERAL) or settings.literal_lots_confirmed or pair.ratio != 1:
        return
    doubt = contract_doubt(master, pair.master, follower, pair.follower)
    if doubt is None:
        return
    texts = [doubt, "confirm what lots mean in this route"]
    if pair.master is not None and pair.master.contract_size != pair.follower.contract_size:
        texts.insert(1, _worth(pair.master, pair.follower, master, follower))
    text = "; ".join(texts)
    yield Finding(level=Level.ASK, check=Check.CONTRACT_SIZE, text=text, symbol=pair.symbol)


def _worth(
    ours: Instrument, theirs: Instrument, master: AccountState, follower: AccountState
) -> str:
    currency = follower.currency
    here = point_value(ours, currency, (master, follower))
    if isinstance(here, tuple):
        return f"what a move of the price is worth is not known: {here[1]}"
    there = point_value(theirs, currency, (follower, master))
    if isinstance(there, tuple):
        return f"what a move of the price is worth is not known: {there[1]}"
    return (
        f"a move of the price by 1 is worth {plain(here)} {currency} at the master and "
        f"{plain(there)} {currency} at the follower"
    )


def _mid(quote: Quote) -> Decimal:
    return (quote.bid + quote.ask) / 2


def _spread(quote: Quote) -> Decimal:
    return quote.ask - quote.bid
