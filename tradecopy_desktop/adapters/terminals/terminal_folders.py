"""Reads what one terminal's folders say about it. Reads no password, and writes nothing.

Of its settings only the login and the server are looked at.
"""

import os
from pathlib import Path
from typing import Final

from tradecopy_desktop.adapters.terminals.installed_experts import experts_version
from tradecopy_desktop.adapters.terminals.program_build import build_of
from tradecopy_desktop.adapters.terminals.settings_files import mql_folder
from tradecopy_desktop.adapters.terminals.settings_text import read_sections, read_text
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.terminals import FoundTerminal
from tradecopy_desktop.domain.values import Platform

_PROGRAMS: Final = {Platform.MT5: ("terminal64.exe",), Platform.MT4: ("terminal.exe",)}
_EDITORS: Final = {Platform.MT5: "metaeditor64.exe", Platform.MT4: "metaeditor.exe"}
# The names under which builds have kept the account that they were logged in to last.
_ACCOUNT_FILES: Final = ("config/common.ini", "config/terminal.ini")


def origin_of(data_folder: Path) -> Path | None:
    """Return the program's folder that a data folder names, None where it does not say."""
    text = (read_text(data_folder / "origin.txt") or "").strip("\ufeff\0 \r\n\t")
    if not text or "\n" in text or "\ufffd" in text or "\0" in text:
        return None
    return Path(text)


def platform_here(data_folder: Path, program: Path | None) -> Platform | None:
    """Return whose data folder it is, None where neither folder says."""
    found = [each for each in Platform if is_folder(data_folder / mql_folder(each))]
    if len(found) == 1:
        return found[0]
    if program is None:
        return None
    by_program = [each for each in Platform if program_file(program, each) is not None]
    return by_program[0] if len(by_program) == 1 else None


def program_file(program: Path, platform: Platform) -> Path | None:
    """Return the file that starts a terminal, None where there is none."""
    files = (program / name for name in _PROGRAMS[platform])
    return next((file for file in files if is_file(file)), None)


def editor_file(program: Path | None, platform: Platform) -> Path | None:
    """Return the MetaEditor of a terminal, None where there is none."""
    if program is None:
        return None
    file = program / _EDITORS[platform]
    return file if is_file(file) else None


def account_in(data_folder: Path) -> AccountKey | None:
    """Return the account that a terminal was logged in to last, None where it does not say."""
    for name in _ACCOUNT_FILES:
        common = read_sections(data_folder / name).get("common", {})
        login, server = common.get("login", ""), common.get("server", "")
        if login.isascii() and login.isdigit() and int(login) and server:
            return AccountKey(login=login, server=server)
    return None


def read_terminal(
    data_folder: Path, program: Path | None, *, title: str, portable: bool, running: bool
) -> FoundTerminal | None:
    """Return what the folders say; None where they are no terminal's, or not to be read."""
    platform = platform_here(data_folder, program)
    if platform is None:
        return None
    file = None if program is None else program_file(program, platform)
    return FoundTerminal(
        data_folder=data_folder,
        program=program,
        platform=platform,
        title=title or _plain_title(data_folder, program),
        portable=portable,
        running=running,
        build="" if file is None else build_of(file),
        account=account_in(data_folder),
        experts=experts_version(data_folder, platform),
    )


def _plain_title(data_folder: Path, program: Path | None) -> str:
    return (program or data_folder).name or str(data_folder)


def is_folder(path: Path) -> bool:
    """Tell whether a folder is there; one that may not be looked at is not."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """Tell whether a file is there; one that may not be looked at is not."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def same(one: Path, other: Path) -> bool:
    """Tell whether two paths name one place, as the system compares names."""
    return place(one) == place(other)


def place(path: Path) -> str:
    """Return a path as it can be compared, without asking the disk."""
    return os.path.normcase(os.path.normpath(path))
