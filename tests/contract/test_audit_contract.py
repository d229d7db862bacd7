"""What every audit promises, in a database or in memory."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from tests.contract.guard_samples import FOLLOWER
from tradecopy_desktop.adapters.storage.audit_store import SqlAudit
from tradecopy_desktop.adapters.storage.memory_guards import MemoryAudit
from tradecopy_desktop.adapters.storage.open_database import open_database, writing
from tradecopy_desktop.adapters.storage.tables import audit
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.guard_ports import Audit, AuditEntry

NOON = datetime(2025, 3, 14, 12, 0, 0, 250_001, tzinfo=UTC)
LOCKED = AuditEntry(at=NOON, account=FOLLOWER, what="locked", why="5,000 of 5,000 USD used")
# By a clock that was set back meanwhile.
UNLOCKED = AuditEntry(
    at=NOON - timedelta(hours=1), account=FOLLOWER, what="unlocked by hand", why="firm's reset ☎"
)
PAUSED = AuditEntry(at=NOON, account=None, what="all routes paused", why="by the trader")
Reopen = Callable[[], Audit]


@pytest.fixture(params=["database", "memory"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Reopen]:
    """Return how to get at what is stored, as a program does that starts."""
    if request.param == "memory":
        kept = MemoryAudit()
        yield lambda: kept
        return
    engine = open_database(tmp_path / "settings.db")
    yield lambda: SqlAudit(engine)
    engine.dispose()


def test_audit_when_new_then_is_empty(reopen: Reopen) -> None:
    assert reopen().newest(10) == ()


def test_entries_when_noted_then_the_newest_come_first_as_they_were_noted(reopen: Reopen) -> None:
    for entry in (LOCKED, UNLOCKED, PAUSED):
        reopen().note(entry)

    assert reopen().newest(10) == (PAUSED, UNLOCKED, LOCKED)


@pytest.mark.parametrize(("count", "found"), [(2, (PAUSED, UNLOCKED)), (0, ()), (-1, ())])
def test_entries_when_more_than_asked_for_then_the_oldest_are_left_out(
    reopen: Reopen, count: int, found: tuple[AuditEntry, ...]
) -> None:
    for entry in (LOCKED, UNLOCKED, PAUSED):
        reopen().note(entry)

    assert reopen().newest(count) == found


def test_entry_when_noted_twice_then_is_there_twice(reopen: Reopen) -> None:
    reopen().note(LOCKED)
    reopen().note(LOCKED)

    assert reopen().newest(10) == (LOCKED, LOCKED)


def test_entry_when_somebody_would_change_or_remove_it_then_the_database_refuses(
    tmp_path: Path,
) -> None:
    engine = open_database(tmp_path / "settings.db")
    SqlAudit(engine).note(LOCKED)

    for change in (update(audit).values(why="nothing"), delete(audit)):
        with (
            pytest.raises(IntegrityError, match="the audit is never changed"),
            writing(engine) as connection,
        ):
            connection.execute(change)

    assert SqlAudit(engine).newest(1) == (LOCKED,)
    engine.dispose()


def test_entry_when_its_account_can_be_none_then_says_which(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "settings.db")
    with writing(engine) as connection:
        row = {"at_us": 0, "account": "nobody", "what": "locked", "why": ""}
        connection.execute(audit.insert(), [row])

    with pytest.raises(TradeCopyError, match="audit entry 1 cannot be read: an account is written"):
        SqlAudit(engine).newest(1)
    engine.dispose()


def test_entry_when_the_database_is_locked_then_says_that_it_was_not_saved(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "settings.db", busy_ms=10)
    with writing(engine), pytest.raises(TradeCopyError, match="audit entry 'locked' was not saved"):
        SqlAudit(engine).note(LOCKED)
    engine.dispose()
