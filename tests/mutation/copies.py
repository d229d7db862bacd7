"""Copies of the project to put faults into. The project's own files are only ever read."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Nothing of these is asked for by the tests of domain and engine, and some are large.
_LEFT_OUT = (".*", "__pycache__", "node_modules", "build", "dist", "docs", "installer")


def copy_project(root: Path, into: Path) -> Path:
    """Copy what the tests need from `root` into a new folder, and return that."""
    shutil.copytree(root, into, ignore=shutil.ignore_patterns(*_LEFT_OUT))
    return into


def copy_again(copy: Path, into: Path) -> Path:
    """Copy a copy, with the bytecode that a run of the tests has left in it."""
    shutil.copytree(copy, into)
    return into


@contextmanager
def changed(file: Path, source: str) -> Iterator[None]:
    """Let a file of a copy hold another source for a while."""
    original, status = file.read_bytes(), file.stat()
    file.write_text(source, encoding="utf-8", newline="\n")
    # Another time than the original's, whatever the clock says: else its bytecode would be taken.
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns + 10**10))
    try:
        yield
    finally:
        file.write_bytes(original)
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
