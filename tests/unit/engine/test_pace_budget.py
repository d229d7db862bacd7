"""From 70 % of a day's requests on stops are thinned, from 90 % on nothing is opened (G6)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine import pending_samples
from tests.unit.engine.answers import set_stops
from tests.unit.engine.deciding import commands_of, decided, skip_of, volume_of
from tests.unit.engine.samples import FOLLOWER, MASTER, book, closed, opened
from tradecopy_desktop.domain.commands import OpenPosition
from tradecopy_desktop.domain.decisions import Copied, Skipped, SkipReason
from tradecopy_desktop.domain.facts import EventKind
from tradecopy_desktop.domain.pace import Pace
from tradecopy_desktop.engine.pace_budget import (
    SentStops,
    day_of,
    is_kept_for_closes,
    is_short,
    refused_by_budget,
    stops_wait_until,
    warning_of,
)

PACE = Pace(daily_budget=2_000)
POINT = Decimal("0.00001")
_S = 1_000_000_000


@pytest.mark.parametrize(
    ("requests", "short", "kept"),
    [
        (0, False, False),
        (1_399, False, False),
        (1_400, True, False),
        (1_799, True, False),
        (1_800, True, True),
        (2_500, True, True),
    ],
)
def test_g6_budget_when_used_then_runs_short_at_70_and_is_kept_at_90(
    requests: int, short: bool, kept: bool
) -> None:
    assert (is_short(PACE, requests), is_kept_for_closes(PACE, requests)) == (short, kept)
    assert (refused_by_budget(PACE, requests) is not None) is kept


def test_g6_budget_when_there_is_none_then_nothing_is_ever_short() -> None:
    unbounded = Pace()

    assert not is_short(unbounded, 10**9)
    assert refused_by_budget(unbounded, 10**9) is None


def test_g6_words_when_the_budget_is_used_then_say_how_much_and_until_when() -> None:
    berlin = replace(PACE, day_starts=22)

    assert refused_by_budget(PACE, 1_800) == (
        SkipReason.REQUEST_BUDGET,
        "more than 90 % of today's 2,000 requests are used; "
        "the rest is kept for closes until 00:00 UTC",
    )
    assert warning_of(PACE, 1_400) == (
        "1,400 of today's 2,000 requests are used: stops are changed less often now, "
        "and from 90 % on nothing is opened"
    )
    assert warning_of(berlin, 1_800) == (
        "1,800 of today's 2,000 requests are used: nothing is opened before 22:00 UTC; closes go on"
    )


@pytest.mark.parametrize(
    ("day_starts", "hour", "day"),
    [(0, 47, 1), (0, 48, 2), (22, 45, 0), (22, 46, 1), (22, 21, -1)],
)
def test_g6_day_when_it_begins_at_an_hour_then_lasts_until_the_next(
    day_starts: int, hour: int, day: int
) -> None:
    assert day_of(Pace(day_starts=day_starts), hour) == day


# 10 points are 0.00010; the last change was sent at 100 s.
@pytest.mark.parametrize(
    ("before", "now", "until_s"),
    [
        (("1.09000", None), ("1.09010", None), 115),
        (("1.09000", None), ("1.09009", None), 160),
        (("1.09000", None), ("1.08990", None), 115),
        (("1.09000", None), ("1.08991", None), 160),
        (("1.09000", None), ("1.09000", None), 160),
        (("1.09000", "1.11"), ("1.09000", "1.11010"), 115),
        (("1.09000", "1.11"), ("1.09000", "1.11009"), 160),
        (("1.09000", "1.11"), ("1.09000", None), 115),
        (("1.09000", None), ("1.09000", "1.11"), 115),
        (("1.09000", "1.11"), (None, "1.11"), 115),
        # Who has no stop loss does not wait for one.
        ((None, None), ("1.09000", None), 0),
        ((None, "1.11"), ("1.09000", "1.11"), 0),
        ((None, "1.11"), (None, "1.12"), 115),
    ],
)
def test_g6_stops_when_requests_are_short_then_wait_by_how_far_they_move(
    before: tuple[str | None, str | None], now: tuple[str | None, str | None], until_s: int
) -> None:
    last = SentStops(stop_loss=_price(before[0]), take_profit=_price(before[1]), at_ns=100 * _S)
    command = replace(set_stops("1"), stop_loss=_price(now[0]), take_profit=_price(now[1]))

    assert stops_wait_until(PACE, last, command, POINT) == until_s * _S


def test_g6_stops_when_none_were_sent_before_then_do_not_wait() -> None:
    assert stops_wait_until(PACE, None, set_stops("1.09"), POINT) == 0


def test_g6_stops_when_the_symbol_is_unknown_then_count_as_a_large_change() -> None:
    last = SentStops(stop_loss=Decimal("1.09"), take_profit=None, at_ns=0)

    assert stops_wait_until(PACE, last, set_stops("1.09"), None) == 15 * _S


def _price(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def test_g6_opening_when_the_budget_is_used_then_is_skipped_and_its_close_is_not() -> None:
    known = book()
    account = known.account(FOLLOWER)
    account.pace, account.requests = PACE, 1_799
    first = decided(known, opened("1"))
    account.requests = 1_800

    second = skip_of(decided(known, opened("1", id="502", seq=2)))
    close = decided(known, closed("1"))

    assert [type(each) for each in commands_of(first)] == [OpenPosition]
    assert (second.reason, second.alarming) == (SkipReason.REQUEST_BUDGET, True)
    assert volume_of(close).volume == 0


@pytest.mark.parametrize("requests", [1_799, 1_800])
def test_g6_pending_order_when_the_budget_is_used_then_is_skipped(requests: int) -> None:
    known = pending_samples.book()
    account = known.account(FOLLOWER)
    account.pace, account.requests = PACE, requests
    placed = pending_samples.told(EventKind.PENDING_PLACED, pending_samples.order(), account=MASTER)

    (decision,) = decided(known, placed)

    if requests == 1_800:
        assert isinstance(decision, Skipped)
        assert (decision.reason, decision.alarming) == (SkipReason.REQUEST_BUDGET, True)
    else:
        assert isinstance(decision, Copied)
