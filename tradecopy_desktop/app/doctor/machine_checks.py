"""Judges what the program stands on: system, port, keyring, database. Looks at nothing itself."""

from typing import Final

from tradecopy_desktop.domain.checkup import CheckLine, Unknown, fine, hint, unknown, wrong
from tradecopy_desktop.domain.machine_facts import (
    DatabaseFacts,
    MachineFacts,
    PortFacts,
    PortState,
)

# Windows 10 1809 and Server 2019.
OLDEST_WINDOWS: Final = 17_763
_MB: Final = 1_048_576
_LOW_DISK: Final = 500 * _MB
_NO_DISK: Final = 50 * _MB


def check_environment(facts: MachineFacts) -> CheckLine:
    """Judge the system and the libraries."""
    title = "Program and system"
    qt = "Qt not loaded" if isinstance(facts.qt, Unknown) else f"Qt {facts.qt}"
    text = f"TradeCopy Desktop {facts.program}, {facts.system}, Python {facts.python}, {qt}"
    windows = facts.windows
    if not isinstance(windows, Unknown) and windows.build < OLDEST_WINDOWS:
        remedy = "update Windows: 10 version 1809 or Server 2019 is the oldest that is supported"
        return wrong(title, text, remedy)
    if isinstance(facts.qt, Unknown):
        return wrong(title, f"{text} ({facts.qt.why})", "install TradeCopy Desktop again")
    return fine(title, text)


def check_port(facts: PortFacts | Unknown) -> CheckLine:
    """Judge whose the bridge's port is."""
    title = "Bridge's port"
    if isinstance(facts, Unknown):
        return unknown(title, facts.why)
    if facts.state is PortState.FREE:
        return fine(title, f"port {facts.port} is free")
    if facts.state is PortState.OURS:
        return fine(title, f"TradeCopy Desktop listens on port {facts.port}")
    by = facts.owner or "another program"
    other = "" if facts.free is None else f" (--port {facts.free} is free)"
    remedy = f"close that program, or start TradeCopy Desktop on another port{other}"
    return wrong(title, f"port {facts.port} is taken by {by}", remedy)


def check_firewall() -> CheckLine:
    """Say that no firewall stands between terminals and the bridge."""
    text = "the bridge listens on 127.0.0.1 alone, which firewalls leave be: nothing to allow"
    return fine("Firewall", text)


def check_vault(fault: str) -> CheckLine:
    """Judge whether keys can be kept."""
    title = "Keyring"
    if fault:
        return wrong(title, fault, "without it no account can be added, and no key renewed")
    return fine(title, "a test entry of 1,200 characters was kept, read and removed again")


def check_database(facts: DatabaseFacts) -> CheckLine:
    """Judge the file that accounts, routes and trades are kept in."""
    title = "Database"
    if facts.fault:
        remedy = "close TradeCopy Desktop and start it again: it sets a damaged file aside"
        return wrong(title, f"{facts.path}: {facts.fault}", remedy)
    if not facts.revision:
        return fine(title, f"there is none yet, it is made at the first start ({facts.path})")
    if facts.revision > facts.newest:
        text = f"{facts.path} was written by a newer version ({facts.revision})"
        return wrong(title, text, "install the newer version of TradeCopy Desktop again")
    size = f"{facts.size / _MB:.1f} MB"
    if facts.revision < facts.newest:
        text = f"{facts.path} is whole, {size}, and of an earlier version"
        return hint(title, text, "nothing to do: it is brought up to date at the next start")
    return fine(title, f"{facts.path} is whole, {size}, form {facts.revision}")


def check_disk(facts: DatabaseFacts) -> CheckLine:
    """Judge the room on the disk."""
    title = "Disk space"
    if isinstance(facts.disk_free, Unknown):
        return unknown(title, facts.disk_free.why)
    text = f"{facts.disk_free / _MB:,.0f} MB are free where trades are recorded"
    if facts.disk_free < _NO_DISK:
        return wrong(title, text, "make room at once: what is copied can soon not be recorded")
    if facts.disk_free < _LOW_DISK:
        return hint(title, text, "make room: 500 MB should be free")
    return fine(title, text)
