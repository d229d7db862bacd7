"""Watches the money of every account, and acts where a limit is reached (rules G1 to G5).

It never opens anything, and never depends on a route or on the disk: what it decides is in force
at once and written down after.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from tradecopy_desktop.app.carrying_out import CarryingOut
from tradecopy_desktop.app.circuit import Circuit
from tradecopy_desktop.app.flattening import Flattening
from tradecopy_desktop.app.floors import Floors
from tradecopy_desktop.app.guard_board import GuardBoard, Standing
from tradecopy_desktop.app.guard_telling import GuardTelling
from tradecopy_desktop.app.lines import Order
from tradecopy_desktop.app.naked_watch import NakedWatch
from tradecopy_desktop.app.remembering import Remembering
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.facts import (
    EventKind,
    Fact,
    InstructionReported,
    SnapshotTaken,
    TerminalConnected,
    TerminalLost,
    TradeEvent,
)
from tradecopy_desktop.domain.guarding import (
    AccountGuard,
    GuardMemory,
    Lock,
    Rung,
    Scope,
)
from tradecopy_desktop.domain.limits import ExposureLimit
from tradecopy_desktop.domain.values import ZERO, DealEntry
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.guard.barring import bar_of
from tradecopy_desktop.engine.guard.exposure import NOTHING_EXPOSED, exposed
from tradecopy_desktop.engine.guard.judging import Judgement, judge
from tradecopy_desktop.engine.guard.levels import Stand
from tradecopy_desktop.engine.guard.reading import read
from tradecopy_desktop.engine.guard.remembering import dealt, flowed, unlocked
from tradecopy_desktop.engine.guard.resets import problem
from tradecopy_desktop.engine.reconciling.away import cancel_waiting
from tradecopy_desktop.guard_ports import Audit, AuditEntry, Guards, Unreadable
from tradecopy_desktop.ports import Clock

_log = logging.getLogger(__name__)

_SAVE_EVERY_NS = 1_000_000_000
_SAVE_RARELY_NS = 60_000_000_000
_LOOK_EVERY_NS = 250_000_000
_MS = 1_000
_KEPT_DEALS = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardParts:
    """What guarding is put together from."""

    book: Book
    carrying: CarryingOut
    flattening: Flattening
    floors: Floors
    telling: GuardTelling
    naked: NakedWatch
    circuit: Circuit
    board: GuardBoard
    guards: Guards
    audit: Audit
    remembering: Remembering
    clock: Clock


class Guarding:
    """Guards every account by its own limits. `can_act` tells on which anything can be closed."""

    def __init__(self, parts: GuardParts, can_act: Callable[[AccountKey], bool]) -> None:
        self._book = parts.book
        self._carrying = parts.carrying
        self._flattening = parts.flattening
        self._floors = parts.floors
        self._telling = parts.telling
        self._naked = parts.naked
        self.board = parts.board
        self._guards = parts.guards
        self._audit = parts.audit
        self._remembering = parts.remembering
        self._clock = parts.clock
        self._circuit = parts.circuit
        self.can_act = can_act
        self._stands: dict[AccountKey, tuple[Stand, ...]] = {}
        self._unreadable: dict[AccountKey, str] = {}
        self._unsaved: set[AccountKey] = set()
        self._saved_ns = 0
        self._told: dict[tuple[AccountKey, str, str], None] = {}
        self._looked_ns = 0
        # Called when an account is guarded by other limits.
        self.on_changed: Callable[[], None] = lambda: None

    def load(self) -> None:
        """Take over what was set and remembered; locks hold from here on."""
        for key, guard in self._guards.guards().items():
            if isinstance(guard, Unreadable):
                self._unreadable[key] = f"its limits cannot be read ({guard.why}): set them again"
            else:
                self._book.account(key).guard = guard
        for key, memory in self._guards.memories().items():
            if isinstance(memory, Unreadable):
                why = f"what was seen of it cannot be read ({memory.why}): set its limits again"
                self._unreadable[key] = why
            else:
                self._book.account(key).guard_memory = memory
        for account in self._book.accounts.values():
            self._bar(account, "its terminal has not told its equity yet")

    def stands(self, key: AccountKey) -> tuple[Stand, ...]:
        """Return how an account stood to each of its limits when it could be seen last."""
        return self._stands.get(key, ())

    def judge(self, key: AccountKey) -> None:
        """Hold an account's newest money against its limits."""
        account = self._book.account(key)
        found = self._unreadable.get(key) or read(account, self._clock.monotonic_ns(), self._now())
        if isinstance(found, str):
            self._blind(account, found)
            return
        self._telling.sees(key)
        counts = any(isinstance(each.rule, ExposureLimit) for each in account.guard.limits)
        shown = exposed(self._book, account) if counts else NOTHING_EXPOSED
        self._take(account, judge(account.guard, account.guard_memory, found, shown))

    def looked(self, picture: SnapshotTaken) -> None:
        """Hold what a picture shows against the limits, before anything that waited leaves."""
        try:
            self.judge(picture.account)
        except Exception:  # noqa: BLE001 - the picture must be taken in all the same (rule W6)
            _log.exception("an account could not be guarded")

    def happened(self, event: TradeEvent) -> None:
        """Take in what an event says about an account's money, by whichever terminal first."""
        account, deal = self._book.account(event.account), event.deal
        at = self._at(event)
        if event.kind is EventKind.BALANCE and event.amount is not None:
            if self._is_news(event, event.deal.ticket if event.deal else str(event.seq)):
                self._keep(event.account, flowed(account.guard_memory, at, event.amount))
                # A withdrawal that was forgotten over a restart would look like a loss.
                self._save()
        elif deal is not None and self._is_news(event, deal.ticket):
            noted = dealt(
                account.guard,
                account.guard_memory,
                at,
                profit=deal.profit + deal.swap + deal.commission,
                opens=deal.entry in (DealEntry.IN, DealEntry.INOUT),
                closes=deal.entry in (DealEntry.OUT, DealEntry.INOUT, DealEntry.OUT_BY),
            )
            self._keep(event.account, noted)

    def note(self, fact: Fact) -> None:
        """Look at an account again once a fact about it is in the book."""
        match fact:
            case TerminalLost():
                self.judge(fact.account)
            case TerminalConnected(role=Role.EXECUTOR):
                self._floors.forget(fact.profile.key)
            case _:
                pass

    def concluded(self, order: Order, report: InstructionReported) -> None:
        """Count openings that are refused in a row."""
        self._circuit.concluded(order, report)

    def close(self) -> None:
        """Hand over what is not saved yet."""
        if self._unsaved:
            self._save()

    def is_answer(self, report: InstructionReported) -> bool:
        """Take in the answer to a flatten; False where a report is none."""
        ours = self._flattening.is_ours(report)
        if ours:
            self._flattening.reported(report)
        return ours

    def sweep(self) -> None:
        """Look at accounts of which nothing was told, keep locked ones flat, and save."""
        now = self._clock.monotonic_ns()
        if now - self._looked_ns >= _LOOK_EVERY_NS:
            self._looked_ns = now
            for key, account in tuple(self._book.accounts.items()):
                self.judge(key)
                self._naked.look(account, self._now())
            self.board.flush()
        self._keep_flat()
        if self._unsaved and now - self._saved_ns >= self._pause_ns():
            self._save()

    def set_guard(self, key: AccountKey, guard: AccountGuard) -> None:
        """Guard an account by other limits; raise TradeCopyError where they could not be kept."""
        wrong = problem(guard.reset) or self._why_powerless(key, guard)
        if wrong is not None:
            raise TradeCopyError(wrong)
        account = self._book.account(key)
        self._unreadable.pop(key, None)
        memory = account.guard_memory
        if guard.initial_balance != account.guard.initial_balance:
            # The new one is meant as of now, with all payments so far in it.
            memory = replace(memory, flows=ZERO)
        account.guard = guard
        known = {limit.id for limit in guard.limits}
        rungs = {id: rung for id, rung in memory.rungs.items() if id in known}
        self._keep(key, replace(memory, rungs=rungs))
        self._remembering.keep(self._guards.save_guard, key, guard)
        self._note(key, "limits", f"{len(guard.limits)} limits are set")
        self.on_changed()
        self.judge(key)

    def flatten(self, key: AccountKey, why: str) -> None:
        """Close everything on an account and lock it, by the trader's word."""
        if not self.can_act(key):
            raise TradeCopyError("nothing can be closed there: it has no executor, only a monitor")
        account = self._book.account(key)
        memory = account.guard_memory
        if memory.lock is None and memory.flattening is None:
            self._keep(key, replace(memory, flattening=Lock(since=self._now(), limit="", why=why)))
        self._note(key, "flatten", why)
        self._bar(account, None)
        self._show(account, blind="")
        self._save()
        self._keep_flat()

    def unlock(self, key: AccountKey, reason: str) -> None:
        """Lift an account's lock; what its masters opened meanwhile stays uncopied (rule G3)."""
        account = self._book.account(key)
        memory = account.guard_memory
        if memory.lock is None and memory.flattening is None:
            raise TradeCopyError("this account is not locked")
        if not reason.strip():
            raise TradeCopyError("write down why it is unlocked")
        for stand in self.stands(key):
            if stand.is_at(Rung.FLATTEN):
                text = "is still reached: change the limit, or wait for its reset"
                raise TradeCopyError(f"{stand.limit.name} {text}")
        self._keep(key, unlocked(memory))
        self._note(key, "unlocked", reason.strip())
        self._telling.unlocked(key, reason.strip())
        self._save()
        self.judge(key)

    def _take(self, account: AccountState, judgement: Judgement) -> None:
        key, before = account.key, account.guard_memory
        if judgement.memory is not before:
            self._keep(key, judgement.memory)
        self._stands[key] = judgement.stands
        for risen in judgement.risen:
            self._telling.risen(key, risen)
            self._note(key, risen.rung.value, f"{risen.limit.name}: {risen.stand.text}")
        if judgement.risen or judgement.memory.lock != before.lock:
            self._save()
        self._bar(account, None)
        self._floors.tell(account, judgement.stands)
        self._show(account, blind="")
        if judgement.memory.flattening is not None:
            self._keep_flat()

    def _show(self, account: AccountState, *, blind: str) -> None:
        self.board.put(
            Standing(
                account=account,
                stands=self.stands(account.key),
                blind=blind,
                can_act=self.can_act(account.key),
            )
        )

    def _blind(self, account: AccountState, why: str) -> None:
        self._bar(account, why)
        self._show(account, blind=why)
        if account.guard.limits or account.key in self._unreadable:
            self._telling.blind(account.key, why)

    def _bar(self, account: AccountState, blind: str | None) -> None:
        """Let openings in or not; waiting orders are cancelled where a limit bars them (C6)."""
        if not self.can_act(account.key):
            return
        before, account.bar = account.bar, bar_of(account, blind)
        if before == account.bar:
            return
        routes = self._book.routes.values()
        self._telling.barred(r.id for r in routes if r.follower == account.key)
        if account.bar is None:
            return
        if account.bar.cancels and not (before is not None and before.cancels):
            self._cancel_waiting(account)
        # What waits in a queue is looked at once more, and dropped.
        self._carrying.dispatcher.hasten(account.key, lambda _: False)

    def _cancel_waiting(self, account: AccountState) -> None:
        routes = [r for r in self._book.routes.values() if r.follower == account.key]
        why = account.bar.text if account.bar is not None else ""
        found = [each for route in routes for each in cancel_waiting(self._book, route, why)]
        if found:
            self._carrying.follow(account.key, Role.EXECUTOR, found)

    def _keep_flat(self) -> None:
        wanted: dict[AccountKey, Scope] = {}
        for key, account in self._book.accounts.items():
            lock = account.guard_memory.flattening or account.guard_memory.lock
            if lock is not None:
                wanted[key] = lock.scope
        for key in self._flattening.keep_flat(wanted):
            memory = self._memory(key)
            if memory.flattening is not None:
                self._keep(key, replace(memory, flattening=None, lock=memory.flattening))
                self._telling.flat(key, memory.flattening)
                self._note(key, "locked", memory.flattening.why)
                self._save()

    def _is_news(self, event: TradeEvent, ticket: str) -> bool:
        """Tell whether no terminal of the account told a deal before; both its EAs tell it."""
        # On MT4 an opening and its closing have one ticket.
        name = (event.account, event.kind.value, ticket)
        if name in self._told:
            return False
        self._told[name] = None
        while len(self._told) > _KEPT_DEALS:
            self._told.pop(next(iter(self._told)))
        return True

    def _why_powerless(self, key: AccountKey, guard: AccountGuard) -> str | None:
        """Return why limits that bar or close cannot be kept on an account (rule G3)."""
        if not any(limit.ladder.bars for limit in guard.limits):
            return None
        if not self.can_act(key):
            return "this account has a monitor alone: its limits can warn, but bar or close nothing"
        permissions = self._book.account(key).permissions
        if permissions is not None and not (permissions.account and permissions.terminal):
            return "nothing can be closed there: allow algo trading in its terminal first"
        return None

    def _memory(self, key: AccountKey) -> GuardMemory:
        return self._book.account(key).guard_memory

    def _keep(self, key: AccountKey, memory: GuardMemory) -> None:
        self._book.account(key).guard_memory = memory
        self._unsaved.add(key)

    def _save(self) -> None:
        changed = {key: self._memory(key) for key in self._unsaved}
        self._unsaved.clear()
        self._saved_ns = self._clock.monotonic_ns()
        self._remembering.keep(self._guards.save_memories, changed)

    def _pause_ns(self) -> int:
        """Return how long what is remembered may wait for the disk; nothing hangs on some of it."""
        is_guarded = any(self._book.account(key).guard.limits for key in self._unsaved)
        return _SAVE_EVERY_NS if is_guarded else _SAVE_RARELY_NS

    def _note(self, key: AccountKey, what: str, why: str) -> None:
        entry = AuditEntry(at=self._clock.now(), account=key, what=what, why=why)
        self._remembering.keep(self._audit.note, entry)

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * _MS)

    def _at(self, event: TradeEvent) -> int:
        """Return when an event happened, in ms since 1970 UTC, by our own clock."""
        age_ms = event.age_us // _MS + (self._clock.monotonic_ns() - event.received_ns) // 1_000_000
        return self._now() - age_ms
