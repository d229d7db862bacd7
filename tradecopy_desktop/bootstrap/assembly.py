"""Puts the program together, by constructor arguments. The only module that knows every floor."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tradecopy_desktop import __version__
from tradecopy_desktop.adapters.keys import hash_key, make_key
from tradecopy_desktop.adapters.log_files.whole_file import LogFileWriter
from tradecopy_desktop.adapters.machine.port_owner import look_at_port
from tradecopy_desktop.adapters.mt.server import MtServer
from tradecopy_desktop.adapters.notices.choice import couriers_of, dead_man_of
from tradecopy_desktop.adapters.storage.memory_guards import (
    MemoryAudit,
    MemoryGuards,
    MemoryRuleSets,
)
from tradecopy_desktop.adapters.storage.memory_history import (
    MemoryComparisons,
    MemoryHistory,
    NoLedgerReader,
)
from tradecopy_desktop.adapters.storage.memory_notices import MemoryNoticeSettings
from tradecopy_desktop.adapters.storage.memory_settings import MemoryPaces, MemoryPoisons
from tradecopy_desktop.adapters.storage.notices_store import SqlNoticeSettings
from tradecopy_desktop.adapters.storage.retention import Retention
from tradecopy_desktop.adapters.storage.templates_store import MemoryRouteTemplates
from tradecopy_desktop.adapters.symbol_table_file import load_symbol_table
from tradecopy_desktop.adapters.system_clock import SystemClock
from tradecopy_desktop.adapters.terminals.machine_terminals import NoTerminals
from tradecopy_desktop.adapters.terminals.settings_files import write_port_file
from tradecopy_desktop.app.arming import Arming
from tradecopy_desktop.app.board import Board
from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.app.deduplication import ALL_LAYERS, Layer
from tradecopy_desktop.app.guard_making import GuardStores
from tradecopy_desktop.app.notice_orders import NoticeParts
from tradecopy_desktop.app.own_orders import OwnParts
from tradecopy_desktop.app.past import PastStores
from tradecopy_desktop.app.places import About, Place
from tradecopy_desktop.app.prices import Prices
from tradecopy_desktop.app.program import Program
from tradecopy_desktop.app.recorder import Recorder
from tradecopy_desktop.app.tidying import settle
from tradecopy_desktop.app.trader_orders import Parts
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.bootstrap.checking import look_at_machine
from tradecopy_desktop.bootstrap.own_parts import own_parts, own_parts_in_memory
from tradecopy_desktop.bootstrap.storage import open_storage
from tradecopy_desktop.bootstrap.weakening import (
    Defence,
    broker_without,
    copying_without,
    host_without,
    reconciling_without,
)
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.domain.errors import PortTakenError, TradeCopyError
from tradecopy_desktop.domain.machine_facts import PortState
from tradecopy_desktop.domain.pace import USUAL_PACE, Pace
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.guard_ports import Audit, Guards, NoticeSettings, RuleSets
from tradecopy_desktop.ports import (
    Broker,
    Caps,
    Clock,
    Intents,
    Ledger,
    Paces,
    Poisons,
    Registry,
    RouteMemory,
    SecretVault,
    Settings,
)
from tradecopy_desktop.template_ports import RouteTemplates
from tradecopy_desktop.terminal_ports import Terminals

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """Where and how the program runs. `install` may register accounts and routes beforehand.

    Terminals are told the port in their `common_files`; None: they are not. Where the port is taken
    the program `finds_another`, or raises PortTakenError.
    `pace` is that of accounts for which the trader has set no other. The demo may run `without` a
    defence, to show what it is for. `unread` says why the program's own settings were not read.
    """

    data_dir: Path
    port: int
    vault: SecretVault
    demo: bool = False
    install: Callable[[Settings, SecretVault], None] | None = None
    pace: Pace = USUAL_PACE
    clock: Clock = field(default_factory=SystemClock)
    keep: Retention = field(default_factory=Retention)
    unread: str = ""
    layers: frozenset[Layer] = ALL_LAYERS
    without: Defence | None = None
    common_files: Path | None = None
    terminals: Terminals = field(default_factory=NoTerminals)
    finds_another: bool = False

    def install_into(self, settings: Settings) -> None:
        """Register what the setup brings with it."""
        if self.install is not None:
            self.install(settings, self.vault)


class WatchedLedger(Ledger, Protocol):
    """A ledger that tells when it cannot store."""

    def on_trouble(self, listener: Callable[[str | None], None]) -> None:
        """Call `listener` with what is wrong, and with None once it is well again."""
        ...


@dataclass(frozen=True, slots=True)
class Running:
    """The program while it runs."""

    program: Program
    board: Board
    ledger: WatchedLedger


Session = Callable[[Running], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The program before it serves anybody: its port is taken, and terminals wait for `serve`."""

    now: Running
    serve: Callable[[], Awaitable[None]]


