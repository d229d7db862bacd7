"""Judges whether Windows lets copying go on unattended. Looks at nothing itself."""

from collections.abc import Iterator
from typing import Final

from tradecopy_desktop.domain.checkup import CheckLine, Unknown, fine, hint, unknown
from tradecopy_desktop.domain.machine_facts import WindowsFacts

_TITLES: Final = (
    "Start with Windows",
    "Log on after a restart",
    "Windows Update",
    "Sleep",
)


def check_windows(facts: WindowsFacts | Unknown) -> Iterator[CheckLine]:
    """Judge what Windows is set to; on another system none of it is looked at."""
    if isinstance(facts, Unknown):
        yield from (unknown(title, facts.why) for title in _TITLES)
        return
    yield check_start(facts)
    yield check_logon(facts)
    yield check_updates(facts.active_hours)
    yield check_sleep(facts.sleeps_after)


def check_start(facts: WindowsFacts) -> CheckLine:
    """Judge whether the program starts by itself."""
    title, starts = _TITLES[0], facts.starts_at_logon
    if isinstance(starts, Unknown):
        return unknown(title, starts.why)
    if starts:
        return fine(title, "TradeCopy Desktop starts when you log on")
    return hint(title, "TradeCopy Desktop does not start by itself", "switch it on under Settings")


def check_logon(facts: WindowsFacts) -> CheckLine:
    """Judge whether somebody must log on after a restart."""
    title, alone = _TITLES[1], facts.logs_on_alone
    if isinstance(alone, Unknown):
        return unknown(title, alone.why)
    if alone:
        return fine(title, "Windows logs on by itself after a restart")
    return hint(
        title,
        "after a restart nothing is copied until somebody logs on",
        "on a server that nobody sits at, switch automatic logon on (Sysinternals Autologon), and "
        "leave remote sessions by disconnecting, never by signing out",
    )


def check_updates(hours: tuple[int, int] | Unknown) -> CheckLine:
    """Judge when Windows may restart by itself."""
    title = _TITLES[2]
    if isinstance(hours, Unknown):
        return unknown(title, hours.why, "look under Settings > Windows Update > Active hours")
    begins, ends = hours
    text = f"Windows does not restart by itself between {begins}:00 and {ends}:00"
    remedy = "compare it with the hours in which you trade (Settings > Windows Update)"
    return hint(title, f"{text}, and may at other hours", remedy)


def check_sleep(minutes: int | Unknown) -> CheckLine:
    """Judge whether the machine goes to sleep."""
    title = _TITLES[3]
    if isinstance(minutes, Unknown):
        return unknown(title, minutes.why, "look under Settings > Power & sleep")
    if minutes == 0:
        return fine(title, "the machine never sleeps while plugged in")
    return hint(
        title,
        f"the machine sleeps after {minutes} min without use, and nothing is copied then",
        "choose Never under Settings > Power & sleep",
    )
