"""What a master's opening or addition is made of, whichever event told it."""

from decimal import Decimal
from typing import NamedTuple

from tradecopy_desktop.domain.filters import OrderKind
from tradecopy_desktop.domain.trades import Position

TAKEN_LATE = "late "
"""How the version of an opening begins that a picture showed, and no event told."""


class Signal(NamedTuple):
    """A master's opening: the position after it, the order that did it, the lots it added.

    `order_volume` is what the whole order asked for, of which `added` may be one fill; `price` is
    the fill's. `chosen`: the trader asked for this one, which was there before the route.
    `whole_known` is False where the terminal does not tell what the order asked for. `waits`: it is
    no opening yet, but an order that waits for its price.
    """

    position: Position
    order: str
    added: Decimal
    version: str
    order_volume: Decimal
    price: Decimal
    kind: OrderKind = OrderKind.MARKET
    chosen: bool = False
    whole_known: bool = True
    waits: bool = False
