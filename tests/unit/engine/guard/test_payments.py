"""Deposits and withdrawals change no stand, whenever they are told; nor does the broker's credit.

The account is seen at Mon 2 Mar 00:00 with 10 000, at 10:00 with 10 400 of equity, and at 11:00
with 10 100 while a trade is open. By hand, for whatever is paid after that:

    daily loss from balance, equity, initial balance   10 000 - 10 100 = -100
    daily loss from the day's peak                     10 400 - 10 100 = 300
    drawdown from the highest equity, intraday peak    300
    drawdown static, closed balance, end of day        -100
    profit target                                      100
"""

from decimal import Decimal

import pytest

from tests.unit.engine.guard.guarded_days import Days, daily, limit, money
from tradecopy_desktop.domain.guarding import Rung
from tradecopy_desktop.domain.limits import (
    Anchor,
    DrawdownLimit,
    LossLimit,
    Period,
    ProfitTarget,
    Rule,
    Trail,
)
from tradecopy_desktop.engine.guard.judging import Judgement

RULES: tuple[Rule, ...] = (
    daily("1000"),
    daily("1000", Anchor.EQUITY),
    daily("1000", Anchor.INITIAL),
    daily("1000", Anchor.PEAK),
    daily("1000", floating=False),
    *(DrawdownLimit(trail=trail, amount=money("1000")) for trail in Trail),
    ProfitTarget(period=Period.DAY, amount=money("1000")),
)
# The trails come as static, equity, closed balance, end of day, intraday peak.
USED = ["-100", "-100", "-100", "300", "0", "-100", "300", "-100", "-100", "300", "100"]
PAID = pytest.mark.parametrize(
    ("paid", "balance", "equity"), [("-5000", "5000", "5100"), ("5000", "15000", "15100")]
)


def morning() -> Days:
    """Return the account at 11:00, before anything is paid."""
    days = Days(*(limit(rule, id=str(n)) for n, rule in enumerate(RULES)))
    days.see("2026-03-02 00:00", "10000")
    days.see("2026-03-02 10:00", "10000", "10400")
    days.see("2026-03-02 11:00", "10000", "10100")
    return days


def used(judgement: Judgement) -> list[str]:
    """Return what is used of each limit."""
    return [f"{each.used.normalize() + 0:f}" for each in judgement.stands if each.used is not None]


def test_stands_when_nothing_is_paid_then_are_as_by_hand() -> None:
    assert used(morning().see("2026-03-02 11:00:05", "10000", "10100")) == USED


@PAID
def test_payment_when_told_before_it_is_seen_then_changes_no_stand(
    paid: str, balance: str, equity: str
) -> None:
    days = morning()
    days.pay("2026-03-02 11:00:01", paid)

    assert used(days.see("2026-03-02 11:00:02", balance, equity)) == USED
    assert days.memory.flows == Decimal(paid)
    assert days.memory.initial == 10_000 + Decimal(paid)


@PAID
def test_payment_when_an_old_reading_comes_between_then_changes_no_stand(
    paid: str, balance: str, equity: str
) -> None:
    days = morning()
    days.pay("2026-03-02 11:00:01", paid)
    between = days.see("2026-03-02 11:00:01.100", "10000", "10100")

    assert between.memory.flattening is None
    assert used(days.see("2026-03-02 11:00:02", balance, equity)) == USED


@PAID
@pytest.mark.parametrize("told", ["11:00:02", "11:00:40", "15:00:00"])
def test_payment_when_told_after_it_is_seen_then_changes_no_stand(
    paid: str, balance: str, equity: str, told: str
) -> None:
    days = morning()
    days.guard = Days().guard  # what breaks before it is told is another test's
    days.see("2026-03-02 11:00:01", balance, equity)
    days.see("2026-03-02 11:00:01.900", balance, equity)
    days.see(f"2026-03-02 {told}", balance, equity)
    days.guard = morning().guard
    days.pay("2026-03-02 11:00:00.500", paid)

    assert used(days.see("2026-03-02 15:00:01", balance, equity)) == USED
    assert days.memory.untold is None


