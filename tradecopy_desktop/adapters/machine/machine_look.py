"""Gathers all that a check-up wants to know of the machine. Judges and changes nothing."""

import os
import platform
import sys
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from tradecopy_desktop.adapters.machine.database_probe import look_at_database
from tradecopy_desktop.adapters.machine.port_owner import look_at_port
from tradecopy_desktop.adapters.machine.startup import Startup
from tradecopy_desktop.adapters.machine.vault_probe import vault_fault
from tradecopy_desktop.adapters.machine.windows_settings import look_at_windows, startup_here
from tradecopy_desktop.adapters.terminals.settings_text import read_sections
from tradecopy_desktop.domain.checkup import Unknown
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.machine_facts import MachineFacts, PortFacts, TerminalFacts
from tradecopy_desktop.domain.terminals import FoundTerminal
from tradecopy_desktop.domain.values import Platform
from tradecopy_desktop.ports import SecretVault
from tradecopy_desktop.terminal_ports import Terminals


@dataclass(frozen=True, slots=True, kw_only=True)
class LookParts:
    """Where is looked. `ours` returns the processes that are this program."""

    data_dir: Path
    program: str
    newest_database: str
    vault: SecretVault
    terminals: Terminals
    qt: Callable[[], str | Unknown]
    ours: Callable[[], Set[int]]
    environment: Mapping[str, str]


class Look:
    """Looks at this machine; what cannot be learned is Unknown, with why."""

    def __init__(self, parts: LookParts) -> None:
        self._parts = parts

    def look(self, port: int) -> MachineFacts:
        """Return what can be learned, with the bridge's port; it takes seconds, never raises."""
        parts = self._parts
        startup = startup_here(parts.environment)
        return MachineFacts(
            python=platform.python_version(),
            qt=parts.qt(),
            system=_system(),
            program=parts.program,
            port=self._port(port),
            vault_fault=vault_fault(parts.vault),
            database=look_at_database(parts.data_dir, parts.newest_database),
            windows=look_at_windows(startup),
            terminals=self._terminals(startup),
        )

    def _port(self, port: int) -> PortFacts | Unknown:
        if port == 0:
            return Unknown("any free port is taken at the start")
        try:
            return look_at_port(port, {os.getpid(), *self._parts.ours()})
        except OSError as error:
            return Unknown(f"the system did not say ({error.strerror or error})")

    def _terminals(self, startup: Startup | Unknown) -> tuple[TerminalFacts, ...] | Unknown:
        try:
            found = self._parts.terminals.find()
        except TradeCopyError as error:
            return Unknown(str(error))
        return tuple(
            TerminalFacts(
                found=each, stops_experts=stops_experts(each), starts_alone=_starts(each, startup)
            )
            for each in found
        )


def stops_experts(found: FoundTerminal) -> bool | Unknown:
    """Return whether a terminal switches its programs off when its account changes."""
    if found.platform is Platform.MT4:
        return Unknown("MetaTrader 4 does not say whether a change of account stops it")
    told = read_sections(found.data_folder / "config" / "common.ini").get("experts", {})
    value = told.get("account")
    if value not in ("0", "1"):
        return Unknown("its settings do not say whether a change of account stops it")
    return value == "1"


def _starts(found: FoundTerminal, startup: Startup | Unknown) -> bool | Unknown:
    if isinstance(startup, Unknown):
        return startup
    if found.program is None:
        return Unknown("the folder of its program is not known")
    return startup.names(str(found.program))


def _system() -> str:
    if sys.platform != "win32":
        return f"{platform.system()} {platform.release()}"
    build = sys.getwindowsversion().build
    return f"Windows {platform.release()} build {build}"
