"""A route: which master's trades go to which follower, and by which settings."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.values import Side


class RouteMode(StrEnum):
    """What a route does with a master's trades."""

    LIVE = "live"
    CLOSE_ONLY = "close_only"
    SHADOW = "shadow"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class SameLots:
    """The follower trades the master's lots, literally (rule S1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiplier:
    """The follower trades the master's lots times `factor`, literally (rule S1)."""

    factor: Decimal

    def __post_init__(self) -> None:
        if not self.factor.is_finite() or self.factor <= 0:
            raise ValueError(f"a multiplier must be above 0, was {self.factor}")


Sizing = SameLots | Multiplier


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which openings a route takes. Empty means all. Closes pass every filter (rule C4)."""

    symbols_allowed: frozenset[str] = frozenset()
    symbols_denied: frozenset[str] = frozenset()
    sides: frozenset[Side] = frozenset(Side)


class StopPolicy(StrEnum):
    """What happens with the master's SL and TP."""

    COPY_PRICE = "copy_price"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteSettings:
    """What the trader set for a route. `version` rises with every change.

    `max_age_ms` is how old a master's opening may be; `max_slippage` is in points of the
    follower's symbol, None for no limit. `symbol_map` goes from the master's names to the
    follower's and always wins. `literal_lots_confirmed`: the trader saw what the lots are worth
    where contract sizes differ.
    """

    version: int
    sizing: Sizing
    filters: Filters = field(default_factory=Filters)
    stops: StopPolicy = StopPolicy.COPY_PRICE
    symbol_map: tuple[tuple[str, str], ...] = ()
    max_age_ms: int = 5_000
    max_slippage: int | None = None
    max_lots: Decimal | None = None
    literal_lots_confirmed: bool = False


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
