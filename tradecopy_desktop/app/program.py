"""The running program: the reader of the queue, what terminals and the window ask of it."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from tradecopy_desktop.app.board import Board
from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.app.copies_board import is_ready
from tradecopy_desktop.app.copying import Copying
from tradecopy_desktop.app.inbox import Inbox
from tradecopy_desktop.app.recorder import Recorder
from tradecopy_desktop.app.views import (
    AccountRow,
    AlertRaised,
    CopyRow,
    DeskState,
    FollowerRow,
    Health,
    LoopLagged,
    RouteRow,
    TradeLogRow,
)
from tradecopy_desktop.domain.accounts import AccountKey, AccountProfile, Role
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.facts import Fact, TerminalConnected
from tradecopy_desktop.domain.routes import Route, RouteMode, RouteSettings, Sizing
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.ports import AccountRecord, Clock, Latest, SecretVault, Settings

_log = logging.getLogger(__name__)

_FLUSH_S = 0.25
_SWEEP_S = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the program is put together from. `make_key` and `hash_key` are the terminals' keys."""

    book: Book
    board: Board
    copying: Copying
    recorder: Recorder
    settings: Settings
    vault: SecretVault
    clock: Clock
    make_key: Callable[[], str]
    hash_key: Callable[[str], str]
    demo: bool


