"""Refusals, silence, breaks and bugs: closes go on, openings happen at most once."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.app.bench import Bench
from tests.unit.engine.link_samples import COPY
from tests.unit.engine.samples import (
    OTHER_FOLLOWER,
    SETTINGS,
    added,
    closed,
    modified,
    opened,
    partly_closed,
    position,
    route,
)
from tradecopy_desktop.domain.facts import Outcome, TradeEvent
from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.values import ZERO

# Lots that no comparison accepts: deciding an opening of this route raises.
POISONED = replace(SETTINGS, filters=Filters(max_master_lots=Decimal("sNaN")))


@pytest.fixture
def bench() -> Bench:
    """Return a bench with one live copy of one lot."""
    ready = Bench()
    ready.handle(opened("1"))
    ready.answer()
    return ready


def test_c4_close_when_refused_again_and_again_then_is_tried_with_growing_waits(
    bench: Bench,
) -> None:
    for _ in range(3):
        bench.broker.plan(Outcome.REFUSED, code="10019")
    bench.handle(closed("1"))
    bench.answer()

    waits = []
    for wait_ms in (1_000, 2_000, 4_000):
        bench.wait_ms(wait_ms - 1)
        waits.append(len(bench.broker.unanswered))
        bench.wait_ms(1)
        bench.answer()

    # Never a millisecond early; the fourth try is carried out.
    assert waits == [0, 0, 0]
    assert bench.sent() == ["open buy 1", *["buy to 0"] * 4]
    assert len({command.id for command in bench.broker.sent}) == 5
    assert (bench.the_link().state, bench.broker.held) == (LinkState.CLOSED, {COPY: ZERO})


def test_c4_close_when_only_a_part_went_then_the_rest_follows(bench: Bench) -> None:
    bench.broker.plan(Outcome.PARTLY_FILLED, part="0.4")
    bench.handle(closed("1"))
    bench.answer()
    assert bench.the_link().filled == Decimal("0.6")

    bench.wait_ms(1_000)
    bench.answer()

    assert bench.broker.held == {COPY: ZERO}


def test_c4_close_when_the_follower_is_away_then_leaves_on_its_return(bench: Bench) -> None:
    bench.lose()
    bench.handle(closed("1"))
    assert bench.sent() == ["open buy 1"]
    bench.wait_ms(24 * 3_600_000)

    bench.connect()
    bench.answer()

    assert (bench.the_link().state, bench.broker.held) == (LinkState.CLOSED, {COPY: ZERO})


@pytest.mark.parametrize("mode", list(RouteMode))
def test_c5_close_when_the_route_is_in_any_mode_then_is_carried_out(
    bench: Bench, mode: RouteMode
) -> None:
    bench.book.put_route(route(mode=mode))

    bench.handle(closed("1"))
    bench.answer()

    assert bench.broker.held == {COPY: ZERO}


def test_opening_when_requoted_then_is_repeated_within_its_life_and_not_beyond() -> None:
    bench = Bench()
    for _ in range(3):
        bench.broker.plan(Outcome.REFUSED, code="10004")
    bench.handle(opened("1"))
    bench.answer()
    bench.wait_ms(100)
    bench.answer()
    bench.wait_ms(100)
    bench.answer()
    bench.wait_ms(60_000)

    # Three attempts under three ids, then the trader is told.
    assert bench.sent() == ["open buy 1"] * 3
    assert len({command.id for command in bench.broker.sent}) == 3
    assert bench.the_link().state is LinkState.REFUSED
    assert bench.notes.troubles == ["the opening was refused: requote, code 10004"]


def test_l1_two_openings_of_a_copy_when_both_are_requoted_then_both_are_filled() -> None:
    bench = Bench()
    bench.broker.plan(Outcome.REFUSED, code="10004")
    bench.handle(opened("3"), added("7", "4", order="501", made_by="9502"))
    bench.answer()
    bench.wait_ms(100)
    bench.broker.plan(Outcome.FILLED)
    bench.broker.plan(Outcome.REFUSED, code="10004")
    bench.answer(times=2)
    bench.wait_ms(100)
    bench.answer_all()

    assert bench.broker.held == {COPY: Decimal(7)}
    assert bench.the_link().filled == 7


def test_l9_opening_when_its_outcome_is_unknown_and_it_was_filled_then_the_copy_lives() -> None:
    bench = Bench()
    bench.broker.plan(Outcome.UNKNOWN, part="1")
    bench.handle(opened("1"))
    bench.answer_all()

    assert bench.sent() == ["open buy 1", "void"]
    assert (bench.the_link().state, bench.the_link().filled) == (LinkState.LIVE, Decimal(1))
    bench.handle(closed("1"))
    bench.answer()
    assert bench.broker.held == {COPY: ZERO}


def test_l9_opening_when_its_outcome_is_unknown_and_nothing_came_then_is_over() -> None:
    bench = Bench()
    bench.broker.plan(Outcome.UNKNOWN)
    bench.handle(opened("1"))
    bench.answer_all()

    assert bench.sent() == ["open buy 1", "void"]
    assert bench.the_link().state is LinkState.REFUSED


def test_c1_close_when_the_opening_is_unknown_then_waits_for_the_void_and_closes_what_exists() -> (
    None
):
    bench = Bench()
    bench.broker.plan(Outcome.UNKNOWN, part="1")
    bench.broker.plan(Outcome.UNKNOWN)
    bench.handle(opened("1"), closed("1"))
    bench.answer(times=2)
    # The executor could not tell: it is asked again after a second, before anything else.
    assert bench.sent() == ["open buy 1", "void"]
    bench.wait_ms(1_000)

    bench.answer_all()

    assert bench.sent() == ["open buy 1", "void", "void", "buy to 0"]
    assert (bench.the_link().state, bench.broker.held) == (LinkState.CLOSED, {COPY: ZERO})


def test_l9_addition_when_its_outcome_is_unknown_then_the_lots_held_before_stay_known(
    bench: Bench,
) -> None:
    bench.broker.plan(Outcome.UNKNOWN, part="2")
    bench.handle(added("3", "2", order="501", made_by="9502"))

    bench.answer_all()

    assert (bench.the_link().filled, bench.the_link().target) == (Decimal(3), Decimal(3))


def test_break_when_an_opening_was_on_the_wire_then_is_sent_again_under_its_id() -> None:
    bench = Bench()
    bench.handle(opened("1"))
    bench.lose()

    bench.connect()
    bench.answer()

    first, second = bench.broker.sent
    assert second == first
    assert bench.broker.held == {COPY: Decimal(1)}


def test_break_when_the_opening_was_carried_out_and_its_report_lost_then_happens_once() -> None:
    bench = Bench()
    bench.handle(opened("1"))
    bench.broker.answer()
    bench.lose()

    bench.connect()
    bench.answer()

    assert bench.broker.held == {COPY: Decimal(1)}
    assert (bench.the_link().state, bench.the_link().filled) == (LinkState.LIVE, Decimal(1))


def test_break_when_a_report_comes_twice_then_the_second_changes_nothing(bench: Bench) -> None:
    bench.handle(closed("1"))
    report = bench.broker.answer()
    bench.handle(report)
    before = bench.the_link()

    bench.handle(report)
    bench.commit()

    assert bench.the_link() == before
    assert bench.broker.acknowledged.count("report 2") == 2


def test_report_when_it_belongs_to_nothing_known_then_is_acknowledged(bench: Bench) -> None:
    bench.handle(closed("1"))
    stranger = replace(bench.broker.answer(), id="0" * 32, number=9)

    bench.handle(stranger)
    bench.commit()

    assert "report 9" in bench.broker.acknowledged
    assert bench.the_link().state is LinkState.CLOSING


def test_opening_when_accepted_first_then_the_line_waits_for_the_final_answer() -> None:
    bench = Bench()
    bench.handle(opened("1"), partly_closed("0.5", "0.5"))
    final = bench.broker.answer()
    bench.handle(replace(final, outcome=Outcome.ACCEPTED, fills=(), remaining=ZERO))
    assert bench.sent() == ["open buy 1"]

    bench.handle(final)

    assert bench.sent() == ["open buy 1", "buy to 0.5"]


def _added_under_stops(after: str, by: str) -> TradeEvent:
    told = added(after, by, order="501", made_by="9502", seq=7)
    return replace(told, position=position(after, sl="1.09"))


def test_s3_addition_when_it_dies_unsent_then_the_rest_of_the_copy_lives(bench: Bench) -> None:
    bench.handle(modified("1", sl="1.09"))
    bench.handle(_added_under_stops("3", "2"))
    bench.clock.advance_ms(5_000)
    bench.answer()

    assert bench.sent() == ["open buy 1", "stops 1.09000"]
    assert (bench.the_link().state, bench.the_link().target) == (LinkState.LIVE, Decimal(1))
    assert bench.notes.troubles == [
        "the opening was refused: the signal grew too old before it could be sent"
    ]


@pytest.mark.logs_trouble
def test_w6_poison_event_then_pauses_its_route_only() -> None:
    bench = Bench(route(POISONED), route(id="r2", follower=OTHER_FOLLOWER))

    bench.handle(opened("1"))

    modes = {each.id: each.mode for each in bench.book.routes.values()}
    assert modes == {"r1": RouteMode.CLOSE_ONLY, "r2": RouteMode.LIVE}
    assert [command.follower for command in bench.broker.sent] == [OTHER_FOLLOWER]
    assert bench.notes.troubles == ["route r1 met an error and is paused; closes go on"]
    bench.commit()
    assert bench.broker.acknowledged == ["monitor 77 1"]


@pytest.mark.logs_trouble
def test_w6_poison_event_when_the_route_has_open_copies_then_their_closes_go_on(
    bench: Bench,
) -> None:
    bench.book.put_route(route(POISONED))

    bench.handle(added("2", "1", order="502", made_by="9502"), closed("2"))
    bench.answer()

    assert bench.book.routes["r1"].mode is RouteMode.CLOSE_ONLY
    assert bench.broker.held == {COPY: ZERO}
