"""What positions are worth in the account's currency. Never touches a book."""

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal

from tradecopy_desktop.domain.accounts import Funds
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.values import ZERO, Side
from tradecopy_desktop.sim.broker.records import Holding

_CENT = Decimal("0.01")


def cents(amount: Decimal) -> Decimal:
    """Return the amount in whole cents, zero never negative."""
    return amount.quantize(_CENT, ROUND_HALF_EVEN) + ZERO


def closing_price(side: Side, quote: Quote) -> Decimal:
    """Return the price at which a position of this side would be closed."""
    return quote.bid if side is Side.BUY else quote.ask


def opening_price(side: Side, quote: Quote) -> Decimal:
    """Return the price at which an order of this side would be filled."""
    return quote.ask if side is Side.BUY else quote.bid


def profit_of(
    instrument: Instrument, side: Side, volume: Decimal, *, opened: Decimal, closed: Decimal
) -> Decimal:
    """Return what a way from `opened` to `closed` earns with these lots."""
    if not instrument.tick_size:
        return ZERO
    ticks = (closed - opened) * side.sign / instrument.tick_size
    return cents(ticks * instrument.tick_value * volume)


def margin_of(instrument: Instrument, volume: Decimal, price: Decimal, leverage: int) -> Decimal:
    """Return the money that holding these lots ties up."""
    if not instrument.tick_size:
        return ZERO
    worth = price / instrument.tick_size * instrument.tick_value * volume
    return cents(worth / max(leverage, 1))


def funds_of(
    *, balance: Decimal, credit: Decimal, floating: Decimal, margins: Iterable[Decimal]
) -> Funds:
    """Return the account's money as a terminal shows it."""
    margin = sum(margins, ZERO)
    equity = balance + credit + floating
    return Funds(
        balance=balance,
        equity=equity,
        margin=margin,
        free_margin=equity - margin,
        credit=credit,
        floating=floating,
    )


def averaged(holding: Holding, volume: Decimal, price: Decimal) -> Decimal:
    """Return the opening price of a position that grows by `volume` at `price`."""
    worth = holding.price * holding.volume + price * volume
    return (worth / (holding.volume + volume)).quantize(Decimal("0.00000001")).normalize() + ZERO
