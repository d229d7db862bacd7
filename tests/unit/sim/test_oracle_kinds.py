"""Every kind of size, worked out by hand: right lots are found right, one step off is found wrong.

The follower's contracts are a tenth of the master's, its step is 0.1. Rules T1, S1, S2.
"""

import pytest

from tests.unit.sim.market import D
from tests.unit.sim.oracle_money_runs import judged_size, opened_and_closed, with_contract
from tests.unit.sim.oracle_runs import (
    FOLLOWER,
    HEDGING,
    MASTER,
    NETTING,
    account,
    counted,
    deals,
    one_route,
)
from tradecopy_desktop.domain.sizing import (
    EqualNotional,
    FixedLeverage,
    FixedLots,
    FundsBase,
    Multiplier,
    Proportional,
    RiskMoney,
    RiskPercent,
    SameLots,
    SizeMultiplier,
    Sizing,
    VolumeRules,
)
from tradecopy_desktop.domain.stop_rules import NO_STOPS, StopRule, StopRules, StopSource
from tradecopy_desktop.sim.oracle import judge

COSTS = VolumeRules(commission=D(5))
EXACT = {"events": 2, "prescribed": 2, "copies": 2}

KINDS: dict[str, tuple[Sizing, str]] = {
    "same lots": (SameLots(), "0.3"),
    "fixed lots": (FixedLots(lots=D("0.75")), "0.7"),
    "multiplier": (Multiplier(factor=D("2.5")), "0.7"),  # 0.75
    "size multiplier": (SizeMultiplier(factor=D("0.55")), "1.6"),  # 0.30 * 0.55 * 10 = 1.65
    # 0.30 * 20,000 / 50,000 * 10 = 1.2; with the equity 1.14; with the free margin 1.08.
    "by balance": (Proportional(base=FundsBase.BALANCE), "1.2"),
    "by equity": (Proportional(base=FundsBase.EQUITY), "1.1"),
    "by free margin": (Proportional(base=FundsBase.FREE_MARGIN, factor=D(2)), "2.1"),
    # From 1.1002 to 1.0900 a lot of 10,000 loses 102, and 5 of commission. 107 * 1.8 = 192.6.
    "risk percent": (RiskPercent(percent=D(1), base=FundsBase.BALANCE), "1.8"),  # 200
    "risk percent of equity": (RiskPercent(percent=D(1)), "1.7"),  # 190; 107 * 1.7 = 181.9
    "risk money": (RiskMoney(amount=D(150)), "1.4"),  # 107 * 1.4 = 149.8
    # The master's lot is worth 110,000, the follower's 11,002: 0.30 * 2 * 9.9982 = 5.9989.
    "equal notional": (EqualNotional(factor=D(2)), "5.9"),
    "fixed leverage": (FixedLeverage(leverage=D(3)), "5.1"),  # 57,000 / 11,002 = 5.1809
}


@pytest.mark.parametrize(("sizing", "lots"), KINDS.values(), ids=KINDS)
def test_size_when_as_worked_out_is_exact(sizing: Sizing, lots: str) -> None:
    verdict = judged_size(opened_and_closed(lots), sizing=sizing, volume=COSTS)

    assert counted(verdict) == EXACT
    assert verdict.details == ()


@pytest.mark.parametrize("off", ["0.1", "-0.1"])
@pytest.mark.parametrize(("sizing", "lots"), KINDS.values(), ids=KINDS)
def test_size_when_one_step_off_is_a_wrong_volume(sizing: Sizing, lots: str, off: str) -> None:
    follower = opened_and_closed(str(D(lots) + D(off)))

    verdict = judged_size(follower, sizing=sizing, volume=COSTS)

    assert counted(verdict) == {"events": 2, "prescribed": 2, "copies": 1, "wrong_volume": 1}


@pytest.mark.parametrize(("sizing", "lots"), KINDS.values(), ids=KINDS)
def test_size_when_nothing_is_opened_is_missed(sizing: Sizing, lots: str) -> None:
    verdict = judged_size("", sizing=sizing, volume=COSTS)

    assert counted(verdict) == {"events": 2, "prescribed": 2, "missed": 2}
    assert f"had to open {lots} lots" in verdict.details[0]


