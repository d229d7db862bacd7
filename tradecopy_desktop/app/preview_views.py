"""What each follower would get of an imagined trade, as frozen rows. Formats no text."""

from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.decisions import Step
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.values import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class ImaginedTrade:
    """A market order that a master might open. `price` None: at its price now."""

    symbol: str
    side: Side
    lots: Decimal
    price: Decimal | None = None
    stop_loss: Decimal | None = None
    take_profit: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImaginedRoute:
    """A route that may not exist yet, by settings that are not saved yet."""

    master: AccountKey
    follower: AccountKey
    settings: RouteSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """What one follower would do. `lots` None: nothing, for `reason`, a sentence.

    With lots, `reason` is what must happen before, as that the route is off now, "" for nothing.
    `symbol` is the follower's, "" where it is not found. `route` and `route_name` are those of a
    saved route, "" for an imagined one.
    """

    follower: AccountKey
    follower_name: str
    symbol: str
    side: Side | None
    lots: Decimal | None
    stop_loss: Decimal | None
    take_profit: Decimal | None
    reason: str
    steps: tuple[Step, ...]
    route: str = ""
    route_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TradableSymbol:
    """A symbol of a master that an example can be made of; `price` None: not known yet."""

    name: str
    min_lots: Decimal
    step: Decimal
    price: Decimal | None