@PAID
def test_payment_when_made_while_the_program_was_off_and_told_after_then_changes_no_stand(
    paid: str, balance: str, equity: str
) -> None:
    days = morning()
    first = days.see("2026-03-02 14:00", balance, equity)
    days.pay("2026-03-02 12:00", paid)

    assert first.memory.flattening is None
    assert used(days.see("2026-03-02 14:00:00.500", balance, equity)) == USED


@PAID
def test_payment_when_made_while_the_program_was_off_and_told_before_then_changes_no_stand(
    paid: str, balance: str, equity: str
) -> None:
    days = morning()
    days.pay("2026-03-02 12:00", paid)

    assert used(days.see("2026-03-02 14:00", balance, equity)) == USED


def test_payments_when_two_are_told_after_one_reading_shows_both_then_change_no_stand() -> None:
    days = morning()
    days.see("2026-03-02 14:00", "13000", "13100")
    days.pay("2026-03-02 12:00", "5000")
    days.pay("2026-03-02 13:00", "-2000")

    assert used(days.see("2026-03-02 14:00:01", "13000", "13100")) == USED


def test_payment_when_the_highest_is_reached_before_it_is_told_then_counts_from_there() -> None:
    days = morning()
    days.see("2026-03-02 11:00:01", "5000", "5100")
    # 5 500 is above 10 400 - 5 000 = 5 400, what was highest before.
    days.see("2026-03-02 11:00:01.500", "5000", "5500")
    days.pay("2026-03-02 11:00:01", "-5000")

    found = days.see("2026-03-02 11:00:02", "5000", "5150")

    assert found.stands[3].used == 350
    assert found.stands[6].used == 350


def test_withdrawal_when_made_before_the_reset_and_told_after_then_the_new_day_stays() -> None:
    days = Days(limit(daily("1000")), limit(daily("1000", Anchor.PEAK), id="b"))
    days.see("2026-03-02 00:00", "10000")
    days.see("2026-03-02 11:00", "9500")
    days.see("2026-03-02 23:59:59", "9500")
    days.see("2026-03-03 00:00:01", "9500")
    days.pay("2026-03-02 10:59", "-500")

    found = days.see("2026-03-03 10:00", "9500", "9400")

    assert [each.used for each in found.stands] == [100, 100]
    assert days.memory.initial == 9_500


def test_withdrawal_when_told_long_after_and_much_happened_since_then_its_time_decides() -> None:
    rules = (daily("1000"), daily("1000", Anchor.PEAK), daily("1000", Anchor.INITIAL))
    days = Days(*(limit(rule, id=str(n)) for n, rule in enumerate(rules)))
    days.see("2026-03-02 00:00", "10000")
    days.see("2026-03-02 11:00", "9500")
    # Something else is never explained, so that the amounts do not match.
    days.see("2026-03-02 12:00", "9490")
    days.see("2026-03-02 23:59:59", "9490")
    days.see("2026-03-03 00:00:01", "9490")
    days.pay("2026-03-02 10:59", "-500")

    found = days.see("2026-03-03 10:00", "9490", "9400")

    assert [each.used for each in found.stands] == [90, 90, 100]


def test_deposit_when_its_event_bears_a_wrong_time_then_its_amount_tells_which_it_is() -> None:
    days = morning()
    days.see("2026-03-02 11:00:01", "15000", "15100")
    days.see("2026-03-02 11:00:04", "15000", "15100")
    days.pay("2026-03-02 10:55", "5000")

    assert used(days.see("2026-03-02 11:00:05", "15000", "15100")) == USED


def test_withdrawal_when_a_trade_is_closed_before_it_is_told_then_the_new_highest_counts() -> None:
    days = morning()
    days.see("2026-03-02 11:00:01", "5000", "5100")
    days.deal("2026-03-02 11:00:01.200", "200")
    days.see("2026-03-02 11:00:01.500", "5200", "5100")
    days.pay("2026-03-02 11:00:01", "-5000")
    days.deal("2026-03-02 11:00:02", "-50")

    found = days.see("2026-03-02 11:00:03", "5150", "5100")

    # The highest closed balance was 5 200.
    assert found.stands[7].used == 100
    assert days.memory.untold is None