def test_sold_order_when_sized_by_risk_counts_from_the_bid() -> None:
    # From 1.1000 up to 1.1100 a lot loses 100, and 5 of commission: 150 / 105 = 1.4285.
    master = "0 17 17 sell in 0.30 sl=1.1100"
    follower = "0.2 501 501 sell in 1.4 | i1 c1 17"

    verdict = judged_size(follower, master=master, sizing=RiskMoney(amount=D(150)), volume=COSTS)

    assert counted(verdict) == {"events": 1, "prescribed": 1, "copies": 1}


STOPS = {
    # 100 points of 0.00001 are 0.001; a lot of 10,000 loses 10: 150 / (10 + 5) = 10.
    "assumed": (NO_STOPS, "10"),
    # Fixed: 250 points and 50 wider are 0.003, which is 30: 150 / 35 = 4.28.
    "fixed": (
        StopRules(stop_loss=StopRule(source=StopSource.FIXED, points=250, offset=50)),
        "4.2",
    ),
    # As far from 1.1002 as the master's is from 1.1: 0.01, which is 100: 150 / 105 = 1.42.
    "distance": (StopRules(stop_loss=StopRule(source=StopSource.DISTANCE)), "1.4"),
    # 200 points nearer than 1.09: 1.0920, which is 82 away: 150 / 87 = 1.72.
    "nearer": (StopRules(stop_loss=StopRule(offset=-200)), "1.7"),
}


@pytest.mark.parametrize(("stops", "lots"), STOPS.values(), ids=STOPS)
def test_risk_when_the_route_has_stops_of_its_own_counts_with_those(
    stops: StopRules, lots: str
) -> None:
    rules = VolumeRules(commission=D(5), assumed_stop=100)

    verdict = judged_size(
        opened_and_closed(lots), sizing=RiskMoney(amount=D(150)), volume=rules, stops=stops
    )

    assert counted(verdict) == EXACT


def test_reversed_route_when_sized_by_risk_takes_the_masters_tp_as_sl() -> None:
    # The copy is sold at 1.1000; its SL is the master's TP: 1.1200 is 200 a lot: 410 / 205 = 2.
    master = "0 17 17 buy in 0.30 sl=1.0900 tp=1.1200"
    follower = "0.2 501 501 sell in 2 | i1 c1 17"

    verdict = judged_size(
        follower, master=master, sizing=RiskMoney(amount=D(410)), volume=COSTS, reverse=True
    )

    assert counted(verdict) == {"events": 1, "prescribed": 1, "copies": 1}


def test_risk_when_there_is_no_stop_and_none_is_assumed_owes_nothing() -> None:
    verdict = judged_size("", master="0 17 17 buy in 0.30", sizing=RiskMoney(amount=D(150)))

    assert counted(verdict) == {"events": 1, "skipped_expected": 1}


@pytest.mark.parametrize("kind", ["risk money", "equal notional", "fixed leverage"])
def test_size_when_no_price_was_told_is_missed_and_says_so(kind: str) -> None:
    verdict = judged_size("", sizing=KINDS[kind][0], volume=COSTS, quotes=())

    assert counted(verdict) == {"events": 2, "prescribed": 1, "missed": 1}
    assert "nothing was told of the prices" in verdict.details[0]


# At 10 times the equity of 19,000, a lot of 10,000: 19 / ask. The master's deal is at 0 s, the
# follower's at 0.2 s.
PRICES = (
    ("-9", "4.0", "4.00"),  # Replaced before the window of 2 s begins.
    ("-5", "1.9", "1.90"),  # 10 lots
    ("-1", "2.0", "2.00"),  # 9.5
    ("0.1", "2.5", "2.50"),  # 7.6
    ("0.3", "5.0", "5.00"),  # Told when all was done.
)


@pytest.mark.parametrize("lots", ["10", "9.5", "7.6"])
def test_size_when_it_follows_from_a_price_told_in_time_is_exact(lots: str) -> None:
    verdict = judged_size(
        opened_and_closed(lots), sizing=FixedLeverage(leverage=D(10)), quotes=PRICES
    )

    assert counted(verdict) == EXACT


@pytest.mark.parametrize("lots", ["4.7", "3.8", "10.1", "9.4", "8", "7.5"])
def test_size_when_it_follows_from_no_price_told_in_time_is_wrong(lots: str) -> None:
    verdict = judged_size(
        opened_and_closed(lots), sizing=FixedLeverage(leverage=D(10)), quotes=PRICES
    )

    assert counted(verdict) == {"events": 2, "prescribed": 2, "copies": 1, "wrong_volume": 1}
    # The newest in time prescribes.
    assert f"had to open 7.6 lots, did {lots}" in verdict.details[0]


