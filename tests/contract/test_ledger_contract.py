"""What every ledger promises, in a database or in memory."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.contract.conftest import Office
from tests.unit.adapters.storage.samples import (
    FOLLOWER,
    MASTER,
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
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.decisions import NothingToDo, Skipped, SkipReason
from tradecopy_desktop.domain.facts import EventKind
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.ports import Cursor, LedgerState

AnyLedger = SqlLedger | MemoryLedger


def test_ledger_when_new_then_is_empty(office: Office) -> None:
    state = office.ledger.load()

    assert state == LedgerState(ordinal=0, links=(), cursors=(), seen=frozenset(), magics={})


def test_event_when_stored_then_its_links_cursor_key_and_counter_are_loaded(
    office: Office,
) -> None:
    state = office.stored(event_record(1))

    # Magic 1560281089 is 0x5D000001: prefix 0x5D, counter 1.
    assert state == LedgerState(
        ordinal=1,
        links=(link(1),),
        cursors=(Cursor(account=MASTER, role=Role.MONITOR, stream="771", seq=1, report=0),),
        seen=frozenset({("1001@Broker-Demo", "monitor|opened|5001|5001|7001")}),
        magics={"2002@Prop-Live": 1},
        outstanding=(open_command(1),),
        # Noon of 2025-03-14 is 20161 days and 12 hours after 1970: 20161 x 24 + 12.
        requests={("2002@Prop-Live", 483_876): 1},
    )


def test_outcome_when_stored_then_the_link_is_as_it_became(office: Office) -> None:
    live = replace(link(1, state=LinkState.LIVE), filled=Decimal("0.17"))

    state = office.stored(event_record(1), outcome_record(2, filled(31, seq=1), links=(live,)))

    assert state.ordinal == 2
    assert state.links == (live,)
    assert state.cursors == (
        Cursor(account=MASTER, role=Role.MONITOR, stream="771", seq=1, report=0),
        Cursor(account=FOLLOWER, role=Role.EXECUTOR, stream="", seq=0, report=31),
    )


def test_records_when_appended_then_every_ordinal_is_told_in_order(office: Office) -> None:
    for ordinal in range(1, 201):
        office.ledger.append(event_record(ordinal))

    office.loop.run_until(lambda: office.committed[-1:] == [200])

    assert office.committed == sorted(set(office.committed))


def test_every_listener_when_a_record_is_stored_then_is_told(office: Office) -> None:
    second: list[int] = []
    office.ledger.on_committed(second.append)

    office.ledger.append(event_record(1))
    office.loop.run_until(lambda: bool(second))

    assert office.committed == [1]
    assert second == [1]


def test_record_when_stored_then_nothing_waits_any_more(office: Office) -> None:
    office.ledger.append(event_record(1))
    office.loop.run_until(lambda: bool(office.committed))

    assert office.ledger.lag_records == 0
    assert office.ledger.lag_seconds == 0.0


def test_event_when_appended_twice_then_the_first_stays_and_both_count_as_stored(
    office: Office,
) -> None:
    again = replace(event_record(2, event=opened(1)), links=(link(1, state=LinkState.CLOSED),))

    state = office.stored(event_record(1), again)

    assert state.ordinal == 1
    assert state.links == (link(1),)


def test_event_when_told_again_on_a_new_stream_then_only_the_cursor_moves(
    office: Office,
) -> None:
    again = event_record(2, event=opened(1, stream="888"), decisions=())

    state = office.stored(event_record(1), again)

    assert state.ordinal == 1
    assert state.cursors == (
        Cursor(account=MASTER, role=Role.MONITOR, stream="888", seq=1, report=0),
    )


def test_event_when_on_a_new_stream_then_the_cursor_counts_from_its_number(
    office: Office,
) -> None:
    restarted = event_record(3, event=replace(opened(3, stream="888"), seq=1))

    state = office.stored(event_record(1), event_record(2), restarted)

    assert state.ordinal == 3
    assert state.cursors == (
        Cursor(account=MASTER, role=Role.MONITOR, stream="888", seq=1, report=0),
    )


def test_event_when_resent_late_then_the_cursor_does_not_go_back(office: Office) -> None:
    resent = event_record(3, event=opened(1), decisions=())

    state = office.stored(event_record(1), event_record(2), resent)

    assert state.cursors == (
        Cursor(account=MASTER, role=Role.MONITOR, stream="771", seq=2, report=0),
    )


def test_stop_change_when_sent_twice_then_both_are_stored(office: Office) -> None:
    first = replace(opened(1), kind=EventKind.MODIFIED, deal=None)
    second = replace(first, seq=2)

    state = office.stored(
        event_record(1, event=first, decisions=()), event_record(2, event=second, decisions=())
    )

    assert state.ordinal == 2
    assert state.seen == frozenset()


def test_stop_change_when_resent_with_its_number_then_is_stored_once(office: Office) -> None:
    change = replace(opened(1), kind=EventKind.MODIFIED, deal=None)

    state = office.stored(
        event_record(1, event=change, decisions=()), event_record(2, event=change, decisions=())
    )

    assert state.ordinal == 1


def test_stop_change_when_of_the_same_number_in_another_role_then_both_are_stored(
    office: Office,
) -> None:
    by_monitor = replace(opened(1), kind=EventKind.MODIFIED, deal=None)
    by_executor = replace(by_monitor, role=Role.EXECUTOR)

    state = office.stored(
        event_record(1, event=by_monitor),
        event_record(2, event=by_executor, decisions=(copied(1),)),
    )

    assert state.ordinal == 2


def test_deal_when_told_by_executor_and_monitor_then_both_are_stored(office: Office) -> None:
    # The account follows one route and leads another: its Executor's word must not hide it.
    by_executor = event_record(1, event=opened(1, role=Role.EXECUTOR), decisions=())
    by_monitor = event_record(2, event=opened(1), decisions=(copied(1),))

    state = office.stored(by_executor, by_monitor)

    assert state.ordinal == 2
    assert state.links == (link(1),)


def test_report_when_resent_then_is_stored_once(office: Office) -> None:
    ended = link(1, state=LinkState.CLOSED)

    state = office.stored(
        event_record(1),
        outcome_record(2, filled(31, seq=1)),
        outcome_record(3, filled(31, seq=1), links=(ended,)),
    )

    assert state.ordinal == 2
    assert state.links == (link(1),)


def test_report_when_its_executor_counts_from_one_again_then_is_stored(office: Office) -> None:
    state = office.stored(
        event_record(1),
        event_record(2),
        outcome_record(3, filled(31, seq=1)),
        outcome_record(4, filled(1, seq=2)),
    )

    assert state.ordinal == 4
    assert state.cursors[-1].report == 1


def test_instruction_when_named_by_a_second_event_then_the_event_is_stored(
    office: Office,
) -> None:
    again = replace(open_command(1), revision=2)
    other = event_record(2, decisions=(replace(copied(1), commands=(again,)),))

    state = office.stored(event_record(1), other)

    assert state.ordinal == 2
    assert state.cursors[0].seq == 2
    assert office.ledger.load().outstanding == (open_command(1),)


def test_reversal_when_a_route_decides_twice_then_both_decisions_are_stored(
    office: Office,
) -> None:
    # A reversal ends one copy and opens another in the same route.
    ended = replace(copied(7), link=link(7, state=LinkState.CLOSING), commands=(close_command(7),))

    state = office.stored(event_record(1, decisions=(ended, copied(1))))

    assert set(state.links) == {link(7, state=LinkState.CLOSING), link(1)}


def test_event_when_nothing_is_copied_then_is_stored_all_the_same(office: Office) -> None:
    skipped = Skipped(route="r1", reason=SkipReason.TOO_OLD, detail="7 s old", alarming=True)
    nothing = NothingToDo(route="r2", link=None, detail="no copy of it")

    state = office.stored(event_record(1, decisions=(skipped, nothing)))

    assert state.ordinal == 1
    assert state.links == ()
    assert state.magics == {}


def test_links_when_ended_over_thirty_days_ago_then_are_left_out(office: Office) -> None:
    ended = LinkState.CLOSED
    state = office.stored(
        outcome_record(1, filled(1, seq=1), links=(link(1, state=ended),)),
        outcome_record(2, filled(2, seq=2), links=(link(2, state=LinkState.LIVE),)),
        outcome_record(
            3, filled(3, seq=3), links=(link(3, state=ended),), decided_at=NOON + timedelta(days=2)
        ),
        outcome_record(4, filled(4, seq=4), decided_at=NOON + timedelta(days=31)),
    )

    # 1 ended 31 days before the newest record, 3 ended 29 days before it, 2 is still open.
    assert set(state.links) == {link(2, state=LinkState.LIVE), link(3, state=ended)}


def test_keys_when_older_than_thirty_days_then_are_left_out(office: Office) -> None:
    state = office.stored(
        event_record(1), event_record(2, decided_at=NOON + timedelta(days=31), decisions=())
    )

    assert state.seen == frozenset({("1001@Broker-Demo", "monitor|opened|5002|5002|7002")})


def test_counter_when_mt5_magics_are_sent_then_stays(office: Office) -> None:
    # 0x5443 << 47 | 5: the prefix of MT5 magics, far above the 31 bits of MT4.
    mt5 = replace(copied(2), commands=(open_command(2, magic="3035848361312780293"),))

    state = office.stored(event_record(1), event_record(2, decisions=(mt5,)))

    assert state.magics == {"2002@Prop-Live": 1}


def test_record_when_appended_after_close_then_is_refused(office: Office) -> None:
    office.ledger.close()

    with pytest.raises(RuntimeError, match="record 1 came after the ledger was closed"):
        office.ledger.append(event_record(1))


def test_close_when_records_wait_then_they_are_stored_first(office: Office) -> None:
    for ordinal in range(1, 101):
        office.ledger.append(event_record(ordinal))

    office.restart()

    assert office.ledger.load().ordinal == 100