class Program:
    """Hosts the terminals, serves the window, and keeps copying going."""

    def __init__(self, parts: Parts) -> None:
        self._book = parts.book
        self.board = self._board = parts.board
        self._copying = parts.copying
        self._recorder = parts.recorder
        self._settings = parts.settings
        self._vault = parts.vault
        self._clock = parts.clock
        self._make_key, self._hash_key = parts.make_key, parts.hash_key
        self._demo = parts.demo
        self._inbox = Inbox()
        self._by_hash: dict[str, AccountRecord] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._remembering: set[asyncio.Task[None]] = set()
        self._shown_state: DeskState | None = None
        self.port = 0

    def load(self) -> None:
        """Take accounts, routes, links and records over from the disk."""
        for profile in self._settings.profiles():
            self._book.account(profile.key).profile = profile
        for record in self._settings.accounts():
            self._admit_record(record)
        for route in self._settings.routes():
            self._book.put_route(route)
            self._board.put_route(route.id)
        self._copying.restore()
        self._board.watch_lines(self._copying.dispatcher.lines.busy_copies)

    def start(self) -> None:
        """Begin to read the queue, to send what was delayed, and to show."""
        for work, name in (
            (self._read(), "copying"),
            (self._sweep(), "delayed instructions"),
            (self._flush(), "showing"),
        ):
            self._tasks.append(asyncio.create_task(work, name=name))

    async def stop(self) -> None:
        """Stop; what is not written down yet is left to the caller's closing of the ledger."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, *self._remembering, return_exceptions=True)
        self._tasks.clear()

    async def _read(self) -> None:
        turns = 0
        while True:
            fact = await self._inbox.get()
            try:
                self._copying.handle(fact)
            except Exception:  # noqa: BLE001 - one bad fact must not end copying (rule W6)
                _log.exception("a fact could not be taken in: %s", type(fact).__name__)
                self._board.alert(
                    key="fact",
                    health=Health.BAD,
                    title="Copying",
                    text="something unexpected was set aside; copying goes on, look at the log",
                )
            if isinstance(fact, TerminalConnected):
                # Not waited for: a disk that is held up must not hold up copying.
                task = asyncio.create_task(self._remember(fact.profile), name="remembering")
                self._remembering.add(task)
                task.add_done_callback(self._remembering.discard)
            turns += 1
            if turns % 64 == 0:
                # A burst must not keep sockets and window from their turn.
                await self._clock.sleep(0)

    async def _remember(self, profile: AccountProfile) -> None:
        try:
            await asyncio.to_thread(self._settings.save_profile, profile)
        except TradeCopyError as error:
            # It is told again with the next hello; copying does not depend on it.
            self._board.alert(
                key="profile", health=Health.WARNING, title="Not stored", text=str(error)
            )

    async def _sweep(self) -> None:
        while True:
            await self._clock.sleep(_SWEEP_S)
            if self._copying.dispatcher.has_delayed:
                self._copying.dispatcher.sweep()

    async def _flush(self) -> None:
        worst = 0.0
        turns = 0
        while True:
            before = self._clock.monotonic_ns()
            await self._clock.sleep(_FLUSH_S)
            now = self._clock.monotonic_ns()
            worst = max(worst, (now - before) / 1e6 - _FLUSH_S * 1_000)
            self._board.flush()
            self._publish_state()
            turns += 1
            if turns % 4 == 0:
                self.bus.publish(LoopLagged(at_s=now / 1e9, worst_ms=worst))
                worst = 0.0

    def _publish_state(self) -> None:
        state = self.state()
        if state != self._shown_state:
            self._shown_state = state
            self.bus.publish(state)

    # What terminals ask (TerminalHost)

    def admit(self, key: str) -> AccountRecord | None:
        """Return the account that a key belongs to."""
        return self._by_hash.get(self._hash_key(key))

    def resume_point(self, account: AccountKey, role: Role, stream: str) -> tuple[int, int]:
        """Return where a terminal goes on: its last known event and report."""
        return self._recorder.resume_point(account, role, stream)

    def deliver(self, fact: Fact) -> None:
        """Put a fact into the queue."""
        self._inbox.put(fact)

    async def wait_for_room(self) -> None:
        """Wait while the queue is full."""
        await self._inbox.wait_for_room()

    def show(self, account: AccountKey, role: Role, latest: Latest) -> None:
        """Take over newest values of an account."""
        self._board.show(account, latest)

    # What the window asks (Desk)

    @property
    def bus(self) -> Bus:
        """Where changes are published."""
        return self._board.bus

    def state(self) -> DeskState:
        """Return the program at a glance."""
        records = self._by_hash.values()
        accounts = self._book.accounts
        masters = [r.key for r in records if Role.MONITOR in r.roles]
        followers = [r.key for r in records if Role.EXECUTOR in r.roles]
        routes = self.routes()
        health, status = _overall(routes)
        return DeskState(
            health=health,
            status=status,
            masters_connected=sum(Role.MONITOR in accounts[k].connected for k in masters),
            masters=len(masters),
            followers_connected=sum(Role.EXECUTOR in accounts[k].connected for k in followers),
            followers=len(followers),
            open_copies=len(self._book.active),
            copied=sum(route.copied for route in routes),
            port=self.port,
            demo=self._demo,
        )

    def accounts(self) -> Sequence[AccountRow]:
        """Return all accounts."""
        return self._board.accounts()

    def routes(self) -> Sequence[RouteRow]:
        """Return all routes."""
        return self._board.routes()

    def followers(self) -> Sequence[FollowerRow]:
        """Return all followers."""
        return self._board.followers()

    def copies(self) -> Sequence[CopyRow]:
        """Return all open copies."""
        return self._board.copies()

    def log(self) -> Sequence[TradeLogRow]:
        """Return the newest lines of the trade log."""
        return self._board.log()

    def alerts(self) -> Sequence[AlertRaised]:
        """Return the alerts since the start."""
        return self._board.alerts()

    def is_ready(self) -> bool:
        """Tell whether both ends of every route are connected and whole."""
        return all(is_ready(self._book, route) for route in self._book.routes.values())

    async def set_route_mode(self, route: str, mode: RouteMode) -> None:
        """Arm, pause or switch off a route."""
        known = self._book.routes.get(route)
        if known is None:
            raise TradeCopyError("this route is no longer there")
        await self._save_route(replace(known, mode=mode))

    async def pause_all(self) -> int:
        """Put every live route on close-only; return how many."""
        live = [r for r in self._book.routes.values() if r.mode is RouteMode.LIVE]
        for route in live:
            await self.set_route_mode(route.id, RouteMode.CLOSE_ONLY)
        return len(live)

    async def add_account(self, name: str, key: AccountKey, roles: frozenset[Role]) -> str:
        """Register an account and return its terminal's new key, shown once."""
        if any(record.key == key for record in self._by_hash.values()):
            raise TradeCopyError(f"{key} is registered already")
        secret = self._make_key()
        record = AccountRecord(
            key=key,
            name=name,
            roles=roles,
            key_hash=self._hash_key(secret),
            secret_name=f"terminal {key}",
        )
        await asyncio.to_thread(self._vault.put, record.secret_name, secret)
        await asyncio.to_thread(self._settings.save_account, record)
        self._admit_record(record)
        return secret

    async def add_route(
        self, name: str, master: AccountKey, follower: AccountKey, sizing: Sizing
    ) -> str:
        """Add a route, off at first, and return its id."""
        try:
            route = Route(
                id=str(uuid4()),
                name=name,
                master=master,
                follower=follower,
                mode=RouteMode.OFF,
                settings=RouteSettings(version=1, sizing=sizing),
            )
        except ValueError as error:
            raise TradeCopyError(str(error)) from error
        await self._save_route(route)
        return route.id

    async def _save_route(self, route: Route) -> None:
        # In force at once: a pause must not wait for a disk.
        self._book.put_route(route)
        self._board.put_route(route.id)
        await asyncio.to_thread(self._settings.save_route, route)

    def _admit_record(self, record: AccountRecord) -> None:
        self._by_hash[record.key_hash] = record
        self._book.account(record.key)
        self._board.put_account(record)


def _overall(routes: Sequence[RouteRow]) -> tuple[Health, str]:
    if not routes:
        return Health.IDLE, "no routes yet"
    for health in (Health.BAD, Health.WARNING):
        worst = [route for route in routes if route.health is health]
        if worst:
            return health, f"{worst[0].name}: {worst[0].status}"
    if all(route.health is Health.IDLE for route in routes):
        return Health.IDLE, "all routes are off"
    return Health.GOOD, "copying"
