"""Simulated terminals: WebSocket clients of the bridge that do what an Expert Advisor does."""

from tradecopy_desktop.sim.terminal.disk import Disk
from tradecopy_desktop.sim.terminal.measure import Measure
from tradecopy_desktop.sim.terminal.setup import Pace, TerminalSetup
from tradecopy_desktop.sim.terminal.sim_terminal import SimTerminal

__all__ = ["Disk", "Measure", "Pace", "SimTerminal", "TerminalSetup"]
