"""Who trades on the simulated masters: by dice, or by a recorded history."""

from tradecopy_desktop.sim.traders.comparing import compare_with_recording
from tradecopy_desktop.sim.traders.random_trader import RandomTrader
from tradecopy_desktop.sim.traders.replay_trader import ReplayTrader
from tradecopy_desktop.sim.traders.trader import Trader

__all__ = ["RandomTrader", "ReplayTrader", "Trader", "compare_with_recording"]
