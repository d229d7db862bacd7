"""Carries out what was typed: opens the program with or without its window."""

import asyncio
import logging
import os
import sys
from pathlib import Path

from platformdirs import user_data_path

from tradecopy_desktop.adapters.keyring_vault import KeyringVault
from tradecopy_desktop.adapters.terminals.installed_programs import installed_programs
from tradecopy_desktop.adapters.terminals.machine import Machine
from tradecopy_desktop.adapters.terminals.machine_terminals import MachineTerminals
from tradecopy_desktop.adapters.terminals.running_terminals import running_terminals
from tradecopy_desktop.adapters.terminals.settings_files import common_files_folder
from tradecopy_desktop.bootstrap.assembly import Running, Setup
from tradecopy_desktop.bootstrap.demo import run_demo
from tradecopy_desktop.bootstrap.first_run import first_run_choice, run_first_run
from tradecopy_desktop.bootstrap.window import DEMO_WISHED, has_display, run_window
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.cli.arguments import Common, DemoChoice, ProgramChoice
from tradecopy_desktop.domain.errors import TradeCopyError


def run(choice: ProgramChoice | DemoChoice) -> int:
    """Carry out a command that needs the whole program, and return its exit status."""
    _log_to(choice.common)
    if isinstance(choice, ProgramChoice):
        return _run_program(choice.common)
    return _run_first_run(choice) if choice.first_run else run_demo(choice)


def _run_first_run(choice: DemoChoice) -> int:
    _need_display()
    return run_first_run(choice)


def _need_display() -> None:
    if not has_display():
        raise TradeCopyError(
            "there is no display for the window here; see it with: tradecopy-desktop demo"
        )


def _run_program(common: Common) -> int:
    _need_display()
    setup = Setup(
        data_dir=data_dir(common),
        port=common.port,
        vault=KeyringVault(),
        common_files=common_files_folder(os.environ, sys.platform),
        terminals=terminals_here(),
    )
    status = run_window(setup, _until_quit)
    # The wish comes from the first steps: the trader wants to try it before anything is real.
    return run_first_run(first_run_choice(common)) if status == DEMO_WISHED else status


def terminals_here() -> MachineTerminals:
    """Return the terminals of this machine; nothing is looked for yet."""
    machine = Machine(
        environment=os.environ, installed=installed_programs, running=running_terminals
    )
    return MachineTerminals(machine, lambda: bundled("ea"))


async def _until_quit(_: Running, __: object) -> int:
    await asyncio.get_running_loop().create_future()
    return 0


def data_dir(common: Common) -> Path:
    """Return where the program keeps its data."""
    return common.data_dir or user_data_path("TradeCopy Desktop", appauthor=False)


def _log_to(common: Common) -> None:
    logging.basicConfig(
        level=common.log_level.upper(),
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )
    # Migrations of the database tell every step; that is of interest only when asked for.
    if common.log_level != "debug":
        logging.getLogger("alembic").setLevel(logging.WARNING)
