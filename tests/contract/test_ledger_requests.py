"""What every ledger tells of requests: how many an hour, and which stops still count (G6)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.adapters.storage.loop_of_test import TestLoop
from tests.unit.adapters.storage.samples import (
    FOLLOWER,
    NOON,
    close_command,
    copied,
    event_record,
    filled,
    link,
    open_command,
    opened,
    outcome_record,
)
from tradecopy_desktop.adapters.storage.ledger import SqlLedger
from tradecopy_desktop.adapters.storage.memory_ledger import MemoryLedger
from tradecopy_desktop.adapters.storage.memory_shelf import MemoryShelf
from tradecopy_desktop.adapters.storage.open_database import open_database
from tradecopy_desktop.domain.commands import Command, SetStops, VoidInstruction
from tradecopy_desktop.domain.facts import Outcome
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.ports import LedgerState, OutcomeRecord, Record

# Noon of 2025-03-14 is 20161 days and 12 hours after 1970: 20161 x 24 + 12.
_NOON = 483_876
_WHO = "2002@Prop-Live"
Stored = Callable[..., LedgerState]


@pytest.fixture(params=["database", "memory"])
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stored]:
    """Yield how to store records and load what a new start would."""
    loop = TestLoop()
    shelf = MemoryShelf()
    engine = open_database(tmp_path / "ledger.db")

    def store(*records: Record) -> LedgerState:
        if request.param == "memory":
            ledger: SqlLedger | MemoryLedger = MemoryLedger(loop.call, shelf=shelf)
        else:
            ledger = SqlLedger(engine, loop.call)
        for record in records:
            ledger.append(record)
        ledger.close()
        return (
            MemoryLedger(loop.call, shelf=shelf).load()
            if request.param == "memory"
            else SqlLedger(engine, loop.call).load()
        )

    yield store
    engine.dispose()


def _stops(number: int, *, copy: str = "copy-r1-1") -> SetStops:
    return SetStops(
        id=f"stops-{number}",
        copy=copy,
        revision=number,
        route="r1",
        follower=FOLLOWER,
        symbol="EURUSD",
        side=Side.BUY,
        stop_loss=Decimal(number),
        take_profit=None,
        opens=(),
    )


def _moved(ordinal: int, *commands: Command) -> Record:
    decision = replace(copied(1), commands=commands)
    return event_record(ordinal, event=opened(ordinal), decisions=(decision,))


def test_g6_requests_when_sent_then_are_counted_by_account_and_hour(stored: Stored) -> None:
    later = NOON + timedelta(minutes=59)
    next_hour = NOON + timedelta(hours=1)
    refused = replace(filled(30, seq=1), outcome=Outcome.REFUSED)

    state = stored(
        event_record(1),
        replace(_moved(2, close_command(1)), decided_at=later),
        # A repetition is a request as well.
        replace(
            outcome_record(3, refused, commands=(replace(close_command(1), revision=9),)),
            decided_at=next_hour,
        ),
    )

    assert state.requests == {(_WHO, _NOON): 2, (_WHO, _NOON + 1): 1}


def test_g6_requests_when_imagined_or_asked_of_the_executor_alone_then_do_not_count(
    stored: Stored,
) -> None:
    shadow = replace(copied(1), link=replace(link(1), shadow=True))
    void = VoidInstruction(id="open-r2-2", copy="copy-r2-2", follower=FOLLOWER)
    unsure = replace(filled(30, seq=1), outcome=Outcome.UNKNOWN)

    state = stored(
        event_record(1, decisions=(shadow,)),
        OutcomeRecord(
            ordinal=2, decided_at=NOON, report=unsure, links=(link(2),), commands=(void,)
        ),
    )

    assert state.requests == {}


def test_g6_requests_when_older_than_a_day_then_are_left_out(stored: Stored) -> None:
    day_before = NOON - timedelta(hours=27)

    state = stored(
        replace(event_record(1), decided_at=day_before),
        event_record(2, event=opened(2), decisions=(copied(2),)),
    )

    assert state.requests == {(_WHO, _NOON): 1}


def test_stops_when_newer_ones_replaced_them_then_are_not_outstanding(stored: Stored) -> None:
    of_another = _stops(2, copy="copy-r1-3")
    done = replace(
        filled(31, seq=1), id="stops-4", copy="copy-r1-1", revision=4, outcome=Outcome.DONE
    )

    state = stored(
        event_record(1),
        event_record(2, event=opened(2), decisions=(replace(copied(3), commands=(of_another,)),)),
        _moved(3, _stops(3)),
        _moved(4, _stops(4), close_command(1)),
        outcome_record(5, done),
    )

    # 3 was never sent, for 4 took its place, and that one is done.
    assert state.outstanding == (open_command(1), of_another, close_command(1))
