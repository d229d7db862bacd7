"""Killed and started again: what was decided is followed, nothing is decided or opened twice."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.app.bench import Bench
from tests.unit.engine.link_samples import COPY, OPEN
from tests.unit.engine.samples import (
    FOLLOWER,
    SETTINGS,
    added,
    carried,
    closed,
    deal,
    ended,
    event,
    modified,
    opened,
    partly_closed,
    picture,
    position,
    route,
)
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.commands import OpenPosition, VoidInstruction
from tradecopy_desktop.domain.facts import EventKind, Outcome
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.sizing import Multiplier
from tradecopy_desktop.domain.values import ZERO, DealEntry, Platform, Reason, Side


def _up(bench: Bench, *, stored: int | None) -> None:
    """Start the program anew on a ledger with `stored` records, and let the terminals come."""
    bench.restart(stored=stored)
    bench.connect_master()
    bench.connect()


def test_l7_killed_between_sending_and_committing_then_the_opening_happens_once() -> None:
    bench = Bench()
    bench.handle(opened("1"))
    bench.broker.answer()

    _up(bench, stored=0)
    bench.handle(opened("1"))
    bench.answer_all()

    # Asked for again under the same id; the executor's journal says that it was done.
    assert [command.id for command in bench.broker.sent] == [OPEN, OPEN]
    assert bench.broker.held == {COPY: Decimal(1)}
    assert (bench.the_link().state, bench.the_link().filled) == (LinkState.LIVE, Decimal(1))


def test_l7_killed_before_anything_was_sent_then_the_opening_is_asked_for_with_no_life_left() -> (
    None
):
    bench = Bench()
    bench.lose()
    bench.book.account(FOLLOWER).connected.add(Role.EXECUTOR)
    bench.book.account(FOLLOWER).whole.add(Role.EXECUTOR)
    bench.handle(opened("1"))

    _up(bench, stored=0)

    (command,) = bench.broker.sent
    assert isinstance(command, OpenPosition)
    assert (command.id, command.life_ms) == (OPEN, 0)


def test_l8_event_when_told_again_after_the_restart_then_is_not_decided_anew() -> None:
    bench = Bench()
    bench.handle(opened("1"))
    bench.answer()
    # Today's settings would make it twice as large.
    bench.restart(stored=0)
    bench.book.put_route(route(replace(SETTINGS, version=2, sizing=Multiplier(factor=Decimal(2)))))
    bench.connect_master()
    bench.connect()

    bench.handle(opened("1"), replace(opened("1"), stream="78"))
    bench.answer_all()

    assert bench.sent() == ["open buy 1"]
    assert bench.notes.decisions == []
    bench.commit()
    assert bench.broker.acknowledged[-1] == "monitor 78 1"


def test_l7_killed_with_a_close_under_way_then_it_is_carried_out_after_the_start() -> None:
    bench = Bench()
    bench.handle(opened("1"))
    bench.answer()
    bench.handle(closed("1"))

    # The ledger has the opening and its answer; the close stands in the journal alone.
    _up(bench, stored=2)
    bench.answer_all()

    assert bench.sent() == ["open buy 1", "buy to 0", "buy to 0"]
    assert bench.broker.sent[1] == bench.broker.sent[2]
    assert (bench.the_link().state, bench.broker.held) == (LinkState.CLOSED, {COPY: ZERO})


def test_l7_killed_with_open_and_close_recorded_then_both_go_in_their_order() -> None:
    bench = Bench()
    bench.handle(opened("1"), closed("1"))

    _up(bench, stored=0)
    bench.answer_all()

    assert bench.sent() == ["open buy 1", "open buy 1", "buy to 0"]
    assert (bench.the_link().state, bench.broker.held) == (LinkState.CLOSED, {COPY: ZERO})


def test_l7_killed_after_the_answer_was_recorded_then_nothing_is_sent_again() -> None:
    bench = Bench()
    bench.handle(opened("1"))
    bench.answer()

    _up(bench, stored=1)

    assert bench.sent() == ["open buy 1"]
    assert (bench.the_link().state, bench.the_link().filled) == (LinkState.LIVE, Decimal(1))


def test_l7_killed_with_a_repetition_of_a_close_waiting_then_it_is_sent() -> None:
    bench = Bench()
    bench.handle(opened("1"))
    bench.answer()
    bench.broker.plan(Outcome.REFUSED, code="10018")
    bench.handle(closed("1"))
    bench.answer()

    _up(bench, stored=3)
    bench.answer_all()

    assert bench.broker.held == {COPY: ZERO}


@pytest.mark.parametrize("filled", [True, False])
def test_l9_killed_while_a_void_was_under_way_then_the_executor_is_asked_again(
    filled: bool,
) -> None:
    bench = Bench()
    bench.broker.plan(Outcome.UNKNOWN, part="1" if filled else None)
    bench.handle(opened("1"))
    bench.answer()

    _up(bench, stored=0)
    bench.answer_all()

    assert bench.sent() == ["open buy 1", "void", "void"]
    expected = LinkState.LIVE if filled else LinkState.REFUSED
    assert bench.the_link().state is expected


def test_master_closed_while_the_program_was_down_then_the_picture_closes_the_copy() -> None:
    bench = Bench()
    bench.handle(opened("1"))
    bench.answer()

    _up(bench, stored=None)
    bench.handle(picture(ended=(ended("501"),)))
    bench.answer()

    assert bench.broker.held == {COPY: ZERO}


def test_c2_follower_ended_while_the_program_was_down_then_stays_ended() -> None:
    bench = Bench()
    bench.handle(opened("1"))
    bench.answer()
    bench.broker.take_lots(COPY, "1")

    _up(bench, stored=None)
    bench.handle(picture(position("1")), picture(position("1")))
    bench.show()

    assert bench.the_link().state is LinkState.ENDED_EARLY
    assert bench.sent() == ["open buy 1"]


def test_c4_own_partial_close_when_told_again_after_the_restart_then_is_not_counted_twice() -> None:
    bench = Bench()
    bench.handle(opened("1"))
    bench.answer()
    bench.handle(partly_closed("0.5", "0.5"))
    report = bench.broker.answer()
    bench.handle(report)
    own = event(
        EventKind.PARTLY_CLOSED,
        position("0.5", id="7700", link=carried(COPY)),
        deal(
            report.fills[0].deal,
            "8890",
            "0.5",
            entry=DealEntry.OUT,
            side=Side.SELL,
            reason=Reason.EXPERT,
        ),
        account=FOLLOWER,
        role=Role.EXECUTOR,
    )

    # A terminal tells what was not acknowledged before it shows its positions.
    bench.restart()
    bench.handle(own)
    bench.connect_master()
    bench.connect()
    assert (bench.the_link().state, bench.the_link().filled) == (LinkState.LIVE, Decimal("0.5"))
    bench.handle(closed("0.5"))
    bench.answer_all()

    assert bench.broker.held == {COPY: ZERO}


@pytest.mark.parametrize("stored", [0, 1, 2, 3, None])
def test_l2_mt4_counter_when_restarted_at_any_point_then_goes_on(stored: int | None) -> None:
    bench = Bench(platform=Platform.MT4)
    bench.handle(opened("1"), opened("1", id="502", seq=2))
    bench.answer_all()

    _up(bench, stored=stored)
    bench.handle(opened("1", id="503", seq=3))

    last = bench.broker.sent[-1]
    assert isinstance(last, OpenPosition)
    # 1560281088 + 3.
    assert last.magic == "1560281091"


def test_l8_stop_change_when_told_again_on_its_stream_then_older_stops_do_not_return() -> None:
    bench = Bench()
    bench.handle(opened("1"))
    bench.answer()
    first = modified("1", sl="1.08")
    bench.handle(first, replace(modified("1", sl="1.09"), seq=7))
    bench.answer_all()

    _up(bench, stored=None)
    bench.handle(first)

    assert bench.sent() == ["open buy 1", "stops 1.08000", "stops 1.09000"]


def test_s2_addition_after_the_restart_then_grows_the_copy_that_was_there() -> None:
    bench = Bench()
    bench.handle(opened("1"))
    bench.answer()

    _up(bench, stored=None)
    bench.handle(added("3", "2", order="501", made_by="9502"))
    bench.answer()

    assert bench.broker.held == {COPY: Decimal(3)}


def test_l7_killed_after_committing_a_close_that_was_not_sent_then_it_is_carried_out() -> None:
    bench = Bench()
    bench.handle(opened("1"))
    bench.answer()
    bench.lose()
    bench.handle(closed("1"))

    # All three records are in the ledger, and the journal may have forgotten them.
    _up(bench, stored=None)
    bench.answer_all()

    assert bench.broker.held == {COPY: ZERO}


def test_l7_killed_after_committing_an_opening_on_the_wire_then_its_outcome_is_asked_for() -> None:
    bench = Bench()
    bench.handle(opened("1"))
    bench.broker.answer()

    _up(bench, stored=None)
    bench.answer_all()

    assert (bench.the_link().state, bench.the_link().filled) == (LinkState.LIVE, Decimal(1))


@pytest.mark.parametrize("stored", [0, None], ids=["from the journal", "from the ledger"])
def test_c1_killed_while_an_opening_is_unknown_then_its_close_still_waits_for_the_answer(
    stored: int | None,
) -> None:
    bench = Bench()
    bench.handle(opened("1"))
    bench.handle(closed("1"))
    bench.broker.plan(Outcome.UNKNOWN)
    bench.answer()
    sent = len(bench.broker.sent)

    _up(bench, stored=stored)

    (asked,) = bench.broker.sent[sent:]
    assert asked == VoidInstruction(id=OPEN, copy=COPY, follower=FOLLOWER)
