"""When tokens are short: closes first, openings last, each copy in its order (R4.5, C1, C4)."""

import pytest

from tests.unit.app.paced_post import SLOW, PacedPost, words
from tests.unit.engine.samples import FOLLOWER, OTHER_FOLLOWER
from tradecopy_desktop.domain.pace import Pace
from tradecopy_desktop.domain.values import MarginMode

# Three at once, and none of them is kept.
SHARED = Pace(per_minute=60, burst=3, reserve=0)


@pytest.fixture
def post() -> PacedPost:
    """Return a post whose follower takes instructions: two openings, or three closes, at once."""
    ready = PacedPost()
    ready.ready()
    return ready


@pytest.fixture
def empty() -> PacedPost:
    """Return a post whose tokens are used up; x, y and z are under way."""
    ready = PacedPost(SHARED)
    ready.ready()
    ready.submit(*words("close", "xyz"))
    ready.broker.sent.clear()
    return ready


def test_r45_closes_when_more_than_the_burst_then_leave_one_a_second(post: PacedPost) -> None:
    post.submit(*words("close", "abcde"))
    assert post.sent() == words("close", "abc")

    post.pass_ms(999)
    assert post.sent() == words("close", "abc")

    post.pass_ms(1)
    assert post.sent() == words("close", "abcd")

    post.pass_ms(10_000)
    assert post.sent() == words("close", "abcde")
    assert post.dropped == []


def test_r45_openings_when_many_then_leave_a_token_for_a_close(post: PacedPost) -> None:
    post.submit(*words("open", "abc"))
    assert post.sent() == words("open", "ab")

    post.submit("close d")
    assert post.sent() == [*words("open", "ab"), "close d"]

    # One token comes back for the reserve, the next one is the opening's.
    post.pass_ms(1_000)
    assert post.sent() == [*words("open", "ab"), "close d"]
    post.pass_ms(1_000)
    assert post.sent() == [*words("open", "ab"), "close d", "open c"]


def test_c1_what_waits_when_a_token_comes_then_closes_go_first_and_openings_last(
    empty: PacedPost,
) -> None:
    empty.submit("open a", "stops b 1.09", "close c", "open d", "halve e", "stops f 1.09")

    empty.pass_ms(6_000 - 1_001)
    # Four seconds gave four tokens, as far as the burst of three went.
    assert empty.sent() == ["close c", "halve e", "stops b 1.09"]
    empty.pass_ms(2_000)

    assert empty.sent()[3:] == ["stops f 1.09"]
    assert [word for word, _ in empty.dropped] == ["open a", "open d"]


def test_c1_orders_of_one_copy_when_tokens_are_short_then_keep_their_order(
    empty: PacedPost,
) -> None:
    empty.submit("open a", "halve a", "open b")

    empty.pass_ms(1_000)
    empty.finish("open a")
    empty.pass_ms(1_000)
    empty.pass_ms(1_000)

    # The reduction of a waits for the opening of a, and then passes that of b.
    assert empty.sent() == ["open a", "halve a", "open b"]


def test_r45_order_when_it_waited_behind_another_of_its_copy_then_keeps_its_turn(
    empty: PacedPost,
) -> None:
    empty.submit("halve x", "close a", "close b")

    # Only now may the reduction of x leave; it came before the closes.
    empty.finish("close x")
    empty.pass_ms(1_000)
    empty.pass_ms(1_000)

    assert empty.sent() == ["halve x", "close a"]


def test_delayed_orders_of_one_line_when_a_later_one_is_due_first_then_leaves_at_its_time() -> None:
    post = PacedPost(SHARED, follower=MarginMode.NETTING)
    post.ready()

    post.submit("close a", wait_ms=5_000)
    post.submit("close b", wait_ms=1_000)
    post.pass_ms(999)
    assert post.sent() == []
    post.pass_ms(1)
    assert post.sent() == ["close b"]
    post.finish("close b")
    post.pass_ms(3_999)
    assert post.sent() == ["close b"]
    post.pass_ms(1)

    assert post.sent() == ["close b", "close a"]


def test_c1_close_when_its_opening_waits_for_a_token_then_takes_it_out(empty: PacedPost) -> None:
    empty.submit("open a")
    empty.clock.advance_ms(5)

    empty.submit("close a")

    assert empty.dropped == [("open a", "closed before sent")]
    assert empty.sent() == []


def test_c4_opening_when_it_waits_for_a_token_too_long_then_dies_at_its_time(
    empty: PacedPost,
) -> None:
    empty.submit("open a", life_ms=2_000)
    empty.submit(*words("close", "bcdefg"))

    empty.pass_ms(1_999)
    assert empty.dropped == []
    empty.pass_ms(1)

    assert empty.sent() == words("close", "bc")
    assert empty.dropped == [
        (
            "open a",
            "the signal grew too old while too many other instructions had to leave",
        )
    ]


