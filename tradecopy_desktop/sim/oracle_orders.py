"""What a master's order meets at one follower: both symbols, both accounts, the route's settings.

Values only; what the order is worth there is computed elsewhere.
"""

from dataclasses import dataclass
from fractions import Fraction

from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.sizing import LITERAL, SizeMultiplier, Sizing
from tradecopy_desktop.domain.stop_rules import StopSource
from tradecopy_desktop.domain.values import MarginMode, Side
from tradecopy_desktop.sim.histories_of_run import AccountHistory, RouteUnderTest
from tradecopy_desktop.sim.oracle_masters import MasterChange
from tradecopy_desktop.sim.oracle_sizes import Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order of a master, as a route copies it; `instrument` is the follower's."""

    route: RouteUnderTest
    change: MasterChange
    master: AccountHistory
    follower: AccountHistory
    instrument: Instrument

    @property
    def side(self) -> Side:
        """Return the copy's side."""
        theirs = self.change.side
        return theirs.opposite if self.route.reverse else theirs

    @property
    def sizing(self) -> Sizing:
        """Return the mode in which this symbol is sized."""
        return self.route.override_of(self.change.symbol).sizing or self.route.sizing

    @property
    def hangs_on_told(self) -> bool:
        """Tell whether the size depends on prices or money that terminals told."""
        return not isinstance(self.sizing, (*LITERAL, SizeMultiplier))

    @property
    def their_instrument(self) -> Instrument:
        """Return the master's symbol."""
        return self.master.instruments[self.change.symbol]

    @property
    def contract_ratio(self) -> Fraction:
        """Return the lots that stand for one lot of another contract, 1 where it is the same."""
        return self.route.contract_ratios.get(self.change.symbol, Fraction(1))

    @property
    def lots_per_lot(self) -> Fraction:
        """Return the follower's lots that are as many units as one lot of the master."""
        if self.contract_ratio != 1:
            return self.contract_ratio
        theirs = Fraction(self.their_instrument.contract_size)
        return theirs / Fraction(self.instrument.contract_size)

    @property
    def bounds(self) -> Bounds:
        """Return the broker's grid and the route's limits."""
        rules, override = self.route.volume, self.route.override_of(self.change.symbol)
        converts = self.contract_ratio != 1
        return Bounds(
            instrument=self.instrument,
            rules=rules,
            min_lots=override.min_lots or rules.min_lots,
            max_lots=override.max_lots or rules.max_lots,
            converts=converts,
            collects=converts and self.master.margin_mode is MarginMode.NETTING,
        )

    def stop_loss(self, entry: Fraction) -> Fraction | None:
        """Return the copy's SL when it is filled at `entry`; None where it gets none."""
        rule, point = self.route.stops.stop_loss, Fraction(self.instrument.point)
        # The master's SL is a reversed copy's TP, and its TP the copy's SL.
        told = self.change.take_profit if self.route.reverse else self.change.stop_loss
        wider = -self.side.sign * rule.offset * point
        if rule.source is StopSource.FIXED:
            return self._on_grid(entry - self.side.sign * (rule.points or 0) * point + wider)
        if rule.source is StopSource.NONE or told is None:
            return None
        away = entry - Fraction(self.change.held_at)
        moved = away if rule.source is StopSource.DISTANCE else Fraction(0)
        return self._on_grid(Fraction(told) + moved + wider)

    def _on_grid(self, price: Fraction) -> Fraction:
        tick = Fraction(self.instrument.tick_size)
        return (price + tick / 2) // tick * tick
