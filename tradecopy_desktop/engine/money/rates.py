"""What a currency is worth in another, by the terminals' own quotes. Unknown is None."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.money.currencies import (
    CENTS_IN_WHOLE,
    KNOWN,
    by_tick_value,
    pair_of,
    whole,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What one unit of a currency is worth in another; `path` are the symbols it came by."""

    value: Fraction
    path: tuple[str, ...]


_SAME = Rate(value=Fraction(1), path=())


class _Leg(NamedTuple):
    place: int
    symbol: str
    quote: Quote
    forward: bool

    def turned(self) -> "_Leg":
        return self._replace(forward=not self.forward)


def rate(source: str, target: str, accounts: Iterable[AccountState]) -> Rate | None:
    """Return the worth of 1 `source` in `target` by the mid of bid and ask; None if none leads.

    A direct pair comes before a chain of two symbols, and that before one of three. `accounts`
    may be looked through more than once.
    """
    if not source or not target:
        return None
    if source == target:
        return _SAME
    start, end = whole(source), whole(target)
    legs: tuple[_Leg, ...] | None = ()
    if start != end:
        direct = _direct(start, end, accounts)
        legs = (direct,) if direct else _chain(start, end, accounts)
    if legs is None:
        return None
    value = Fraction(1) if source == start else Fraction(1, CENTS_IN_WHOLE)
    for leg in legs:
        doubled = Fraction(leg.quote.bid + leg.quote.ask)
        value = value * doubled / 2 if leg.forward else value * 2 / doubled
    if target != end:
        value *= CENTS_IN_WHOLE
    return Rate(value=value, path=tuple(leg.symbol for leg in legs))


def _direct(start: str, end: str, accounts: Iterable[AccountState]) -> _Leg | None:
    for place, account in enumerate(accounts):
        for name in (start + end, end + start):
            exact = _leg(place, account, name, start)
            if exact is not None and exact[0] == end:
                return exact[1]
        for name in sorted(name for name in account.quotes if start in name and end in name):
            found = _leg(place, account, name, start)
            if found is not None and found[0] == end:
                return found[1]
    return None


def _chain(start: str, end: str, accounts: Iterable[AccountState]) -> tuple[_Leg, ...] | None:
    ends = _neighbors(end, accounts)
    starts = _neighbors(start, accounts) if ends else {}
    meeting = _meeting(starts, ends)
    if meeting is not None:
        return meeting
    for code in sorted(starts, key=lambda code: (starts[code].place, KNOWN[code])):
        rest = _meeting(_neighbors(code, accounts), ends)
        if rest is not None:
            return (starts[code], *rest)
    return None


def _meeting(starts: dict[str, _Leg], ends: dict[str, _Leg]) -> tuple[_Leg, _Leg] | None:
    common = starts.keys() & ends.keys()
    if not common:
        return None
    code = min(common, key=lambda code: (starts[code].place + ends[code].place, KNOWN[code]))
    return starts[code], ends[code].turned()


def _neighbors(code: str, accounts: Iterable[AccountState]) -> dict[str, _Leg]:
    """Return the known currencies that one symbol leads to. A chain passes through no other."""
    found: dict[str, _Leg] = {}
    for place, account in enumerate(accounts):
        for other, leg in _legs(place, account, code):
            if other not in KNOWN:
                continue
            best = found.get(other)
            if best is None or (leg.place, leg.symbol) < (best.place, best.symbol):
                found[other] = leg
    return found


def _legs(place: int, account: AccountState, code: str) -> Iterator[tuple[str, _Leg]]:
    # Only a name that tells both currencies is a rate; so names are looked through first.
    for name in account.quotes:
        if code in name:
            found = _leg(place, account, name, code)
            if found is not None:
                yield found


def _leg(place: int, account: AccountState, name: str, code: str) -> tuple[str, _Leg] | None:
    quote, instrument = account.quotes.get(name), account.instruments.get(name)
    if quote is None or instrument is None or quote.bid <= 0 or quote.ask <= 0:
        return None
    pair = pair_of(instrument)
    if pair is None or code not in pair or by_tick_value(instrument, account.platform):
        return None
    forward = code == pair[0]
    return pair[1 if forward else 0], _Leg(place, name, quote, forward)
