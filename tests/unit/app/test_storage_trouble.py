"""A journal or ledger that takes nothing: records wait in order, openings stop, closes never."""

from collections.abc import Callable

import pytest

from tests.unit.app.bench import Bench, MemoryIntents
from tests.unit.app.manual_clock import ManualClock
from tests.unit.app.scripted_broker import ScriptedBroker
from tests.unit.engine.link_samples import COPY, OPENING
from tests.unit.engine.samples import closed, opened
from tradecopy_desktop.adapters.storage.memory_ledger import MemoryLedger
from tradecopy_desktop.app.recorder import Recorder
from tradecopy_desktop.domain.values import ZERO


class Office:
    """A recorder whose journal can be full and whose ledger stores when it is let."""

    def __init__(self, *, most_unstored: int = 100) -> None:
        self.intents = MemoryIntents()
        self.broker = ScriptedBroker()
        self.told: list[str | None] = []
        self._commits: list[Callable[[], None]] = []
        self.recorder = Recorder(
            MemoryLedger(self._commits.append),
            self.intents,
            self.broker,
            ManualClock(),
            most_unstored=most_unstored,
        )
        self.recorder.on_trouble = self.told.append
        self.recorder.restore()

    def record(self, seq: int) -> bool:
        """Record the opening of a position; return whether its order may be sent."""
        return self.recorder.record_event(opened("1", id=str(seq), seq=seq), [], [OPENING])

    def commit(self) -> None:
        waiting, self._commits[:] = tuple(self._commits), []
        for tell in waiting:
            tell()

    @property
    def journal(self) -> list[int]:
        return [record.ordinal for record in self.intents.everything]


@pytest.fixture
def office() -> Office:
    return Office()


def test_l7_journal_when_full_and_then_not_then_has_every_record_in_order(office: Office) -> None:
    office.record(1)
    office.intents.is_full = True
    safe = [office.record(2), office.record(3)]
    office.intents.is_full = False

    safe.append(office.record(4))

    assert safe == [False, False, True]
    assert office.journal == [1, 2, 3, 4]


def test_journal_when_full_for_long_then_the_trader_is_told_once_and_again_when_well(
    office: Office,
) -> None:
    office.intents.is_full = True
    for seq in range(1, 6):
        office.record(seq)
    assert office.told == ["the disk is full"]

    office.intents.is_full = False
    office.record(6)

    assert office.told == ["the disk is full", None]


def test_journal_when_the_ledger_has_stored_meanwhile_then_is_not_made_up_for(
    office: Office,
) -> None:
    office.intents.is_full = True
    office.record(1)
    office.record(2)
    office.commit()
    office.intents.is_full = False

    assert office.record(3)

    assert office.journal == [3]
    assert office.told == ["the disk is full", None]


def test_journal_when_very_much_waits_then_is_made_up_for_in_several_turns() -> None:
    office = Office(most_unstored=1_000)
    office.intents.is_full = True
    for seq in range(1, 101):
        office.record(seq)
    office.intents.is_full = False

    # 64 records a turn: the first turn leaves 37, the second none.
    safe = [office.record(101), office.record(102)]

    assert safe == [False, True]
    assert office.journal == list(range(1, 103))


def test_ledger_when_too_much_waits_for_it_then_no_opening_is_safe_until_it_is_less() -> None:
    office = Office(most_unstored=3)

    safe = [office.record(seq) for seq in range(1, 6)]
    office.commit()
    safe.append(office.record(6))

    assert safe == [True, True, True, False, False, True]
    # Nothing was dropped for that.
    assert office.journal == [1, 2, 3, 4, 5, 6]
    assert office.recorder.unstored == 1


def test_acknowledgements_when_nothing_is_stored_then_wait_for_it_in_order(office: Office) -> None:
    office.intents.is_full = True
    office.record(1)
    office.record(2)
    assert office.broker.acknowledged == []

    office.commit()

    assert office.broker.acknowledged == ["monitor 77 1", "monitor 77 2"]


def test_lag_when_records_wait_then_is_that_of_the_oldest() -> None:
    clock = ManualClock()
    commits: list[Callable[[], None]] = []
    recorder = Recorder(MemoryLedger(commits.append), MemoryIntents(), ScriptedBroker(), clock)
    recorder.restore()
    recorder.record_event(opened("1", seq=1), [], [])
    clock.advance_ms(1_500)
    recorder.record_event(opened("1", id="502", seq=2), [], [])
    clock.advance_ms(500)
    assert (recorder.unstored, recorder.lag_seconds) == (2, 2.0)

    commits[0]()
    assert (recorder.unstored, recorder.lag_seconds) == (1, 0.5)
    commits[1]()
    assert (recorder.unstored, recorder.lag_seconds) == (0, 0.0)


def test_c4_close_when_nothing_can_be_written_then_goes_on_and_openings_do_not() -> None:
    bench = Bench()
    told: list[str | None] = []
    bench.recorder.on_trouble = told.append
    bench.handle(opened("1"))
    bench.answer_all()
    bench.intents.is_full = True

    bench.handle(opened("1", id="502", seq=3), closed("1"))
    bench.answer_all()

    assert bench.sent() == ["open buy 1", "buy to 0"]
    assert bench.broker.held == {COPY: ZERO}
    assert told == ["the disk is full"]
    assert bench.notes.troubles == [
        "the opening was refused: it could not be written down before sending"
    ]
