"""Newest money and prices, kept in the book, and asked for where a route's rules look at them.

They never wait in the queue of facts: each replaces the one before (rule E14).
"""

from collections.abc import Iterator
from dataclasses import replace

from tradecopy_desktop.domain.accounts import AccountKey, Funds
from tradecopy_desktop.domain.facts import AccountConfirmed
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.watching import MOST_WATCHED, symbols_for_example, symbols_to_watch
from tradecopy_desktop.ports import Broker, Clock, Latest, RoundTrip

_MOST_EXAMPLES = 4  # an account


class Prices:
    """Puts latest values into the book, and keeps each terminal's subscription as needed."""

    def __init__(self, book: Book, broker: Broker, clock: Clock) -> None:
        self._book = book
        self._broker = broker
        self._clock = clock
        self._stale = False
        self._watched: dict[AccountKey, frozenset[str]] = {}
        self._looked_at: frozenset[str] = frozenset()
        self._imagined: dict[AccountKey, None] = {}
        self._examples: dict[AccountKey, dict[str, frozenset[str]]] = {}

    def take(self, key: AccountKey, latest: Latest) -> None:
        """Replace what `latest` is newer than."""
        account = self._book.account(key)
        match latest:
            case Funds():
                account.funds, account.funds_ns = latest, self._clock.monotonic_ns()
            case AccountConfirmed():
                self._confirm(key, latest)
            case RoundTrip():
                pass
            case _:
                account.quotes.update((quote.symbol, quote) for quote in latest)

    def _confirm(self, key: AccountKey, told: AccountConfirmed) -> None:
        """Take over what a heartbeat repeats: age counts from the last confirmation (rule W3)."""
        account = self._book.account(key)
        known = account.funds or Funds(
            balance=told.balance,
            equity=told.equity,
            margin=told.margin,
            free_margin=told.free_margin,
            credit=told.credit,
            floating=told.equity - told.balance - told.credit,
        )
        # What floats stays as it was told: equity is believed only if it agrees with it (rule G1).
        account.funds = replace(
            known,
            balance=told.balance,
            equity=told.equity,
            margin=told.margin,
            free_margin=told.free_margin,
            credit=told.credit,
        )
        account.funds_ns = told.at_ns

    def look_at(self, route: str) -> None:
        """Ask for the prices of a route that the trader is about to arm."""
        if route not in self._looked_at:
            self._looked_at |= {route}
            self._stale = True

    def look_at_example(self, key: AccountKey, symbol: str, currencies: frozenset[str]) -> None:
        """Ask for the price of a symbol that an imagined trade needs; the newest few are kept.

        `currencies` are those of the accounts at both ends.
        """
        if key not in self._book.accounts:
            return
        examples = self._examples.setdefault(key, {})
        known = examples.pop(symbol, frozenset())
        examples[symbol] = known | currencies
        if examples[symbol] != known:
            self._imagined[key] = None
        if len(examples) > _MOST_EXAMPLES:
            del examples[next(iter(examples))]

    def look_again(self) -> None:
        """Note that routes, copies or symbols changed, so that other prices may be needed."""
        self._stale = True

    def subscribe(self) -> None:
        """Ask the terminals for the prices that are needed now, if anything changed."""
        if not self._stale:
            # One a turn: brokers list thousands of symbols, and nobody copies by an example.
            for key in tuple(self._imagined)[:1]:
                self._ask(key)
            return
        self._stale = False
        for key in tuple(self._book.accounts):
            symbols = symbols_to_watch(self._book, key, self._looked_at)
            self._watched[key] = frozenset(symbols)
            self._ask(key)

    def _ask(self, key: AccountKey) -> None:
        self._imagined.pop(key, None)
        # What is only imagined comes last, where a terminal can be asked for no more.
        needed = sorted(self._watched.get(key, ()))
        asked = dict.fromkeys((*needed, *self._of_examples(key)))
        self._broker.watch_quotes(key, tuple(asked)[:MOST_WATCHED])

    def _of_examples(self, key: AccountKey) -> Iterator[str]:
        for symbol, currencies in self._examples.get(key, {}).items():
            yield from symbols_for_example(self._book, key, symbol, currencies)

    def are_known(self) -> bool:
        """Tell whether a price of every symbol that was asked for has come."""
        return not self._stale and all(
            symbols <= self._book.account(key).quotes.keys()
            for key, symbols in self._watched.items()
        )
