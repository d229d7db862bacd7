"""Puts the check-up together, for a running program and for the command line alone."""

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from tradecopy_desktop import __version__
from tradecopy_desktop.adapters.instance.calling import CHECK, call
from tradecopy_desktop.adapters.instance.lock_file import is_held, read_door
from tradecopy_desktop.adapters.keyring_vault import KeyringVault
from tradecopy_desktop.adapters.machine.accounts_probe import stored_accounts
from tradecopy_desktop.adapters.machine.machine_look import Look, LookParts
from tradecopy_desktop.adapters.storage.open_database import newest_form
from tradecopy_desktop.app.doctor.all_checks import check_up
from tradecopy_desktop.app.doctor.lines_text import lines_of_text
from tradecopy_desktop.domain.checkup import CheckLine, Unknown
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.machine_facts import AccountFacts
from tradecopy_desktop.ports import SecretVault
from tradecopy_desktop.terminal_ports import Terminals

_NOT_RUNNING: Final = Unknown("known only while TradeCopy Desktop runs: start it and check again")


def look_at_machine(data_dir: Path, vault: SecretVault, terminals: Terminals) -> Look:
    """Return what looks at this machine; nothing is looked at yet."""
    return Look(
        LookParts(
            data_dir=data_dir,
            program=__version__,
            newest_database=newest_form(),
            vault=vault,
            terminals=terminals,
            qt=_qt,
            ours=lambda: _processes(data_dir),
            environment=os.environ,
        )
    )


def check_from_outside(data_dir: Path, port: int, terminals: Terminals) -> Sequence[CheckLine]:
    """Return the lines of the program that runs on a data folder, or of what is known without."""
    if is_held(data_dir):
        try:
            return lines_of_text(call(data_dir, CHECK, within_s=60))
        except TradeCopyError as error:
            print(f"tradecopy-desktop: {error}", file=sys.stderr)  # noqa: T201 - it is for a person
    machine = look_at_machine(data_dir, KeyringVault(), terminals).look(port)
    return check_up(machine, _stored(data_dir), ())


def _stored(data_dir: Path) -> list[AccountFacts]:
    try:
        accounts = stored_accounts(data_dir)
    except TradeCopyError:
        # What is wrong with the database stands in a line of its own.
        return []
    return [
        AccountFacts(
            key=record.key,
            name=record.name,
            roles=record.roles,
            profile=profile,
            connected=_NOT_RUNNING,
            permissions=_NOT_RUNNING,
            clock_s=_NOT_RUNNING,
            refusals=(),
            now=datetime.now(UTC),
        )
        for record, profile in accounts
    ]


def _processes(data_dir: Path) -> set[int]:
    door = read_door(data_dir)
    return set() if door is None else {door.process}


def _qt() -> str | Unknown:
    try:
        from PySide6.QtCore import qVersion
    except ImportError as error:
        return Unknown(str(error))
    return qVersion()
