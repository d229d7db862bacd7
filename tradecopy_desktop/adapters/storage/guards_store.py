"""Guards of accounts and their memories, in the database. Never watches an account."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from sqlalchemy import Engine, Table, select

from tradecopy_desktop.adapters.storage.guard_forms import (
    guard_of_text,
    text_of_guard,
)
from tradecopy_desktop.adapters.storage.guard_memory_form import memory_of_text, text_of_memory
from tradecopy_desktop.adapters.storage.settings_access import reading, saving
from tradecopy_desktop.adapters.storage.tables import account_guards, guard_memories
from tradecopy_desktop.adapters.storage.upsert import upsert
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.guarding import AccountGuard, GuardMemory
from tradecopy_desktop.guard_ports import Unreadable

_Value = TypeVar("_Value")


class SqlGuards:
    """How accounts are guarded. Every call reads or writes the disk: not for the loop."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def guards(self) -> dict[AccountKey, AccountGuard | Unreadable]:
        """Return the guard of every account that has one; raise TradeCopyError."""
        return self._all(account_guards, guard_of_text)

    def save_guard(self, key: AccountKey, guard: AccountGuard) -> None:
        """Set or replace the guard of an account."""
        self._save(account_guards, f"guard of {key}", {key: text_of_guard(guard)})

    def memories(self) -> dict[AccountKey, GuardMemory | Unreadable]:
        """Return what each guard remembers; raise TradeCopyError."""
        return self._all(guard_memories, memory_of_text)

    def save_memories(self, memories: Mapping[AccountKey, GuardMemory]) -> None:
        """Keep what these guards remember, in one transaction; others keep what they have."""
        bodies = {key: text_of_memory(memory) for key, memory in memories.items()}
        if bodies:
            self._save(guard_memories, "what guards remember", bodies)

    def _all(
        self, table: Table, read: Callable[[str, str], _Value]
    ) -> dict[AccountKey, _Value | Unreadable]:
        with reading(self._engine) as connection:
            rows = connection.execute(select(table)).all()
        return {_account(row.account): readable(read, row.body, row.account) for row in rows}

    def _save(self, table: Table, what: str, bodies: Mapping[AccountKey, str]) -> None:
        with saving(self._engine, what) as connection:
            rows = [{"account": str(key), "body": body} for key, body in bodies.items()]
            upsert(connection, table, rows)


def readable(read: Callable[[str, str], _Value], text: str, of: str) -> _Value | Unreadable:
    """Return what `read` finds in `text`, or why it cannot be read."""
    try:
        return read(text, of)
    except TradeCopyError as error:
        return Unreadable(why=str(error))


def _account(text: str) -> AccountKey:
    try:
        return AccountKey.parse(text)
    except ValueError as e:
        raise TradeCopyError(f"a stored guard cannot be read: {e}") from e
