"""What a ledger in memory keeps, and what outlives it as a file would. Tells nobody."""

from collections import Counter
from datetime import UTC, datetime

from tradecopy_desktop.adapters.storage.progress import (
    MEMORY,
    advance,
    commands_of,
    fact_of,
    first_cursor,
    imagined,
    is_final,
    mt4_counters,
)
from tradecopy_desktop.adapters.storage.request_counts import DAY_AND_MORE
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.commands import (
    Command,
    ModifyPending,
    OpenPosition,
    PlacePending,
    SetStops,
    VoidInstruction,
)
from tradecopy_desktop.domain.event_keys import event_key
from tradecopy_desktop.domain.facts import InstructionReported, Outcome
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.pace import hour_of
from tradecopy_desktop.ports import Cursor, EventRecord, LedgerState, OutcomeRecord, Record

_Name = tuple[object, ...]


class MemoryShelf:
    """Everything that was stored. Give it to the next ledger as one would a file."""

    def __init__(self) -> None:
        self._ordinal = 0
        self._newest = datetime(1970, 1, 1, tzinfo=UTC)
        self._places: set[_Name] = set()
        self._keys: dict[tuple[str, str], datetime] = {}
        self._reports: set[_Name] = set()
        self._links: dict[str, tuple[Link, datetime]] = {}
        self._attempts: dict[_Name, Command] = {}
        self._follows: dict[_Name, int] = {}
        self._answers: dict[tuple[str, int], Outcome] = {}
        self._cursors: dict[tuple[AccountKey, Role], Cursor] = {}
        self._magics: dict[str, int] = {}
        self._requests: Counter[tuple[str, int]] = Counter()

    def put(self, record: Record) -> None:
        """Keep a record; one that is there already moves its terminal's cursor only."""
        is_new = not self._is_stored(record)
        if is_new:
            self._add(record)
        fact = fact_of(record)
        cursor = first_cursor(fact)
        before = self._cursors.get((cursor.account, cursor.role), cursor)
        self._cursors[cursor.account, cursor.role] = advance(before, fact, is_new=is_new)

    def state(self) -> LedgerState:
        """Return what a ledger loads."""
        since = self._newest - MEMORY
        return LedgerState(
            ordinal=self._ordinal,
            links=tuple(
                link for link, changed in self._links.values() if link.is_live or changed >= since
            ),
            cursors=tuple(self._cursors.values()),
            seen=frozenset(key for key, decided in self._keys.items() if decided >= since),
            magics=dict(self._magics),
            outstanding=self._unanswered(),
            requests=self._lately_sent(),
            is_partial=any(decided < since for decided in self._keys.values()),
        )

    def is_stored(self, account: AccountKey, key: str) -> bool:
        """Tell whether an event is kept, by its lasting name."""
        return (str(account), key) in self._keys

    def _unanswered(self) -> tuple[Command, ...]:
        newest: dict[_Name, int] = {}
        for command in self._attempts.values():
            if isinstance(command, SetStops | ModifyPending):
                place = (type(command), command.copy)
                newest[place] = max(command.revision, newest.get(place, 0))
        # What an answer led to goes before what waited behind the answered one (rule C1).
        names = sorted(self._attempts, key=lambda name: -self._follows.get(name, 0))
        return tuple(
            command
            for command in map(self._attempts.__getitem__, names)
            if _revision(command) >= newest.get((type(command), command.copy), 0)
            and command.copy in self._links
            and self._links[command.copy][0].is_live
            and not is_final(command, self._answers.get(_sending(command), Outcome.ACCEPTED))
        )

    def _lately_sent(self) -> dict[tuple[str, int], int]:
        first = hour_of(self._newest - DAY_AND_MORE)
        return {place: number for place, number in self._requests.items() if place[1] >= first}

    def _is_stored(self, record: Record) -> bool:
        if isinstance(record, OutcomeRecord):
            return _report_name(record.report) in self._reports
        key = event_key(record.event)
        known = key is not None and (str(record.event.account), key) in self._keys
        return known or _place(record) in self._places

    def _add(self, record: Record) -> None:
        if record.ordinal <= self._ordinal:
            raise ValueError(f"ordinal must be above {self._ordinal}, was {record.ordinal}")
        self._ordinal = record.ordinal
        self._newest = max(self._newest, record.decided_at)
        if isinstance(record, EventRecord):
            self._places.add(_place(record))
            if key := event_key(record.event):
                self._keys[str(record.event.account), key] = record.decided_at
        else:
            self._reports.add(_report_name(record.report))
            self._answers[record.report.id, record.report.revision] = record.report.outcome
        shadows = imagined(record)
        for command in commands_of(record):
            if command.copy not in shadows:
                self._keep_attempt(command, record)
        for link in record.links:
            self._links[link.copy] = (link, record.decided_at)
        self._magics |= mt4_counters(commands_of(record))

    def _keep_attempt(self, command: Command, record: Record) -> None:
        name, decided = _attempt_name(command), record.decided_at
        if name not in self._attempts:
            self._attempts[name] = command
            if isinstance(record, OutcomeRecord):
                self._follows[name] = record.ordinal
            if not isinstance(command, VoidInstruction):
                self._requests[str(command.follower), hour_of(decided)] += 1


def _place(record: EventRecord) -> _Name:
    event = record.event
    return (event.account, event.role, event.stream, event.seq)


def _report_name(report: InstructionReported) -> _Name:
    return (report.account, report.number, report.id, report.revision, report.outcome)


def _attempt_name(command: Command) -> _Name:
    if isinstance(command, OpenPosition | PlacePending):
        return (type(command), command.id)
    return (type(command), *_sending(command))


def _sending(command: Command) -> tuple[str, int]:
    return command.id, _revision(command)


def _revision(command: Command) -> int:
    return 0 if isinstance(command, VoidInstruction) else command.revision
