"""The request limits of accounts, in the database. Never counts a request."""

import msgspec
from sqlalchemy import Engine, select

from tradecopy_desktop.adapters.storage.settings_access import reading, saving
from tradecopy_desktop.adapters.storage.tables import account_paces
from tradecopy_desktop.adapters.storage.upsert import upsert
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.pace import Pace


class SqlPaces:
    """The paces that the trader set. Every call reads or writes the disk: not for the loop."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def paces(self) -> dict[AccountKey, Pace]:
        """Return the pace of every account that was given one; raise TradeCopyError."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(account_paces)).all()
        return {AccountKey.parse(row.account): pace_of_text(row.body) for row in rows}

    def save_pace(self, key: AccountKey, pace: Pace) -> None:
        """Set or replace the pace of an account."""
        with saving(self._engine, f"account {key} with its request limits") as connection:
            row = {"account": str(key), "body": _encoder.encode(pace).decode()}
            upsert(connection, account_paces, [row])


def pace_of_text(text: str) -> Pace:
    """Return the pace in `text`; raise TradeCopyError if it is none."""
    try:
        return _decoder.decode(text)
    except ValueError as e:
        raise TradeCopyError(f"stored request limits cannot be read: {e}") from e


_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(Pace)
