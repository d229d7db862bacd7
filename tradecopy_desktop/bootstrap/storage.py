"""Opens what the program keeps on the disk. What was damaged is set aside, and every route paused.

Nothing that holds orders is ever guessed: where a part of the record is lost, the trader compares
the accounts and arms the routes again.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Engine

from tradecopy_desktop.adapters.log_files.whole_file import LogFileWriter
from tradecopy_desktop.adapters.storage.audit_store import SqlAudit
from tradecopy_desktop.adapters.storage.caps_store import SqlCaps
from tradecopy_desktop.adapters.storage.comparisons_store import SqlComparisons
from tradecopy_desktop.adapters.storage.damaged_database import OpenedDatabase, open_or_set_aside
from tradecopy_desktop.adapters.storage.guards_store import SqlGuards
from tradecopy_desktop.adapters.storage.history_store import SqlHistory
from tradecopy_desktop.adapters.storage.intents_file import DamagedJournalError, IntentsFile
from tradecopy_desktop.adapters.storage.ledger import SqlLedger
from tradecopy_desktop.adapters.storage.ledger_reader import SqlLedgerReader
from tradecopy_desktop.adapters.storage.paces_store import SqlPaces
from tradecopy_desktop.adapters.storage.poison_store import SqlPoisons
from tradecopy_desktop.adapters.storage.retention import Retention
from tradecopy_desktop.adapters.storage.route_memory_store import SqlRouteMemory
from tradecopy_desktop.adapters.storage.rule_sets_store import SqlRuleSets
from tradecopy_desktop.adapters.storage.settings_store import SqlSettings
from tradecopy_desktop.adapters.storage.templates_store import SqlRouteTemplates
from tradecopy_desktop.app.past import PastStores
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.ports import Clock, Settings

_TAKE_OPENINGS = (RouteMode.LIVE, RouteMode.SHADOW)
_JOURNAL_FILES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """All that is on the disk, and what the trader must know about it."""

    engine: Engine
    database: Path
    settings: SqlSettings
    memory: SqlRouteMemory
    caps: SqlCaps
    poisons: SqlPoisons
    paces: SqlPaces
    guards: SqlGuards
    rule_sets: SqlRuleSets
    audit: SqlAudit
    past: PastStores
    templates: SqlRouteTemplates
    ledger: SqlLedger
    intents: IntentsFile
    troubles: tuple[str, ...]

    async def close(self) -> None:
        """Store what waits and close every file."""
        try:
            await asyncio.to_thread(self.ledger.close)
        finally:
            self.intents.close()
            self.engine.dispose()


def _troubles_of(opened: OpenedDatabase) -> list[str]:
    if opened.aside is None:
        return []
    return [
        f"the database was damaged and is set aside as {opened.aside.name}; "
        f"{opened.taken_over} rows of it could be read"
    ]


def open_storage(
    folder: Path,
    clock: Clock,
    call: Callable[[Callable[[], None]], object],
    *,
    keep: Retention,
    install: Callable[[Settings], None],
) -> Storage:
    """Open or make what is in `folder`; `install` may add to the settings before they are used.

    `call` runs a function on the loop. Raise TradeCopyError where a file is not ours, is newer than
    this program, or held by another one.
    """
    opened = open_or_set_aside(folder / "tradecopy.sqlite", at=clock.now())
    settings = SqlSettings(opened.engine)
    troubles = _troubles_of(opened)
    try:
        install(settings)
        intents, of_journal = _open_journal(folder / "intents.journal")
    except BaseException:
        opened.engine.dispose()
        raise
    troubles += of_journal
    if troubles:
        _pause_all(settings)
    return Storage(
        engine=opened.engine,
        database=folder / "tradecopy.sqlite",
        settings=settings,
        memory=SqlRouteMemory(opened.engine),
        caps=SqlCaps(opened.engine),
        poisons=SqlPoisons(opened.engine),
        paces=SqlPaces(opened.engine),
        guards=SqlGuards(opened.engine),
        rule_sets=SqlRuleSets(opened.engine),
        audit=SqlAudit(opened.engine),
        past=_past_of(opened.engine),
        templates=SqlRouteTemplates(opened.engine),
        ledger=SqlLedger(opened.engine, call, keep=keep),
        intents=intents,
        troubles=tuple(troubles),
    )


def _past_of(engine: Engine) -> PastStores:
    return PastStores(
        history=SqlHistory(engine),
        comparisons=SqlComparisons(engine),
        ledger=SqlLedgerReader(engine),
        files=LogFileWriter(),
    )


def _open_journal(path: Path) -> tuple[IntentsFile, list[str]]:
    troubles: list[str] = []
    for _ in range(_JOURNAL_FILES):
        try:
            return IntentsFile(path), troubles
        except DamagedJournalError as error:
            troubles.append(str(error))
    return IntentsFile(path), troubles


def _pause_all(settings: Settings) -> None:
    for route in settings.routes():
        if route.mode in _TAKE_OPENINGS:
            settings.save_route(replace(route, mode=RouteMode.CLOSE_ONLY))
