"""What an account gained since its day began."""

from dataclasses import replace
from decimal import Decimal

from tests.unit.engine.guard.guarded_days import ms
from tradecopy_desktop.domain.guarding import AccountGuard, GuardMemory, Reset, Start, Untold
from tradecopy_desktop.domain.limits import Period
from tradecopy_desktop.engine.guard.day_gain import Gained, gained_today

D = Decimal
_GUARD = AccountGuard(reset=Reset(zone="America/New_York", minute=17 * 60))
# In winter 17:00 in New York is 22:00 UTC.
_BEGAN = ms("2026-03-02 22:00")
_START = Start(began=_BEGAN, balance=D(10_000), equity=D(9_950), seen=_BEGAN - 400)
_MEMORY = GuardMemory(initial=D(10_000), starts={Period.DAY: _START})


def test_day_when_its_begin_was_seen_then_counts_from_the_equity_of_the_reset() -> None:
    gained = gained_today(_GUARD, _MEMORY, D("10049.50"), ms("2026-03-03 09:30"))

    # 10,049.50 - 9,950; of 9,950 that is 1 percent.
    assert gained == Gained(
        amount=D("99.50"), percent=D(1), begun_with=D(9_950), since=_BEGAN, whole=True
    )


def test_day_when_its_begin_was_not_seen_then_says_since_when() -> None:
    seen = ms("2026-03-03 08:00")
    starts = {Period.DAY: replace(_START, estimated=True, seen=seen)}

    gained = gained_today(
        _GUARD, replace(_MEMORY, starts=starts), D("9900"), ms("2026-03-03 09:30")
    )

    assert gained is not None
    assert (gained.amount, gained.since, gained.whole) == (D("-50"), seen, False)


def test_day_when_another_has_begun_and_nothing_was_seen_of_it_then_nothing_is_told() -> None:
    assert gained_today(_GUARD, _MEMORY, D("9900"), ms("2026-03-03 22:00")) is None


def test_day_when_nothing_was_ever_seen_then_nothing_is_told() -> None:
    assert gained_today(_GUARD, GuardMemory(), D("9900"), ms("2026-03-03 09:30")) is None


def test_day_while_a_change_may_be_a_payment_then_it_is_no_gain_and_afterwards_it_is() -> None:
    at = ms("2026-03-03 09:30")
    untold = Untold(
        amount=D(5_000),
        after=at - 500,
        shown_at=at,
        equity=D(9_950),
        balance=D(10_000),
        high_equity=D(14_950),
        high_balance=D(15_000),
    )
    memory = replace(_MEMORY, untold=untold, doubted_until=at + 2_000)

    doubted = gained_today(_GUARD, memory, D(14_950), at + 1_999)
    settled = gained_today(_GUARD, memory, D(14_950), at + 2_000)

    assert doubted is not None
    assert settled is not None
    # 14,950 - 9,950 is 5,000: all of it is in doubt, then none.
    assert (doubted.amount, settled.amount) == (D(0), D(5_000))
