"""The lines spoken with the process that started this one: words in, progress out."""

import asyncio
import contextlib
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

Hear = Callable[[str], None]
END = "end"
"""What is heard when the other side is gone, or asks for the end by a signal."""

_MOST_BYTES = 4_096


def listen(loop: asyncio.AbstractEventLoop, hear: Hear) -> None:
    """Hand every line of the standard input to `hear` on the loop, and END when it ends."""

    def tell(word: str) -> None:
        # The loop may be gone by now; then nobody is left to be told.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(hear, word)

    def read() -> None:
        rest = b""
        while chunk := _chunk():
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                tell(line.decode(errors="replace").strip())
        tell(END)

    # A thread, since pipes of the standard input cannot be awaited on every system; a daemon,
    # since nothing can wake it.
    threading.Thread(target=read, name="standard input", daemon=True).start()
    _take_signals(lambda: tell(END))


def _chunk() -> bytes:
    try:
        return os.read(0, _MOST_BYTES)
    except OSError:
        return b""


def _take_signals(end: Callable[[], None]) -> None:
    def taken(_number: int, _frame: FrameType | None) -> None:
        end()

    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, taken)


def say(**said: object) -> None:
    """Write one line of progress."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()
