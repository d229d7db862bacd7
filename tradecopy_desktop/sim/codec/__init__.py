"""The simulated terminals' own reading and writing of frames. It shares no code with the bridge."""

from tradecopy_desktop.sim.codec.forms import WireError
from tradecopy_desktop.sim.codec.frames import Message, Sender, decode, encode
from tradecopy_desktop.sim.codec.numbers import exact

__all__ = ["Message", "Sender", "WireError", "decode", "encode", "exact"]
