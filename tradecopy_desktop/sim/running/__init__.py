"""Runs a scenario: builds its world, lets it trade and settle, and has it judged."""

from tradecopy_desktop.sim.running.run import Run

__all__ = ["Run"]