def test_deposit_when_an_earlier_day_ended_highest_then_its_end_moves_too() -> None:
    days = Days(limit(DrawdownLimit(trail=Trail.END_OF_DAY, amount=money("1000"))))
    for at, balance in (("02 12:00", "10000"), ("02 23:59:58", "10400"), ("03 00:00:01", "10400")):
        days.see(f"2026-03-{at}", balance)
    days.see("2026-03-03 23:59:58", "9900")
    assert days.used("2026-03-04 00:00:01", "9900") == "500"

    days.pay("2026-03-04 10:00", "1000")

    assert days.used("2026-03-04 10:00:01", "10900") == "500"


def test_withdrawal_when_the_trader_gave_the_initial_balance_then_it_moves_too() -> None:
    days = Days(limit(daily("1000", Anchor.INITIAL)), initial="10000")
    days.see("2026-03-02 00:00", "10000")
    days.pay("2026-03-02 10:00", "-2000")

    assert days.used("2026-03-02 10:00:01", "8000") == "0"


def test_payout_when_the_initial_balance_is_fixed_then_its_floor_stays() -> None:
    rule = LossLimit(period=Period.TOTAL, amount=money("1000"), anchor=Anchor.INITIAL)
    days = Days(limit(rule), initial="10000", fixed=True)
    days.see("2026-03-02 00:00", "12000")
    days.pay("2026-03-02 10:00", "-2000")

    assert days.used("2026-03-02 10:00:01", "9600") == "400"


def test_credit_when_as_much_was_deposited_before_then_the_deposit_stays_one() -> None:
    days = morning()
    days.pay("2026-03-02 11:00:01", "1000")
    days.see("2026-03-02 11:00:02", "11000", "11100")

    days.see("2026-03-02 11:00:03", "10000", "11100", credit="1000")

    assert days.memory.flows == 1_000


@pytest.mark.parametrize(
    ("paid", "shown", "later", "peak"),
    [
        # 10 400 - 5 000 is 5 400, but 5 500 was seen since; 15 100 was seen with the deposit.
        ("-5000", ("5000", "5100"), ("4990", "5500"), "5450"),
        ("5000", ("15000", "15100"), ("14990", "15060"), "15050"),
    ],
)
def test_payment_when_told_long_after_then_peaks_are_what_was_seen(
    paid: str, shown: tuple[str, str], later: tuple[str, str], peak: str
) -> None:
    days = Days(limit(daily("1000", Anchor.PEAK)), limit(RULES[6], "b"))
    days.see("2026-03-02 00:00", "10000")
    days.see("2026-03-02 10:00", "10000", "10400")
    for at in ("11:00:01", "11:00:05", "11:30"):
        days.see(f"2026-03-02 {at}", *shown)
    days.see("2026-03-02 12:00", *later)
    days.see("2026-03-02 12:00:10", *later)
    days.pay("2026-03-02 11:00", paid)

    found = days.see("2026-03-02 12:00:11", later[0], peak)

    assert [each.used for each in found.stands] == [50, 50]


def test_payment_when_made_before_the_guard_first_looked_then_is_in_what_it_saw() -> None:
    days = Days(limit(daily("1000", Anchor.INITIAL)))
    days.pay("2026-03-02 09:00", "5000")
    days.see("2026-03-02 10:00", "15000")
    days.pay("2026-03-02 09:59:59", "5000")

    assert days.used("2026-03-02 10:00:01", "15000") == "0"


def test_withdrawal_when_seen_first_then_bars_openings_and_closes_nothing_for_2_seconds() -> None:
    days = Days(limit(daily("1000")))
    days.see("2026-03-02 00:00", "10000")
    days.see("2026-03-02 11:00", "10000", "10050")

    doubted = days.see("2026-03-02 11:00:01", "8000", "8050")
    still = days.see("2026-03-02 11:00:02.999", "8000", "8050")
    days.pay("2026-03-02 11:00:01", "-2000")
    told = days.see("2026-03-02 11:00:03.100", "8000", "8050")

    assert (doubted.rung, still.rung, told.rung) == (Rung.CLOSE_ONLY, Rung.CLOSE_ONLY, Rung.FINE)


def test_withdrawal_when_nobody_tells_it_then_counts_as_a_loss_after_2_seconds() -> None:
    days = Days(limit(daily("1000")))
    days.see("2026-03-02 00:00", "10000")
    days.see("2026-03-02 11:00:01", "8000")

    judgement = days.see("2026-03-02 11:00:03.001", "8000")

    assert judgement.rung is Rung.FLATTEN


