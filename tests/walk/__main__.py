"""Walks once through the program in a real window: python3 -m tests.walk [--pictures DIR]."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.walk.desktop import WalkError, why_no_desktop
from tests.walk.walk import walk


def main(arguments: Sequence[str]) -> int:
    """Walk, say each step, and return 0 when all of it went as it should."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.walk", description=__doc__)
    parser.add_argument("--pictures", type=Path, metavar="DIR", help="keep a picture of each step")
    given = parser.parse_args(arguments)
    missing = why_no_desktop()
    if missing:
        print(f"the walk needs a desktop of its own; {missing}", file=sys.stderr)
        return 1
    try:
        walk(given.pictures)
    except WalkError as error:
        print(f"the walk ended: {error}", file=sys.stderr)
        return 1
    print("walked through; the program ended with 0, its followers are flat")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
