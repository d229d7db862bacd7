"""Carries out what was typed: opens the program with or without its window."""

import asyncio
import logging
import os
import sys
from pathlib import Path

from platformdirs import user_data_path

from tradecopy_desktop import __version__
from tradecopy_desktop.adapters.keyring_vault import KeyringVault
from tradecopy_desktop.adapters.own.config_file import ConfigFile
from tradecopy_desktop.adapters.own.log_file import FORM, ScrubbingFormatter, logging_to_file
from tradecopy_desktop.adapters.storage.retention import Retention
from tradecopy_desktop.adapters.terminals.settings_files import common_files_folder
from tradecopy_desktop.bootstrap.assembly import Running, Setup
from tradecopy_desktop.bootstrap.demo import run_demo
from tradecopy_desktop.bootstrap.window import has_display, run_window
from tradecopy_desktop.cli.arguments import Common, DemoChoice, ProgramChoice
from tradecopy_desktop.domain.errors import TradeCopyError

_log = logging.getLogger(__name__)


def run(choice: ProgramChoice | DemoChoice) -> int:
    """Carry out a command that needs the whole program, and return its exit status."""
    _log_to(choice.common)
    if isinstance(choice, DemoChoice):
        return run_demo(choice)
    level = logging.DEBUG if choice.common.log_level == "debug" else logging.INFO
    with logging_to_file(data_dir(choice.common), level=level):
        return _logged(choice.common)


def _logged(common: Common) -> int:
    _log.info("TradeCopy Desktop %s starts", __version__)
    try:
        status = _run_program(common)
    except TradeCopyError as error:
        _log.error("it ended: %s", error)
        raise
    except Exception:
        # Without a console nobody sees a traceback.
        _log.critical("it ended by a fault of its own", exc_info=True)
        raise
    _log.info("it ended with %s", status)
    return status


def _run_program(common: Common) -> int:
    if not has_display():
        raise TradeCopyError(
            "there is no display for the window here; see it with: tradecopy-desktop demo"
        )
    return run_window(setup_of(common), _until_quit)


def setup_of(common: Common) -> Setup:
    """Return how the program runs: what was typed goes before what is set."""
    folder = data_dir(common)
    stored = ConfigFile(folder).load()
    own = stored.settings
    return Setup(
        data_dir=folder,
        port=common.port if common.port_given else own.port,
        vault=KeyringVault(),
        keep=Retention(log_days=own.log_days, raw_days=own.raw_days),
        unread=stored.trouble,
        common_files=common_files_folder(os.environ, sys.platform),
    )


async def _until_quit(_: Running, __: object) -> int:
    await asyncio.get_running_loop().create_future()
    return 0


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
