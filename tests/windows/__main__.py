"""Run the tests as Windows programs under wine: `python3 run.py wine [arguments of pytest]`.

Without arguments all of them run: the window's by themselves, the others two at a time. Changes
nothing outside the folder .wine of this checkout.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from installer.failure import BuildError
from tests.windows.machine import Wine, why_no_wine, wine
from tests.windows.python import ROOT, windows_python

FOLDER = ROOT / ".wine"
# A setup that wine cannot be had here: not a failure of any test.
SKIPPED = 77
_STOPPED = 130
# They build C++ with Linux tools, or measure and judge the sources, which are the same everywhere.
_LINUX_ONLY = ("tests/ea", "tests/mutation", "tests/windows", "tests/test_architecture.py")
# Of so many files one process shows the windows: it grows slower with each that was closed.
_FILES_AT_A_TIME = 15
_PIECE_BYTES = 65_536
# A process takes seconds to start there, and every kill wants a new one.
_KILLS = "3"


def main(arguments: Sequence[str]) -> int:
    """Run pytest under wine and return its exit status, or 77 where there is no wine."""
    missing = why_no_wine()
    if missing:
        print(f"wine: skipped: {missing}")
        return SKIPPED
    try:
        python = windows_python(FOLDER)
    except BuildError as error:
        print(f"wine: {error}", file=sys.stderr)
        return 1
    with wine(FOLDER / "prefix", keep=True) as machine:
        worst = 0
        for chosen in [arguments] if arguments else _whole():
            worst = max(worst, run_pytest(machine, python, chosen))
            if worst == _STOPPED:
                break
        return worst


def _whole() -> list[list[str]]:
    # Keys go to one window of a screen: windows of two processes would take them from each other.
    files = sorted(f"tests/gui/{file.name}" for file in (ROOT / "tests" / "gui").glob("test_*.py"))
    places = range(0, len(files), _FILES_AT_A_TIME)
    others = ["--ignore=tests/gui", "--numprocesses=2", "--dist=worksteal"]
    return [others, *(files[place : place + _FILES_AT_A_TIME] for place in places)]


def run_pytest(machine: Wine, python: Path, arguments: Sequence[str]) -> int:
    """Run pytest on that Windows, show what it says, and return its exit status."""
    ignored = [f"--ignore={place}" for place in _LINUX_ONLY]
    command = [machine.name(python), "-X", "utf8", "-m", "pytest", *ignored, *arguments]
    os.chdir(ROOT)
    os.environ.setdefault("TRADECOPY_KILLS", _KILLS)
    with machine.start(command) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        try:
            # By what has come and not by lines: of a run that is stopped every dot is seen.
            while piece := os.read(process.stdout.fileno(), _PIECE_BYTES):
                sys.stdout.buffer.write(piece.replace(b"\r\n", b"\n"))
                sys.stdout.buffer.flush()
        except KeyboardInterrupt:
            process.kill()
            return _STOPPED
    return process.returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        sys.exit(f"wine: {error}")
