"""Closes that a closed market or a missing permission refused: tried again when that has changed.

What was refused waits long in its line; the next price, or the permission, ends the wait (rule C4).
It sends nothing itself.
"""

from collections.abc import Callable, Iterable

from tradecopy_desktop.app.dispatching import NS_PER_MS, Dispatcher
from tradecopy_desktop.app.lines import Order
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.outcomes.return_codes import Until
from tradecopy_desktop.ports import Clock

SPACING_MS = 1_000


class Waking:
    """Knows what refused orders wait for. `wanted` in the book are symbols whose price is."""

    def __init__(self, book: Book, dispatcher: Dispatcher, clock: Clock) -> None:
        self._book = book
        self._dispatcher = dispatcher
        self._clock = clock
        # Called when another symbol's price is waited for.
        self.on_awaited: Callable[[], None] = lambda: None
        # The price that was known when the market was closed, by follower and symbol.
        self._known: dict[AccountKey, dict[str, Quote | None]] = {}
        self._barred: set[AccountKey] = set()

    def note(self, order: Order) -> None:
        """Take an order in that waits for more than its time."""
        follower = order.command.follower
        order.not_again_before_ns = self._clock.monotonic_ns() + SPACING_MS * NS_PER_MS
        if order.until is Until.PERMISSION:
            self._barred.add(follower)
        link = self._book.links.get(order.command.copy)
        if order.until is Until.QUOTE and link is not None:
            account = self._book.account(follower)
            known = self._known.setdefault(follower, {})
            known[link.symbol] = account.quotes.get(link.symbol)
            account.awaited.add(link.symbol)
            self.on_awaited()

    def quoted(self, follower: AccountKey, quotes: Iterable[Quote]) -> None:
        """Wake what waits for a price that has come."""
        known = self._known.get(follower)
        if not known:
            return
        for quote in quotes:
            if quote.symbol not in known:
                continue
            before = known[quote.symbol]
            if before is None:
                # What a terminal tells first may be as old as the closing of the market.
                known[quote.symbol] = quote
            elif quote != before:
                del known[quote.symbol]
                self._book.account(follower).awaited.discard(quote.symbol)
                self._wake(follower, Until.QUOTE, quote.symbol)

    def may_trade(self, follower: AccountKey) -> None:
        """Wake what waits for the permission, if the account has it now."""
        permissions = self._book.account(follower).permissions
        if follower in self._barred and permissions is not None and permissions.may_trade:
            self._barred.discard(follower)
            self._wake(follower, Until.PERMISSION, None)

    def _wake(self, follower: AccountKey, until: Until, symbol: str | None) -> None:
        def is_meant(order: Order) -> bool:
            link = self._book.links.get(order.command.copy)
            fits = symbol is None or (link is not None and link.symbol == symbol)
            return order.until is until and fits

        self._dispatcher.hasten(follower, is_meant)
