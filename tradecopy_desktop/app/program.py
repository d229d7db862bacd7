"""The running program: the reader of the queue, what terminals and the window ask of it."""

import asyncio
import logging
from collections.abc import Callable
from functools import partial

from tradecopy_desktop.app.account_orders import AccountOrders
from tradecopy_desktop.app.at_a_glance import AtAGlance
from tradecopy_desktop.app.check_orders import CheckOrders
from tradecopy_desktop.app.closing_orders import ClosingOrders
from tradecopy_desktop.app.copies_board import is_ready
from tradecopy_desktop.app.guard_making import Surroundings, make_guarding
from tradecopy_desktop.app.guard_orders import GuardOrders
from tradecopy_desktop.app.inbox import Inbox
from tradecopy_desktop.app.notice_orders import NoticeOrders
from tradecopy_desktop.app.own_orders import OwnOrders
from tradecopy_desktop.app.past import Past
from tradecopy_desktop.app.places import About, Place
from tradecopy_desktop.app.preview_orders import PreviewOrders
from tradecopy_desktop.app.pushing import Pushing
from tradecopy_desktop.app.route_orders import RouteOrders
from tradecopy_desktop.app.terminals import TerminalOrders
from tradecopy_desktop.app.terminals_away import TerminalsAway
from tradecopy_desktop.app.tidying import Tidying
from tradecopy_desktop.app.trader_orders import Parts, TraderOrders
from tradecopy_desktop.app.views import (
    DeskState,
    Health,
    LateRow,
    LedgerLagged,
    LoopLagged,
)
from tradecopy_desktop.domain.accounts import AccountKey, Funds, Role
from tradecopy_desktop.domain.facts import (
    AccountConfirmed,
    Fact,
    SnapshotTaken,
    SymbolsListed,
    TerminalConnected,
)
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.ports import (
    AccountRecord,
    Latest,
)

_log = logging.getLogger(__name__)

_FLUSH_S = 0.25
_SWEEP_S = 0.05


