"""What lots are worth, by the terminals' own quotes. Guesses nothing: unknown is None or refused.

The first of the accounts is the one whose terminal gave the instrument, and whose quotes are
preferred.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from tradecopy_desktop.domain.decisions import Refusal, SkipReason
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.values import exact
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.money.currencies import by_tick_value, profit_currency
from tradecopy_desktop.engine.money.rates import Rate, rate
from tradecopy_desktop.engine.wording import plain

__all__ = ["TICK_VALUE_TOLERANCE", "Rate", "lot_value", "no_rate", "point_value", "rate"]

TICK_VALUE_TOLERANCE = Fraction(2, 100)


def point_value(
    instrument: Instrument,
    currency: str,
    accounts: Iterable[AccountState],
    *,
    owner: AccountState | None = None,
) -> Fraction | Refusal:
    """Return what a price move of 1.0 is worth for 1 lot, in `currency`.

    `owner` gave the instrument, if it was not the first account. The broker's tick value must
    agree with contract size and rate within 2 %, unless the profit is counted by it alone.
    """
    teller = owner or next(iter(accounts))
    if min(instrument.tick_size, instrument.tick_value, instrument.contract_size) <= 0:
        text = f"{instrument.name}: the broker's tick value, tick size or contract size is 0"
        return SkipReason.SYMBOL_INCOMPLETE, text
    if not teller.currency:
        return SkipReason.NO_RATE, f"the currency of account {teller.key} is not known yet"
    told = _quotient(instrument.tick_value, instrument.tick_size)
    if by_tick_value(instrument, teller.platform):
        return _exchanged(told, teller.currency, currency, accounts)
    expected = _by_contract(instrument, teller.currency, accounts)
    if isinstance(expected, tuple):
        return expected
    if told != expected and abs(told - expected) > expected * TICK_VALUE_TOLERANCE:
        return SkipReason.TICK_VALUE_MISMATCH, _mismatch(instrument, expected, teller.currency)
    same = currency == teller.currency
    return expected if same else _by_contract(instrument, currency, accounts)


def lot_value(
    instrument: Instrument, price: Decimal, currency: str, accounts: Iterable[AccountState]
) -> Fraction | None:
    """Return what 1 lot is worth at a price, in `currency`; None while it cannot be known."""
    worth = point_value(instrument, currency, accounts)
    if isinstance(worth, tuple) or price <= 0:
        return None
    return worth * exact(price)


@lru_cache(maxsize=1_024)
def _quotient(dividend: Decimal, divisor: Decimal) -> Fraction:
    return Fraction(dividend) / Fraction(divisor)


def no_rate(source: str, target: str) -> Refusal:
    """Return the refusal for currencies between which no quote leads."""
    if not source or not target:
        return SkipReason.NO_RATE, "the currency of an account is not known yet"
    text = f"no quote leads from {source} to {target}: show a pair of both in the Market Watch"
    return SkipReason.NO_RATE, text


def _by_contract(
    instrument: Instrument, currency: str, accounts: Iterable[AccountState]
) -> Fraction | Refusal:
    profit = profit_currency(instrument)
    if not profit:
        text = f"{instrument.name}: the broker does not tell in which currency it pays profit"
        return SkipReason.NO_RATE, text
    return _exchanged(exact(instrument.contract_size), profit, currency, accounts)


def _exchanged(
    amount: Fraction, source: str, target: str, accounts: Iterable[AccountState]
) -> Fraction | Refusal:
    if source == target:
        return amount
    found = rate(source, target, accounts)
    return no_rate(source, target) if found is None else amount * found.value


def _mismatch(instrument: Instrument, expected: Fraction, currency: str) -> str:
    computed = expected * Fraction(instrument.tick_size)
    return (
        f"{instrument.name}: the broker's tick value is {plain(instrument.tick_value)} {currency}, "
        f"by contract size and rate it is {plain(computed)} {currency}: more than 2 % apart"
    )
