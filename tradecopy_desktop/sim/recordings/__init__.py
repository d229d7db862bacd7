"""Readers of recorded trading histories. They turn a file into deals and never invent a deal."""

from tradecopy_desktop.sim.recordings.read import read_recording
from tradecopy_desktop.sim.recordings.recording import RecordedDeal, Recording, RecordingError

__all__ = ["RecordedDeal", "Recording", "RecordingError", "read_recording"]
