"""Reads the registered accounts beside the program that may be using them. Changes nothing."""

import sqlite3
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError

from tradecopy_desktop.adapters.machine.database_probe import FILE
from tradecopy_desktop.adapters.storage.settings_store import SqlSettings
from tradecopy_desktop.domain.accounts import AccountProfile
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.ports import AccountRecord


def stored_accounts(folder: Path) -> list[tuple[AccountRecord, AccountProfile | None]]:
    """Return the accounts with what their terminals last said; raise TradeCopyError."""
    file = folder / FILE
    if not file.is_file():
        return []
    uri = f"{file.absolute().as_uri()}?mode=ro"
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(uri, uri=True, timeout=5))
    try:
        settings = SqlSettings(engine)
        profiles = {profile.key: profile for profile in settings.profiles()}
        return [(each, profiles.get(each.key)) for each in settings.accounts()]
    except (SQLAlchemyError, sqlite3.Error, ValueError) as error:
        raise TradeCopyError(f"the accounts in {file} could not be read ({error})") from error
    finally:
        engine.dispose()
