"""Resets that passed while the program was off: reconstructed where it can be, else estimated."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.guard.guarded_days import Days, daily, limit, money, ms
from tradecopy_desktop.domain.guarding import Reset, Start
from tradecopy_desktop.domain.limits import Anchor, DrawdownLimit, Period, Trail

RULES = (
    limit(daily("1000"), id="balance"),
    limit(daily("1000", Anchor.EQUITY), id="equity"),
    limit(daily("1000", Anchor.GREATER), id="greater"),
)


def week_before(last: str, balance: str = "10000", equity: str | None = None) -> Days:
    """Return an account that was seen until Monday 2 March, at `last` for the last time."""
    days = Days(*RULES)
    days.see("2026-02-28 12:00", "10000")
    days.see("2026-03-02 00:00", "10000")
    days.see(last, balance, equity)
    return days


def today(days: Days) -> Start:
    """Return what the present day began with."""
    return days.memory.starts[Period.DAY]


def test_reset_when_seen_within_a_minute_before_then_the_start_is_what_was_seen() -> None:
    days = week_before("2026-03-02 23:59:00", "10000", "10300")

    days.see("2026-03-03 08:00", "10000", "9900")

    assert today(days).balance == 10_000
    assert today(days).equity == 10_300
    assert (today(days).began, today(days).estimated) == (ms("2026-03-03 00:00"), False)


def test_reset_when_seen_longer_before_with_something_open_then_the_start_is_estimated() -> None:
    days = week_before("2026-03-02 23:58:59.999", "10000", "10300")

    found = days.see("2026-03-03 08:00", "10000", "9900")

    # Nothing was closed since; equity at the reset is the greater of 10 000 and 9 900.
    assert today(days).balance == 10_000
    assert today(days).counted_equity == 10_000
    assert [each.used for each in found.stands] == [100, 100, 100]
    assert all(each.estimated for each in found.stands)


def test_reset_when_missed_and_first_equity_is_higher_then_the_higher_counts() -> None:
    days = week_before("2026-03-02 20:00", "10000", "10300")

    days.see("2026-03-03 08:00", "10000", "10200")
    found = days.see("2026-03-03 09:00", "10000", "9900")

    assert [each.used for each in found.stands] == [100, 300, 300]


@pytest.mark.parametrize("back", ["2026-03-03 08:00", "2026-03-07 08:00", "2026-04-20 08:00"])
def test_reset_when_missed_and_nothing_was_open_then_the_start_is_certain(back: str) -> None:
    days = week_before("2026-03-02 20:00")

    found = days.see(back, "10000")

    assert today(days).balance == 10_000
    assert today(days).equity == 10_000
    assert not any(each.estimated for each in found.stands)
    assert not days.memory.starts[Period.WEEK].estimated
    assert not days.memory.starts[Period.MONTH].estimated


def test_reset_when_flat_before_but_not_after_then_the_start_is_estimated() -> None:
    days = week_before("2026-03-02 20:00")

    found = days.see("2026-03-03 08:00", "10000", "10050")

    assert all(each.estimated for each in found.stands)


def test_reset_when_something_was_open_before_and_ended_at_nothing_then_is_estimated() -> None:
    days = week_before("2026-03-02 20:00", "10000", "10300")

    found = days.see("2026-03-03 08:00", "10000")

    assert all(each.estimated for each in found.stands)


def test_reset_when_missed_and_trades_since_were_told_then_the_start_is_certain() -> None:
    days = week_before("2026-03-02 20:00")
    days.deal("2026-03-03 02:00", "-5", opens=True)
    days.deal("2026-03-03 03:00", "205")

    found = days.see("2026-03-03 08:00", "10200")

    assert today(days).balance == 10_000
    assert not today(days).estimated
    assert found.stands[0].used == -200


def test_reset_when_missed_and_a_trade_before_it_was_told_then_the_start_is_estimated() -> None:
    days = week_before("2026-03-02 20:00")
    days.deal("2026-03-02 22:00", "0", opens=True)
    days.deal("2026-03-03 03:00", "200")

    days.see("2026-03-03 08:00", "10200")

    # It was open over the reset: its balance is known, its equity is not.
    assert today(days).balance == 10_000
    assert today(days).counted_equity == 10_200
    assert today(days).estimated


@pytest.mark.parametrize(
    ("at", "balance"),
    [
        # Closed at -150 after the reset: the day began with 9 850 + 150. Before it: with 9 850.
        ("2026-03-03 03:00", 10_000),
        ("2026-03-03 00:00", 10_000),
        ("2026-03-02 23:59:59.999", 9_850),
        ("2026-03-02 21:00", 9_850),
    ],
)
def test_reset_when_missed_and_the_deal_is_told_late_then_the_estimate_is_put_right(
    at: str, balance: int
) -> None:
    days = week_before("2026-03-02 20:00", "10000", "9900")
    days.see("2026-03-03 08:00", "9850")
    assert today(days).balance == 9_850

    days.deal(at, "-150")

    assert today(days).balance == balance
    assert today(days).estimated
    assert days.see("2026-03-03 08:00:01", "9850").stands[0].used == balance - 9_850


def test_reset_when_a_deal_between_the_last_reading_and_it_is_told_late_then_counts_before() -> (
    None
):
    days = week_before("2026-03-02 23:59:55", "10000", "9900")
    days.see("2026-03-03 00:00:01", "9900")
    assert today(days).balance == 10_000

    days.deal("2026-03-02 23:59:58", "-100")

    assert today(days).balance == 9_900
    assert days.used("2026-03-03 00:00:02", "9900") == "0"


def test_reset_when_a_deal_right_after_is_told_before_the_day_is_seen_then_counts_after() -> None:
    days = week_before("2026-03-02 23:59:55", "10000", "9900")
    days.deal("2026-03-03 00:00:00", "-100")
    days.see("2026-03-03 00:00:01", "9900")

    assert today(days).balance == 10_000
    assert days.used("2026-03-03 00:00:02", "9900") == "100"


def test_resets_when_several_are_missed_then_each_period_has_its_own_start() -> None:
    days = week_before("2026-03-02 20:00", "10000", "9950")
    # A Thursday ten days later: 300 were lost in the first week, 200 in the second, 50 today.
    days.deal("2026-03-05 10:00", "-300")
    days.deal("2026-03-10 10:00", "-200")
    days.deal("2026-03-12 05:00", "-50")

    days.see("2026-03-12 08:00", "9450")

    starts = days.memory.starts
    assert starts[Period.DAY].balance == 9_500
    assert starts[Period.WEEK].balance == 9_700
    assert starts[Period.MONTH].balance == 10_000
    assert [starts[each].estimated for each in (Period.DAY, Period.WEEK)] == [True, True]
    # March began before anything was open.
    assert not starts[Period.MONTH].estimated


def test_end_of_day_when_its_reset_was_missed_then_follows_what_is_told_late() -> None:
    rule = DrawdownLimit(trail=Trail.END_OF_DAY, amount=money("1000"))
    days = Days(limit(rule))
    days.see("2026-03-02 00:00", "10000")
    days.see("2026-03-02 20:00", "10000", "10300")
    # 600 were earned meanwhile. Only when the deal is told it is clear that it was after the reset.
    assert days.see("2026-03-03 08:00", "10600").stands[0].floor == 9_600

    days.deal("2026-03-03 07:00", "600")

    assert days.see("2026-03-03 08:00:01", "10600").stands[0].floor == 9_000
    days.see("2026-03-03 23:59:59", "10600")
    assert days.see("2026-03-04 00:00:01", "10600").stands[0].floor == 9_600


def test_reset_when_the_trader_moves_it_then_the_day_begins_there_as_an_estimate() -> None:
    days = week_before("2026-03-02 20:00")
    days.deal("2026-03-02 20:30", "-50")
    days.see("2026-03-02 20:30", "9950")

    days.guard = replace(days.guard, reset=Reset(minute=1_200))
    found = days.see("2026-03-02 21:00", "9950", "9900")

    # Since 20:00 a trade was closed at -50 and 50 float.
    assert (today(days).began, today(days).estimated) == (ms("2026-03-02 20:00"), True)
    assert found.stands[0].used == 100


def test_day_when_the_clock_was_ahead_and_is_put_right_then_is_counted_again() -> None:
    days = week_before("2026-03-02 20:00")
    days.see("2026-03-05 20:00", "10000")

    days.see("2026-03-02 20:01", "10000", "9900")

    assert today(days).began == ms("2026-03-02 00:00")
    assert today(days).balance == 10_000


def test_deals_when_many_are_told_then_35_days_are_kept_by_the_minute() -> None:
    days = Days(*RULES)
    days.deal("2026-02-01 10:00", "1")
    days.deal("2026-03-10 10:00:59", "2")
    days.deal("2026-03-10 10:00:01", "3")

    assert days.memory.realised == ((ms("2026-03-10 10:00"), Decimal(5)),)


def test_deals_when_more_than_2000_minutes_had_one_then_the_newest_are_kept() -> None:
    days = Days(*RULES)
    for hour in range(24):
        for minute in range(60):
            days.deal(f"2026-03-10 {hour:02d}:{minute:02d}", "1")
            days.deal(f"2026-03-11 {hour:02d}:{minute:02d}", "1")

    assert len(days.memory.realised) == 2_000
    assert days.memory.realised[-1] == (ms("2026-03-11 23:59"), Decimal(1))
