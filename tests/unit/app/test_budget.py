"""Requests of the day are counted, warned of, saved and kept for closes; a restart knows (G6)."""

from dataclasses import replace

import pytest

from tests.unit.app.bench import Bench
from tests.unit.app.paced_post import PacedPost, words
from tests.unit.engine.link_samples import COPY
from tests.unit.engine.samples import FOLLOWER, closed, modified, opened, route
from tradecopy_desktop.domain.facts import Outcome
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.pace import Pace
from tradecopy_desktop.domain.routes import RouteMode

# Of ten requests seven are 70 % and nine are 90 %.
TEN = Pace(daily_budget=10, stops_every_s=15, stops_step=10)
_HOUR_MS = 3_600_000


@pytest.fixture
def post() -> PacedPost:
    """Return a post with ten requests a day."""
    ready = PacedPost(TEN)
    ready.ready()
    return ready


def test_g6_requests_when_sent_then_the_trader_is_warned_once_at_70_and_once_at_90(
    post: PacedPost,
) -> None:
    post.submit(*words("close", "abcdef"))
    assert post.told == []

    post.submit(*words("close", "ghij"))

    assert post.book.account(FOLLOWER).requests == 10
    assert post.told == [
        "2002@Prop-Live: 7 of today's 10 requests are used: stops are changed less often now, "
        "and from 90 % on nothing is opened",
        "2002@Prop-Live: 9 of today's 10 requests are used: nothing is opened before 00:00 UTC; "
        "closes go on",
    ]


def test_g6_opening_when_the_budget_is_used_up_meanwhile_then_is_dropped_and_a_close_is_not(
    post: PacedPost,
) -> None:
    post.submit(*words("close", "abcdefgh"))
    post.submit("open i")

    post.submit("open j", "close k")
    post.submit("open l", recovered=True)

    assert post.sent()[8:] == ["open i", "close k", "open l"]
    assert post.dropped == [
        (
            "open j",
            "more than 90 % of today's 10 requests are used; "
            "the rest is kept for closes until 00:00 UTC",
        )
    ]


def test_g6_request_when_sent_again_after_a_break_then_counts_again(post: PacedPost) -> None:
    post.submit("close a")
    post.dispatcher.follower_lost(FOLLOWER)

    post.ready()

    assert post.book.account(FOLLOWER).requests == 2


def test_g6_day_when_it_turns_then_everything_may_be_opened_again(post: PacedPost) -> None:
    post.submit(*words("close", "abcdefghi"))
    # It is noon.
    post.pass_ms(12 * _HOUR_MS - 1)
    assert post.book.account(FOLLOWER).requests == 9

    post.pass_ms(1)
    post.submit("open k")

    assert post.book.account(FOLLOWER).requests == 1
    assert post.sent()[-1] == "open k"
    post.submit(*words("close", "lmnopq"))
    # The new day has a warning of its own.
    assert [text.partition(":")[2][1:2] for text in post.told] == ["7", "9", "7"]


def test_g6_day_when_it_begins_in_the_evening_then_turns_there() -> None:
    post = PacedPost(replace(TEN, day_starts=22))
    post.ready()
    post.submit("close a")

    post.pass_ms(10 * _HOUR_MS - 1)
    before = post.book.account(FOLLOWER).requests
    post.pass_ms(1)

    assert (before, post.book.account(FOLLOWER).requests) == (1, 0)


def test_g6_day_when_it_is_to_begin_elsewhere_then_its_requests_are_counted_anew() -> None:
    post = PacedPost(TEN)
    post.ready()
    budget = post.dispatcher.budget
    # At 12, 22, and 2 o'clock of the next day, at which 0 o'clock has begun another one.
    post.submit("close a", "close b")
    post.pass_ms(10 * _HOUR_MS)
    post.submit("close c")
    post.pass_ms(4 * _HOUR_MS)
    post.submit("close d")
    counted = [post.book.account(FOLLOWER).requests]

    for hour in (22, 12, 2):
        budget.change_pace(FOLLOWER, replace(TEN, day_starts=hour))
        counted.append(post.book.account(FOLLOWER).requests)
    # A day that began at 2 o'clock ends a day later.
    post.pass_ms(24 * _HOUR_MS - 1)
    counted.append(post.book.account(FOLLOWER).requests)
    post.pass_ms(1)
    counted.append(post.book.account(FOLLOWER).requests)

    assert counted == [1, 2, 4, 1, 1, 0]