def test_doubt_when_money_goes_on_and_on_then_is_not_made_longer() -> None:
    days = Days(limit(daily("1000")))
    days.see("2026-03-02 00:00", "10000")
    days.see("2026-03-02 11:00:00", "10000", "10000")
    days.see("2026-03-02 11:00:01", "8000", "8000")
    days.see("2026-03-02 11:00:02", "7990", "7990")

    assert days.see("2026-03-02 11:00:03.001", "7990", "7990").rung is Rung.FLATTEN


def test_loss_when_a_position_is_closed_then_is_not_taken_for_a_withdrawal() -> None:
    days = Days(limit(daily("1000")))
    days.see("2026-03-02 00:00", "10000")
    days.see("2026-03-02 11:00:00", "10000", "9100")

    # The stop was hit at -1 100: balance fell, what floated went with it.
    judgement = days.see("2026-03-02 11:00:01", "8900")

    assert judgement.rung is Rung.FLATTEN


def test_loss_when_its_deal_is_told_then_doubt_ends_at_once() -> None:
    days = Days(limit(daily("1000")))
    days.see("2026-03-02 00:00", "10000")
    days.see("2026-03-02 11:00:00", "10000")
    # Opened and closed between two readings.
    assert days.see("2026-03-02 11:00:01", "8900").rung is Rung.CLOSE_ONLY

    days.deal("2026-03-02 11:00:00.900", "-1100")

    assert days.see("2026-03-02 11:00:01.100", "8900").rung is Rung.FLATTEN


CREDIT = pytest.mark.parametrize(
    ("credit", "before", "after"), [("1000", "0", "1000"), ("-1000", "1000", "0")]
)


def with_credit(days: Days, at: str, credit: str) -> Judgement:
    """Show 10 000 of the trader's own, 100 floating, and credit beside it."""
    return days.see(at, "10000", str(Decimal(10_100) + Decimal(credit)), credit=credit)


def credited(before: str) -> Days:
    """Return the account at 11:00 with this credit."""
    days = Days(*(limit(rule, id=str(n)) for n, rule in enumerate(RULES)))
    days.see("2026-03-02 00:00", "10000", str(Decimal(10_000) + Decimal(before)), credit=before)
    with_credit(days, "2026-03-02 11:00", before)
    return days


# Nothing was higher than 10 100 here.
OWN = ["-100", "-100", "-100", "0", "0", "-100", "0", "-100", "-100", "0", "100"]


@CREDIT
def test_credit_when_told_first_then_changes_no_stand(credit: str, before: str, after: str) -> None:
    days = credited(before)
    days.pay("2026-03-02 11:00:01", credit)

    assert used(with_credit(days, "2026-03-02 11:00:02", after)) == OWN
    assert days.memory.flows == 0
    assert days.memory.untold is None


@CREDIT
def test_credit_when_seen_first_then_changes_no_stand(credit: str, before: str, after: str) -> None:
    days = credited(before)
    seen = with_credit(days, "2026-03-02 11:00:01", after)
    days.pay("2026-03-02 11:00:01", credit)

    assert used(seen) == OWN
    assert used(with_credit(days, "2026-03-02 11:00:02", after)) == OWN
    assert days.memory.flows == 0
    assert days.memory.untold is None


@CREDIT
def test_credit_when_an_old_reading_comes_between_then_changes_no_stand_and_closes_nothing(
    credit: str, before: str, after: str
) -> None:
    days = credited(before)
    days.pay("2026-03-02 11:00:01", credit)
    between = with_credit(days, "2026-03-02 11:00:01.500", before)

    assert between.memory.flattening is None
    assert used(with_credit(days, "2026-03-02 11:00:02", after)) == OWN
    assert days.memory.flows == 0
    assert days.memory.untold is None


def test_floor_when_the_broker_gave_credit_then_is_what_the_terminal_shows() -> None:
    days = Days(limit(daily("1000")))
    days.see("2026-03-02 00:00", "10000")

    # 1 000 below 10 000 of the trader's own, with 500 of credit beside it.
    stand = days.see("2026-03-02 11:00", "10000", "10500", credit="500").stands[0]

    assert (stand.floor, stand.left) == (Decimal(9_500), Decimal(1_000))
