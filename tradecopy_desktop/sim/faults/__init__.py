"""What goes wrong in a run beside the brokers' own refusals: links, terminals, clocks and hands."""

from tradecopy_desktop.sim.faults.schedule import Trouble, kinds_of_run, least_times
from tradecopy_desktop.sim.faults.troublemaker import Troublemaker

__all__ = ["Trouble", "Troublemaker", "kinds_of_run", "least_times"]
