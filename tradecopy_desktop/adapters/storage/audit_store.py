"""What was done to guard accounts, in the database. Never changes or removes an entry."""

from sqlalchemy import Engine, Row, insert, select

from tradecopy_desktop.adapters.storage.rows import microseconds, moment_of
from tradecopy_desktop.adapters.storage.settings_access import reading, saving
from tradecopy_desktop.adapters.storage.tables import audit
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.guard_ports import AuditEntry


class SqlAudit:
    """The trail of the guards. Every call reads or writes the disk: not for the loop."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def note(self, entry: AuditEntry) -> None:
        """Add an entry behind all others."""
        with saving(self._engine, f"audit entry {entry.what!r}") as connection:
            row = {
                "at_us": microseconds(entry.at),
                "account": None if entry.account is None else str(entry.account),
                "what": entry.what,
                "why": entry.why,
            }
            connection.execute(insert(audit), [row])

    def newest(self, count: int) -> tuple[AuditEntry, ...]:
        """Return the last entries, the newest first; raise TradeCopyError."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(audit).order_by(audit.c.number.desc()).limit(max(count, 0))
            ).all()
        return tuple(_entry(row) for row in rows)


def _entry(row: Row[tuple[object, ...]]) -> AuditEntry:
    try:
        return AuditEntry(
            at=moment_of(row.at_us),
            account=None if row.account is None else AccountKey.parse(row.account),
            what=row.what,
            why=row.why,
        )
    except (ValueError, OverflowError) as e:
        raise TradeCopyError(f"audit entry {row.number} cannot be read: {e}") from e
