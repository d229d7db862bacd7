"""Which commands a ledger names at the next start: those whose answer is still to come."""

from dataclasses import replace

from tests.contract.conftest import Office
from tests.unit.adapters.storage.samples import (
    FOLLOWER,
    NOON,
    close_command,
    copied,
    event_record,
    filled,
    link,
    open_command,
    outcome_record,
)
from tradecopy_desktop.adapters.storage.ledger import SqlLedger
from tradecopy_desktop.adapters.storage.memory_ledger import MemoryLedger
from tradecopy_desktop.domain.commands import VoidInstruction
from tradecopy_desktop.domain.facts import Outcome
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.ports import OutcomeRecord

AnyLedger = SqlLedger | MemoryLedger


def test_commands_when_not_answered_then_are_named_at_the_next_start(office: Office) -> None:
    accepted = replace(filled(31, seq=2), outcome=Outcome.ACCEPTED)
    office.stored(
        event_record(1),
        event_record(2),
        event_record(3),
        outcome_record(4, filled(30, seq=1), commands=(close_command(1),)),
        outcome_record(5, accepted),
        outcome_record(6, filled(32, seq=9), links=(link(3, state=LinkState.CLOSED),)),
    )

    # 1 was filled, its close not yet; 2 was accepted, which is no final answer; 3 has ended.
    assert office.ledger.load().outstanding == (close_command(1), open_command(2))


def test_answer_when_to_a_lower_revision_then_the_higher_one_still_waits(
    office: Office,
) -> None:
    lower, higher = close_command(1), replace(close_command(1), revision=3)
    answer = replace(filled(31, seq=1), id="close-r1-1", revision=2)

    office.stored(
        event_record(1, decisions=(replace(copied(1), commands=(lower, higher)),)),
        outcome_record(2, answer),
    )

    assert office.ledger.load().outstanding == (higher,)


def test_void_when_sent_for_an_opening_then_is_a_command_of_its_own(office: Office) -> None:
    void = VoidInstruction(id="open-r1-1", copy="copy-r1-1", follower=FOLLOWER)
    unsure = replace(filled(30, seq=1), outcome=Outcome.UNKNOWN)
    record = OutcomeRecord(
        ordinal=2, decided_at=NOON, report=unsure, links=(link(1),), commands=(void,)
    )

    office.stored(event_record(1), record)

    assert office.ledger.load().outstanding == (void,)


def test_l9_void_when_the_terminal_could_not_tell_then_is_asked_again(office: Office) -> None:
    void = VoidInstruction(id="open-r1-1", copy="copy-r1-1", follower=FOLLOWER)
    unsure = replace(filled(30, seq=1), outcome=Outcome.UNKNOWN)
    still = replace(filled(31, seq=1), outcome=Outcome.UNKNOWN, revision=0)
    asked = OutcomeRecord(
        ordinal=2, decided_at=NOON, report=unsure, links=(link(1),), commands=(void,)
    )
    again = OutcomeRecord(
        ordinal=3, decided_at=NOON, report=still, links=(link(1),), commands=(void,)
    )

    office.stored(event_record(1), asked, again)

    assert office.ledger.load().outstanding == (void,)


def test_void_when_answered_then_is_over(office: Office) -> None:
    void = VoidInstruction(id="open-r1-1", copy="copy-r1-1", follower=FOLLOWER)
    unsure = replace(filled(30, seq=1), outcome=Outcome.UNKNOWN)
    voided = replace(filled(31, seq=1), outcome=Outcome.DONE, revision=0)
    asked = OutcomeRecord(
        ordinal=2, decided_at=NOON, report=unsure, links=(link(1),), commands=(void,)
    )

    office.stored(event_record(1), asked, outcome_record(3, voided))

    assert office.ledger.load().outstanding == ()


def test_c1_commands_when_an_answer_led_to_one_then_it_comes_before_what_waited(
    office: Office,
) -> None:
    void = VoidInstruction(id="open-r1-1", copy="copy-r1-1", follower=FOLLOWER)
    unsure = replace(filled(30, seq=1), outcome=Outcome.UNKNOWN)
    asked = OutcomeRecord(
        ordinal=3, decided_at=NOON, report=unsure, links=(link(1),), commands=(void,)
    )
    closing = replace(copied(1), commands=(close_command(1),))

    # Opened; closed by the master while the opening was under way; its answer does not tell.
    office.stored(event_record(1), event_record(2, decisions=(closing,)), asked)

    assert office.ledger.load().outstanding == (void, close_command(1))


def test_shadow_when_stored_then_none_of_its_commands_waits_to_be_sent(office: Office) -> None:
    shadow = replace(copied(1), link=replace(link(1), shadow=True))

    state = office.stored(event_record(1, decisions=(shadow, copied(1, route="r2"))))

    assert [each.copy for each in state.links if each.shadow] == ["copy-r1-1"]
    assert state.outstanding == (open_command(1, route="r2"),)
    # Its magic is taken all the same; the next copy gets another.
    assert state.magics == {"2002@Prop-Live": 1}
