"""What waits for a follower and what is left of its requests is shown as it is (R4.5, G6)."""

import pytest

from tests.unit.app.paced_post import PacedPost, words
from tests.unit.engine.samples import FOLLOWER
from tradecopy_desktop.app.queue_board import QueueBoard
from tradecopy_desktop.app.queue_views import QueueRow, QueueState
from tradecopy_desktop.domain.pace import Pace

PACE = Pace(per_minute=60, burst=3, reserve=1, daily_budget=10)


def _board(post: PacedPost) -> tuple[QueueBoard, list[QueueRow]]:
    published: list[QueueRow] = []
    return QueueBoard(post.book, post.dispatcher, published.append), published


def test_queue_when_much_waits_then_its_row_tells_what_and_what_may_leave() -> None:
    post = PacedPost(PACE)
    post.ready()
    board, _ = _board(post)
    post.submit(*words("close", "abcd"), *words("open", "efg"), "stops h 1.09")

    assert board.rows() == [
        QueueRow(
            follower=FOLLOWER,
            waiting_closes=1,
            waiting_changes=1,
            waiting_openings=3,
            tokens_left=0,
            burst=3,
            requests_today=3,
            budget=10,
            state=QueueState.WAITING,
        )
    ]


def test_queue_when_nothing_changed_then_its_row_is_published_once() -> None:
    post = PacedPost(PACE)
    post.ready()
    board, published = _board(post)

    board.flush()
    board.flush()
    post.submit("close a")
    board.flush()
    post.clock.advance_ms(1_000)
    board.flush()

    assert [(row.tokens_left, row.requests_today) for row in published] == [(3, 0), (2, 1), (3, 1)]


@pytest.mark.parametrize(
    ("requests", "ready", "closes", "state"),
    [
        (0, True, 0, QueueState.FLOWING),
        (0, True, 4, QueueState.WAITING),
        (7, True, 0, QueueState.SAVING),
        (9, True, 4, QueueState.CLOSES_ONLY),
        (9, False, 4, QueueState.AWAY),
    ],
)
def test_queue_when_several_things_are_so_then_the_gravest_is_told(
    requests: int, ready: bool, closes: int, state: QueueState
) -> None:
    post = PacedPost(PACE)
    board, _ = _board(post)
    post.book.account(FOLLOWER).requests = requests
    if ready:
        post.ready()
    post.submit(*words("close", "abcd"[:closes]))

    assert [row.state for row in board.rows()] == [state]
