"""Daily losses: one week of an account, and what each way of counting makes of it.

Days begin at 00:00 UTC; the account was given its limits at 10 000. By hand:

    when                balance  equity   what happened
    Sun  1 Mar 12:00     10 000  10 000   the guard sees it first
    Mon  2 Mar 10:00     10 400  10 400   a trade is closed at +400
    Mon  2 Mar 23:59:58  10 400  10 700   another floats at +300 over the reset
    Tue  3 Mar 09:00     10 400  11 000   ... and at +600, its highest
    Tue  3 Mar 12:00     10 300  10 300   ... is closed at -100
    Tue  3 Mar 15:00     10 300  10 050   a third floats at -250
    Tue  3 Mar 23:59:58  10 300  10 050   ... over the reset
    Wed  4 Mar 10:00     10 300  10 200   ... and at -100, the day's highest
    Wed  4 Mar 14:00      9 900   9 900   ... is closed at -400
    Wed  4 Mar 15:00      9 900   9 880   a fourth floats at -20

    counted from         Tuesday 15:00            Wednesday 15:00
    balance              10 400 - 10 050 = 350    10 300 - 9 880 = 420
    equity               10 700 - 10 050 = 650    10 050 - 9 880 = 170
    the greater          10 700 - 10 050 = 650    10 300 - 9 880 = 420
    initial balance      10 000 - 10 050 = -50    10 000 - 9 880 = 120
    peak of the day      11 000 - 10 050 = 950    10 200 - 9 880 = 320
    balance, closed only 10 400 - 10 300 = 100    10 300 - 9 900 = 400
"""

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.guard.guarded_days import Days, daily, ladder, limit
from tradecopy_desktop.domain.guarding import Rung
from tradecopy_desktop.domain.limits import Anchor, LossLimit, Unit
from tradecopy_desktop.engine.guard.levels import Stand


def week_of(rule: LossLimit, flatten: str = "100") -> dict[str, Stand]:
    """Return how a limit by this rule stood at each moment of the table."""
    days = Days(limit(rule, ladder=ladder(None, None, flatten)))
    stands: dict[str, Stand] = {}

    def see(at: str, balance: str, equity: str | None = None) -> None:
        stands[at] = days.stand(f"2026-03-{at}", balance, equity)

    see("01 12:00", "10000")
    days.deal("2026-03-02 10:00", "400")
    see("02 10:00", "10400")
    see("02 23:59:58", "10400", "10700")
    see("03 00:00:01", "10400", "10690")
    see("03 09:00", "10400", "11000")
    days.deal("2026-03-03 12:00", "-100")
    see("03 12:00", "10300")
    see("03 15:00", "10300", "10050")
    see("03 23:59:58", "10300", "10050")
    see("04 00:00:01", "10300", "10060")
    see("04 10:00", "10300", "10200")
    days.deal("2026-03-04 14:00", "-400")
    see("04 14:00", "9900")
    see("04 15:00", "9900", "9880")
    return stands


COUNTED = [
    pytest.param(daily("600"), 350, 420, id="balance"),
    pytest.param(daily("600", Anchor.EQUITY), 650, 170, id="equity"),
    pytest.param(daily("600", Anchor.GREATER), 650, 420, id="greater"),
    pytest.param(daily("600", Anchor.INITIAL), -50, 120, id="initial"),
    pytest.param(daily("600", Anchor.PEAK), 950, 320, id="peak"),
    pytest.param(daily("600", floating=False), 100, 400, id="closed only"),
]


