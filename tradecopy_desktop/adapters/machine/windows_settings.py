"""Reads what Windows is set to. Never changes the registry or a setting."""

import subprocess
import sys
from collections.abc import Mapping
from typing import Final

from tradecopy_desktop.adapters.machine.startup import Startup, look_at_startup
from tradecopy_desktop.adapters.machine.windows_values import (
    OURS,
    active_hours,
    logs_on_alone,
    sleep_minutes,
    starts,
)
from tradecopy_desktop.domain.checkup import Unknown
from tradecopy_desktop.domain.machine_facts import WindowsFacts

NOT_WINDOWS: Final = "not looked at: this is no Windows"
_ASKED_S: Final = 10

if sys.platform == "win32":
    import winreg

    _LOGON: Final = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon"
    _UPDATES: Final = r"SOFTWARE\Microsoft\WindowsUpdate\UX\Settings"

    def look_at_windows(startup: Startup | Unknown) -> WindowsFacts | Unknown:
        """Return what Windows is set to, as far as this user may see it."""
        machine = winreg.HKEY_LOCAL_MACHINE
        return WindowsFacts(
            build=sys.getwindowsversion().build,
            starts_at_logon=starts(startup, OURS),
            logs_on_alone=logs_on_alone(_value(machine, _LOGON, "AutoAdminLogon")),
            active_hours=active_hours(
                _value(machine, _UPDATES, "ActiveHoursStart"),
                _value(machine, _UPDATES, "ActiveHoursEnd"),
            ),
            sleeps_after=_sleep(),
        )

    def _value(root: int, path: str, name: str) -> object:
        try:
            access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
            with winreg.OpenKey(root, path, 0, access) as key:
                return winreg.QueryValueEx(key, name)[0]
        except OSError:
            return None

    def _sleep() -> int | Unknown:
        command = ["powercfg", "/query", "SCHEME_CURRENT", "SUB_SLEEP", "STANDBYIDLE"]
        try:
            told = subprocess.run(
                command,
                capture_output=True,
                check=False,
                timeout=_ASKED_S,
                creationflags=subprocess.CREATE_NO_WINDOW,
            )
        except (OSError, subprocess.SubprocessError) as error:
            return Unknown(f"powercfg did not say ({error})")
        return sleep_minutes(told.stdout.decode("ascii", "replace"))

    def startup_here(environment: Mapping[str, str]) -> Startup | Unknown:
        """Return what Windows starts when this user logs on."""
        return look_at_startup(environment, _run_values())

    def _run_values() -> list[str]:
        path = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Run"
        found: list[str] = []
        for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            try:
                with winreg.OpenKey(root, path) as key:
                    count = winreg.QueryInfoKey(key)[1]
                    found += [str(winreg.EnumValue(key, number)[1]) for number in range(count)]
            except OSError:
                continue
        return found

else:

    def look_at_windows(startup: Startup | Unknown) -> WindowsFacts | Unknown:
        """Return that this is no Windows."""
        del startup
        return Unknown(NOT_WINDOWS)

    def startup_here(environment: Mapping[str, str]) -> Startup | Unknown:
        """Return that this is no Windows."""
        del environment
        return Unknown(NOT_WINDOWS)
