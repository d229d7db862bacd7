"""One Expert Advisor: scans its account, speaks with the bridge, carries out what it is told."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from websockets.asyncio.client import ClientConnection

from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.sim.codec import Message
from tradecopy_desktop.sim.terminal import pictures
from tradecopy_desktop.sim.terminal.account_view import AccountView
from tradecopy_desktop.sim.terminal.answers import Answers
from tradecopy_desktop.sim.terminal.connecting import ENDINGS, BackOff, bridge_at, is_unknown_key
from tradecopy_desktop.sim.terminal.detector import Detector
from tradecopy_desktop.sim.terminal.due import Due
from tradecopy_desktop.sim.terminal.event_buffer import EventBuffer
from tradecopy_desktop.sim.terminal.executor import Executor
from tradecopy_desktop.sim.terminal.greeting import hello, measured_offset_s
from tradecopy_desktop.sim.terminal.measure import Measure
from tradecopy_desktop.sim.terminal.mischief import Mischief
from tradecopy_desktop.sim.terminal.pages import snapshot_pages
from tradecopy_desktop.sim.terminal.session import Session
from tradecopy_desktop.sim.terminal.setup import TerminalSetup
from tradecopy_desktop.sim.terminal.ticks import Ticks
from tradecopy_desktop.sim.terminal.trade_calls import TradeCalls

_SAFETY_SCAN_S = 0.25
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _DeadLinks:
    """Connections that were `left` lying, and when the present one is given up (EA ticks)."""

    left: list[ClientConnection] = field(default_factory=list)
    gives_up_us: int = 0


class SimEa:
    """One role of a terminal, from its start to its end. A restart is a new object."""

    def __init__(
        self,
        role: Role,
        setup: TerminalSetup,
        view: AccountView,
        measure: Measure,
        *,
        life: int,
        mischief: Mischief | None = None,
    ) -> None:
        """Take the account as it is; nothing runs before `start`."""
        self._mischief = mischief or Mischief()
        self._dead = _DeadLinks()
        # How a connection is opened; scenes without sockets put their own way here.
        self.dial: Callable[..., AbstractAsyncContextManager[Any]] = bridge_at
        self.role = role
        self.setup = setup
        self.view = view
        self.measure = measure
        dice = Random(f"{setup.seed}/{view.broker.setup.key}/{role}/{life}")
        self.ticks = Ticks(view.broker.clock, dice.randrange(1, 10**12))
        self.events = EventBuffer(str(dice.randrange(1, 2**63)), setup.buffer)
        self.detector = Detector(view)
        self.calls = TradeCalls(view, self.ticks, self.post, self._mischief)
        self.calls.after_call = self.run_due
        executor = Executor(view, self.calls, self.ticks, self.post, measure)
        self.executor = executor if role is Role.EXECUTOR else None
        self.session: Session | None = None
        self.due: Due | None = None
        self.frozen = False
        self.carrying_out = False
        self.long_wait = False
        self._told_offset_s = 0
        self._back_at_once = False
        self._answers = Answers(self)
        self._back_off = BackOff(setup.pace, dice)
        self._inbox: asyncio.Queue[tuple[Message, int]] = asyncio.Queue()
        self._changed = asyncio.Event()
        self._owes_snapshot = False
        self._tasks: list[asyncio.Task[None]] = []
        self.failure: BaseException | None = None

    # -- life -------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin scanning and connecting."""
        self.view.broker.history.listeners.append(self._changed.set)
        key = self.view.broker.setup.key
        for work in (self._keep_connected, self._keep_scanning, self._think):
            name = f"{work.__name__.strip('_')} {self.role} {key}"
            task = asyncio.create_task(work(), name=name)
            task.add_done_callback(_tell_of_bug)
            self._tasks.append(task)

    async def stop(self, reason: str = "closing") -> None:
        """Say goodbye and end."""
        if self.session is not None:
            self.session.send({"type": "bye", "reason": reason})
            try:
                await self.session.close()
            except ENDINGS:
                self.session.abort()
        await self.kill()

    async def kill(self) -> None:
        """End at once, in the middle of whatever it does; the bridge hears nothing of it."""
        if self._changed.set in self.view.broker.history.listeners:
            self.view.broker.history.listeners.remove(self._changed.set)
        if self.session is not None:
            self.session.abort()
        for socket in self._dead.left:
            socket.transport.abort()
        self._dead.left.clear()
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @property
    def is_idle(self) -> bool:
        """Tell whether nothing is under way: no event unacknowledged, no instruction unread."""
        return not (
            len(self.events)
            or self.detector.behind
            or self.calls.busy
            or self._inbox.qsize()
            or (self.role is Role.EXECUTOR and self.view.disk.journal.reports)
        )

    @property
    def is_heard(self) -> bool:
        """Tell whether what is sent arrives, and the account can be seen whole."""
        link = self.session
        if link is None or link.silent or not (link.reading.is_set() and link.writing.is_set()):
            return False
        return self.view.is_whole() and not (self._owes_snapshot or self.frozen)

    def go_silent(self, seconds: float) -> None:
        """Let nothing arrive on either side; the EA notices after so many seconds."""
        if self.session is not None:
            self.session.silent = True
            self._dead.gives_up_us = self.ticks.now() + int(seconds * 1e6)

    def owe_snapshot(self) -> None:
        """Send the full picture once the account can be seen whole again."""
        self._owes_snapshot = True

    @property
    def notices(self) -> list[str]:
        """Return the push messages that the bridge asked for."""
        return self._answers.notices

    # -- speaking ---------------------------------------------------------------------------------

    def post(self, message: Message) -> None:
        """Send a message if the bridge is there; events and reports are kept anyway."""
        if self.session is not None:
            self.session.send(message)

    def scan(self) -> None:
        """Look at the account and tell what changed."""
        seen_us = self.ticks.now()
        for detected in self.detector.scan():
            event = self.events.add(
                detected.body,
                seen_us=seen_us,
                source=detected.source,
                deal_at_ns=detected.deal_at_ns,
            )
            if self.session is not None:
                self.session.send(event)

    def send_snapshot(self, request: str | None = None) -> None:
        """Send the full picture of the account."""
        self.scan()
        whole = self.view.is_whole()
        self._owes_snapshot = not whole
        head = {
            "type": "snapshot",
            "request": request,
            "whole": whole,
            "seq": str(self.events.last),
            "ticks": self.ticks.now(),
            "funds": pictures.funds(self.view.broker.funds()),
        }
        lists = {
            "positions": [pictures.position(p) for p in self.view.positions()],
            "pendings": [pictures.pending(p) for p in self.view.pendings()],
            "closed": [pictures.closing(c) for c in self.view.closings()],
        }
        for page in snapshot_pages(head, lists):
            self.post(page)

    def run_due(self) -> None:
        """Scan, and send what the clock asks for; a blocked or frozen EA does neither."""
        if self.calls.busy or self.frozen:
            return
        # The report of an instruction comes before the events that it made.
        if not self.carrying_out:
            self.scan()
        if self.due is None or self.session is None:
            return
        self.due.run(self.session.heartbeat_ms)
        if self._owes_snapshot and self.view.is_whole() and not self.carrying_out:
            self.send_snapshot()

    # -- the tasks --------------------------------------------------------------------------------

    async def _keep_scanning(self) -> None:
        while True:
            if self.view.is_mt4:
                await asyncio.sleep(self.setup.pace.scan)
            else:
                await self._changed.wait()
            if not self._changed.is_set():
                continue
            self._changed.clear()
            # The scan after the instruction will do.
            if not self.carrying_out and not self.frozen:
                self.scan()

    async def _think(self) -> None:
        while True:
            message, received = await self._inbox.get()
            await self._answers.handle(message, received)

    async def _keep_connected(self) -> None:
        while True:
            ending: BaseException | None = None
            try:
                await self._one_session()
            except ENDINGS as e:
                ending = e
                self._go_back_to_old_key(e)
            finally:
                self.session = self.due = None
                while not self._inbox.empty():
                    self._inbox.get_nowait()
            self.failure = ending
            wait_s = self.setup.pace.refused if self.long_wait else self._back_off.after(ending)
            at_once, self.long_wait, self._back_at_once = self._back_at_once, False, False
            await asyncio.sleep(0 if at_once else wait_s)

    def _go_back_to_old_key(self, ending: BaseException) -> None:
        disk = self.view.disk
        if is_unknown_key(ending) and disk.old_key is not None:
            disk.key, disk.old_key = disk.old_key, None

    async def _one_session(self) -> None:
        async with self.dial(self.setup.url, self.view.disk.key, self._dead.left) as socket:
            steady_ns = self.view.broker.clock.steady_ns
            session = Session(socket, self.ticks, steady_ns, self.measure, self._mischief)
            session.carries_out = self.executor is not None
            self.scan()
            greeting = hello(self.role, self.setup, self.view, self.events, self.ticks.now())
            self._told_offset_s = int(greeting["utc_offset_s"])
            welcome = await session.greet(greeting, self.setup.pace.hello)
            self._back_off.succeeded()
            self.measure.seen["welcomes"] += 1
            self.due = Due(self.view, self.ticks, session.send, self.setup.pace.push)
            self.session = session
            self._catch_up(session, welcome)
            await _first_end(
                session.read(lambda message, at: self._inbox.put_nowait((message, at))),
                session.write(),
                self._beat(session, socket),
            )

    def _catch_up(self, session: Session, welcome: Message) -> None:
        self.events.forget(int(welcome["resume_after"]))
        self.resend(session, 0)
        if self.executor is not None:
            journal, stored = self.view.disk.journal, int(welcome["report_after"])
            journal.forget_reports(stored)
            journal.last_report = max(journal.last_report, stored)
            for n in sorted(journal.reports):
                session.send(journal.reports[n])
        self.send_snapshot()

    def resend(self, session: Session, after: int) -> None:
        """Send every event that is still here above `after`."""
        for event in self.events.above(after):
            session.send(event)

    async def _beat(self, session: Session, socket: ClientConnection) -> None:
        every_s = min(self.setup.pace.push, session.heartbeat_ms / 2_000, _SAFETY_SCAN_S)
        while True:
            await asyncio.sleep(every_s)
            self.view.broker.advance()
            self.run_due()
            if self._gives_up(session):
                session.leave()
                self._dead.left.append(socket)
                return
            if self._is_greeting_outdated(session):
                self._back_at_once = True
                session.send({"type": "bye", "reason": "restarting"})
                await session.close()
                return
            silent_us = self.ticks.now() - session.heard_us
            if silent_us > session.dead_after_ms * 1_000 and session.reading.is_set():
                session.abort()
                return

    def _is_greeting_outdated(self, session: Session) -> bool:
        # Whoever cannot be heard, or is in the middle of an instruction, says goodbye later.
        if session.silent or self.frozen or self.carrying_out or not session.writing.is_set():
            return False
        return measured_offset_s(self.view.broker) != self._told_offset_s

    def _gives_up(self, session: Session) -> bool:
        return session.silent and self.ticks.now() >= self._dead.gives_up_us


def _tell_of_bug(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (bug := task.exception()) is not None:
        _log.error("%s ended by a bug", task.get_name(), exc_info=bug)


async def _first_end(*works: Coroutine[None, None, None]) -> None:
    tasks = [asyncio.create_task(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
