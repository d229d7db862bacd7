"""In which currencies a symbol's money is counted, and how. Knows no price."""

import re

from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.values import Platform

_CODES = (
    "USD EUR GBP JPY CHF AUD CAD NZD SGD HKD NOK SEK DKK PLN CZK HUF MXN ZAR TRY CNH CNY "
    "ILS THB KRW INR BRL RON AED SAR RUB XAU XAG XPT XPD"
)
KNOWN = {code: place for place, code in enumerate(_CODES.split())}
"""Codes of ISO 4217 (metals too) that brokers pair, and their place: the most traded first."""

# The platforms number their modes differently: 1 is CFD in MT4 and futures in MT5. MT5 counts the
# profit of its CFD index mode by contract size; only the margin of it goes by the tick value.
_BY_TICK_VALUE = {
    Platform.MT4: frozenset({"2", "futures"}),
    Platform.MT5: frozenset({"1", "33", "34", "futures", "exchange_futures"}),
}

# Retail cent accounts call their money USC, USc or EUC; exchanges quote in pence (GBX, GBp),
# US cents (USX), South African cents (ZAc) and agorot (ILA).
_CENTS = {
    "USC": "USD",
    "USc": "USD",
    "USX": "USD",
    "EUC": "EUR",
    "GBX": "GBP",
    "GBp": "GBP",
    "ZAc": "ZAR",
    "ILA": "ILS",
}
CENTS_IN_WHOLE = 100

# A suffix is small letters, or a sign and letters: one with digits may multiply the contract.
_PAIR_NAME = re.compile(r"([A-Z]{3})/?([A-Z]{3})(?:[a-z]+|[.\-_#!+^][A-Za-z]*)?")


def whole(code: str) -> str:
    """Return the currency that a code is a cent of, or the code itself."""
    return _CENTS.get(code, code)


def by_tick_value(instrument: Instrument, platform: Platform) -> bool:
    """Tell whether a platform counts the profit of a symbol by tick value, not contract size."""
    return instrument.calc_mode in _BY_TICK_VALUE[platform]


def pair_of(instrument: Instrument) -> tuple[str, str] | None:
    """Return the currencies that a symbol's price exchanges, without cents; None if it is no rate.

    The name must tell both: an index whose money is said to be JPY and USD is no rate of yen.
    """
    base, profit = whole(instrument.base), whole(instrument.profit)
    if not (base and profit):
        return _pair_in(instrument.name)
    name = instrument.name
    told = base + profit in name or f"{base}/{profit}" in name
    return (base, profit) if told and base != profit else None


def profit_currency(instrument: Instrument) -> str:
    """Return the currency in which a symbol's profit is counted, "" if it is unknown."""
    if instrument.profit:
        return instrument.profit
    pair = _pair_in(instrument.name)
    return pair[1] if pair else ""


def _pair_in(name: str) -> tuple[str, str] | None:
    found = _PAIR_NAME.fullmatch(name)
    if found is None:
        return None
    base, profit = found.groups()
    return (base, profit) if base in KNOWN and profit in KNOWN and base != profit else None
