"""Puts Windows wheels into a folder, from any system. Builds the program's own wheel alone."""

import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from installer.failure import BuildError, run_tool


def install_wheels(pins: Sequence[str], folder: Path, *, python: str, work: Path) -> None:
    """Install the pinned wheels for 64-bit Windows and `python` "3.13" into `folder`.

    pip's own choice of packages would follow the system it runs on; so it is told them one by one.
    """
    listing = work / "windows-pins.txt"
    listing.write_text("\n".join(pins) + "\n", encoding="utf-8")
    run_tool(
        [
            *(sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", "install"),
            *("--no-deps", "--no-compile", "--require-hashes", "--only-binary", ":all:"),
            # A wheel for Windows may want another Python than the one that installs it.
            "--ignore-requires-python",
            *("--platform", "win_amd64", "--implementation", "cp", "--python-version", python),
            *("--target", str(folder), "-r", str(listing)),
        ],
        folder=work,
    )


def install_program(source: Path, folder: Path, *, work: Path) -> None:
    """Build the program's wheel from `source` and unpack it into `folder`."""
    for old in work.glob("tradecopy_desktop-*.whl"):
        old.unlink()
    run_tool(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(work)], folder=source
    )
    wheels = list(work.glob("tradecopy_desktop-*.whl"))
    if len(wheels) != 1:
        raise BuildError(f"hatchling left {len(wheels)} wheels in {work}, one was expected")
    with zipfile.ZipFile(wheels[0]) as wheel:
        wheel.extractall(folder)
