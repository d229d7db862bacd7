"""Lists the installed programs as Windows knows them. Never changes the registry.

A broker names its terminal as it likes, so that none can be told by its name: all are listed.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tradecopy_desktop.adapters.terminals.machine import InstalledProgram

_UNINSTALL: Final = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall"


def folder_of(location: str, uninstaller: str) -> Path | None:
    """Return the folder of an installed program by what its entry says, None for neither."""
    if location.strip():
        return Path(location.strip().strip('"'))
    command = uninstaller.strip()
    file = command[1:].partition('"')[0] if command.startswith('"') else command
    end = file.lower().find(".exe")
    return Path(file[: end + 4]).parent if end > 0 else None


if sys.platform == "win32":
    import winreg

    def installed_programs() -> Sequence[InstalledProgram]:
        """Return what is installed for this user and for the machine."""
        places = (
            (winreg.HKEY_CURRENT_USER, 0),
            (winreg.HKEY_LOCAL_MACHINE, winreg.KEY_WOW64_64KEY),
            (winreg.HKEY_LOCAL_MACHINE, winreg.KEY_WOW64_32KEY),
        )
        return [found for root, view in places for found in _listed(root, view)]

    def _listed(root: int, view: int) -> Iterator[InstalledProgram]:
        access = winreg.KEY_READ | view
        try:
            with winreg.OpenKey(root, _UNINSTALL, 0, access) as entries:
                count = winreg.QueryInfoKey(entries)[0]
                names = [winreg.EnumKey(entries, number) for number in range(count)]
        except OSError:
            return
        for name in names:
            found = _entry(root, rf"{_UNINSTALL}\{name}", access)
            if found is not None:
                yield found

    def _entry(root: int, path: str, access: int) -> InstalledProgram | None:
        try:
            with winreg.OpenKey(root, path, 0, access) as key:
                title, uninstaller = _text(key, "DisplayName"), _text(key, "UninstallString")
                folder = folder_of(_text(key, "InstallLocation"), uninstaller)
        except OSError:
            return None
        return None if folder is None else InstalledProgram(title=title, folder=folder)

    def _text(key: winreg.HKEYType, name: str) -> str:
        try:
            value, kind = winreg.QueryValueEx(key, name)
        except OSError:
            return ""
        is_text = kind in (winreg.REG_SZ, winreg.REG_EXPAND_SZ)
        return winreg.ExpandEnvironmentStrings(str(value)) if is_text else ""

else:

    def installed_programs() -> Sequence[InstalledProgram]:
        """Return nothing: this system keeps no such list."""
        return ()
