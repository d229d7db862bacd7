"""What is done at each rung, and how a lock is made, widened, kept and ended."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.guard.guarded_days import Days, daily, ladder, limit, money, ms
from tradecopy_desktop.domain.guarding import Limit, Lock, Rung, Scope
from tradecopy_desktop.domain.limits import (
    Anchor,
    Counted,
    CountLimit,
    DrawdownLimit,
    LossLimit,
    MarginLimit,
    Period,
    ProfitTarget,
    Rule,
    Trail,
)
from tradecopy_desktop.engine.guard.judging import Risen
from tradecopy_desktop.engine.guard.remembering import unlocked

NOON = ms("2026-03-02 12:00")
WEEKLY = LossLimit(period=Period.WEEK, amount=money("1500"))


def monday(*limits: Limit) -> Days:
    """Return an account that began Monday 2 March with 10 000, with something open."""
    days = Days(*limits)
    days.see("2026-03-01 23:59:59", "10000")
    days.see("2026-03-02 11:59:55", "10000", "10000")
    return days


def lock_flat(days: Days) -> None:
    """Let the account be seen flat and locked, as it is once everything is closed."""
    days.memory = replace(days.memory, lock=days.memory.flattening, flattening=None)


def test_rungs_when_equity_falls_then_each_is_told_once() -> None:
    days = monday(limit(daily("1000")))
    told: list[list[str]] = []

    for second, equity in enumerate(("9400", "9290", "9280", "9100", "9050", "9000", "8900")):
        judgement = days.see(f"2026-03-02 12:00:0{second}", "10000", equity)
        told.append([each.rung.value for each in judgement.risen])

    assert told == [[], ["warn"], [], ["close_only"], [], ["flatten"], []]


def test_rungs_when_equity_jumps_then_the_highest_alone_is_told() -> None:
    judgement = monday(limit(daily("1000"))).see("2026-03-02 12:00", "10000", "8000")

    assert [(each.limit.id, each.rung) for each in judgement.risen] == [("a", Rung.FLATTEN)]
    assert judgement.risen[0].stand.text == "2,000.00 of 1,000.00 USD used (200 %)"


def test_rungs_when_it_flutters_around_a_mark_then_it_is_told_once() -> None:
    days = monday(limit(daily("1000")))
    told: list[Risen] = []

    for second in range(10):
        # 70 and 66 %.
        equity = "9300" if second % 2 == 0 else "9340"
        told += days.see(f"2026-03-02 12:00:0{second}", "10000", equity).risen

    assert [each.rung for each in told] == [Rung.WARN]


def test_rungs_when_well_left_then_told_again() -> None:
    days = monday(limit(daily("1000")))
    days.see("2026-03-02 12:00:00", "10000", "9300")
    assert days.see("2026-03-02 12:00:01", "10000", "9350").rung is Rung.FINE

    assert len(days.see("2026-03-02 12:00:02", "10000", "9300").risen) == 1


def test_rung_when_limits_differ_then_the_highest_counts() -> None:
    days = monday(limit(daily("1000"), "a"), limit(daily("5000"), "b"))

    judgement = days.see("2026-03-02 12:00", "10000", "9250")

    assert judgement.rung is Rung.WARN
    assert days.memory.rungs == {"a": Rung.WARN, "b": Rung.FINE}


def test_flatten_when_reached_then_says_what_is_closed_and_why() -> None:
    days = monday(limit(daily("1000"), name="Daily loss"))

    judgement = days.see("2026-03-02 12:00", "10000", "9000")

    assert judgement.memory.flattening == Lock(
        since=NOON,
        limit="a",
        why="Daily loss: 1,000.00 of 1,000.00 USD used (100 %)",
        scope=Scope.ACCOUNT,
        ends=None,
    )
    assert judgement.memory.lock is None


def test_flatten_when_under_way_then_the_account_stays_shut_and_nothing_is_told_again() -> None:
    days = monday(limit(daily("1000")))
    first = days.see("2026-03-02 12:00", "10000", "9000").memory.flattening

    later = days.see("2026-03-02 12:00:01", "10000", "9900")

    assert (later.rung, later.risen, later.memory.flattening) == (Rung.FLATTEN, (), first)


@pytest.mark.parametrize(
    ("rule", "ends"),
    [
        (daily("1000"), "2026-03-03 00:00"),
        (replace(WEEKLY, amount=money("1000")), "2026-03-09 00:00"),
        (LossLimit(period=Period.MONTH, amount=money("1000")), "2026-04-01 00:00"),
        (DrawdownLimit(trail=Trail.INTRADAY_PEAK, amount=money("1000")), "2026-03-03 00:00"),
        (MarginLimit(least=Decimal(1_000)), "2026-03-03 00:00"),
        # The rest have no reset: by hand alone.
        (DrawdownLimit(trail=Trail.EQUITY, amount=money("1000")), None),
        (DrawdownLimit(trail=Trail.STATIC, amount=money("1000")), None),
    ],
)
def test_g3_lock_when_chosen_beforehand_then_ends_at_the_limits_own_reset(
    rule: Rule, ends: str | None
) -> None:
    days = monday(limit(rule, ends_at_reset=True))

    lock = days.see("2026-03-02 12:00", "10000", "9000", margin="1000").memory.flattening

    assert lock is not None
    assert lock.ends == (None if ends is None else ms(ends))


def test_g3_lock_of_the_total_when_chosen_to_end_then_is_lifted_by_hand_all_the_same() -> None:
    total = LossLimit(period=Period.TOTAL, amount=money("1000"), anchor=Anchor.INITIAL)
    days = monday(limit(total, ends_at_reset=True))

    lock = days.see("2026-03-02 12:00", "10000", "9000").memory.flattening

    assert lock is not None
    assert lock.ends is None


def test_g3_lock_when_it_ends_at_the_reset_then_the_next_day_is_open() -> None:
    days = monday(limit(daily("1000"), ends_at_reset=True))
    days.see("2026-03-02 12:00", "10000", "9000")
    lock_flat(days)
    days.deal("2026-03-02 12:00:01", "-1010")
    assert days.see("2026-03-02 23:59:59.999", "8990").rung is Rung.FLATTEN

    judgement = days.see("2026-03-03 00:00", "8990")

    assert (judgement.rung, judgement.memory.lock) == (Rung.FINE, None)
    assert judgement.memory.rungs == {"a": Rung.FINE}


def test_g3_lock_when_the_reset_passed_while_the_program_was_off_then_has_ended() -> None:
    days = monday(limit(daily("1000"), ends_at_reset=True))
    days.see("2026-03-02 12:00", "10000", "9000")
    lock_flat(days)
    days.deal("2026-03-02 12:00:01", "-1010")
    days.see("2026-03-02 12:00:02", "8990")

    assert days.see("2026-03-05 09:00", "8990").rung is Rung.FINE


def test_lock_when_not_chosen_to_end_then_outlives_resets() -> None:
    days = monday(limit(daily("1000")))
    days.see("2026-03-02 12:00", "10000", "9000")
    lock_flat(days)

    assert days.see("2026-03-09 12:00", "9000").rung is Rung.FLATTEN


def test_lock_when_the_account_is_not_flat_at_the_reset_then_is_closed_on() -> None:
    days = monday(limit(daily("1000"), ends_at_reset=True))
    days.see("2026-03-02 12:00", "10000", "9000")
    days.see("2026-03-02 23:59:59", "10000", "9000")

    judgement = days.see("2026-03-03 00:00:01", "10000", "9000")

    assert judgement.rung is Rung.FLATTEN
    assert judgement.memory.flattening is not None


def test_lock_when_it_ends_while_another_flatten_is_under_way_then_that_goes_on() -> None:
    days = monday(limit(daily("1000"), ends_at_reset=True))
    days.see("2026-03-02 12:00", "10000", "9000")
    again = days.memory.flattening
    days.memory = replace(days.memory, lock=again)

    days.see("2026-03-03 00:00:01", "10000", "9000")

    assert days.memory.flattening == again


def test_limits_when_two_are_broken_at_once_then_one_lock_holds_for_both() -> None:
    days = monday(
        limit(daily("1000"), "a", scope=Scope.COPIES, ends_at_reset=True),
        limit(WEEKLY, "b"),
    )

    judgement = days.see("2026-03-02 12:00", "10000", "8000")

    assert [each.limit.id for each in judgement.risen] == ["a", "b"]
    assert judgement.memory.flattening == Lock(
        since=NOON,
        limit="a",
        why=(
            "limit a: 2,000.00 of 1,000.00 USD used (200 %); "
            "limit b: 2,000.00 of 1,500.00 USD used (133.3 %)"
        ),
        scope=Scope.ACCOUNT,
        ends=None,
    )


def test_limits_when_both_locks_end_then_the_later_reset_counts() -> None:
    days = monday(
        limit(daily("1000"), "a", scope=Scope.COPIES, ends_at_reset=True),
        limit(WEEKLY, "b", scope=Scope.COPIES, ends_at_reset=True),
    )

    lock = days.see("2026-03-02 12:00", "10000", "8000").memory.flattening

    assert lock is not None
    assert (lock.scope, lock.ends) == (Scope.COPIES, ms("2026-03-09 00:00"))


def test_limit_when_broken_while_locked_then_flattens_again_and_keeps_the_wider_lock() -> None:
    days = monday(
        limit(daily("1000"), "a"),
        limit(WEEKLY, "b", scope=Scope.COPIES, ends_at_reset=True),
    )
    days.see("2026-03-02 12:00", "10000", "9000")
    lock_flat(days)

    memory = days.see("2026-03-02 12:01", "10000", "8500").memory

    assert memory.lock is not None
    assert memory.flattening is not None
    assert (memory.flattening.scope, memory.flattening.ends) == (Scope.ACCOUNT, None)


def test_unlock_when_the_limit_is_not_reached_any_more_then_the_account_is_open() -> None:
    days = monday(limit(daily("1000")))
    days.see("2026-03-02 12:00", "10000", "9000")
    lock_flat(days)
    days.see("2026-03-03 00:00:01", "9000")

    days.memory = unlocked(days.memory)

    assert days.see("2026-03-03 08:00", "9000").rung is Rung.FINE


def test_unlock_when_the_limit_is_still_reached_then_locks_again() -> None:
    days = monday(limit(daily("1000")))
    days.see("2026-03-02 12:00", "10000", "9000")

    for memory in (
        unlocked(days.memory),
        # Also where the lock alone was taken away.
        replace(days.memory, flattening=None),
    ):
        days.memory = memory
        judgement = days.see("2026-03-02 12:00:05", "10000", "9000")

        assert [each.rung for each in judgement.risen] == [Rung.FLATTEN]
        assert judgement.memory.flattening is not None


def test_lock_when_the_trader_closed_everything_by_hand_then_no_limit_has_risen() -> None:
    days = monday(limit(daily("1000")))
    days.memory = replace(days.memory, lock=Lock(since=NOON, limit="", why="enough for today"))

    judgement = days.see("2026-03-02 12:00", "10000", "9950")

    assert (judgement.rung, judgement.risen) == (Rung.FLATTEN, ())


def test_limits_when_one_is_taken_away_then_it_is_forgotten() -> None:
    days = monday(limit(daily("1000"), "a"), limit(daily("1000"), "b"))
    days.see("2026-03-02 12:00", "10000", "9300")

    days.guard = replace(days.guard, limits=days.guard.limits[:1])
    days.see("2026-03-02 12:01", "10000", "9300")

    assert days.memory.rungs == {"a": Rung.WARN}


def test_guard_when_it_has_no_limits_then_all_is_fine_and_remembered() -> None:
    judgement = Days().see("2026-03-02 12:00", "10000")

    assert (judgement.rung, judgement.stands) == (Rung.FINE, ())
    assert judgement.memory.last_balance == 10_000


def test_streak_when_broken_then_its_lock_may_end_with_the_day() -> None:
    rule = CountLimit(counted=Counted.LOSING_STREAK, most=1)
    days = monday(limit(rule, ends_at_reset=True))
    days.deal("2026-03-02 12:00", "-5")
    days.deal("2026-03-02 12:00", "-5")

    lock = days.see("2026-03-02 12:00:01", "9990").memory.flattening

    assert lock is not None
    assert lock.ends == ms("2026-03-03 00:00")


def test_profit_target_when_earned_then_closes_everything_too() -> None:
    target = ProfitTarget(period=Period.DAY, amount=money("500"))
    days = monday(limit(target, ladder=ladder(None, None, "100")))

    assert days.see("2026-03-02 12:00", "10000", "10500").memory.flattening is not None
