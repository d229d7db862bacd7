"""Lays out what is installed: Python, packages, the program, launchers, licenses. No setup yet."""

import compileall
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode

from installer.failure import BuildError
from installer.icon import draw_icon
from installer.interpreter import unpack_interpreter
from installer.launcher import compile_launchers, find_compiler
from installer.licenses import gather_licenses
from installer.pins import windows_pins
from installer.pruning import prune
from installer.wheels import install_program, install_wheels

_DIGITS = "python"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What will be installed, the file name of Python's library in it, and what is to be signed."""

    folder: Path
    library: str
    launchers: list[Path]


def lay_out(source: Path, python_zip: Path, *, version: str, work: Path) -> Payload:
    """Make the folder `work`/payload anew from the checkout `source`; raise BuildError."""
    folder = work / "payload"
    if folder.exists():
        shutil.rmtree(folder)
    compiler = find_compiler()
    stem = unpack_interpreter(python_zip, folder / "python")
    _search_packages_only(folder / "python" / f"{stem}._pth", stem)
    packages = folder / "packages"
    python = f"3.{stem.removeprefix(_DIGITS)[1:]}"
    pins = windows_pins(source / "requirements" / "runtime.txt", python)
    install_wheels(pins, packages, python=python, work=work)
    install_program(source, packages, work=work)
    prune(packages)
    _compile(packages, python)
    draw_icon(source / "resources" / "icons" / "app.svg", work / "program.ico")
    launchers = compile_launchers(
        compiler, folder, library=f"{stem}.dll", version=version, work=work
    )
    gather_licenses(folder)
    return Payload(folder=folder, library=f"{stem}.dll", launchers=launchers)


def _compile(packages: Path, python: str) -> None:
    # Else the first start does it, which takes a slow server many seconds. Only a Python of the
    # same version can; another one leaves it to the first start.
    if f"{sys.version_info[0]}.{sys.version_info[1]}" == python:
        unchecked = PycInvalidationMode.UNCHECKED_HASH
        compileall.compile_dir(packages, quiet=2, stripdir=packages, invalidation_mode=unchecked)


def date_files(folder: Path, seconds: int) -> None:
    """Give every file the same time, so that the same sources make the same setup."""
    for path in folder.rglob("*"):
        os.utime(path, (seconds, seconds))


def _search_packages_only(paths: Path, stem: str) -> None:
    if not paths.is_file():
        raise BuildError(f"{paths.name} is missing: this is no embeddable Python")
    # Nothing outside the installation is imported, whatever else this Windows has of Python.
    paths.write_text(f"{stem}.zip\n.\n..\\packages\n", encoding="utf-8")
