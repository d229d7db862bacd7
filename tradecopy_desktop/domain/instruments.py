"""Symbol specifications of one broker, and exact rounding of lots to their steps."""

from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from tradecopy_desktop.domain.values import ZERO, Side


class TradeMode(StrEnum):
    """What the broker lets be done in a symbol."""

    FULL = "full"
    LONG_ONLY = "long_only"
    SHORT_ONLY = "short_only"
    CLOSE_ONLY = "close_only"
    DISABLED = "disabled"

    def allows_opening(self, side: Side) -> bool:
        """Tell whether a new position of this side may be opened."""
        if self is TradeMode.FULL:
            return True
        return self is (TradeMode.LONG_ONLY if side is Side.BUY else TradeMode.SHORT_ONLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class TradingSession:
    """Hours in which a symbol trades: day 0 is Sunday, minutes of the server's day."""

    day: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A symbol as its broker specifies it. Lots and prices are exact; levels are in points."""

    name: str
    digits: int
    point: Decimal
    tick_size: Decimal
    tick_value: Decimal
    contract_size: Decimal
    lot_min: Decimal
    lot_step: Decimal
    lot_max: Decimal
    lot_limit: Decimal = Decimal(0)
    stops_level: int = 0
    freeze_level: int = 0
    spread_floating: bool = True
    trade_mode: TradeMode = TradeMode.FULL
    execution: str = "market"
    fillings: tuple[str, ...] = ()
    calc_mode: str = ""
    description: str = ""
    path: str = ""
    base: str = ""
    profit: str = ""
    margin: str = ""
    selected: bool = True
    pendings: tuple[str, ...] = ("limit", "stop", "stop_limit")
    sessions: tuple[TradingSession, ...] = field(default=())

    @property
    def is_complete(self) -> bool:
        """Tell whether volumes and prices can be computed: brokers send zeros for dead symbols."""
        grid = (self.point, self.tick_size, self.contract_size, self.lot_step, self.lot_min)
        return min(grid) > 0 and self.lot_max >= self.smallest

    @property
    def smallest(self) -> Decimal:
        """Return the least lots that can be ordered: a minimum between two steps is not one."""
        whole, rest = divmod(self.lot_min, self.lot_step)
        return (whole + 1 if rest else whole) * self.lot_step


def floor_to_step(lots: Fraction, step: Decimal) -> Decimal:
    """Return the largest multiple of `step` that is not above `lots` (both >= 0)."""
    return _steps(lots, step, ROUND_DOWN)


def nearest_step(lots: Fraction, step: Decimal) -> Decimal:
    """Return the multiple of `step` nearest to `lots`; halves go up."""
    return _steps(lots, step, ROUND_HALF_UP)


def _steps(lots: Fraction, step: Decimal, rounding: str) -> Decimal:
    # In whole numbers: this stands before every order, and fractions take their time.
    numerator, denominator = lots.as_integer_ratio()
    if numerator < 0 or step <= 0:
        raise ValueError(f"lots must be >= 0 and step > 0, were {lots} and {step}")
    over, under = step.as_integer_ratio()
    divisor = denominator * over
    whole, rest = divmod(numerator * under, divisor)
    if rounding == ROUND_HALF_UP and 2 * rest >= divisor:
        whole += 1
    return (whole * step).normalize() + ZERO if whole else ZERO
