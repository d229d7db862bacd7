"""What a terminal told the bridge by the clock: prices and money, each with its moment.

Kept small, so that hours of it can be held: it answers what was known when. It judges nothing.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

MOST_TOLD = 100_000
"""How many values of one kind are remembered; of more, the older half is forgotten."""

_IN_PRICES = 10**8  # All that the protocol can say of a price.
_IN_MONEY = 10**6


class ToldQuote(NamedTuple):
    """A price of a symbol, as it was told."""

    at_ns: int
    bid: Fraction
    ask: Fraction


class ToldFunds(NamedTuple):
    """An account's money, as it was told."""

    at_ns: int
    balance: Fraction
    equity: Fraction
    free_margin: Fraction


class Known(NamedTuple):
    """What a listener knew at one moment; None and absent: nothing was told until then."""

    at_ns: int
    funds: ToldFunds | None
    quotes: Mapping[str, ToldQuote]


class _Series:
    """Rows of whole numbers in the order of time; a row equal to the last one is not kept."""

    def __init__(self, width: int, scale: int) -> None:
        self._at = array("q")
        self._columns = [array("q") for _ in range(width)]
        self._scale = scale
        self._has_forgotten = False

    def note(self, at_ns: int, values: Sequence[Decimal]) -> None:
        row = [int((value * self._scale).to_integral_value()) for value in values]
        if self._at and row == [column[-1] for column in self._columns]:
            return
        if len(self._at) >= MOST_TOLD:
            self._forget(MOST_TOLD // 2)
        self._at.append(at_ns)
        for column, number in zip(self._columns, row, strict=True):
            column.append(number)

    def rows(self, since_ns: int, until_ns: int) -> Iterator[tuple[int, list[Fraction]]]:
        """Yield what was told between two moments, and the last row before them."""
        first = max(bisect_left(self._at, since_ns) - 1, 0)
        if self._has_forgotten and self._at[0] > since_ns:
            raise ValueError(
                "what the terminals told at the beginning is forgotten: let the run be shorter"
            )
        for place in range(first, bisect_right(self._at, until_ns)):
            row = [Fraction(column[place], self._scale) for column in self._columns]
            yield self._at[place], row

    def _forget(self, many: int) -> None:
        self._has_forgotten = True
        for column in (self._at, *self._columns):
            del column[:many]


class Told:
    """Everything of this kind that one account's terminal told, in all its sessions."""

    def __init__(self) -> None:
        """Begin with nothing told."""
        self._funds = _Series(3, _IN_MONEY)
        self._quotes: dict[str, _Series] = {}

    def note_funds(
        self, at_ns: int, *, balance: Decimal, equity: Decimal, free_margin: Decimal
    ) -> None:
        """Remember the account's money."""
        self._funds.note(at_ns, (balance, equity, free_margin))

    def note_quote(self, at_ns: int, symbol: str, *, bid: Decimal, ask: Decimal) -> None:
        """Remember a price."""
        self._quotes.setdefault(symbol, _Series(2, _IN_PRICES)).note(at_ns, (bid, ask))

    def known(self, symbols: Sequence[str], since_ns: int, until_ns: int) -> list[Known]:
        """Return what was known at `since_ns` and after each change until `until_ns`, in order.

        ValueError if that is so long ago that it was forgotten.
        """
        told: list[tuple[int, str, list[Fraction]]] = [
            (at_ns, "", row) for at_ns, row in self._funds.rows(since_ns, until_ns)
        ]
        for symbol in symbols:
            if (series := self._quotes.get(symbol)) is not None:
                told += [(at_ns, symbol, row) for at_ns, row in series.rows(since_ns, until_ns)]
        states: list[Known] = []
        state = Known(since_ns, None, {})
        for at_ns, symbol, row in sorted(told, key=lambda each: each[0]):
            if at_ns >= since_ns:
                states.append(state)
            state = _after(state, at_ns, symbol, row)
        return [*states, state]


def _after(state: Known, at_ns: int, symbol: str, row: list[Fraction]) -> Known:
    if not symbol:
        return Known(at_ns, ToldFunds(at_ns, *row), state.quotes)
    return Known(at_ns, state.funds, {**state.quotes, symbol: ToldQuote(at_ns, *row)})
