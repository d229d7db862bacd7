"""Events that made a route fail, in the database. Never judges whether one may be tried again."""

from sqlalchemy import Engine, delete, select

from tradecopy_desktop.adapters.storage.settings_access import reading, saving
from tradecopy_desktop.adapters.storage.tables import poison as table
from tradecopy_desktop.adapters.storage.upsert import upsert
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.ports import PoisonRecord


class SqlPoisons:
    """What failed, and how often. Every call reads or writes the disk: not for the loop."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def poisons(self) -> tuple[PoisonRecord, ...]:
        """Return every event that failed, by account and event."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(table).order_by(table.c.account, table.c.event, table.c.route)
            ).all()
        return tuple(
            PoisonRecord(
                account=AccountKey.parse(row.account),
                event=row.event,
                route=row.route,
                times=row.times,
                text=row.said,
            )
            for row in rows
        )

    def save_poison(self, poison: PoisonRecord) -> None:
        """Add or replace what is known of an event and a route."""
        with saving(self._engine, f"failed event {poison.event}") as connection:
            row = {
                "account": str(poison.account),
                "event": poison.event,
                "route": poison.route,
                "times": poison.times,
                "said": poison.text,
            }
            upsert(connection, table, [row])

    def drop_poison(self, poison: PoisonRecord) -> None:
        """Forget an event that went well after all; nothing happens where there is none."""
        with saving(self._engine, f"end of failed event {poison.event}") as connection:
            connection.execute(
                delete(table).where(
                    table.c.account == str(poison.account),
                    table.c.event == poison.event,
                    table.c.route == poison.route,
                )
            )
