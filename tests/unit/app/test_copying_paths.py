"""Whole paths of a copy, from the master's event to what the follower's broker holds."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.app.bench import Bench
from tests.unit.engine.link_samples import COPY
from tests.unit.engine.samples import (
    FOLLOWER,
    MASTER,
    OTHER_FOLLOWER,
    SETTINGS,
    added,
    closed,
    ended,
    modified,
    opened,
    partly_closed,
    picture,
    reversed_to_sell,
    route,
)
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.commands import OpenPosition
from tradecopy_desktop.domain.decisions import Copied, Skipped
from tradecopy_desktop.domain.facts import Outcome
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.sizing import Multiplier
from tradecopy_desktop.domain.values import ZERO, MarginMode, Platform

TENTH = replace(SETTINGS, sizing=Multiplier(factor=Decimal("0.1")))


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_master_opens_and_closes_then_the_copy_does_too(bench: Bench) -> None:
    bench.handle(opened("1"))
    bench.answer()
    assert bench.the_link().state is LinkState.LIVE
    assert bench.broker.held == {COPY: Decimal(1)}

    bench.handle(closed("1"))
    bench.answer()

    assert bench.the_link().state is LinkState.CLOSED
    assert bench.broker.held == {COPY: ZERO}
    assert bench.sent() == ["open buy 1", "buy to 0"]
    assert bench.notes.troubles == []


def test_c1_master_closes_while_the_opening_is_in_flight_then_the_copy_ends_closed(
    bench: Bench,
) -> None:
    bench.handle(opened("1"), closed("1"))
    assert bench.sent() == ["open buy 1"]

    bench.answer_all()

    assert bench.sent() == ["open buy 1", "buy to 0"]
    assert (bench.the_link().state, bench.broker.held) == (LinkState.CLOSED, {COPY: ZERO})


def test_c1_master_closes_while_the_opening_is_refused_then_nothing_is_opened_later(
    bench: Bench,
) -> None:
    bench.broker.plan(Outcome.REFUSED, code="10004")
    bench.handle(opened("1"), closed("1"))

    bench.answer_all()
    bench.wait_ms(10_000)
    bench.answer_all()

    assert bench.sent() == ["open buy 1"]
    assert bench.the_link().state is LinkState.REFUSED


def test_c1_master_closes_before_the_opening_could_leave_then_nothing_is_sent(
    bench: Bench,
) -> None:
    bench.lose()
    # The link broke before the follower's account was known to be away.
    bench.book.account(FOLLOWER).connected.add(Role.EXECUTOR)
    bench.book.account(FOLLOWER).whole.add(Role.EXECUTOR)
    bench.handle(opened("1"), closed("1"))

    bench.connect()

    assert bench.sent() == []
    assert (bench.the_link().state, bench.the_link().reason) == (
        LinkState.CLOSED,
        "closed before sent",
    )


def test_s4_master_closes_in_parts_then_the_copy_follows_each(bench: Bench) -> None:
    bench.handle(opened("1"))
    bench.answer()

    bench.handle(partly_closed("0.7", "0.3", made_by="9601", seq=2))
    bench.answer()
    bench.handle(partly_closed("0.2", "0.5", made_by="9602", seq=3))
    bench.answer()
    assert bench.broker.held == {COPY: Decimal("0.2")}

    bench.handle(closed("0.2"))
    bench.answer()

    assert bench.sent() == ["open buy 1", "buy to 0.7", "buy to 0.2", "buy to 0"]
    assert bench.the_link().state is LinkState.CLOSED


def test_s2_order_of_3_4_3_then_the_copy_holds_one_lot_at_every_pace() -> None:
    hurried, calm = Bench(route(TENTH)), Bench(route(TENTH))
    fills = [
        opened("3"),
        added("7", "4", order="501", made_by="9502", seq=2),
        added("10", "3", order="501", made_by="9503", seq=3),
    ]

    hurried.handle(*fills)
    hurried.answer_all()
    for fill in fills:
        calm.handle(fill)
        calm.answer_all()

    assert hurried.broker.held == calm.broker.held == {COPY: Decimal(1)}
    assert hurried.sent() == calm.sent() == ["open buy 0.3", "open buy 0.4", "open buy 0.3"]


@pytest.mark.parametrize("follower", list(MarginMode))
def test_s3_master_reverses_then_the_copy_closes_and_the_other_side_opens(
    follower: MarginMode,
) -> None:
    bench = Bench(master=MarginMode.NETTING, follower=follower)
    bench.handle(opened("1"))
    bench.answer()

    bench.handle(reversed_to_sell("2", before="1"))
    bench.answer_all()

    assert bench.sent() == ["open buy 1", "buy to 0", "open sell 2"]
    assert [link.state for link in bench.book.links.values()] == [
        LinkState.CLOSED,
        LinkState.LIVE,
    ]
    assert list(bench.broker.held.values()) == [ZERO, Decimal(2)]


def test_s3_refused_part_then_an_add_then_reductions_in_proportion() -> None:
    bench = Bench(master=MarginMode.NETTING)
    bench.handle(opened("1"))
    bench.answer()
    # 2 more lots are refused by the broker for good, then 1 is taken.
    bench.broker.plan(Outcome.REFUSED, code="10019")
    bench.handle(added("3", "2", order="502", made_by="9502"))
    bench.answer()
    bench.handle(added("4", "1", order="503", made_by="9503", seq=3))
    bench.answer()
    assert bench.broker.held == {COPY: Decimal(2)}

    # Half of the master's 4 goes: half of the copy's 2 goes.
    bench.handle(partly_closed("2", "2", seq=4))
    bench.answer()

    assert bench.broker.held == {COPY: Decimal(1)}


def test_s3_reduction_while_an_addition_follows_then_both_are_carried_out() -> None:
    bench = Bench(master=MarginMode.NETTING)
    bench.handle(opened("1"))
    bench.answer()
    bench.handle(
        partly_closed("0.5", "0.5", seq=2),
        added("0.8", "0.3", order="502", made_by="9502", seq=3),
    )

    bench.answer_all()

    assert bench.sent() == ["open buy 1", "buy to 0.5", "open buy 0.3"]
    assert (bench.the_link().target, bench.the_link().filled) == (Decimal("0.8"),) * 2
    assert bench.notes.troubles == []


def test_stops_when_the_master_moves_them_then_reach_the_broker(bench: Bench) -> None:
    bench.handle(opened("1"))
    bench.answer()

    bench.handle(modified("1", sl="1.09500"))
    bench.answer()

    assert bench.broker.stops == {COPY: Decimal("1.09500")}


def test_c4_stops_when_refused_then_are_set_a_second_later(bench: Bench) -> None:
    bench.handle(opened("1"))
    bench.answer()
    bench.broker.plan(Outcome.REFUSED, code="10016")
    bench.handle(modified("1", sl="1.09500"))
    bench.answer()

    bench.wait_ms(999)
    assert len(bench.broker.sent) == 2
    bench.wait_ms(1)
    bench.answer()

    assert bench.broker.stops == {COPY: Decimal("1.09500")}
    # One sentence for the trader.
    assert bench.notes.troubles == [
        "SL/TP were not set (the broker calls SL or TP invalid, code 10016); it is tried again"
    ]


def test_l5_partial_fill_then_the_master_halves_then_half_of_what_came_stays(
    bench: Bench,
) -> None:
    bench.broker.plan(Outcome.PARTLY_FILLED, part="0.6")
    bench.handle(opened("1"))
    bench.answer()

    bench.handle(partly_closed("0.5", "0.5"))
    bench.answer()

    assert bench.broker.held == {COPY: Decimal("0.3")}


def test_l5_partial_fill_that_comes_late_then_ends_at_half_of_what_came(bench: Bench) -> None:
    bench.broker.plan(Outcome.PARTLY_FILLED, part="0.6")
    bench.handle(opened("1"), partly_closed("0.5", "0.5"))

    bench.answer_all()
    bench.wait_ms(60_000)
    bench.answer_all()

    assert bench.broker.held == {COPY: Decimal("0.3")}
    assert bench.the_link().target == Decimal("0.3")


def test_master_closed_while_away_then_the_picture_with_its_deal_closes_the_copy(
    bench: Bench,
) -> None:
    bench.handle(opened("1"))
    bench.answer()

    bench.handle(picture(ended=(ended("501"),)))
    bench.answer()

    assert bench.broker.held == {COPY: ZERO}


def test_w2_master_gone_without_proof_then_the_copy_stays(
    bench: Bench,
) -> None:
    bench.handle(opened("1"))
    bench.answer()

    bench.handle(picture())

    assert bench.the_link().state is LinkState.LIVE


def test_two_routes_then_each_follower_gets_its_own_copy() -> None:
    bench = Bench(route(), route(TENTH, id="r2", follower=OTHER_FOLLOWER))

    bench.handle(opened("1"))
    bench.answer_all()
    bench.handle(closed("1"))
    bench.answer_all()

    assert bench.sent() == ["open buy 1", "open buy 0.1", "buy to 0", "buy to 0"]
    assert {link.state for link in bench.book.links.values()} == {LinkState.CLOSED}


def test_signal_age_then_counts_the_terminal_the_way_and_the_queue(bench: Bench) -> None:
    told = replace(opened("1"), age_us=1_000_000, transit_us=500_000)
    bench.clock.advance_ms(10_000)
    bench.copying.handle(replace(told, received_ns=9_000_000_000))

    (command,) = bench.broker.sent

    # 1000 ms at the master, 500 on the way, 1000 in the queue; 5000 are allowed.
    assert isinstance(command, OpenPosition)
    assert command.life_ms == 2_500


def test_w5_signal_when_older_than_allowed_then_is_skipped(bench: Bench) -> None:
    bench.handle(replace(opened("1"), age_us=5_001_000, transit_us=None))

    assert bench.sent() == []
    assert [type(decision) for decision in bench.notes.decisions] == [Skipped]


def test_l2_mt4_follower_then_every_opening_has_a_magic_of_its_own() -> None:
    bench = Bench(platform=Platform.MT4)
    for number, id in enumerate(("501", "502", "503"), start=1):
        bench.handle(opened("1", id=id, seq=number))
    bench.answer_all()
    # The third copy ends, and the first is changed: that must not bring the counter back.
    bench.handle(closed("1", id="503"))
    bench.answer_all()
    bench.handle(replace(modified("1", sl="1.09"), seq=5))
    bench.answer_all()

    bench.handle(opened("1", id="504", seq=6))

    magics = [c.magic for c in bench.broker.sent if isinstance(c, OpenPosition)]
    assert magics == ["1560281089", "1560281090", "1560281091", "1560281092"]


def test_event_when_decided_then_is_in_the_journal_before_anything_is_sent(bench: Bench) -> None:
    bench.handle(opened("1"))

    (record,) = bench.intents.everything
    assert [link.copy for link in record.links] == [COPY]
    assert [type(decision) for decision in bench.notes.decisions] == [Copied]
    assert bench.broker.acknowledged == []
    bench.commit()
    assert bench.broker.acknowledged == ["monitor 77 1"]


def test_l8_event_when_told_twice_then_is_copied_once_and_acknowledged_twice(
    bench: Bench,
) -> None:
    bench.handle(opened("1"), opened("1"), replace(opened("1"), stream="78", seq=9))
    bench.answer_all()
    bench.commit()

    assert bench.sent() == ["open buy 1"]
    assert bench.broker.acknowledged == ["monitor 77 1", "monitor 77 1", "monitor 78 9", "report 1"]
    assert bench.the_link().master == MASTER
