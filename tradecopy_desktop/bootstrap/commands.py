"""Carries out what was typed: opens the program with or without its window."""

import asyncio
import logging
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from platformdirs import user_data_path

from tradecopy_desktop import __version__
from tradecopy_desktop.adapters.instance.calling import ASKS, QUIT, SHOW, call, wait_until_ended
from tradecopy_desktop.adapters.instance.lock_file import InstanceLock, is_held
from tradecopy_desktop.adapters.instance.windows_mutex import show_to_installer
from tradecopy_desktop.adapters.keyring_vault import KeyringVault
from tradecopy_desktop.adapters.own.config_file import ConfigFile
from tradecopy_desktop.adapters.own.log_file import FORM, ScrubbingFormatter, logging_to_file
from tradecopy_desktop.adapters.storage.retention import Retention
from tradecopy_desktop.adapters.terminals.installed_programs import installed_programs
from tradecopy_desktop.adapters.terminals.machine import Machine
from tradecopy_desktop.adapters.terminals.machine_terminals import MachineTerminals
from tradecopy_desktop.adapters.terminals.running_terminals import running_terminals
from tradecopy_desktop.adapters.terminals.settings_files import common_files_folder
from tradecopy_desktop.app.doctor.lines_text import printed, status_of
from tradecopy_desktop.bootstrap.assembly import Running, Setup
from tradecopy_desktop.bootstrap.checking import check_from_outside
from tradecopy_desktop.bootstrap.demo import run_demo
from tradecopy_desktop.bootstrap.first_run import first_run_choice, run_first_run
from tradecopy_desktop.bootstrap.instance import answering
from tradecopy_desktop.bootstrap.window import DEMO_WISHED, has_display, run_window
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.cli.arguments import Common, DemoChoice, DoctorChoice, ProgramChoice
from tradecopy_desktop.domain.errors import TradeCopyError

if TYPE_CHECKING:
    from tradecopy_desktop.gui.main_window import MainWindow
_log = logging.getLogger(__name__)


_MOST_QUIT_S: Final = 60


def run(choice: ProgramChoice | DemoChoice | DoctorChoice) -> int:
    """Carry out a command that needs the whole program, and return its exit status."""
    _log_to(choice.common)
    if isinstance(choice, DemoChoice):
        return _run_first_run(choice) if choice.first_run else run_demo(choice)
    if isinstance(choice, DoctorChoice):
        return _check(choice.common)
    if choice.quit_running:
        return _quit_running(data_dir(choice.common))
    return _run_alone(choice.common)


def _check(common: Common) -> int:
    folder = data_dir(common)
    lines = check_from_outside(folder, setup_of(common).port, terminals_here())
    for line in lines:
        say(printed(line))
    return status_of(lines)


def _quit_running(folder: Path) -> int:
    if not is_held(folder):
        say("TradeCopy Desktop is not running")
        return 0
    if call(folder, QUIT) == ASKS:
        say("TradeCopy Desktop has open copies: answer the question in its window")
    if wait_until_ended(folder, _MOST_QUIT_S):
        return 0
    raise TradeCopyError(f"TradeCopy Desktop still runs after {_MOST_QUIT_S} s: end it by its menu")


def _run_alone(common: Common) -> int:
    folder = data_dir(common)
    lock = InstanceLock(folder)
    if not lock.acquire():
        call(folder, SHOW)
        say("TradeCopy Desktop runs already: its window was brought to the front")
        return 0
    try:
        show_to_installer()
        level = logging.DEBUG if common.log_level == "debug" else logging.INFO
        with logging_to_file(folder, level=level):
            return _logged(common, lock)
    finally:
        lock.release()


def _logged(common: Common, lock: InstanceLock) -> int:
    _log.info("TradeCopy Desktop %s starts", __version__)
    try:
        status = _run_program(common, lock)
    except TradeCopyError as error:
        _log.error("it ended: %s", error)
        raise
    except Exception:
        # Without a console nobody sees a traceback.
        _log.critical("it ended by a fault of its own", exc_info=True)
        raise
    _log.info("it ended with %s", status)
    return status


def _run_first_run(choice: DemoChoice) -> int:
    _need_display()
    return run_first_run(choice)


def _need_display() -> None:
    if not has_display():
        raise TradeCopyError(
            "there is no display for the window here; see it with: tradecopy-desktop demo"
        )


def _run_program(common: Common, lock: InstanceLock) -> int:
    _need_display()

    async def session(now: Running, window: "MainWindow") -> int:
        async with answering(lock, now, window):
            await asyncio.get_running_loop().create_future()
        return 0

    status = run_window(setup_of(common), session, asks=True)
    if status != DEMO_WISHED:
        return status
    # The wish comes from the first steps: the trader wants to try it before anything is real. The
    # folder stays held meanwhile, and who asks for it must find this window.
    return run_first_run(first_run_choice(common), partial(answering, lock))


def setup_of(common: Common) -> Setup:
    """Return how the program runs: what was typed goes before what is set."""
    folder = data_dir(common)
    stored = ConfigFile(folder).load()
    own = stored.settings
    return Setup(
        data_dir=folder,
        port=common.port if common.port_given else own.port,
        finds_another=own.finds_another_port,
        vault=KeyringVault(),
        keep=Retention(log_days=own.log_days, raw_days=own.raw_days),
        unread=stored.trouble,
        common_files=common_files_folder(os.environ, sys.platform),
        terminals=terminals_here(),
    )


def terminals_here() -> MachineTerminals:
    """Return the terminals of this machine; nothing is looked for yet."""
    machine = Machine(
        environment=os.environ, installed=installed_programs, running=running_terminals
    )
    return MachineTerminals(machine, lambda: bundled("ea"))


def data_dir(common: Common) -> Path:
    """Return where the program keeps its data."""
    return common.data_dir or user_data_path("TradeCopy Desktop", appauthor=False)


def _log_to(common: Common) -> None:
    logging.getLogger().setLevel(common.log_level.upper())
    # Started without a console there is none.
    if sys.stderr is not None:
        console = logging.StreamHandler(sys.stderr)
        console.setLevel(common.log_level.upper())
        console.setFormatter(ScrubbingFormatter(FORM))
        logging.getLogger().addHandler(console)
    # Migrations of the database tell every step; that is of interest only when asked for.
    if common.log_level != "debug":
        logging.getLogger("alembic").setLevel(logging.WARNING)


def say(text: str) -> None:
    """Print one line, whatever letters the console has; a program without one is silent."""
    if sys.stdout is None:
        return
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
