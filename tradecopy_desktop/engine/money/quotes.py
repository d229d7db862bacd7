"""At which price an order would be filled now."""

from decimal import Decimal

from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.values import Side


def entry_at(quote: Quote | None, side: Side) -> Decimal | None:
    """Return the price at which an order of this side would be filled, None while unknown."""
    if quote is None:
        return None
    return quote.ask if side is Side.BUY else quote.bid
