"""Weekly, monthly and total losses, over a weekend in which New York's clocks change.

Days begin at 17:00 in New York, weeks on Sunday. By hand:

    when (UTC)           balance  equity   what happened
    Sun  1 Mar 21:00     10 000  10 000    first seen, an hour before week and month begin
    Sun  1 Mar 22:00:05  10 000  10 000
    Wed  4 Mar 15:00      9 700   9 700    a trade is closed at -300
    Thu  5 Mar 21:59:50   9 700   9 640    another floats at -60 ...
    Fri  6 Mar 21:59:50   9 700   9 550    ... and at -150 when the market closes
    Sun  8 Mar 20:59:50   9 700   9 550    17:00 is 21:00 UTC from today on
    Sun  8 Mar 21:00:10   9 700   9 400    the market opens with a gap
"""

from decimal import Decimal

import pytest

from tests.unit.engine.guard.guarded_days import Days, limit, money
from tradecopy_desktop.domain.guarding import Reset
from tradecopy_desktop.domain.limits import Anchor, LossLimit, Period
from tradecopy_desktop.engine.guard.levels import Stand


def weekend_of(period: Period, anchor: Anchor) -> dict[str, Stand]:
    """Return how a limit of 2 000 stood at each moment of the table."""
    reset = Reset(zone="America/New_York", minute=1_020, first_weekday=6)
    days = Days(limit(LossLimit(period=period, amount=money("2000"), anchor=anchor)), reset=reset)
    stands: dict[str, Stand] = {}

    def see(at: str, balance: str, equity: str | None = None) -> None:
        stands[at] = days.stand(f"2026-03-{at}", balance, equity)

    see("01 21:00", "10000")
    see("01 22:00:05", "10000")
    days.deal("2026-03-04 15:00", "-300")
    see("04 15:00", "9700")
    see("05 21:59:50", "9700", "9640")
    see("05 22:00:00", "9700", "9640")
    see("06 21:59:50", "9700", "9550")
    see("06 22:00:00", "9700", "9550")
    see("07 21:59:50", "9700", "9550")
    see("07 22:00:00", "9700", "9550")
    see("08 20:59:50", "9700", "9550")
    see("08 21:00:10", "9700", "9400")
    return stands


@pytest.mark.parametrize(
    ("period", "anchor", "friday", "before_open", "after_open"),
    [
        # The trading day from Thursday on has 9 700; Saturday's and Sunday's have nothing new.
        (Period.DAY, Anchor.BALANCE, "150", "150", "300"),
        (Period.DAY, Anchor.EQUITY, "90", "0", "150"),
        (Period.DAY, Anchor.PEAK, "90", "0", "150"),
        # The week from 1 March has 10 000, that from 8 March 9 700 and 9 550.
        (Period.WEEK, Anchor.BALANCE, "450", "450", "300"),
        (Period.WEEK, Anchor.EQUITY, "450", "450", "150"),
        (Period.WEEK, Anchor.PEAK, "450", "450", "150"),
        (Period.MONTH, Anchor.BALANCE, "450", "450", "600"),
        (Period.MONTH, Anchor.GREATER, "450", "450", "600"),
        (Period.TOTAL, Anchor.INITIAL, "450", "450", "600"),
    ],
)
def test_loss_when_a_weekend_passes_then_is_counted_from_its_own_reset(
    period: Period, anchor: Anchor, friday: str, before_open: str, after_open: str
) -> None:
    stands = weekend_of(period, anchor)

    assert stands["06 21:59:50"].used == Decimal(friday)
    assert stands["08 20:59:50"].used == Decimal(before_open)
    assert stands["08 21:00:10"].used == Decimal(after_open)


def test_total_loss_when_the_trader_gave_the_initial_balance_then_is_counted_from_it() -> None:
    rule = LossLimit(period=Period.TOTAL, amount=money("1000"), anchor=Anchor.INITIAL)
    days = Days(limit(rule), initial="10500")

    stand = days.stand("2026-03-02 12:00", "10000")

    assert (stand.used, stand.floor) == (Decimal(500), Decimal(9_500))


def test_peak_of_a_month_when_weeks_begin_anew_then_stays() -> None:
    rule = LossLimit(period=Period.MONTH, amount=money("1000"), anchor=Anchor.PEAK)
    days = Days(limit(rule))
    days.see("2026-03-01 23:59:30", "10000")
    days.see("2026-03-02 00:00:10", "10000", "10300")

    # A new day and a new week, not a new month.
    assert days.used("2026-03-09 00:00:10", "10000", "10200") == "100"