class Program(
    TraderOrders,
    AtAGlance,
    GuardOrders,
    NoticeOrders,
    Past,
    PreviewOrders,
    TerminalOrders,
    CheckOrders,
    AccountOrders,
    OwnOrders,
    ClosingOrders,
    RouteOrders,
):
    """Hosts the terminals, serves the window, and keeps copying going."""

    def __init__(self, parts: Parts) -> None:
        TraderOrders.__init__(self, parts)
        self.port: int = 0
        self._guarding = make_guarding(parts.guard, self._surroundings(parts))
        GuardOrders.__init__(self, parts.book, self._guarding, parts.guard, parts.board.name_of)
        PreviewOrders.__init__(self, parts)
        RouteOrders.__init__(self, parts)
        NoticeOrders.__init__(
            self, parts.notices, parts.board, parts.clock, self._is_alive, sends=not parts.demo
        )
        AtAGlance.__init__(self, parts, self.records, lambda: self.port)
        TerminalOrders.__init__(self, parts, self.records, lambda: self.port)
        AccountOrders.__init__(self, parts, self.records)
        CheckOrders.__init__(self, parts, self.records, lambda: self.port)
        Past.__init__(self, parts.past, parts.book, parts.board, parts.clock, self._remembering)
        OwnOrders.__init__(self, parts.own, parts.board, parts.vault, self)
        ClosingOrders.__init__(self, parts.book, parts.board, parts.arming, self.pause_all)
        self._away = TerminalsAway(parts.book, parts.board, parts.clock)
        self._copying = parts.copying
        self._recorder = parts.recorder
        self._poisons = parts.poisons
        self._hash_key = parts.hash_key
        self._pushing = None if parts.demo else Pushing(self.bus, parts.post, parts.clock)
        self._inbox = Inbox()
        self._tidying = Tidying(parts.clock)
        self._tasks: list[asyncio.Task[None]] = []
        self._loading: asyncio.Task[None] | None = None
        self._shown_state: DeskState | None = None

    def _surroundings(self, parts: Parts) -> Surroundings:
        return Surroundings(
            book=parts.book,
            board=parts.board,
            carrying=parts.copying.carrying,
            pausing=parts.reconciling.pausing,
            remembering=self._remembering,
            clock=parts.clock,
            can_act=self._can_act,
        )

    def _is_alive(self) -> bool:
        """Tell whether facts are read, which a sign of life says to the outside."""
        return bool(self._tasks) and not self._tasks[0].done()

    def _can_act(self, account: AccountKey) -> bool:
        return account in self._executors

    def load(self) -> None:
        """Take accounts, routes, links and records over from the disk."""
        for profile in self._settings.profiles():
            self._book.account(profile.key).profile = profile
        for record in self._settings.accounts():
            self.admit_record(record)
        for route in self._settings.routes():
            self._book.put_route(route)
            self._board.put_route(route.id)
        for key, caps in self._caps.caps().items():
            self._book.account(key).caps = caps
        for key, pace in self._paces.paces().items():
            # Before what was sent today is counted: it says when the day began.
            self._book.account(key).pace = pace
        self._arming.load()
        self._copying.carrying.on_mapping = self._keep_mapping
        self._load_poison()
        self._copying.guard = self._guarding
        self._guarding.on_changed = self._prices.look_again
        # Locks hold before anything may leave.
        self._guarding.load()
        self._copying.restore()
        self._reconciling.late.restore(self._copying.seen_before)
        self._copying.waking.on_awaited = self._prices.look_again
        self._copying.on_decided = self._reconciling.decided
        self._reconciling.publish = self._show_found
        self._reconciling.on_compared = self.comparison_log.note
        self._reconciling.late.name_of = self._board.name_of
        self._reconciling.shown.name_of = self._board.name_of
        self._reconciling.frozen.name_of = self._board.name_of
        self._reconciling.frozen.on_changed = self._show_routes_of
        self._reconciling.shown.publish = self.bus.publish
        self._reconciling.pausing.on_paused = self._keep_paused
        self._prices.look_again()
        self._board.watch_lines(self._copying.dispatcher.lines.is_busy)
        self._board.watch_findings(self._reconciling.found_on, self._reconciling.late.asked_on)

    def _show_routes_of(self, account: AccountKey) -> None:
        for route in self._book.routes.values():
            if account in (route.master, route.follower):
                self._board.put_route(route.id)

    def _load_poison(self) -> None:
        poison = self._copying.poison
        poison.restore(self._poisons.poisons())
        poison.on_failed = lambda failed: self._remembering.keep(self._poisons.save_poison, failed)
        poison.on_went_well = lambda well: self._remembering.keep(self._poisons.drop_poison, well)
        pausing = self._reconciling.pausing
        poison.on_paused = lambda route: pausing.pause(route, "the route met an error")

    def start(self) -> None:
        """Begin to read the queue, to send what was delayed, and to show."""
        for work, name in (
            (self._read(), "copying"),
            (self._sweep(), "delayed instructions"),
            (self._flush(), "showing"),
        ):
            self._tasks.append(asyncio.create_task(work, name=name))
        self._tasks.append(self.keep_log())
        self._loading = asyncio.create_task(self.load_notices(), name="alarms")

    async def stop(self) -> None:
        """Stop; what is not written down yet is left to the caller's closing of the ledger."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()
        if self._loading is not None:
            # A thread may still be reading, and its connection is closed only by itself.
            await asyncio.gather(self._loading, return_exceptions=True)
        await self.close_notices()
        await self._keys.close()
        self._guarding.close()
        await self.close_past()
        await self._remembering.close()

    async def _read(self) -> None:
        turns = 0
        while True:
            fact = await self._inbox.get()
            try:
                self._copying.handle(fact)
            except Exception as error:  # noqa: BLE001 - one bad fact must not end copying (W6)
                _log.exception("a fact could not be taken in: %s", type(fact).__name__)
                self._reconcile(partial(self._copying.set_aside, fact, error))
                self._board.alert(
                    key="fact",
                    health=Health.BAD,
                    title="Copying",
                    text="something unexpected was set aside; copying goes on, look at the log",
                )
            self._after(fact)
            self._tidying.note()
            turns += 1
            if turns % 64 == 0:
                # A burst must not keep sockets and window from their turn.
                await self._clock.sleep(0)

    def _after(self, fact: Fact) -> None:
        self._guard(lambda: self._guarding.note(fact))
        self._reconcile(lambda: self._reconciling.took(fact))
        self._away.note(fact)
        if isinstance(fact, TerminalConnected):
            # It is told again with the next hello; copying does not depend on it.
            self._remembering.keep(self._settings.save_profile, fact.profile)
        if isinstance(fact, SnapshotTaken) and self._shows_master(fact):
            for baseline in self._arming.note_picture(fact.account):
                self._remembering.keep(self._memory.save_baseline, baseline)
        if isinstance(fact, SymbolsListed | SnapshotTaken):
            self._prices.look_again()

    def _shows_master(self, picture: SnapshotTaken) -> bool:
        is_believed = picture.role in self._book.account(picture.account).whole
        return picture.whole and is_believed and picture.role is Role.MONITOR

    def _reconcile(self, look: Callable[[], None]) -> None:
        text = "copies could not be compared with their masters; copying goes on"
        self._shielded(look, "compare", "Copying", text)

    def _guard(self, look: Callable[[], None]) -> None:
        text = "an account's limits could not be looked at; look at the log"
        self._shielded(look, "guard", "Guard", text)

    def _shielded(self, work: Callable[[], None], key: str, title: str, text: str) -> None:
        try:
            work()
        except Exception:  # noqa: BLE001 - what fails must not stop what comes after it (rule W6)
            _log.exception("%s", text)
            self._board.alert(key=key, health=Health.BAD, title=title, text=text)

    def _show_found(self, row: object) -> None:
        self.bus.publish(row)
        if isinstance(row, LateRow) and row.is_open:
            # What the trader is asked to open has its price beside it.
            self._prices.look_at(row.route)
            # A question that runs out while nobody looks at its page must be heard of.
            self._board.alert(
                key=row.key,
                health=Health.WARNING,
                title=f"{row.route_name}: copy a late opening?",
                text=f"{row.text}; answer within {max(1, row.asks_s // 60)} min, or it is skipped",
                about=About(Place.RECONCILIATION),
            )

    def _keep_paused(self, route: Route) -> None:
        self._board.put_route(route.id)
        self._remembering.keep(self._arming.saving.save, route.id)

    def _keep_mapping(self, route: str, master_symbol: str, symbol: str) -> None:
        self._prices.look_again()
        self._remembering.keep(self._memory.save_mapping, route, master_symbol, symbol)

    async def _sweep(self) -> None:
        while True:
            await self._clock.sleep(_SWEEP_S)
            self._send_due()
            self._guard(self._guarding.sweep)
            self._reconcile(self._reconciling.sweep)
            self._reconcile(self._away.look)
            self._prices.subscribe()

    def _send_due(self) -> None:
        text = "something that was due could not be done; the rest goes on, look at the log"
        self._shielded(self._copying.sweep, "sweep", "Copying", text)

    async def _flush(self) -> None:
        worst = 0.0
        turns = 0
        while True:
            before = self._clock.monotonic_ns()
            await self._clock.sleep(_FLUSH_S)
            now = self._clock.monotonic_ns()
            worst = max(worst, (now - before) / 1e6 - _FLUSH_S * 1_000)
            for _ in self._board.flush_in_steps():
                await self._clock.sleep(0)
            self._queues.flush()
            self._publish_state()
            self._tidying.sweep()
            turns += 1
            if turns % 4 == 0:
                self.bus.publish(LoopLagged(at_s=now / 1e9, worst_ms=worst))
                waiting, age = self._recorder.unstored, self._recorder.lag_seconds
                self.bus.publish(LedgerLagged(at_s=now / 1e9, records=waiting, seconds=age))
                worst = 0.0

    def _publish_state(self) -> None:
        state = self.state()
        if state != self._shown_state:
            self._shown_state = state
            self.bus.publish(state)

    # What terminals ask (TerminalHost)

    def admit(self, key: str) -> AccountRecord | None:
        """Return the account that a key belongs to."""
        key_hash = self._hash_key(key)
        return self.records.get(key_hash) or self._keys.admit_old(key_hash)

    def entered(self, record: AccountRecord, role: Role) -> None:
        """Take note that a terminal was welcomed, and by which key."""
        self._keys.entered(record, role)
        if self._pushing is not None:
            self._pushing.send()

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
        self._prices.take(account, latest)
        self._board.show(account, latest)
        if isinstance(latest, tuple):
            self._copying.waking.quoted(account, latest)
            self.note_times(account, latest)
        if isinstance(latest, Funds | AccountConfirmed):
            self._guard(lambda: self._guarding.judge(account))
        if isinstance(latest, AccountConfirmed):
            self._reconciling.frozen.confirmed(latest, role)

    def is_ready(self) -> bool:
        """Tell whether both ends of every route are connected and whole, with their prices."""
        ready = all(is_ready(self._book, route) for route in self._book.routes.values())
        return ready and self._prices.are_known()
