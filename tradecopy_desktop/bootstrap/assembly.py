"""Puts the program together, by constructor arguments. The only module that knows every floor."""

import asyncio
import gc
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tradecopy_desktop import __version__
from tradecopy_desktop.adapters.keys import hash_key, make_key
from tradecopy_desktop.adapters.mt.server import MtServer
from tradecopy_desktop.adapters.storage.caps_store import SqlCaps
from tradecopy_desktop.adapters.storage.intents_file import IntentsFile
from tradecopy_desktop.adapters.storage.ledger import SqlLedger
from tradecopy_desktop.adapters.storage.open_database import open_database
from tradecopy_desktop.adapters.storage.route_memory_store import SqlRouteMemory
from tradecopy_desktop.adapters.storage.settings_store import SqlSettings
from tradecopy_desktop.adapters.symbol_table_file import load_symbol_table
from tradecopy_desktop.adapters.system_clock import SystemClock
from tradecopy_desktop.app.arming import Arming
from tradecopy_desktop.app.board import Board
from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.app.copying import Copying
from tradecopy_desktop.app.prices import Prices
from tradecopy_desktop.app.program import Program
from tradecopy_desktop.app.reconciling import Reconciling
from tradecopy_desktop.app.recorder import Recorder
from tradecopy_desktop.app.trader_orders import Parts
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.ports import Caps, Intents, RouteMemory, SecretVault, Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """Where and how the program runs. `install` may register accounts and routes beforehand."""

    data_dir: Path
    port: int
    vault: SecretVault
    demo: bool = False
    install: Callable[[Settings, SecretVault], None] | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """The program while it runs."""

    program: Program
    board: Board
    ledger: SqlLedger


Session = Callable[[Running], Awaitable[int]]


@asynccontextmanager
async def running(setup: Setup) -> "AsyncIterator[Running]":
    """Run the program on the present event loop; everything is stored and closed at the end."""
    loop = asyncio.get_running_loop()
    setup.data_dir.mkdir(parents=True, exist_ok=True)
    engine = open_database(setup.data_dir / "tradecopy.sqlite")
    settings = SqlSettings(engine)
    if setup.install is not None:
        setup.install(settings, setup.vault)
    stores = _Stores(settings, SqlRouteMemory(engine), SqlCaps(engine))
    ledger = SqlLedger(engine, loop.call_soon_threadsafe)
    intents = IntentsFile(setup.data_dir / "intents.journal")
    server = MtServer(SystemClock(), program=__version__)
    now = _assemble(setup, stores, ledger, intents, server)
    try:
        now.program.load()
        now.program.port = await server.start(now.program, LOOPBACK, setup.port)
        now.program.start()
        yield now
    finally:
        await server.stop()
        await now.program.stop()
        await asyncio.to_thread(ledger.close)
        intents.close()
        engine.dispose()


@dataclass(frozen=True, slots=True)
class _Stores:
    settings: Settings
    memory: RouteMemory
    caps: Caps


def _assemble(
    setup: Setup, stores: _Stores, ledger: SqlLedger, intents: Intents, server: MtServer
) -> Running:
    clock = SystemClock()
    book = Book(table=load_symbol_table(bundled("resources/symbols.toml")))
    board = Board(book, clock, Bus())
    recorder = Recorder(ledger, intents, server, clock)
    copying = Copying(book, recorder, server, clock, board)
    parts = Parts(
        book=book,
        board=board,
        copying=copying,
        recorder=recorder,
        arming=Arming(book, copying.carrying, stores.settings, stores.memory, clock),
        reconciling=Reconciling(book, copying.carrying, server, clock, board),
        prices=Prices(book, server, clock),
        settings=stores.settings,
        memory=stores.memory,
        caps=stores.caps,
        vault=setup.vault,
        clock=clock,
        make_key=make_key,
        hash_key=hash_key,
        demo=setup.demo,
    )
    recorder.on_trouble = lambda trouble: _tell_storage(board, trouble)
    ledger.on_trouble(lambda trouble: _tell_storage(board, trouble))
    return Running(Program(parts), board, ledger)


def _tell_storage(board: Board, trouble: str | None) -> None:
    healed = trouble is None
    board.alert(
        key="storage",
        health=Health.WARNING if healed else Health.BAD,
        title="Records are stored again" if healed else "Records cannot be stored",
        text=trouble or "everything that waited was written",
    )


def run_plain(setup: Setup, session: Session) -> int:
    """Run without a window on plain asyncio until `session` ends; return its exit status."""

    async def main() -> int:
        async with running(setup) as now:
            # What was made at the start stays; collecting it again and again would stall the loop.
            gc.collect()
            gc.freeze()
            return await session(now)

    return asyncio.run(main())
