"""Turns a payload into one setup file with NSIS. Downloads nothing."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from installer.failure import BuildError, run_tool

_HERE = Path(__file__).resolve().parent
# Debian's NSIS also makes 64-bit setups, which run where 32-bit programs do not.
_TARGETS = ("amd64-unicode", "x86-unicode")


def compile_setup(definitions: Mapping[str, str], *, work: Path) -> str:
    """Run makensis on setup.nsi and return for which target the setup was made."""
    makensis = _find()
    target = next((t for t in _TARGETS if _has(makensis, t)), _TARGETS[-1])
    given = {**definitions, "TARGET": target}
    arguments = [f"-D{name}={value}" for name, value in given.items()]
    run_tool([makensis, "-V2", *arguments, str(_HERE / "setup.nsi")], folder=work)
    return target


def _find() -> str:
    places = [
        Path(os.environ[name]) / "NSIS" / "makensis.exe"
        for name in ("ProgramFiles(x86)", "ProgramFiles")
        if name in os.environ
    ]
    found = shutil.which("makensis") or next((str(p) for p in places if p.is_file()), None)
    if found is None:
        raise BuildError(
            "makensis was not found: on Debian and Ubuntu apt-get install nsis, "
            "on Windows choco install nsis"
        )
    return found


def _has(makensis: str, target: str) -> bool:
    roots = [Path(makensis).resolve().parent, Path("/usr/share/nsis")]
    return any((root / "Stubs" / f"zlib-{target}").exists() for root in roots)