@asynccontextmanager
async def running(setup: Setup) -> "AsyncIterator[Running]":
    """Run the program on the present event loop; everything is stored and closed at the end."""
    async with prepared(setup) as ready:
        await ready.serve()
        yield ready.now


@asynccontextmanager
async def prepared(setup: Setup) -> "AsyncIterator[Prepared]":
    """Make the program ready to serve: what takes long is done before the first copy can wait."""
    loop = asyncio.get_running_loop()
    setup.data_dir.mkdir(parents=True, exist_ok=True)
    storage = open_storage(
        setup.data_dir,
        setup.clock,
        loop.call_soon_threadsafe,
        keep=setup.keep,
        install=setup.install_into,
    )
    stores = Stores(
        settings=storage.settings,
        memory=storage.memory,
        caps=storage.caps,
        poisons=storage.poisons,
        paces=storage.paces,
        guards=storage.guards,
        rule_sets=storage.rule_sets,
        audit=storage.audit,
        templates=storage.templates,
        notices=SqlNoticeSettings(storage.engine, setup.vault),
        past=storage.past,
        own=own_parts(setup.data_dir, storage.engine, storage.database, demo=setup.demo),
    )
    server = MtServer(setup.clock, program=__version__)
    now = assemble(setup, stores, storage.ledger, storage.intents, server)
    storage.ledger.on_refused(lambda text: _tell_refused(now.board, text))
    _tell_set_aside(now.board, storage.troubles)
    _tell_unread(now.board, setup.unread)
    try:
        now.program.load()
        now.program.port = await _claim(setup, server, now.board)
        yield Prepared(now, partial(_serve, setup, server, now))
    finally:
        await server.stop()
        await now.program.stop()
        await storage.close()


def _no_past() -> PastStores:
    return PastStores(
        history=MemoryHistory(),
        comparisons=MemoryComparisons(),
        ledger=NoLedgerReader(),
        files=LogFileWriter(),
    )


@dataclass(frozen=True, slots=True)
class Stores:
    """What the trader set up, wherever it is kept."""

    settings: Registry
    memory: RouteMemory
    caps: Caps
    poisons: Poisons = field(default_factory=MemoryPoisons)
    paces: Paces = field(default_factory=MemoryPaces)
    guards: Guards = field(default_factory=MemoryGuards)
    rule_sets: RuleSets = field(default_factory=MemoryRuleSets)
    audit: Audit = field(default_factory=MemoryAudit)
    notices: NoticeSettings | None = None
    past: PastStores = field(default_factory=_no_past)
    own: OwnParts = field(default_factory=own_parts_in_memory)
    templates: RouteTemplates = field(default_factory=MemoryRouteTemplates)

    def of_notices(self, vault: SecretVault) -> NoticeParts:
        """Return where alarms go is kept, and how they go there."""
        return NoticeParts(
            settings=self.notices or MemoryNoticeSettings(vault),
            couriers_of=partial(couriers_of, vault=vault),
            dead_man_of=dead_man_of,
        )

    def of_guard(self, server: MtServer, broker: Broker) -> GuardStores:
        """Return what the guard needs of them, and its way to the terminals."""
        return GuardStores(
            guards=self.guards,
            rule_sets=self.rule_sets,
            audit=self.audit,
            post=server,
            broker=broker,
        )


