"""A Windows Python with all that the tests need, for wine. Not the one that is shipped."""

import hashlib
import shutil
from importlib.metadata import metadata, version
from importlib.util import find_spec
from pathlib import Path

from installer.interpreter import unpack_interpreter, zip_for_tests
from installer.pins import windows_pins
from installer.wheels import install_wheels

ROOT = Path(__file__).resolve().parents[2]
_PINS = ROOT / "requirements" / "dev.txt"
_PYTHON = "3.13"
# Wine 8 ends a program that calls CopyFile2. Without that name shutil copies by other means.
_AT_START = "import _winapi\n\nvars(_winapi).pop('CopyFile2', None)\n"


def windows_python(folder: Path) -> Path:
    """Return a python.exe in `folder`, made anew when the pinned packages have changed."""
    python, stamp = folder / "python", folder / "made-for"
    wanted = hashlib.sha256(_PINS.read_bytes()).hexdigest()
    packages = python / "Lib" / "site-packages"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        _make(python, packages)
        stamp.write_text(wanted, encoding="utf-8")
    (packages / "sitecustomize.py").write_text(_AT_START, encoding="utf-8")
    _tell_of_program(packages)
    return python / "python.exe"


def _make(python: Path, packages: Path) -> None:
    folder = python.parent
    shutil.rmtree(python, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    stem = unpack_interpreter(zip_for_tests(folder), python)
    # With that file Python sees nothing else, neither this checkout nor PYTHONPATH.
    (python / f"{stem}._pth").unlink()
    install_wheels(windows_pins(_PINS, _PYTHON), packages, python=_PYTHON, work=folder)
    _lend_pip(packages)


def _lend_pip(packages: Path) -> None:
    # One test installs the program's wheel; pip is the same on every system.
    found = find_spec("pip")
    if found is not None and found.origin is not None:
        shutil.copytree(Path(found.origin).parent, packages / "pip", dirs_exist_ok=True)


def _tell_of_program(packages: Path) -> None:
    # What the program needs stands in its own metadata; its code is that of this checkout.
    name = "tradecopy-desktop"
    for before in packages.glob("tradecopy_desktop-*.dist-info"):
        shutil.rmtree(before)
    about = packages / f"tradecopy_desktop-{version(name)}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(str(metadata(name)), encoding="utf-8")