def test_c4_closes_when_they_wait_for_hours_then_all_leave() -> None:
    post = PacedPost(Pace(per_minute=1, burst=1, reserve=0))
    post.ready()
    names = [chr(ord("a") + number) for number in range(20)]

    post.submit(*words("close", names))
    for _ in range(19):
        post.pass_ms(60_000)

    assert post.sent() == words("close", names)
    assert not post.dispatcher.has_delayed


def test_r45_follower_when_its_tokens_are_used_up_then_holds_up_no_other(empty: PacedPost) -> None:
    empty.ready(OTHER_FOLLOWER)

    empty.submit("close a", "open B", "close C")

    assert empty.sent() == ["open B", "close C"]


def test_c1_netting_line_when_tokens_are_short_then_its_own_order_stays() -> None:
    post = PacedPost(SHARED, follower=MarginMode.NETTING)
    post.ready()
    # In one symbol's line a close passes the opening of another copy as it joins.
    post.submit("close x", "open a", "close c", "stops b 1.09")
    post.finish("close x")
    post.finish("close c")
    assert post.sent() == ["close x", "close c", "open a"]

    post.finish("open a")
    post.submit("close d")
    post.pass_ms(1_000)

    # The stops of b came before, though closes leave other lines first.
    assert post.sent() == ["close x", "close c", "open a", "stops b 1.09"]


def test_reconnect_when_much_waits_then_closes_leave_first() -> None:
    post = PacedPost()
    post.submit("open a", "stops b 1.09", "close c", "close d")

    post.ready()

    # Three tokens: the third one is not for stops or openings.
    assert post.sent() == ["close c", "close d"]
    post.pass_ms(1_000)
    assert post.sent() == ["close c", "close d", "stops b 1.09"]


def test_reconnect_when_much_was_under_way_then_it_is_sent_again_at_the_pace(
    post: PacedPost,
) -> None:
    post.submit("open a", "open b", "close c")
    post.dispatcher.follower_lost(FOLLOWER)

    post.ready()
    assert post.sent() == ["open a", "open b", "close c"]
    post.pass_ms(1_000)
    post.pass_ms(1_000)

    # What may have been sent is asked about before anything new leaves.
    assert post.sent() == ["open a", "open b", "close c", "open a", "open b"]


def test_follower_when_lost_while_orders_wait_then_they_leave_once_it_is_back(
    empty: PacedPost,
) -> None:
    empty.submit("close a")
    empty.dispatcher.follower_lost(FOLLOWER)
    empty.pass_ms(60_000)
    assert (empty.sent(), empty.dispatcher.has_delayed) == ([], False)

    empty.ready()

    # What was under way came first, and is asked about first.
    assert empty.sent() == words("close", "xyz")
    empty.pass_ms(1_000)
    assert empty.sent() == [*words("close", "xyz"), "close a"]


def test_void_and_recovered_opening_when_tokens_are_short_then_leave_with_the_closes(
    empty: PacedPost,
) -> None:
    empty.submit("open a", "close b")
    empty.submit("open c", recovered=True)

    empty.pass_ms(2_000)

    assert empty.sent() == ["close b", "open c"]


def test_order_when_a_token_comes_by_another_answer_then_leaves_without_a_sweep(
    empty: PacedPost,
) -> None:
    empty.submit("close a")
    empty.clock.advance_ms(1_000)

    empty.finish("close x")

    # Nothing is left in the line of x; the sweep is not needed where anything happens.
    assert empty.sent() == []
    empty.submit("close b")
    assert empty.sent() == ["close a"]


def test_wire_when_it_fails_then_no_token_is_taken(post: PacedPost) -> None:
    post.broker.away.add(FOLLOWER)
    post.submit(*words("close", "abcd"))
    post.broker.away.clear()

    assert post.dispatcher.tokens_left(FOLLOWER) == 3
    post.ready()

    assert post.sent() == words("close", "abc")
    assert post.dispatcher.tokens_left(FOLLOWER) == 0


def test_pace_when_changed_then_counts_from_then_on(empty: PacedPost) -> None:
    empty.submit(*words("close", "abc"))
    empty.book.account(FOLLOWER).pace = Pace(per_minute=600, burst=3, reserve=0)

    empty.pass_ms(200)

    # Ten a second now.
    assert empty.sent() == words("close", "ab")
    assert SLOW.per_minute == 60


def test_dispatcher_when_asked_then_tells_who_is_ready_and_who_is_short(empty: PacedPost) -> None:
    assert empty.dispatcher.is_ready(FOLLOWER)
    assert not empty.dispatcher.is_ready(OTHER_FOLLOWER)
    assert not empty.dispatcher.is_short(FOLLOWER)

    empty.submit("close a")

    assert empty.dispatcher.is_short(FOLLOWER)
    empty.pass_ms(1_000)
    assert not empty.dispatcher.is_short(FOLLOWER)
