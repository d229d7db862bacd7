"""A route: which master's trades go to which follower, and by which settings."""

from dataclasses import dataclass, field
from enum import StrEnum

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.order_rules import OrderRules
from tradecopy_desktop.domain.recovery_rules import RecoveryRules
from tradecopy_desktop.domain.sizing import Sizing, SymbolOverride, VolumeRules
from tradecopy_desktop.domain.stop_rules import COPY_PRICES, StopRules


class RouteMode(StrEnum):
    """What a route does with a master's trades."""

    LIVE = "live"
    CLOSE_ONLY = "close_only"
    SHADOW = "shadow"
    OFF = "off"


class OpenCopies(StrEnum):
    """What happens with the open copies of a route that ends (rule C5)."""

    FOLLOW = "follow"  # the master's closes until flat
    CLOSE = "close"
    HAND_OVER = "hand_over"  # the link is cut, the trader looks after them


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteSettings:
    """What the trader set for a route. `version` rises with every change.

    `max_age_ms` is how old a master's opening may be. `symbol_map` goes from the master's names to
    the follower's and always wins; `cross_contract` lets a mini future be copied to its micro and
    back. `reverse` copies to the opposite side. `literal_lots_confirmed`: the trader saw what the
    lots are worth where contract sizes differ (rule S1). `shares_netting`: other routes may hold
    shares of the same symbol on a netting follower (rule C10). `recovery` says what is done
    about what was missed or differs.
    """

    version: int
    sizing: Sizing
    volume: VolumeRules = field(default_factory=VolumeRules)
    overrides: tuple[SymbolOverride, ...] = ()
    filters: Filters = field(default_factory=Filters)
    stops: StopRules = COPY_PRICES
    orders: OrderRules = field(default_factory=OrderRules)
    symbol_map: tuple[tuple[str, str], ...] = ()
    cross_contract: bool = False
    reverse: bool = False
    max_age_ms: int = 5_000
    literal_lots_confirmed: bool = False
    shares_netting: bool = False
    recovery: RecoveryRules = field(default_factory=RecoveryRules)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A copy route between two accounts."""

    id: str
    name: str
    master: AccountKey
    follower: AccountKey
    mode: RouteMode
    settings: RouteSettings

    def __post_init__(self) -> None:
        if self.master == self.follower:
            raise ValueError(f"route {self.name!r} copies {self.master} to itself")
