"""Where prices come from, and how every broker shows them. Trades nothing."""

from tradecopy_desktop.sim.market.feed import Feed
from tradecopy_desktop.sim.market.recorded import RecordedTicks
from tradecopy_desktop.sim.market.ticks import Tick, TickSource
from tradecopy_desktop.sim.market.walk import RandomWalk

__all__ = ["Feed", "RandomWalk", "RecordedTicks", "Tick", "TickSource"]
