"""How far the follower's own price has run away from the master's (rule C8). Asked before sending.

Moves in the copy's favor are not limited.
"""

from decimal import Decimal

from tradecopy_desktop.domain.decisions import Refusal, SkipReason
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.money.quotes import entry_at
from tradecopy_desktop.engine.wording import plain


def slipped(
    side: Side,
    master_price: Decimal,
    quote: Quote | None,
    instrument: Instrument,
    max_slippage: int | None,
) -> Refusal | None:
    """Return why an opening at the follower's price is too dear, None if it is not.

    `side` is the copy's and `max_slippage` in points of `instrument`, which must be complete.
    """
    if max_slippage is None:
        return None
    price = entry_at(quote, side)
    if price is None:
        text = f"slippage is limited, and the price of {instrument.name} is not known"
        return SkipReason.NO_QUOTE, text
    worse = (price - master_price) * side.sign
    if worse <= max_slippage * instrument.point:
        return None
    return (
        SkipReason.SLIPPED,
        f"the follower's {'ask' if side is Side.BUY else 'bid'} {price:f} is "
        f"{plain(worse / instrument.point)} points worse than the master's {master_price:f}; "
        f"the route takes at most {max_slippage}",
    )


def worst_price(
    side: Side, master_price: Decimal, instrument: Instrument, max_slippage: int
) -> Decimal:
    """Return the worst price at which a copy of this side may still be opened."""
    return master_price + side.sign * max_slippage * instrument.point
