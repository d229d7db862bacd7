"""What values of the Windows registry and the answers of its tools mean. Reads neither."""

import re
from typing import Final

from tradecopy_desktop.adapters.machine.startup import Startup
from tradecopy_desktop.domain.checkup import Unknown

OURS: Final = "tradecopy"
_SECONDS: Final = re.compile(r"0x([0-9a-fA-F]{8})\b")


def logs_on_alone(value: object) -> bool | Unknown:
    """Return whether Windows logs on by itself, by the value AutoAdminLogon."""
    return str(value).strip() == "1"


def active_hours(begins: object, ends: object) -> tuple[int, int] | Unknown:
    """Return between which hours Windows does not restart by itself."""
    if isinstance(begins, int) and isinstance(ends, int) and {begins, ends} <= set(range(24)):
        return begins, ends
    return Unknown("Windows does not say when it may restart by itself")


def sleep_minutes(told: str) -> int | Unknown:
    """Return after how many minutes the machine sleeps while plugged in, by powercfg's answer.

    Its words are in the language of Windows; the values are the last two numbers, mains first.
    """
    values = _SECONDS.findall(told)
    if len(values) < 2:
        return Unknown("powercfg did not say")
    return int(values[-2], 16) // 60


def starts(startup: Startup | Unknown, name: str) -> bool | Unknown:
    """Return whether something of this name is started when the user logs on."""
    return startup if isinstance(startup, Unknown) else startup.names(name)
