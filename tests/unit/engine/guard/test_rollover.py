"""Swaps at rollover, commissions, and the hours in which the clocks of two regions differ."""

from decimal import Decimal

from tests.unit.engine.guard.guarded_days import Days, daily, limit, ms
from tradecopy_desktop.domain.guarding import Reset
from tradecopy_desktop.domain.limits import Anchor, Period


def test_swap_when_charged_right_after_the_reset_then_is_a_loss_of_the_new_day() -> None:
    days = Days(limit(daily("1000", Anchor.EQUITY)), limit(daily("1000"), "b"))
    days.see("2026-03-02 12:00", "10000", "10300")
    days.see("2026-03-02 23:59:57", "10000", "10300")

    # 15 of swap are taken from what floats at midnight.
    found = days.see("2026-03-03 00:00:02", "10000", "10285")

    assert [each.used for each in found.stands] == [15, -285]


def test_swap_when_charged_before_the_traders_reset_then_is_a_loss_of_the_old_day() -> None:
    # The server's day ends at 21:00 UTC, the firm's at 22:00.
    days = Days(limit(daily("1000", Anchor.EQUITY)), reset=Reset(minute=1_320))
    days.see("2026-03-02 21:59:50", "10000", "10300")
    days.see("2026-03-02 22:00:00", "10000", "10300")
    days.see("2026-03-03 20:59:59", "10000", "10300")

    assert days.used("2026-03-03 21:00:02", "10000", "10285") == "15"
    days.see("2026-03-03 21:59:59", "10000", "10285")
    assert days.used("2026-03-03 22:00:01", "10000", "10285") == "0"


def test_swap_when_three_days_are_charged_at_once_then_counts_as_it_is() -> None:
    days = Days(limit(daily("1000", Anchor.EQUITY)))
    days.see("2026-03-04 23:59:57", "10000", "10300")

    assert days.used("2026-03-05 00:00:02", "10000", "10255") == "45"


def test_swap_when_booked_with_the_closing_deal_then_closed_loss_has_it() -> None:
    days = Days(limit(daily("1000", floating=False)))
    days.see("2026-03-02 00:00", "10000")
    days.see("2026-03-02 10:00", "10000", "9885")
    # -100 of profit, -15 of swap, -7 of commission.
    days.deal("2026-03-02 11:00", "-122")

    assert days.used("2026-03-02 11:00:01", "9878") == "122"


def test_commission_when_charged_at_the_opening_then_is_closed_loss_at_once() -> None:
    days = Days(limit(daily("1000", floating=False)), limit(daily("1000"), "b"))
    days.see("2026-03-02 00:00", "10000")
    days.deal("2026-03-02 10:00", "-7", opens=True)

    found = days.see("2026-03-02 10:00:01", "9993", "9990")

    assert [each.used for each in found.stands] == [7, 10]


def test_week_in_march_when_only_new_york_changed_then_each_firm_has_its_own_day() -> None:
    # From 8 to 29 March New York is 4 hours behind UTC, Prague still 1 ahead.
    new_york = Days(limit(daily("1000")), reset=Reset(zone="America/New_York", minute=1_020))
    prague = Days(limit(daily("1000")), reset=Reset(zone="Europe/Prague"))
    for days in (new_york, prague):
        days.see("2026-03-09 12:00", "10000")
        days.see("2026-03-09 20:59:50", "10000", "9950")
        days.see("2026-03-09 21:00:10", "10000", "9950")
        days.deal("2026-03-09 21:30", "-60")
        days.see("2026-03-09 21:30", "9940")
        days.see("2026-03-09 22:59:50", "9940")
        days.see("2026-03-09 23:00:10", "9940")

    # In New York the day began at 21:00 with 10 000, in Prague at 23:00 with 9 940.
    assert new_york.used("2026-03-09 23:30", "9940", "9900") == "100"
    assert prague.used("2026-03-09 23:30", "9940", "9900") == "40"


def test_long_day_when_clocks_go_back_then_losses_of_all_25_hours_add_up() -> None:
    days = Days(limit(daily("1000")), reset=Reset(zone="Europe/Prague"))
    days.see("2026-10-24 21:59:50", "10000")
    days.see("2026-10-24 22:00:10", "10000")
    days.deal("2026-10-24 23:00", "-10")
    days.see("2026-10-24 23:00", "9990")
    days.deal("2026-10-25 22:30", "-20")

    assert days.used("2026-10-25 22:59:50", "9970") == "30"
    assert days.used("2026-10-25 23:00:10", "9970") == "0"
    assert days.memory.day_profits == ((ms("2026-10-24 22:00"), Decimal(-30)),)


def test_short_day_when_clocks_go_forward_then_the_next_begins_an_hour_earlier() -> None:
    days = Days(limit(daily("1000")), reset=Reset(zone="Europe/Prague"))
    days.see("2026-03-28 22:59:50", "10000")
    days.see("2026-03-28 23:00:10", "10000")
    days.deal("2026-03-29 12:00", "-10")
    days.see("2026-03-29 12:00", "9990")

    assert days.used("2026-03-29 21:59:50", "9990") == "10"
    assert days.used("2026-03-29 22:00:10", "9990") == "0"
    assert days.memory.starts[Period.DAY].began == ms("2026-03-29 22:00")
