"""Speaks with the program that runs already. Starts and ends none by itself."""

import socket
import sys
import time
from pathlib import Path
from typing import Final

from tradecopy_desktop.adapters.instance.door import HERE
from tradecopy_desktop.adapters.instance.lock_file import is_held, read_door
from tradecopy_desktop.domain.errors import TradeCopyError

SHOW: Final = "show"
QUIT: Final = "quit"
CHECK: Final = "check"
QUITS: Final = "quits"
ASKS: Final = "asks"

_LOOK_S: Final = 0.05


def call(folder: Path, command: str, *, within_s: float = 10.0) -> str:
    """Return what the program that has a folder answers; raise TradeCopyError."""
    ends = time.monotonic() + within_s
    while True:
        try:
            return _call_once(folder, command, max(0.1, ends - time.monotonic()))
        except OSError as error:
            # It may be starting, and has opened no door yet.
            if time.monotonic() >= ends or not is_held(folder):
                raise TradeCopyError(
                    f"TradeCopy Desktop runs already on {folder} and does not answer ({error}): "
                    "end it in the Task Manager, and start it again"
                ) from error
        time.sleep(_LOOK_S)


def wait_until_ended(folder: Path, within_s: float) -> bool:
    """Wait until no program has a folder; False where one still has it after so long."""
    ends = time.monotonic() + within_s
    while is_held(folder):
        if time.monotonic() >= ends:
            return False
        time.sleep(_LOOK_S)
    return True


def _call_once(folder: Path, command: str, within_s: float) -> str:
    door = read_door(folder)
    if door is None:
        raise OSError("it is still starting")
    _let_come_forward(door.process)
    with socket.create_connection((HERE, door.port), timeout=within_s) as link:
        link.sendall(f"{door.token} {command}\n".encode())
        said = bytearray()
        while part := link.recv(65_536):
            said += part
    if not said:
        raise OSError("it said nothing")
    return said.decode()


if sys.platform == "win32":
    import ctypes

    def _let_come_forward(process: int) -> None:
        # Windows lets a program take the front only where the one in front allows it.
        ctypes.windll.user32.AllowSetForegroundWindow(process)

else:

    def _let_come_forward(process: int) -> None:
        del process