# 19 / 1.9 is 10; 19 / 1.8905 is 10.0502. Four orders of the same volume follow the first ratio.
TWO_PRICES = (("-5", "1.9", "1.9"), ("-1", "1.8905", "1.8905"))
FOUR_ORDERS = """
    0  17 17 buy in 0.30
    10 17 18 buy in 0.30
    20 17 19 buy in 0.30
    30 17 20 buy in 0.30"""


@pytest.mark.parametrize(
    ("lots", "wrong"),
    [
        (("10", "10", "10", "10"), 0),
        (("10", "10.1", "10", "10.1"), 0),  # 10.0502, 20.1005, 30.1507, 40.2010
        (("10", "10", "10", "10.2"), 1),  # The ratio of the first price thrice, and then neither.
        (("10", "10.1", "10", "10"), 1),
    ],
)
def test_further_orders_when_the_first_could_have_two_sizes_keep_to_one(
    lots: tuple[str, ...], wrong: int
) -> None:
    lines = [
        f"{10 * n}.2 50{n} 50{n} buy in {each} | i{n} c1 {17 + n}" for n, each in enumerate(lots)
    ]

    verdict = judged_size(
        "\n".join(lines),
        master=FOUR_ORDERS,
        modes=(NETTING, NETTING),
        sizing=FixedLeverage(leverage=D(10)),
        quotes=TWO_PRICES,
    )

    assert (verdict.prescribed, verdict.copies) == (4, 4 - wrong)
    assert verdict.wrong_volume == wrong


EUROS = {
    # A dollar is 1 / 1.1001 euros, so a lot loses 92.72 of them and costs 5: 150 / 97.72 = 1.535.
    "risk money": (RiskMoney(amount=D(150)), "1.5"),
    # The master's 50,000 dollars are 45,450.41 euros: 0.30 * 20,000 / 45,450.41 * 10 = 1.3201.
    "by balance": (Proportional(base=FundsBase.BALANCE), "1.3"),
    # A lot is worth 11,002 dollars, 10,000.9 euros: 57,000 / 10,000.9 = 5.6995.
    "fixed leverage": (FixedLeverage(leverage=D(3)), "5.6"),
    "equal notional": (EqualNotional(factor=D(2)), "5.9"),  # The rate is the same on both sides.
}


@pytest.mark.parametrize(("sizing", "lots"), EUROS.values(), ids=EUROS)
def test_size_when_the_account_is_in_euros_is_exchanged(sizing: Sizing, lots: str) -> None:
    verdict = judged_size(opened_and_closed(lots), sizing=sizing, volume=COSTS, currency="EUR")

    assert counted(verdict) == EXACT


def test_size_when_no_pair_leads_to_the_accounts_currency_is_missed() -> None:
    verdict = judged_size("", sizing=FixedLeverage(leverage=D(3)), currency="CHF")

    assert counted(verdict) == {"events": 2, "prescribed": 1, "missed": 1}


# The master's equity is 40,000 until 30 s and 50,000 after, the follower's 10,000 until 40 s and
# 20,000 after; the copy comes at 60 s. 0.40 lots of 100,000 are 4 of 10,000, times a quarter, a
# fifth and two fifths; never a half.
@pytest.mark.parametrize(("lots", "wrong"), [("1", 0), ("0.8", 0), ("1.6", 0), ("2", 1)])
def test_proportion_when_both_moneys_changed_takes_those_of_one_moment(
    lots: str, wrong: int
) -> None:
    theirs = account(MASTER, HEDGING, deals("0 17 17 buy in 0.40"))
    made = deals(f"60 501 501 buy in {lots} | i1 c1 17")
    ours = account(FOLLOWER, HEDGING, made, ("0.1", "0.1", "100"))
    changes = ((theirs, -9, 40_000), (theirs, 30, 50_000), (ours, -9, 10_000), (ours, 40, 20_000))
    for history, seconds, equity in changes:
        history.told.note_funds(seconds * 10**9, balance=D(1), equity=D(equity), free_margin=D(1))
    sizing = Proportional(base=FundsBase.EQUITY)

    verdict = judge(one_route(theirs, with_contract(ours, "10000"), sizing=sizing))

    assert verdict.wrong_volume == wrong