def test_g6_budget_when_raised_then_running_short_of_the_new_one_is_told_again(
    post: PacedPost,
) -> None:
    post.submit(*words("close", "abcdefghi"))
    budget = post.dispatcher.budget

    budget.change_pace(FOLLOWER, replace(TEN, daily_budget=20))
    post.submit(*words("open", "jklmn"))

    # Of twenty requests fourteen are 70 %.
    assert [text.partition(" requests")[0] for text in post.told] == [
        "2002@Prop-Live: 7 of today's 10",
        "2002@Prop-Live: 9 of today's 10",
        "2002@Prop-Live: 14 of today's 20",
    ]


def _saving() -> PacedPost:
    post = PacedPost(replace(TEN, daily_budget=100))
    post.book.account(FOLLOWER).requests = 70
    post.ready()
    post.submit("stops a 1.09000")
    post.finish("stops a 1.09000")
    return post


def test_g6_stops_when_requests_are_short_then_only_the_last_value_is_sent_after_a_while() -> None:
    post = _saving()

    post.submit("stops a 1.09020", "stops a 1.09040", "stops a 1.09060")
    post.pass_ms(14_999)
    assert post.sent() == ["stops a 1.09000"]
    post.pass_ms(1)

    assert post.sent() == ["stops a 1.09000", "stops a 1.09060"]
    assert post.dropped == [
        ("stops a 1.09020", "replaced by a newer one"),
        ("stops a 1.09040", "replaced by a newer one"),
    ]


def test_g6_stops_when_they_hardly_move_then_wait_four_times_as_long() -> None:
    post = _saving()

    # Nine points.
    post.submit("stops a 1.09009")
    post.pass_ms(59_999)
    before = post.sent()
    post.pass_ms(1)

    assert (before, post.sent()) == (
        ["stops a 1.09000"],
        ["stops a 1.09000", "stops a 1.09009"],
    )


def test_g6_stops_when_requests_are_plenty_then_leave_at_once() -> None:
    post = PacedPost(replace(TEN, daily_budget=100))
    post.ready()
    post.submit("stops a 1.09000")
    post.finish("stops a 1.09000")

    post.submit("stops a 1.09020")

    assert post.sent() == ["stops a 1.09000", "stops a 1.09020"]


def test_g6_reduction_when_stops_are_saved_before_it_then_waits_for_nothing() -> None:
    post = _saving()
    post.submit("stops a 1.09020")

    post.submit("halve a")

    # C1: the stops were ordered before, so they leave before; neither waits.
    assert post.sent() == ["stops a 1.09000", "stops a 1.09020"]
    post.finish("stops a 1.09020")
    assert post.sent()[-1] == "halve a"


def test_g6_close_when_stops_are_saved_before_it_then_takes_their_place() -> None:
    post = _saving()
    post.submit("stops a 1.09020")

    post.submit("close a")

    assert post.sent() == ["stops a 1.09000", "close a"]


def test_g6_stops_when_of_a_copy_that_had_none_or_refused_then_are_not_saved() -> None:
    post = _saving()

    post.submit("stops b 1.09000")
    post.submit("stops a 1.09020", tries=2)

    assert post.sent()[1:] == ["stops b 1.09000", "stops a 1.09020"]


def test_g6_requests_when_no_budget_is_set_then_are_counted_all_the_same() -> None:
    post = PacedPost(Pace())
    post.ready()

    post.submit(*words("close", "abc"))

    assert (post.book.account(FOLLOWER).requests, post.told) == (3, [])


# With the whole program around it


def _traded(bench: Bench) -> None:
    bench.handle(opened("1"))
    bench.answer_all()
    bench.handle(modified("1", sl="1.09"))
    bench.answer_all()


@pytest.mark.parametrize("stored", [None, 0, 1])
def test_g6_requests_when_the_program_restarts_then_are_still_known(stored: int | None) -> None:
    bench = Bench()
    _traded(bench)
    assert bench.book.account(FOLLOWER).requests == 2

    bench.restart(stored=stored)

    assert bench.book.account(FOLLOWER).requests == 2


@pytest.mark.parametrize("stored", [None, 0])
def test_g6_question_to_the_executor_alone_when_sent_then_is_no_request(stored: int | None) -> None:
    bench = Bench()
    bench.broker.plan(Outcome.UNKNOWN)
    bench.handle(opened("1"))
    bench.answer()

    assert bench.sent() == ["open buy 1", "void"]
    assert bench.book.account(FOLLOWER).requests == 1
    bench.restart(stored=stored)
    assert bench.book.account(FOLLOWER).requests == 1


