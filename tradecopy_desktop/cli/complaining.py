"""Tells the trader why the program ends: in the terminal, or in a box where there is none."""

import sys
import traceback
from types import TracebackType
from typing import Final

_TITLE: Final = "TradeCopy Desktop"
_STOP_SIGN: Final = 0x10
_TO_THE_FRONT: Final = 0x10000


def complain(text: str) -> None:
    """Show `text` on stderr, or in a message box of Windows when it was started by a click."""
    # Windows gives a program that was started by a click no stderr at all.
    if sys.stderr is not None:
        sys.stderr.write(text + "\n")
    elif sys.platform == "win32":
        _show_box(text)


def complain_of_crashes() -> None:
    """Show also what nobody foresaw, where Python would say it to nobody."""
    if sys.stderr is None:
        sys.excepthook = _on_crash


def _on_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    complain("".join(traceback.format_exception(kind, error, trace)[-3:]))


if sys.platform == "win32":
    import ctypes

    def _show_box(text: str) -> None:
        ctypes.windll.user32.MessageBoxW(None, text, _TITLE, _STOP_SIGN | _TO_THE_FRONT)
