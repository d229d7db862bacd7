"""Tells which Expert Advisors of ours a terminal has. Never changes them."""

import re
from pathlib import Path
from typing import Final

from tradecopy_desktop.adapters.terminals.settings_files import mql_folder
from tradecopy_desktop.adapters.terminals.settings_text import read_text
from tradecopy_desktop.domain.values import Platform

EXPERTS: Final = ("TradeCopy_Monitor", "TradeCopy_Executor")
_VERSION: Final = re.compile(r'^#define\s+TC_EA_VERSION\s+"([0-9.]{1,20})"', re.MULTILINE)


def experts_version(data_folder: Path, platform: Platform) -> str:
    """Return the version of the Expert Advisors that the terminal can start, "" for none.

    They count only where each was compiled after its source was written.
    """
    tree = data_folder / mql_folder(platform)
    folder = tree / "Experts" / "TradeCopy"
    if not all(is_compiled(source_of(folder, name, platform)) for name in EXPERTS):
        return ""
    return version_in(tree / "Include" / "TradeCopy" / "Account.mqh")


def version_in(header: Path) -> str:
    """Return the version that the shared header of the Expert Advisors names, "" for none."""
    found = _VERSION.search(read_text(header) or "")
    return found.group(1) if found else ""


def source_of(folder: Path, name: str, platform: Platform) -> Path:
    """Return the source file of a program in its folder."""
    return folder / f"{name}.mq{'4' if platform is Platform.MT4 else '5'}"


def compiled_of(source: Path) -> Path:
    """Return the file that compiling a source makes."""
    return source.with_suffix(source.suffix.replace("mq", "ex"))


def is_compiled(source: Path) -> bool:
    """Tell whether a source is there and was compiled after it was written."""
    try:
        return compiled_of(source).stat().st_mtime_ns >= source.stat().st_mtime_ns
    except OSError:
        return False