def test_g6_requests_when_it_restarts_on_another_day_then_begin_anew() -> None:
    bench = Bench()
    _traded(bench)
    bench.clock.advance_ms(12 * _HOUR_MS)

    bench.restart()

    assert bench.book.account(FOLLOWER).requests == 0


def test_g6_day_when_it_turns_while_nothing_waits_then_openings_are_copied_again() -> None:
    bench = Bench(pace=Pace(daily_budget=2))
    _traded(bench)
    bench.handle(opened("1", id="502", seq=2))
    assert len(bench.book.links) == 1

    bench.clock.advance_ms(12 * _HOUR_MS)
    bench.copying.sweep()
    bench.handle(opened("1", id="503", seq=7))

    assert bench.sent() == ["open buy 1", "stops 1.09000", "open buy 1"]


def test_g6_shadow_requests_when_the_program_restarts_then_were_none() -> None:
    bench = Bench(route(mode=RouteMode.SHADOW))
    _traded(bench)

    bench.restart(stored=0)

    assert bench.book.account(FOLLOWER).requests == 0


def test_g6_warning_when_told_before_a_restart_then_is_not_told_again() -> None:
    bench = Bench(pace=Pace(daily_budget=2))
    _traded(bench)
    warned = [text for text in bench.notes.troubles if "requests are used" in text]

    bench.restart()
    bench.connect_master()
    bench.connect()
    bench.handle(closed("1"))
    bench.answer_all()

    # The second request was 100 %, so only that was told.
    assert len(warned) == 1
    assert [text for text in bench.notes.troubles if "requests are used" in text] == []


def test_g6_opening_when_dropped_for_the_budget_then_its_copy_is_refused_with_the_reason() -> None:
    bench = Bench(pace=Pace(per_minute=60, burst=1, reserve=0, daily_budget=10))
    bench.book.account(FOLLOWER).requests = 7
    bench.handle(opened("1"))
    bench.answer_all()
    # It is decided while one request is left, which the close takes.
    bench.handle(opened("1", id="502", seq=2), closed("1", seq=3))
    bench.wait_ms(1_000)
    bench.answer_all()
    bench.wait_ms(1_000)

    first, second = bench.book.links.values()

    assert bench.sent() == ["open buy 1", "buy to 0"]
    assert first.state is LinkState.CLOSED
    assert second.state is LinkState.REFUSED
    assert second.reason.startswith("more than 90 % of today's 10 requests are used")


def test_c1_close_when_its_opening_waits_for_a_token_then_nothing_is_ever_opened() -> None:
    bench = Bench(pace=Pace(per_minute=60, burst=1, reserve=0))
    bench.handle(opened("1"))
    bench.answer_all()
    bench.handle(opened("1", id="502", seq=2))
    bench.clock.advance_ms(5)

    bench.handle(closed("1", id="502", seq=3))
    bench.wait_ms(60_000)
    bench.wait_ms(60_000)

    second = list(bench.book.links.values())[1]
    assert bench.sent() == ["open buy 1"]
    assert (second.state, second.reason) == (LinkState.CLOSED, "closed before sent")
    assert bench.notes.troubles == []


def test_c4_opening_when_it_dies_waiting_for_a_token_then_the_trader_is_told_why() -> None:
    bench = Bench(pace=Pace(per_minute=1, burst=1, reserve=0))
    bench.handle(opened("1"), opened("1", id="502", seq=2))

    bench.wait_ms(5_000)

    assert bench.sent() == ["open buy 1"]
    assert bench.notes.troubles == [
        "the opening was refused: "
        "the signal grew too old while too many other instructions had to leave"
    ]


def test_r45_stops_when_coalesced_and_the_program_restarts_then_only_the_newest_are_sent() -> None:
    bench = Bench()
    bench.handle(opened("1"))
    bench.answer_all()
    bench.lose()
    for number in ("1.05", "1.06", "1.07"):
        bench.handle(replace(modified("1", sl=number), seq=int(number[2:]) + 10))
    sent = len(bench.broker.sent)

    bench.restart()
    bench.connect_master()
    bench.connect()
    bench.answer_all()

    assert bench.sent()[sent:] == ["stops 1.07000"]
    assert bench.the_link().stop_loss == bench.broker.stops[COPY]
