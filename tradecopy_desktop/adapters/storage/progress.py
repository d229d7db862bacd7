"""What follows from a record beside itself: cursors and magic counters. Keeps nothing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.commands import (
    Command,
    OpenPosition,
    PlacePending,
    VoidInstruction,
)
from tradecopy_desktop.domain.decisions import Copied
from tradecopy_desktop.domain.facts import InstructionReported, Outcome, TradeEvent
from tradecopy_desktop.ports import Cursor, EventRecord, Record

# A terminal keeps closed positions for 7 days and may be away for a holiday on top of that.
MEMORY: Final = timedelta(days=30)

_MT4_MAGIC_BITS = 31
_MT4_COUNTER_BITS = 24


def commands_of(record: Record) -> tuple[Command, ...]:
    """Return what is sent because of a record, or would be for a shadow copy, in order."""
    if not isinstance(record, EventRecord):
        return record.commands
    copied = (each for each in record.decisions if isinstance(each, Copied))
    return tuple(command for each in copied for command in each.commands)


def imagined(record: Record) -> frozenset[str]:
    """Return the shadow copies of a record: their commands are recorded and never sent."""
    links = list(record.links)
    if isinstance(record, EventRecord):
        links += (each.link for each in record.decisions if isinstance(each, Copied))
    return frozenset(link.copy for link in links if link.shadow)


def mt4_counters(commands: Iterable[Command]) -> dict[str, int]:
    """Return per follower the last number that its magics used of the 24-bit counter of MT4."""
    counters: dict[str, int] = {}
    for command in commands:
        if isinstance(command, OpenPosition | PlacePending):
            magic = int(command.magic)
            # MT5 magics carry their prefix above bit 46, so that no small one is theirs.
            if magic < 1 << _MT4_MAGIC_BITS:
                counters[str(command.follower)] = magic & ((1 << _MT4_COUNTER_BITS) - 1)
    return counters


def first_cursor(fact: TradeEvent | InstructionReported) -> Cursor:
    """Return the cursor of a terminal of which nothing was stored yet."""
    role = fact.role if isinstance(fact, TradeEvent) else Role.EXECUTOR
    return Cursor(account=fact.account, role=role, stream="", seq=0, report=0)


def advance(cursor: Cursor, fact: TradeEvent | InstructionReported, *, is_new: bool) -> Cursor:
    """Return the cursor after a fact; `is_new` is False if it had been stored before."""
    if isinstance(fact, TradeEvent) and fact.seq == 0:
        # A finding of our own: no terminal numbered it.
        return cursor
    if isinstance(fact, TradeEvent):
        seq = max(cursor.seq, fact.seq) if fact.stream == cursor.stream else fact.seq
        return replace(cursor, stream=fact.stream, seq=seq)
    # A new report with a lower number comes from an executor that lost its journal.
    report = fact.number if is_new else max(cursor.report, fact.number)
    return replace(cursor, report=report)


def fact_of(record: Record) -> TradeEvent | InstructionReported:
    """Return what happened outside, the cause of a record."""
    return record.event if isinstance(record, EventRecord) else record.report


def is_final(command: Command, outcome: Outcome) -> bool:
    """Tell whether an answer is the last one to an instruction.

    A terminal that cannot tell yet what became of an order is asked again under the same id (L9).
    """
    if isinstance(command, VoidInstruction):
        return outcome not in (Outcome.ACCEPTED, Outcome.UNKNOWN)
    return outcome is not Outcome.ACCEPTED
