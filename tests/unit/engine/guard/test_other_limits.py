"""Limits that are no losses: exposure, margin, profit, counts and consistency, told by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.guard.guarded_days import Days, ladder, limit, money
from tradecopy_desktop.domain.guarding import Rung
from tradecopy_desktop.domain.limits import (
    Anchor,
    Consistency,
    Counted,
    CountLimit,
    Exposure,
    ExposureLimit,
    MarginLimit,
    Period,
    ProfitTarget,
    Rule,
)
from tradecopy_desktop.engine.guard.exposure import Exposed
from tradecopy_desktop.engine.guard.judging import Judgement
from tradecopy_desktop.engine.guard.levels import Stand

NOON = "2026-03-02 12:00"
HELD = Exposed(
    lots={"EURUSD": Decimal("1.5"), "WTI": Decimal("0.5")},
    values={"EURUSD": Decimal(165_000), "WTI": Decimal(35_000)},
    positions={"EURUSD": 3, "WTI": 1},
)


def judged(rule: Rule, exposed: Exposed = HELD, margin: str = "0") -> Judgement:
    """Return what is judged of 10 000 with this exposure and margin."""
    return Days(limit(rule)).see(NOON, "10000", exposed=exposed, margin=margin)


@pytest.mark.parametrize(
    ("exposure", "symbol", "text"),
    [
        (Exposure.LOTS, "", "2 of 4 lots open (50 %)"),
        (Exposure.LOTS, "EURUSD", "1.5 of 4 lots of EURUSD open (37.5 %)"),
        (Exposure.LOTS, "GOLD", "0 of 4 lots of GOLD open (0 %)"),
        (Exposure.POSITIONS, "", "4 of 4 positions open (100 %)"),
        (Exposure.POSITIONS, "EURUSD", "3 of 4 positions of EURUSD open (75 %)"),
    ],
)
def test_exposure_when_held_then_counts_on_the_account_or_in_a_symbol(
    exposure: Exposure, symbol: str, text: str
) -> None:
    rule = ExposureLimit(exposure=exposure, most=Decimal(4), symbol=symbol)

    assert judged(rule).stands[0].text == text


def test_exposure_when_counted_by_value_then_adds_what_all_is_worth() -> None:
    rule = ExposureLimit(exposure=Exposure.VALUE, most=Decimal(400_000))

    stand = judged(rule).stands[0]

    assert stand.text == "200,000.00 of 400,000.00 USD open (50 %)"
    assert (stand.used, stand.left, stand.floor) == (Decimal(200_000), Decimal(200_000), None)


def test_exposure_when_a_price_is_missing_then_opens_nothing_and_closes_nothing() -> None:
    blind = Exposed(values={"EURUSD": Decimal(165_000), "WTI": None})
    rule = ExposureLimit(exposure=Exposure.VALUE, most=Decimal(1))

    judgement = judged(rule, blind)

    assert judgement.rung is Rung.CLOSE_ONLY
    assert judgement.memory.flattening is None
    assert judgement.stands[0].percent is None
    assert judgement.stands[0].text == "what is open has no known price"


def test_exposure_when_the_missing_price_is_of_another_symbol_then_does_not_matter() -> None:
    blind = Exposed(values={"EURUSD": Decimal(165_000), "WTI": None})
    rule = ExposureLimit(exposure=Exposure.VALUE, most=Decimal(330_000), symbol="EURUSD")

    assert judged(rule, blind).stands[0].percent == 50


@pytest.mark.parametrize(
    ("most", "rung"),
    # 4 positions: 5 allow one more (80 %), 4 none, and 3 were broken.
    [(5, Rung.WARN), (4, Rung.CLOSE_ONLY), (3, Rung.FLATTEN)],
)
def test_exposure_when_as_much_as_allowed_is_open_then_only_more_is_closed(
    most: int, rung: Rung
) -> None:
    rule = ExposureLimit(exposure=Exposure.POSITIONS, most=Decimal(most))

    judgement = judged(rule)

    assert judgement.rung is rung
    assert judgement.stands[0].is_at(Rung.FLATTEN) is (rung is Rung.FLATTEN)


@pytest.mark.parametrize(
    ("margin", "percent", "text"),
    [
        # 150 % of the margin, of 10 000 of equity.
        ("0", Fraction(0), "no margin is in use (0 %)"),
        ("2000", Fraction(30), "margin level 500 %, at least 150 % (30 %)"),
        ("6000", Fraction(90), "margin level 166.6 %, at least 150 % (90 %)"),
        ("8000", Fraction(120), "margin level 125 %, at least 150 % (120 %)"),
    ],
)
def test_margin_when_in_use_then_percent_rises_as_its_level_falls(
    margin: str, percent: Fraction, text: str
) -> None:
    stand = judged(MarginLimit(least=Decimal(150)), margin=margin).stands[0]

    assert (stand.percent, stand.text) == (percent, text)


def test_margin_when_nothing_is_left_then_all_is_used() -> None:
    days = Days(limit(MarginLimit(least=Decimal(150))))

    assert days.see(NOON, "10000", "-5", margin="100").stands[0].percent == 100


def test_profit_target_when_earned_then_counts_up() -> None:
    target = ProfitTarget(period=Period.TOTAL, amount=money("800"), anchor=Anchor.INITIAL)
    days = Days(limit(target))
    days.see("2026-03-02 00:00", "10000")

    assert days.used("2026-03-02 10:00", "10000", "9900") == "-100"
    stand = days.stand("2026-03-02 12:00", "10000", "10200")
    assert stand.text == "200.00 of 800.00 USD earned (25 %)"
    assert days.see("2026-03-02 13:00", "10000", "10800").rung is Rung.FLATTEN


def test_profit_target_when_only_closed_profit_counts_then_floating_does_not() -> None:
    target = ProfitTarget(period=Period.DAY, amount=money("800"), floating=False)
    days = Days(limit(target))
    days.see("2026-03-02 00:00", "10000")

    assert days.used("2026-03-02 12:00", "10000", "10900") == "0"
    days.deal("2026-03-02 13:00", "900")
    assert days.used("2026-03-02 13:00", "10900") == "900"


def streak(*profits: str) -> Stand:
    """Return how a limit of 3 losing trades in a row stands after these."""
    days = Days(limit(CountLimit(counted=Counted.LOSING_STREAK, most=3)))
    days.see("2026-03-02 00:00", "10000")
    for profit in profits:
        days.deal("2026-03-02 10:00", profit)
    return days.stand("2026-03-02 12:00", "10000")


@pytest.mark.parametrize(
    ("profits", "count"),
    [
        ((), 0),
        (("-1", "-2"), 2),
        (("-1", "-2", "5"), 0),
        (("-1", "5", "-2"), 1),
        (("-1", "0", "-2"), 2),
    ],
)
def test_streak_when_trades_are_closed_then_counts_losses_without_a_profit_between(
    profits: tuple[str, ...], count: int
) -> None:
    assert streak(*profits).used == count


def test_streak_when_told_then_openings_and_their_commission_are_no_losing_trades() -> None:
    days = Days(limit(CountLimit(counted=Counted.LOSING_STREAK, most=3)))
    days.see("2026-03-02 00:00", "10000")
    days.deal("2026-03-02 10:00", "-7", opens=True)

    assert days.used("2026-03-02 12:00", "9993") == "0"


def test_streak_when_the_day_is_over_then_goes_on() -> None:
    days = Days(limit(CountLimit(counted=Counted.LOSING_STREAK, most=3)))
    days.see("2026-03-02 00:00", "10000")
    days.deal("2026-03-02 10:00", "-5")

    assert days.used("2026-03-03 12:00", "9995") == "1"


def test_trades_when_opened_then_count_until_the_reset() -> None:
    days = Days(limit(CountLimit(counted=Counted.TRADES_A_DAY, most=3)))
    days.see("2026-03-02 00:00", "10000")
    for minute in (0, 1, 2):
        days.deal(f"2026-03-02 10:0{minute}", "0", opens=True)
    days.deal("2026-03-02 11:00", "0")

    judgement = days.see("2026-03-02 12:00", "10000")

    assert judgement.stands[0].text == "3 of 3 trades today (100 %)"
    assert judgement.rung is Rung.CLOSE_ONLY
    assert days.used("2026-03-03 00:00", "10000") == "0"


def test_trades_when_opened_before_the_day_is_seen_then_count_for_it() -> None:
    days = Days(limit(CountLimit(counted=Counted.TRADES_A_DAY, most=3)))
    days.see("2026-03-02 00:00", "10000")
    days.deal("2026-03-02 10:00", "0", opens=True)
    days.deal("2026-03-03 00:00", "0", opens=True)
    # Told late: yesterday's.
    days.deal("2026-03-02 23:59", "0", opens=True)

    assert days.used("2026-03-03 00:00:01", "10000") == "1"


def test_consistency_when_the_best_day_is_too_good_then_is_shown_and_nothing_is_done() -> None:
    days = Days(limit(Consistency(most=Decimal(30)), ladder=ladder("1", "1", "1")))
    days.see("2026-03-02 00:00", "10000")
    for at, profit in (("02", "600"), ("03", "-100"), ("04", "500"), ("04", "500")):
        days.deal(f"2026-03-{at} 10:00", profit)

    judgement = days.see("2026-03-04 12:00", "11500")

    # The 4th made 1 000 of 1 500; 30 % would be 450.
    assert judgement.stands[0].percent == Fraction(1_000, 450) * 100
    assert judgement.stands[0].text == (
        "the best day made 1,000.00 of 1,500.00 USD profit, 66.6 %, at most 30 % (222.2 %)"
    )
    assert (judgement.rung, judgement.risen) == (Rung.FINE, ())
    assert not judgement.stands[0].is_at(Rung.WARN)


def test_consistency_when_nothing_is_earned_then_has_no_best_day() -> None:
    days = Days(limit(Consistency(most=Decimal(30))))
    days.deal("2026-03-02 10:00", "600")
    days.deal("2026-03-03 10:00", "-600")

    assert days.stand("2026-03-04 12:00", "10000").text == "no profit yet (0 %)"


def test_consistency_when_more_than_62_days_passed_then_the_oldest_are_forgotten() -> None:
    days = Days(limit(Consistency(most=Decimal(30))))
    days.deal("2026-01-01 10:00", "900")
    for day in range(31):
        days.deal(f"2026-03-{day + 1:02d} 10:00", "10")
        days.deal(f"2026-05-{day + 1:02d} 10:00", "10")

    # 62 days at 10 each.
    assert days.stand("2026-05-31 12:00", "10000").left == Decimal("176.00")
