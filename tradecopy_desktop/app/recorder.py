"""Writes down what was decided before it is sent, and acknowledges what the ledger has stored.

This is phase C of copying: an event, its decisions, their commands and the copies after it are one
record, and the ledger stores a record in one transaction or not at all. The journal has it before
phase B sends anything. While neither can be written, records wait here in memory and nothing of
them is acknowledged; openings stop, closes never do.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial

from tradecopy_desktop.app.deduplication import ALL_LAYERS, Deduplication, Layer
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.commands import Command
from tradecopy_desktop.domain.decisions import Decision
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.facts import EventKind, InstructionReported, TradeEvent
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.ports import (
    Broker,
    Clock,
    EventRecord,
    Intents,
    Ledger,
    LedgerState,
    OutcomeRecord,
    Record,
)

_log = logging.getLogger(__name__)

_FORGET_EVERY = 256
# Journal writes that are made up for in one turn of the loop.
_MOST_MADE_UP = 64
# More records than this waiting for the ledger, and no opening is sent any more.
MOST_UNSTORED = 50_000


class Recorder:
    """The order of records, what is acknowledged, and which events were seen (rules L7, R4.2).

    `on_trouble` hears once why the journal cannot be written, and None when it can again.
    """

    def __init__(
        self,
        ledger: Ledger,
        intents: Intents,
        broker: Broker,
        clock: Clock,
        *,
        layers: frozenset[Layer] = ALL_LAYERS,
        most_unstored: int = MOST_UNSTORED,
    ) -> None:
        self.on_trouble: Callable[[str | None], None] = _log_trouble
        self.deduplication = Deduplication(ledger, clock, layers=layers)
        self._ledger = ledger
        self._intents = intents
        self._broker = broker
        self._clock = clock
        self._ordinal = 0
        self._stored = 0
        self._forgotten = 0
        # When each record that is not stored was handed over.
        self._handed: deque[tuple[int, int]] = deque()
        self._awaiting: deque[tuple[int, Callable[[], None]]] = deque()
        self._most_unstored = most_unstored
        # What the journal could not take yet, in order, and whether that was told.
        self._unwritten: deque[Record] = deque()
        self._is_told = False
        self._reports: dict[AccountKey, int] = {}
        self._stored_events: dict[tuple[AccountKey, Role], tuple[str, int]] = {}
        self._stored_reports: dict[AccountKey, int] = {}

    def restore(self) -> tuple[LedgerState, tuple[Record, ...]]:
        """Load the ledger and the records that only the journal has; both are taken over.

        The journal's records go into the ledger now; their decisions are never made again (L8).
        """
        state = self._ledger.load()
        self._ordinal = self._stored = state.ordinal
        self.deduplication.restore(state)
        for cursor in state.cursors:
            self._stored_events[cursor.account, cursor.role] = (cursor.stream, cursor.seq)
            self._reports[cursor.account] = max(cursor.report, self._reports.get(cursor.account, 0))
        self._stored_reports.update(self._reports)
        pending = tuple(self._intents.pending(state.ordinal))
        self._ledger.on_committed(self._on_committed)
        for record in pending:
            self._ordinal = max(self._ordinal, record.ordinal)
            if isinstance(record, EventRecord):
                self.deduplication.remember(record.event)
            else:
                self._note_report(record.report)
            self._awaiting.append((record.ordinal, partial(self._record_stored, record)))
            self._hand_over(record)
        return state, pending

    def is_repeated(self, event: TradeEvent) -> bool:
        """Tell whether an event was received before, as memory or ledger know (R4.2)."""
        return self.deduplication.is_repeated(event)

    def resume_point(self, account: AccountKey, role: Role, stream: str) -> tuple[int, int]:
        """Return the last event of a stream and the last report that are stored.

        A terminal forgets up to there, so what is only received does not count.
        """
        known, seq = self._stored_events.get((account, role), ("", 0))
        return (seq if known == stream else 0), self._stored_reports.get(account, 0)

    def record_event(
        self, event: TradeEvent, decisions: Iterable[Decision], links: Iterable[Link]
    ) -> bool:
        """Write an event with its decisions to the journal, then hand it to the ledger (phase C).

        Return False if the journal could not be written: then no opening may be sent.
        """
        self.deduplication.remember(event)
        record = EventRecord(
            ordinal=self._next(),
            decided_at=self._clock.now(),
            event=event,
            decisions=tuple(decisions),
            links=tuple(links),
        )
        is_safe = self._write(record)
        if event.seq:
            self._when_stored(lambda: self._event_stored(event))
        return is_safe

    def record_finding(
        self,
        account: AccountKey,
        role: Role,
        decisions: Iterable[Decision],
        links: Iterable[Link],
    ) -> bool:
        """Write what a picture of an account, or our own clock, changed: no event of its own.

        Return False if the journal could not be written: then no opening may be sent.
        """
        ordinal = self._next()
        record = EventRecord(
            ordinal=ordinal,
            decided_at=self._clock.now(),
            event=_nothing_happened(account, role, ordinal),
            decisions=tuple(decisions),
            links=tuple(links),
        )
        return self._write(record)

    def record_outcome(
        self, report: InstructionReported, links: Iterable[Link], commands: Iterable[Command]
    ) -> None:
        """Write an executor's answer and what follows from it."""
        self._note_report(report)
        record = OutcomeRecord(
            ordinal=self._next(),
            decided_at=self._clock.now(),
            report=report,
            links=tuple(links),
            commands=tuple(commands),
        )
        self._write(record)
        self._when_stored(lambda: self._report_stored(report))

    def pass_over(self, event: TradeEvent) -> None:
        """Acknowledge an event that was stored before, or that nothing depends on.

        It is acknowledged behind everything that is still to be stored: acknowledging is
        cumulative.
        """
        self.deduplication.remember(event)
        self._when_stored(lambda: self._event_stored(event))

    @property
    def unstored(self) -> int:
        """Return how many records the ledger has not stored yet."""
        return len(self._handed)

    @property
    def lag_seconds(self) -> float:
        """Return the age of the oldest record that the ledger has not stored yet."""
        if not self._handed:
            return 0.0
        return (self._clock.monotonic_ns() - self._handed[0][1]) / 1e9

    def _hand_over(self, record: Record) -> None:
        self._handed.append((record.ordinal, self._clock.monotonic_ns()))
        self._ledger.append(record)

    def _next(self) -> int:
        self._ordinal += 1
        return self._ordinal

    def _record_stored(self, record: Record) -> None:
        if isinstance(record, OutcomeRecord):
            self._mark_report(record.report)
        elif record.event.seq:
            self._mark_event(record.event)

    def _event_stored(self, event: TradeEvent) -> None:
        self._mark_event(event)
        self._broker.acknowledge_event(event.account, event.role, event.stream, event.seq)

    def _report_stored(self, report: InstructionReported) -> None:
        self._mark_report(report)
        self._broker.acknowledge_report(report.account, report.number)

    def _mark_event(self, event: TradeEvent) -> None:
        place = (event.account, event.role)
        stream, seq = self._stored_events.get(place, ("", 0))
        newest = max(seq, event.seq) if stream == event.stream else event.seq
        self._stored_events[place] = (event.stream, newest)

    def _mark_report(self, report: InstructionReported) -> None:
        newest = max(report.number, self._stored_reports.get(report.account, 0))
        self._stored_reports[report.account] = newest

    def _note_report(self, report: InstructionReported) -> None:
        newest = max(report.number, self._reports.get(report.account, 0))
        self._reports[report.account] = newest

    def _write(self, record: Record) -> bool:
        self._unwritten.append(record)
        is_written = self._write_what_waits()
        # A close must go on without its journal; the ledger may still take it.
        self._hand_over(record)
        # Memory is not endless: past the bound openings stop, and what remains are few closes.
        return is_written and self.unstored <= self._most_unstored

    def _write_what_waits(self) -> bool:
        """Write what the journal has not taken, oldest first; return whether all is written."""
        for _ in range(_MOST_MADE_UP):
            if not self._unwritten:
                break
            try:
                self._intents.write(self._unwritten[0])
            except TradeCopyError as error:
                if not self._is_told:
                    self._is_told = True
                    self.on_trouble(str(error))
                return False
            self._unwritten.popleft()
        self._tell_if_well()
        return not self._unwritten

    def _tell_if_well(self) -> None:
        if self._is_told and not self._unwritten:
            self._is_told = False
            self.on_trouble(None)

    def _when_stored(self, action: Callable[[], None]) -> None:
        if self._stored >= self._ordinal:
            action()
        else:
            self._awaiting.append((self._ordinal, action))

    def _on_committed(self, ordinal: int) -> None:
        self._stored = max(self._stored, ordinal)
        while self._handed and self._handed[0][0] <= self._stored:
            self._handed.popleft()
        # What the ledger has needs no journal.
        while self._unwritten and self._unwritten[0].ordinal <= self._stored:
            self._unwritten.popleft()
        while self._awaiting and self._awaiting[0][0] <= self._stored:
            self._awaiting.popleft()[1]()
        if self._stored - self._forgotten >= _FORGET_EVERY:
            self._forgotten = self._stored
            self._intents.forget(self._stored)


def _log_trouble(trouble: str | None) -> None:
    if trouble is not None:
        _log.error(trouble)


def _nothing_happened(account: AccountKey, role: Role, ordinal: int) -> TradeEvent:
    # Number 0 says that no terminal sent this: it moves no cursor and is never acknowledged.
    return TradeEvent(
        account=account,
        role=role,
        stream=f"finding-{ordinal}",
        seq=0,
        kind=EventKind.MODIFIED,
        at=0,
        age_us=0,
        received_ns=0,
        transit_us=None,
        position=None,
        deal=None,
        pending=None,
        was=None,
        amount=None,
    )
