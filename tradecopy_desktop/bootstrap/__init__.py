"""Puts the program together; the only room that knows every floor."""

from tradecopy_desktop.bootstrap.assembly import Running, Session, Setup, run_plain, running
from tradecopy_desktop.bootstrap.window import run_window

__all__ = ["Running", "Session", "Setup", "run_plain", "run_window", "running"]
