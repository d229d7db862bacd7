"""The whole program with its window, drawn offscreen, as a process that a test can kill."""

import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from tradecopy_desktop.__main__ import main as start
from tradecopy_desktop.bootstrap import commands


def main() -> int:
    """Run the program on the folder and port that were typed, whatever the display."""
    commands.has_display = lambda: True  # type: ignore[attr-defined]
    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
