"""The simulated terminals' own reading and writing of frames. It shares no code with the bridge."""

from tradecopy_desktop.sim.codec.forms import WireError
from tradecopy_desktop.sim.codec.frames import MINOR, Message, Sender, decode, encode
from tradecopy_desktop.sim.codec.numbers import exact

__all__ = ["MINOR", "Message", "Sender", "WireError", "decode", "encode", "exact"]