def assemble(
    setup: Setup, stores: Stores, ledger: WatchedLedger, intents: Intents, server: MtServer
) -> Running:
    """Return the program made of these parts; it is neither loaded nor started yet."""
    clock = setup.clock
    book = Book(table=load_symbol_table(bundled("resources/symbols.toml")), pace=setup.pace)
    board = Board(book, clock, Bus())
    recorder = Recorder(ledger, intents, server, clock, layers=_layers(setup))
    broker = broker_without(setup.without, server)
    compare = reconciling_without(setup.without)
    copying = copying_without(setup.without)(book, recorder, broker, clock, board)
    parts = Parts(
        book=book,
        board=board,
        copying=copying,
        recorder=recorder,
        arming=Arming(book, copying.carrying, stores.settings, stores.memory, clock),
        reconciling=compare(book, copying.carrying, server, clock, board),
        prices=Prices(book, server, clock),
        settings=stores.settings,
        memory=stores.memory,
        caps=stores.caps,
        poisons=stores.poisons,
        paces=stores.paces,
        vault=setup.vault,
        post=server,
        guard=stores.of_guard(server, broker),
        notices=stores.of_notices(setup.vault),
        terminals=setup.terminals,
        refusals=server,
        look=look_at_machine(setup.data_dir, setup.vault, setup.terminals),
        past=stores.past,
        own=stores.own,
        templates=stores.templates,
        clock=clock,
        make_key=make_key,
        hash_key=hash_key,
        demo=setup.demo,
    )
    _tell_troubles(recorder, ledger, board)
    return Running(Program(parts), board, ledger)


def _tell_troubles(recorder: Recorder, ledger: WatchedLedger, board: Board) -> None:
    recorder.on_trouble = partial(_tell_storage, board, "journal")
    ledger.on_trouble(partial(_tell_storage, board, "storage"))


def _layers(setup: Setup) -> frozenset[Layer]:
    return frozenset() if setup.without is Defence.DEDUP else setup.layers


async def _serve(setup: Setup, server: MtServer, now: Running) -> None:
    await server.serve(host_without(setup.without, now.program))
    now.program.start()
    await _tell_port(setup, now)


async def _claim(setup: Setup, server: MtServer, board: Board) -> int:
    try:
        return server.claim(LOOPBACK, setup.port)
    except TradeCopyError:
        found = await asyncio.to_thread(look_at_port, setup.port, frozenset())
        if found.state is not PortState.TAKEN:
            raise
    if not setup.finds_another or found.free is None:
        raise PortTakenError(found.port, owner=found.owner, free=found.free)
    board.alert(
        key="port",
        health=Health.WARNING,
        title=f"The bridge uses port {found.free}",
        text=f"port {found.port} is taken by {found.owner or 'another program'}; terminals are "
        "told, unless another port stands under Inputs of their Expert Advisors",
    )
    return server.claim(LOOPBACK, found.free)


async def _tell_port(setup: Setup, now: Running) -> None:
    if setup.common_files is None:
        return
    try:
        await asyncio.to_thread(write_port_file, setup.common_files, now.program.port)
    except TradeCopyError as error:
        title = "Terminals may not find the bridge"
        now.board.alert(key="port file", health=Health.WARNING, title=title, text=str(error))


def _tell_storage(board: Board, key: str, trouble: str | None) -> None:
    healed = trouble is None
    board.alert(
        key=key,
        health=Health.WARNING if healed else Health.BAD,
        title="Records are stored again" if healed else "Records cannot be stored",
        text=trouble or "everything that waited was written",
    )


def _tell_refused(board: Board, text: str) -> None:
    title = "A record could not be stored"
    board.alert(key=text, health=Health.BAD, title=title, text=text)


def _tell_set_aside(board: Board, troubles: tuple[str, ...]) -> None:
    todo = "every route is paused: compare the open positions of all accounts, then arm them again"
    for trouble in troubles:
        board.alert(
            key=trouble,
            health=Health.BAD,
            title="A part of the record was damaged",
            text=f"{trouble}; {todo}",
        )


def _tell_unread(board: Board, trouble: str) -> None:
    if trouble:
        board.alert(
            key="own settings",
            health=Health.WARNING,
            title="The program's own settings were not read",
            text=f"{trouble}; it runs with the usual ones: mend the file or save them anew",
            about=About(Place.SETTINGS),
        )


def run_plain(
    setup: Setup,
    session: Session,
    loop: Callable[[], asyncio.AbstractEventLoop] | None = None,
) -> int:
    """Run without a window on plain asyncio until `session` ends; return its exit status.

    `loop` makes another event loop, which lives by the setup's clock.
    """

    async def main() -> int:
        async with prepared(setup) as ready:
            settle()
            await ready.serve()
            return await session(ready.now)

    with asyncio.Runner(loop_factory=loop) as runner:
        return runner.run(main())
