"""Drawdowns by each way of trailing, day by day.

Days begin at 00:00 UTC. By hand:

when                balance  equity   what happened
Mon 2 Mar 00:00      10 000  10 000   first seen; the initial balance
Mon 2 Mar 10:00      10 000  10 800   a trade floats at +800
Mon 2 Mar 12:00      10 500  10 500   ... is closed at +500
Mon 2 Mar 15:00      10 400  10 400   another is closed at -100
Mon 2 Mar 18:00      10 400  10 300   a third floats at -100, also over the reset
Tue 3 Mar 10:00      10 100  10 100   ... is closed at -300
Tue 3 Mar 12:00      10 100  10 050   a fourth floats at -50

trails              its highest on Monday 18:00   on Tuesday 12:00
static              10 000 (used -300)            10 000 (used -50)
equity              10 800 (500)                  10 800 (750)
closed balance      10 500 (200)                  10 500 (450)
end of day          10 000 (-300)                 10 400 (350)
intraday peak       10 800 (500)                  10 300 (250)
"""

from decimal import Decimal

import pytest

from tests.unit.engine.guard.guarded_days import Days, limit, money
from tradecopy_desktop.domain.limits import DrawdownLimit, Trail, Unit
from tradecopy_desktop.engine.guard.levels import Stand


def two_days_of(rule: DrawdownLimit, initial: str | None = None) -> dict[str, Stand]:
    """Return how a limit by this rule stood at each moment of the table."""
    days = Days(limit(rule), initial=initial)
    stands: dict[str, Stand] = {}

    def see(at: str, balance: str, equity: str | None = None) -> None:
        stands[at] = days.stand(f"2026-03-{at}", balance, equity)

    see("02 00:00", "10000")
    see("02 10:00", "10000", "10800")
    days.deal("2026-03-02 12:00", "500")
    see("02 12:00", "10500")
    days.deal("2026-03-02 15:00", "-100")
    see("02 15:00", "10400")
    see("02 18:00", "10400", "10300")
    see("02 23:59:58", "10400", "10300")
    see("03 00:00:01", "10400", "10290")
    days.deal("2026-03-03 10:00", "-300")
    see("03 10:00", "10100")
    see("03 12:00", "10100", "10050")
    return stands


@pytest.mark.parametrize(
    ("trail", "monday", "tuesday"),
    [
        (Trail.STATIC, "-300", "-50"),
        (Trail.EQUITY, "500", "750"),
        (Trail.CLOSED_BALANCE, "200", "450"),
        (Trail.END_OF_DAY, "-300", "350"),
        (Trail.INTRADAY_PEAK, "500", "250"),
    ],
)
def test_drawdown_when_trailed_in_five_ways_then_has_five_answers(
    trail: Trail, monday: str, tuesday: str
) -> None:
    stands = two_days_of(DrawdownLimit(trail=trail, amount=money("1000")))

    assert stands["02 18:00"].used == Decimal(monday)
    assert stands["03 12:00"].used == Decimal(tuesday)


@pytest.mark.parametrize(
    ("trail", "floor"),
    [
        (Trail.STATIC, "9000"),
        (Trail.EQUITY, "9800"),
        (Trail.CLOSED_BALANCE, "9500"),
        (Trail.END_OF_DAY, "9400"),
        (Trail.INTRADAY_PEAK, "9300"),
    ],
)
def test_drawdown_when_asked_then_tells_at_which_equity_all_is_used(
    trail: Trail, floor: str
) -> None:
    stand = two_days_of(DrawdownLimit(trail=trail, amount=money("1000")))["03 12:00"]

    assert stand.floor == Decimal(floor)
    assert stand.left == Decimal("10050") - Decimal(floor)


def test_drawdown_when_only_closed_trades_count_then_equity_does_not() -> None:
    rule = DrawdownLimit(trail=Trail.CLOSED_BALANCE, amount=money("1000"), floating=False)

    stands = two_days_of(rule)

    # 10 500 - 10 400, then - 10 100.
    assert stands["02 18:00"].used == Decimal(100)
    assert stands["03 12:00"].used == Decimal(400)
    assert stands["03 12:00"].floor is None


def test_drawdown_when_it_locks_at_break_even_then_its_floor_stops_at_the_initial_balance() -> None:
    rule = DrawdownLimit(trail=Trail.EQUITY, amount=money("500"), locks_at_break_even=True)

    stands = two_days_of(rule)

    # 500 below 10 000; then 10 800 - 500 would be 10 300, above the initial balance.
    assert stands["02 00:00"].floor == Decimal(9_500)
    assert stands["02 10:00"].floor == Decimal(10_000)
    assert (stands["03 12:00"].used, stands["03 12:00"].allowed) == (Decimal(750), Decimal(800))
    assert stands["03 12:00"].left == Decimal(50)


def test_drawdown_when_it_does_not_lock_then_its_floor_goes_on_rising() -> None:
    stands = two_days_of(DrawdownLimit(trail=Trail.EQUITY, amount=money("500")))

    assert stands["02 10:00"].floor == Decimal(10_300)
    assert stands["03 12:00"].left == Decimal(-250)


@pytest.mark.parametrize(
    ("unit", "allowed"),
    # 10 % of 10 000, and of the highest equity of 10 800.
    [(Unit.PERCENT_OF_INITIAL, "1000"), (Unit.PERCENT_OF_ANCHOR, "1080")],
)
def test_drawdown_when_told_in_percent_then_allows_so_much(unit: Unit, allowed: str) -> None:
    stands = two_days_of(DrawdownLimit(trail=Trail.EQUITY, amount=money("10", unit)))

    assert stands["03 12:00"].allowed == Decimal(allowed)


def test_drawdown_when_the_account_began_higher_then_trails_from_there() -> None:
    # Given its limits at 10 000, but it began with 12 000: nothing here was higher.
    for trail in (Trail.STATIC, Trail.EQUITY, Trail.CLOSED_BALANCE, Trail.END_OF_DAY):
        stands = two_days_of(DrawdownLimit(trail=trail, amount=money("3000")), initial="12000")

        assert stands["03 12:00"].used == Decimal(1_950)


def test_drawdown_when_a_later_day_ends_lower_then_end_of_day_stays() -> None:
    days = Days(limit(DrawdownLimit(trail=Trail.END_OF_DAY, amount=money("1000"))))
    for at, balance in (("02 12:00", "10000"), ("02 23:59:58", "10400")):
        days.see(f"2026-03-{at}", balance)
    days.see("2026-03-03 00:00:01", "10400")
    days.see("2026-03-03 23:59:58", "10100")
    days.see("2026-03-04 00:00:01", "10100")
    days.see("2026-03-04 23:59:58", "9900")

    assert days.used("2026-03-05 00:00:01", "9900") == "500"
