"""Runs a scenario as a process of its own: python -m tradecopy_desktop.sim."""

import sys

from tradecopy_desktop.sim.running.child import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
