"""Which refused openings are tried again, and how long a refused close waits (rule C4)."""

import pytest

from tradecopy_desktop.engine.outcomes.retry import at_once, may_succeed, wait_before_retry_ms


@pytest.mark.parametrize("code", ["10004", "10020", "10021", "129", "135", "138", "magic_in_use"])
def test_refusal_when_the_price_moved_or_the_magic_was_taken_then_is_tried_at_once(
    code: str,
) -> None:
    assert may_succeed(code)
    assert at_once(code)


@pytest.mark.parametrize(
    "code",
    ["10023", "10024", "10028", "10029", "10039", "4", "8", "137", "146", "changed"],
)
def test_refusal_when_the_server_was_busy_then_is_tried_a_little_later(code: str) -> None:
    assert may_succeed(code)
    assert not at_once(code)


@pytest.mark.parametrize(
    # No money, invalid stops, market closed, trade disabled; MT4 no money, market closed; words.
    "code",
    ["10019", "10016", "10018", "10017", "134", "132", "expired", "voided", "no_symbol", ""],
)
def test_refusal_when_the_same_order_cannot_succeed_then_is_never_tried_again(code: str) -> None:
    assert not may_succeed(code)


@pytest.mark.parametrize(
    ("tries", "wait"),
    [(0, 1_000), (1, 1_000), (2, 2_000), (3, 4_000), (6, 32_000), (7, 60_000), (10**9, 60_000)],
)
def test_c4_wait_when_a_close_was_refused_then_doubles_from_one_to_sixty_seconds(
    tries: int, wait: int
) -> None:
    assert wait_before_retry_ms(tries) == wait


def test_wait_when_a_newer_revision_was_seen_then_there_is_none() -> None:
    # The same change goes out again at once under the next number.
    assert wait_before_retry_ms(5, "stale") == 0
    assert wait_before_retry_ms(5, "10019") == 16_000


@pytest.mark.parametrize(
    ("code", "wait"),
    [("10018", 600_000), ("132", 600_000), ("10027", 60_000), ("4109", 60_000)],
)
def test_c4_wait_when_only_news_can_help_then_is_long(code: str, wait: int) -> None:
    # A quote or the permission ends it; asking a closed market again would only use up requests.
    assert wait_before_retry_ms(1, code) == wait
