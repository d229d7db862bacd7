"""Written down before it is sent, acknowledged after it is stored, never decided twice (L7, L8)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.unit.app.bench import MemoryIntents
from tests.unit.app.manual_clock import NOON, ManualClock
from tests.unit.app.scripted_broker import ScriptedBroker
from tests.unit.engine.answers import OPEN_ONE, answer
from tests.unit.engine.link_samples import LIVE, OPENING
from tests.unit.engine.samples import FOLLOWER, MASTER, closed, event, modified, opened
from tradecopy_desktop.adapters.storage.memory_ledger import MemoryLedger
from tradecopy_desktop.adapters.storage.memory_shelf import MemoryShelf
from tradecopy_desktop.app.recorder import Recorder
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.decisions import Copied
from tradecopy_desktop.domain.facts import EventKind, Outcome
from tradecopy_desktop.ports import EventRecord, OutcomeRecord

COPIED = Copied(route="r1", link=OPENING, commands=(OPEN_ONE,))
FILLED = answer(OPEN_ONE, Outcome.FILLED, remaining="1", number=31)


class Office:
    """A recorder, its ledger and its journal; the last two can be taken over by another."""

    def __init__(
        self, shelf: MemoryShelf | None = None, intents: MemoryIntents | None = None
    ) -> None:
        self.shelf = shelf or MemoryShelf()
        self.intents = intents or MemoryIntents()
        self.broker = ScriptedBroker()
        self._commits: list[Callable[[], None]] = []
        ledger = MemoryLedger(self._commits.append, shelf=self.shelf)
        self.recorder = Recorder(ledger, self.intents, self.broker, ManualClock())
        self.state, self.pending = self.recorder.restore()

    def commit(self) -> None:
        waiting, self._commits[:] = tuple(self._commits), []
        for tell in waiting:
            tell()


@pytest.fixture
def office() -> Office:
    return Office()


def test_l7_event_when_recorded_then_is_in_the_journal_and_the_ledger(office: Office) -> None:
    office.recorder.record_event(opened("1"), [COPIED], [OPENING])

    record = EventRecord(
        ordinal=1, decided_at=NOON, event=opened("1"), decisions=(COPIED,), links=(OPENING,)
    )
    assert office.intents.everything == [record]
    assert office.shelf.state().ordinal == 1
    assert office.shelf.state().links == (OPENING,)


def test_l7_event_when_recorded_then_is_acknowledged_only_once_stored(office: Office) -> None:
    office.recorder.record_event(opened("1", seq=7), [], [])
    assert office.broker.acknowledged == []

    office.commit()
    assert office.broker.acknowledged == ["monitor 77 7"]


def test_l7_report_when_recorded_then_is_acknowledged_only_once_stored(office: Office) -> None:
    office.recorder.record_outcome(FILLED, [LIVE], [])
    assert office.broker.acknowledged == []

    office.commit()
    assert office.broker.acknowledged == ["report 31"]
    assert office.intents.everything == [
        OutcomeRecord(ordinal=1, decided_at=NOON, report=FILLED, links=(LIVE,), commands=())
    ]


def test_acknowledgements_when_several_wait_then_each_waits_for_its_own_record(
    office: Office,
) -> None:
    office.recorder.record_event(opened("1", seq=1), [], [])
    office.recorder.record_outcome(FILLED, [], [])
    office.recorder.record_event(closed("1", seq=2), [], [])

    office.commit()

    assert office.broker.acknowledged == ["monitor 77 1", "report 31", "monitor 77 2"]


def test_event_when_told_again_on_its_stream_then_is_repeated(office: Office) -> None:
    office.recorder.record_event(modified("1"), [], [])

    # Stream 77, number 6: known, and whatever is older.
    assert office.recorder.is_repeated(modified("1"))
    assert office.recorder.is_repeated(replace(modified("1"), seq=5))
    assert not office.recorder.is_repeated(replace(modified("1"), seq=7))
    assert not office.recorder.is_repeated(replace(modified("1"), stream="78"))
    assert not office.recorder.is_repeated(replace(modified("1"), role=Role.EXECUTOR))
    assert not office.recorder.is_repeated(replace(modified("1"), account=FOLLOWER))


def test_l1_event_when_told_again_after_an_ea_restart_then_is_repeated(office: Office) -> None:
    office.recorder.record_event(opened("1"), [], [])

    again = replace(opened("1"), stream="78", seq=40)

    assert office.recorder.is_repeated(again)
    assert not office.recorder.is_repeated(replace(again, account=FOLLOWER))


def test_l8_repeated_event_when_passed_over_then_changes_nothing_and_is_acknowledged(
    office: Office,
) -> None:
    office.recorder.record_event(opened("1", seq=1), [COPIED], [OPENING])
    office.commit()

    office.recorder.pass_over(opened("1", seq=1))

    assert office.broker.acknowledged == ["monitor 77 1", "monitor 77 1"]
    assert len(office.intents.everything) == 1


def test_l7_repeated_event_when_its_first_telling_is_not_stored_yet_then_waits_for_it(
    office: Office,
) -> None:
    office.recorder.record_event(opened("1", seq=1), [COPIED], [OPENING])

    office.recorder.pass_over(opened("1", seq=1))
    assert office.broker.acknowledged == []

    office.commit()
    assert office.broker.acknowledged == ["monitor 77 1", "monitor 77 1"]


def test_resume_point_when_asked_then_is_what_is_stored(office: Office) -> None:
    office.recorder.record_event(opened("1", seq=7), [], [])
    office.recorder.pass_over(modified("1"))
    office.recorder.record_outcome(FILLED, [], [])
    office.recorder.record_outcome(replace(FILLED, number=30), [], [])
    assert office.recorder.resume_point(MASTER, Role.MONITOR, "77") == (0, 0)

    office.commit()

    # An older number never takes the cursor back.
    assert office.recorder.resume_point(MASTER, Role.MONITOR, "77") == (7, 0)
    assert office.recorder.resume_point(MASTER, Role.MONITOR, "78") == (0, 0)
    assert office.recorder.resume_point(FOLLOWER, Role.EXECUTOR, "88") == (0, 31)


def test_finding_when_recorded_then_moves_no_cursor_and_acknowledges_nothing(
    office: Office,
) -> None:
    office.recorder.record_event(opened("1", seq=7), [], [])
    office.recorder.record_finding(MASTER, Role.MONITOR, [COPIED], [OPENING])
    office.commit()

    assert office.broker.acknowledged == ["monitor 77 7"]
    assert office.recorder.resume_point(MASTER, Role.MONITOR, "77") == (7, 0)
    assert office.intents.everything[1].links == (OPENING,)


def test_l8_restart_when_the_ledger_has_all_then_its_links_cursors_and_keys_are_taken() -> None:
    first = Office()
    first.recorder.record_event(opened("1", seq=7), [COPIED], [OPENING])
    first.recorder.record_outcome(FILLED, [LIVE], [])

    second = Office(first.shelf, first.intents)

    assert (second.state.links, second.pending) == ((LIVE,), ())
    assert second.recorder.resume_point(MASTER, Role.MONITOR, "77") == (7, 0)
    assert second.recorder.resume_point(FOLLOWER, Role.EXECUTOR, "88") == (0, 31)
    assert second.recorder.is_repeated(replace(opened("1"), stream="78", seq=1))


def test_l8_restart_when_only_the_journal_has_it_then_the_ledger_takes_it_over() -> None:
    first = Office()
    first.recorder.record_event(opened("1", seq=7), [COPIED], [OPENING])
    first.recorder.record_outcome(FILLED, [LIVE], [])

    second = Office(MemoryShelf(), first.intents)

    assert [record.ordinal for record in second.pending] == [1, 2]
    assert second.shelf.state().ordinal == 2
    assert second.shelf.state().links == (LIVE,)
    assert second.recorder.is_repeated(opened("1", seq=7))
    # Numbers go on behind the journal's.
    second.recorder.record_event(closed("1", seq=8), [], [])
    assert second.intents.everything[-1].ordinal == 3


def test_l7_restart_when_an_event_is_told_again_before_it_is_stored_then_waits() -> None:
    first = Office()
    first.recorder.record_event(opened("1", seq=7), [COPIED], [OPENING])
    second = Office(MemoryShelf(), first.intents)

    second.recorder.pass_over(opened("1", seq=7))
    assert second.broker.acknowledged == []

    second.commit()
    assert second.broker.acknowledged == ["monitor 77 7"]


def test_journal_when_256_records_are_stored_then_may_forget_them(office: Office) -> None:
    for seq in range(1, 256):
        office.recorder.record_event(replace(modified("1"), seq=seq), [], [])
    office.commit()
    assert office.intents.forgotten == 0

    office.recorder.record_event(replace(modified("1"), seq=256), [], [])
    office.commit()

    assert office.intents.forgotten == 256


def test_event_when_it_has_no_ticket_then_is_known_by_its_number_alone(office: Office) -> None:
    told = event(EventKind.BALANCE, None, None, seq=3)
    office.recorder.record_event(told, [], [])

    assert office.recorder.is_repeated(told)
    assert not office.recorder.is_repeated(replace(told, stream="78"))


def test_restart_when_a_finding_was_the_last_record_then_the_cursor_stays() -> None:
    first = Office()
    first.recorder.record_event(opened("1", seq=7), [COPIED], [OPENING])
    first.recorder.record_finding(MASTER, Role.MONITOR, [], [OPENING])

    second = Office(first.shelf, first.intents)

    assert second.recorder.resume_point(MASTER, Role.MONITOR, "77") == (7, 0)


def test_restart_when_only_the_journal_has_a_report_then_is_not_asked_for_again() -> None:
    first = Office()
    first.recorder.record_outcome(FILLED, [LIVE], [])

    second = Office(MemoryShelf(), first.intents)
    second.commit()

    assert second.recorder.resume_point(FOLLOWER, Role.EXECUTOR, "88") == (0, 31)
