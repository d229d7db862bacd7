"""Lets the installer see that the program runs. Decides nothing by it."""

import sys
from typing import Final

NAME: Final = "Local\\TradeCopyDesktop"

if sys.platform == "win32":
    import ctypes

    def show_to_installer() -> int:
        """Make the mutex that the installer looks for; it ends with this process."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateMutexW.restype = ctypes.c_void_p
        return int(kernel.CreateMutexW(None, 0, NAME) or 0)

else:

    def show_to_installer() -> int:
        """Do nothing: only Windows has installers that look for it."""
        return 0
