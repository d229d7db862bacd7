"""Why an order that is next in its line does not leave now, or never will. It sends nothing."""

from tradecopy_desktop.app.budget import Budget
from tradecopy_desktop.app.lines import Line, Order
from tradecopy_desktop.domain.commands import OpenPosition, PlacePending
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.values import ZERO, MarginMode
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.money.quotes import entry_at
from tradecopy_desktop.engine.pace_budget import refused_by_budget


class HoldingBack:
    """Asks the book whether the time of an order has come."""

    def __init__(self, book: Book, budget: Budget) -> None:
        self._book = book
        self._budget = budget

    def until(self, line: Line, order: Order, now_ns: int) -> int | None:
        """Return when an order must be looked at again, None if it may leave.

        An opening waits for its price, or for the other side to be gone; stops for their interval
        once requests are short.
        """
        if isinstance(order.command, OpenPosition):
            waits = self._waits_for_side(order, now_ns) or self._waits_for_price(order, now_ns)
            # Neither announces itself: both are looked at with the next sweep.
            return now_ns if waits else None
        until = self._budget.stops_wait_until(line, order)
        return until if until > now_ns else None

    def why_not(self, order: Order, now_ns: int) -> str | None:
        """Return why an order will never leave, None if it may."""
        command = order.command
        link = self._book.links.get(command.copy)
        if link is None or not link.is_live:
            return "the copy is over"
        if not isinstance(command, OpenPosition | PlacePending) or order.recovered:
            return None
        if _is_dead(order, now_ns):
            if isinstance(command, OpenPosition) and command.worst_price is not None:
                return "the price did not come back in time"
            if order.is_paced:
                return "the signal grew too old while too many other instructions had to leave"
            return "the signal grew too old before it could be sent"
        return _refused(self._book.account(command.follower))

    def _waits_for_side(self, order: Order, now_ns: int) -> bool:
        command = order.command
        if not isinstance(command, OpenPosition) or order.recovered:
            return False
        if self._book.account(command.follower).margin_mode is not MarginMode.NETTING:
            return False
        if _is_dead(order, now_ns):
            return False
        # A closing that failed is repeated later; till then its lots are still there.
        return any(
            link.side is not command.side
            and link.copy != command.copy
            and (link.filled > ZERO or link.state is LinkState.UNKNOWN)
            for link in self._book.active_on(command.follower, command.symbol)
        )

    def _waits_for_price(self, order: Order, now_ns: int) -> bool:
        """Tell whether an opening's price has run away and may still come back (rule C8)."""
        command = order.command
        if not isinstance(command, OpenPosition) or command.worst_price is None:
            return False
        if order.recovered or _is_dead(order, now_ns):
            # It may have been sent before, or its time is over: both are settled elsewhere.
            return False
        quote = self._book.account(command.follower).quotes.get(command.symbol)
        price = entry_at(quote, command.side)
        return price is None or (price - command.worst_price) * command.side.sign > 0


def _refused(account: AccountState) -> str | None:
    if account.bar is not None:
        # A limit was reached while it waited: the race is decided against opening (rule G4).
        return account.bar.text
    refusal = refused_by_budget(account.pace, account.requests)
    return refusal[1] if refusal else None


def _is_dead(order: Order, now_ns: int) -> bool:
    return order.dies_ns is not None and now_ns >= order.dies_ns