@pytest.mark.parametrize(("rule", "tuesday", "wednesday"), COUNTED)
def test_daily_loss_when_counted_in_six_ways_then_has_six_answers(
    rule: LossLimit, tuesday: int, wednesday: int
) -> None:
    stands = week_of(rule)

    assert stands["03 15:00"].used == tuesday
    assert stands["04 15:00"].used == wednesday


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        # At 10 000 then 9 900; 10 300 then 9 650; the higher of both; 9 600; 10 600 then 9 800; and
        # when trades are closed at a loss of 400.
        pytest.param(daily("400"), ["04 14:00", "04 15:00"], id="balance"),
        pytest.param(
            daily("400", Anchor.EQUITY), ["03 12:00", "03 15:00", "03 23:59:58"], id="equity"
        ),
        pytest.param(
            daily("400", Anchor.GREATER),
            ["03 12:00", "03 15:00", "03 23:59:58", "04 14:00", "04 15:00"],
            id="greater",
        ),
        pytest.param(daily("400", Anchor.INITIAL), [], id="initial"),
        pytest.param(daily("400", Anchor.PEAK), ["03 12:00", "03 15:00", "03 23:59:58"], id="peak"),
        pytest.param(daily("400", floating=False), ["04 14:00", "04 15:00"], id="closed only"),
    ],
)
def test_daily_loss_when_400_may_be_lost_then_is_broken_at_these_moments(
    rule: LossLimit, broken: list[str]
) -> None:
    stands = week_of(rule)

    assert [at for at, stand in stands.items() if stand.is_at(Rung.FLATTEN)] == broken


@pytest.mark.parametrize(
    ("rule", "tuesday", "wednesday"),
    [
        # 5 % of the initial balance is 500 on both days.
        pytest.param(
            daily("5", unit=Unit.PERCENT_OF_INITIAL),
            Fraction(350, 500) * 100,
            Fraction(420, 500) * 100,
            id="of initial",
        ),
        # 5 % of 10 400 is 520, of 10 300 is 515.
        pytest.param(
            daily("5", unit=Unit.PERCENT_OF_ANCHOR),
            Fraction(350, 520) * 100,
            Fraction(420, 515) * 100,
            id="of anchor",
        ),
        # 4 % of the peaks: 440 and 408.
        pytest.param(
            daily("4", Anchor.PEAK, Unit.PERCENT_OF_ANCHOR),
            Fraction(950, 440) * 100,
            Fraction(320, 408) * 100,
            id="of peak",
        ),
        pytest.param(daily("1000"), Fraction(35), Fraction(42), id="money"),
    ],
)
def test_daily_loss_when_told_in_percent_or_money_then_percent_is_exact(
    rule: LossLimit, tuesday: Fraction, wednesday: Fraction
) -> None:
    stands = week_of(rule)

    assert stands["03 15:00"].percent == tuesday
    assert stands["04 15:00"].percent == wednesday


@pytest.mark.parametrize(
    ("rule", "left", "floor"),
    [
        # 600 below 10 400, 10 700, 10 000 and 11 000; where closed trades count, no equity is it.
        pytest.param(daily("600"), "250", "9800", id="balance"),
        pytest.param(daily("600", Anchor.EQUITY), "-50", "10100", id="equity"),
        pytest.param(daily("600", Anchor.INITIAL), "650", "9400", id="initial"),
        pytest.param(daily("600", Anchor.PEAK), "-350", "10400", id="peak"),
        pytest.param(daily("600", floating=False), "500", None, id="closed only"),
    ],
)
def test_daily_loss_when_stood_on_tuesday_then_tells_what_is_left_and_the_floor(
    rule: LossLimit, left: str, floor: str | None
) -> None:
    stand = week_of(rule)["03 15:00"]

    assert stand.left == Decimal(left)
    assert stand.floor == (None if floor is None else Decimal(floor))


def test_daily_loss_when_told_then_reads_as_a_trader_writes() -> None:
    stands = week_of(daily("2000"))

    assert stands["03 15:00"].text == "350.00 of 2,000.00 USD used (17.5 %)"
    # Nothing is used of a day that is ahead.
    assert stands["03 09:00"].text == "0.00 of 2,000.00 USD used (0 %)"
    # 420 of 1 999 is 21.0105 %, 199.99 of 200 is not 100 %.
    assert week_of(daily("1999"))["04 15:00"].text == "420.00 of 1,999.00 USD used (21 %)"
    assert week_of(daily("350.01"))["03 15:00"].text == "350.00 of 350.01 USD used (99.9 %)"


def test_daily_loss_when_the_first_day_began_unseen_then_is_estimated_until_the_reset() -> None:
    stands = week_of(daily("2000"))

    assert stands["01 12:00"].estimated
    assert stands["01 12:00"].text == "0.00 of 2,000.00 USD used (0 %), estimated"
    assert not stands["02 10:00"].estimated


def test_daily_loss_when_counted_from_the_initial_balance_then_is_never_estimated() -> None:
    assert not week_of(daily("2000", Anchor.INITIAL))["01 12:00"].estimated
