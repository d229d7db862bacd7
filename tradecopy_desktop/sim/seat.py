"""One account of a scenario with its broker and its terminal. Values only."""

from dataclasses import dataclass

from tradecopy_desktop.sim.broker import SimBroker
from tradecopy_desktop.sim.scenario import SimAccount
from tradecopy_desktop.sim.terminal import SimTerminal


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One account of the scenario with its broker and terminal."""

    account: SimAccount
    broker: SimBroker
    terminal: SimTerminal
