"""Which positions a price closes: stops by their level, the biggest loser at the stop-out."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from tradecopy_desktop.domain.accounts import Funds
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.values import Reason
from tradecopy_desktop.sim.broker.money import closing_price
from tradecopy_desktop.sim.broker.records import Holding


def stopped(holdings: Iterable[Holding], quote: Quote) -> list[tuple[Holding, Reason]]:
    """Return the positions of the quote's symbol whose SL or TP is reached."""
    return [
        (holding, reason)
        for holding in holdings
        if holding.symbol == quote.symbol and (reason := _reason(holding, quote)) is not None
    ]


def _reason(holding: Holding, quote: Quote) -> Reason | None:
    price, sign = closing_price(holding.side, quote), holding.side.sign
    if holding.stop_loss is not None and (price - holding.stop_loss) * sign <= 0:
        return Reason.STOP_LOSS
    if holding.take_profit is not None and (price - holding.take_profit) * sign >= 0:
        return Reason.TAKE_PROFIT
    return None


def stopped_out(
    holdings: Iterable[Holding],
    funds: Funds,
    percent: Decimal,
    floating: Callable[[Holding], Decimal],
) -> Holding | None:
    """Return the position that the broker closes for want of margin."""
    if not funds.margin or funds.equity * 100 / funds.margin > percent:
        return None
    return min(holdings, key=floating, default=None)
