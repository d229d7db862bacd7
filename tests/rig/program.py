"""The program's lives on one folder's worth of memory: started, killed anywhere, started again."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from tests.rig.network import Life, Network, PipeServer
from tests.rig.virtual_time import VirtualClock, VirtualLoop
from tests.unit.app.bench import MemoryIntents
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.adapters.storage.memory_guards import MemoryGuards
from tradecopy_desktop.adapters.storage.memory_ledger import MemoryLedger
from tradecopy_desktop.adapters.storage.memory_settings import (
    MemoryCaps,
    MemoryRouteMemory,
    MemorySettings,
)
from tradecopy_desktop.adapters.storage.memory_shelf import MemoryShelf
from tradecopy_desktop.bootstrap.assembly import Running, Setup, Stores, assemble
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.guarding import AccountGuard, GuardMemory
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.ports import AccountRecord, LedgerState, Record


class SlowLedger:
    """The ledger in memory, some milliseconds late as a database is; it dies with its program."""

    def __init__(self, loop: VirtualLoop, shelf: MemoryShelf, life: Life, delay_s: float) -> None:
        self._loop = loop
        self._life = life
        self._delay_s = delay_s
        self._ledger = MemoryLedger(lambda listener: listener(), shelf=shelf)
        self._waiting: deque[Record] = deque()

    def load(self) -> LedgerState:
        """Return what is stored."""
        return self._ledger.load()

    def append(self, record: Record) -> None:
        """Store a record a little later."""
        self._waiting.append(record)
        self._loop.call_later(self._delay_s, self._store)

    def _store(self) -> None:
        if not self._life.is_over:
            self._ledger.append(self._waiting.popleft())

    def on_committed(self, listener: Callable[[int], None]) -> None:
        """Call `listener` with the ordinal up to which all is stored."""
        self._ledger.on_committed(partial(self._unless_over, listener))

    def is_stored(self, account: AccountKey, key: str) -> bool:
        """Tell whether an event is stored."""
        return self._ledger.is_stored(account, key)

    def _unless_over(self, listener: Callable[[int], None], ordinal: int) -> None:
        if not self._life.is_over:
            listener(ordinal)

    def on_trouble(self, listener: Callable[[str | None], None]) -> None:
        """Take a listener that will never hear of trouble."""

    @property
    def lag_records(self) -> int:
        """Return 0: nobody looks."""
        return 0

    @property
    def lag_seconds(self) -> float:
        """Return 0: nobody looks."""
        return 0.0

    def close(self, seconds: float = 0.0) -> None:
        """Do nothing."""


class _MortalIntents:
    """The journal of intents as one life of the program writes it."""

    def __init__(self, kept: MemoryIntents, life: Life) -> None:
        self._kept = kept
        self._life = life
        self.pending = kept.pending

    def write(self, record: Record) -> None:
        """Append a record, unless the program dies just before or after."""
        self._life.pass_by("before the journal")
        self._kept.write(record)
        self._life.pass_by("after the journal")

    def forget(self, through: int) -> None:
        """Drop what is stored."""
        if not self._life.is_over:
            self._kept.forget(through)

    def close(self) -> None:
        """Do nothing."""


class _MortalGuards(MemoryGuards):
    """The guards as one life of the program writes them: the dead save nothing."""

    def __init__(self, kept: MemoryGuards, life: Life) -> None:
        super().__init__()
        self._kept = kept
        self._life = life
        self.guards = kept.guards  # type: ignore[method-assign]
        self.memories = kept.memories  # type: ignore[method-assign]

    def save_guard(self, key: AccountKey, guard: AccountGuard) -> None:
        """Set or replace the guard of an account."""
        if not self._life.is_over:
            self._kept.save_guard(key, guard)

    def save_memories(self, memories: Mapping[AccountKey, GuardMemory]) -> None:
        """Keep what these guards remember."""
        if not self._life.is_over:
            self._kept.save_memories(memories)


class KeptSettings(MemorySettings):
    """What the trader set up, on a disk that may refuse routes, for a reason."""

    def __init__(self) -> None:
        super().__init__()
        self.refusal = ""

    def save_route(self, route: Route) -> None:
        """Add or replace a route."""
        if self.refusal:
            raise TradeCopyError(self.refusal)
        super().save_route(route)


class Copier:
    """What survives the program, and the program as long as it lives."""

    def __init__(self, loop: VirtualLoop, clock: VirtualClock, network: Network) -> None:
        self._loop = loop
        self._clock = clock
        self._network = network
        self._shelf = MemoryShelf()
        self._kept = MemoryIntents()
        self.settings = KeptSettings()
        self._stores = Stores(self.settings, MemoryRouteMemory(), MemoryCaps())
        self._guards = MemoryGuards()
        self._server: PipeServer | None = None
        self.commit_s = 0.004
        self.life = Life()
        self.now: Running | None = None

    def install(self, accounts: Iterable[AccountRecord], routes: Iterable[Route]) -> None:
        """Register accounts and routes."""
        for account in accounts:
            self._stores.settings.save_account(account)
        for route in routes:
            self._stores.settings.save_route(route)

    @property
    def is_running(self) -> bool:
        """Tell whether the program lives."""
        return self.now is not None and not self.life.is_over

    async def start(self) -> None:
        """Start on what the lives before left behind."""
        self.life = Life()
        setup = Setup(data_dir=Path(), port=0, vault=MemoryVault(), demo=True, clock=self._clock)
        ledger = SlowLedger(self._loop, self._shelf, self.life, self.commit_s)
        intents = _MortalIntents(self._kept, self.life)
        self._server = PipeServer(self._clock, self.life)
        stores = replace(self._stores, guards=_MortalGuards(self._guards, self.life))
        self.now = assemble(setup, stores, ledger, intents, self._server)
        self.now.program.load()
        await self._server.start(self.now.program, "", 0)
        self.now.program.start()
        self._network.server = self._server

    async def kill(self) -> None:
        """End it at once, wherever it is."""
        self.life.is_over = True
        self._network.unplug()
        if self._server is not None:
            self._server.end()
        if self.now is not None:
            await self.now.program.stop()
        self._server = self.now = None

    def dumped(self) -> LedgerState:
        """Return what a ledger would load now."""
        return MemoryLedger(lambda listener: listener(), shelf=self._shelf).load()
