"""What the program keeps and knows about itself, put together for one data folder."""

import sys
from pathlib import Path

from sqlalchemy import Engine

from tradecopy_desktop import __version__
from tradecopy_desktop.adapters.mt.wire.session_frames import MINOR
from tradecopy_desktop.adapters.own.autostart import NoAutostart, autostart_here
from tradecopy_desktop.adapters.own.config_file import ConfigFile
from tradecopy_desktop.adapters.own.memory_config import MemoryConfig
from tradecopy_desktop.adapters.own.support_files import SupportFiles, about_here
from tradecopy_desktop.adapters.storage.database_state import revision_of, state_of
from tradecopy_desktop.app.own_orders import OwnParts
from tradecopy_desktop.bundled import bundled

PROTOCOL = f"1.{MINOR}"
_DEMO = "The demo does not start by itself. Start TradeCopy without it to choose this."


def own_parts(data_dir: Path, engine: Engine, database: Path, *, demo: bool) -> OwnParts:
    """Return the parts for the program that runs in `data_dir`."""
    return OwnParts(
        config=ConfigFile(data_dir),
        autostart=NoAutostart(_DEMO) if demo else autostart_here(data_dir, sys.platform),
        support=SupportFiles(
            about_here(__version__, PROTOCOL, data_dir.absolute(), _readme()),
            database=lambda: state_of(engine, database),
            revision=lambda: revision_of(engine),
        ),
    )


def own_parts_in_memory() -> OwnParts:
    """Return parts that touch no disk, for rigs."""
    return OwnParts(
        config=MemoryConfig(),
        autostart=NoAutostart(_DEMO),
        support=SupportFiles(about_here(__version__, PROTOCOL, Path(), None)),
    )


def _readme() -> Path | None:
    try:
        return bundled("README.md")
    except FileNotFoundError:
        return None
