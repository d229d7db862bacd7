"""What a trader does by hand on a follower's account, past every copier. It never opens."""

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from random import Random

from tradecopy_desktop.domain.instruments import floor_to_step
from tradecopy_desktop.domain.values import ZERO, MarginMode, Platform, Reason
from tradecopy_desktop.sim.broker import SimBroker
from tradecopy_desktop.sim.broker.money import closing_price
from tradecopy_desktop.sim.broker.records import Execution, Holding


def close_by_hand(broker: SimBroker, dice: Random, reason: Reason) -> bool:
    """Close one copy; return False where none is open."""
    holdings = _copies(broker)
    if not holdings:
        return False
    holding = dice.choice(holdings)
    broker.fill(_execution(broker, holding, holding.volume, reason))
    return True


def reduce_by_hand(broker: SimBroker, dice: Random, spared: Collection[str]) -> Holding | None:
    """Close about half of one copy and return what was open; None where none can be halved.

    Copies with the magics in `spared` are left alone.
    """
    if broker.setup.margin_mode is MarginMode.NETTING:
        # Whose share of a shared position it was, nobody could tell.
        return None
    halves = [
        (holding, half)
        for holding in _copies(broker)
        if holding.magic not in spared and (half := _half(broker, holding))
    ]
    if not halves:
        return None
    holding, half = dice.choice(halves)
    broker.fill(_execution(broker, holding, half, Reason.CLIENT))
    return holding


def _half(broker: SimBroker, holding: Holding) -> Decimal:
    instrument = broker.instruments[holding.symbol]
    half = floor_to_step(Fraction(holding.volume) / 2, instrument.lot_step)
    return half if half >= instrument.lot_min else ZERO


def _copies(broker: SimBroker) -> list[Holding]:
    return [h for h in broker.holdings() if h.magic != "0" and h.symbol in broker.quotes]


def _execution(broker: SimBroker, holding: Holding, volume: Decimal, reason: Reason) -> Execution:
    return Execution(
        order=broker.orders.next(),
        symbol=holding.symbol,
        side=holding.side.opposite,
        volume=volume,
        price=closing_price(holding.side, broker.quotes[holding.symbol]),
        # MT4 keeps the magic of the order, whoever closes it.
        magic=holding.magic if broker.setup.platform is Platform.MT4 else "0",
        comment="",
        reason=reason,
        position=holding.ticket,
    )
