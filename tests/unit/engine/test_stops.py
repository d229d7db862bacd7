"""Stops of an opening by every rule of a route, on the follower's grid (rules R3.3, C7)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.samples import EURUSD, price
from tests.unit.engine.stop_samples import (
    AFTERWARDS,
    DISTANCE,
    GOLD,
    NASDAQ,
    NEAREST,
    NONE,
    PRICE,
    SKIP,
    USDJPY,
    fixed,
    master,
    quote,
    rules,
    shifted,
    stops,
)
from tradecopy_desktop.domain.decisions import SkipReason
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.stop_rules import COPY_PRICES, NO_STOPS, RefusedStop, StopRule
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.stops.plan import MasterStops, StopPlan, plan_stops

BUY, SELL = Side.BUY, Side.SELL
FIFTY = replace(EURUSD, stops_level=50)
AT_110 = quote("1.10000", "1.10010")


def _plan(
    sl: StopRule,
    tp: StopRule,
    of: MasterStops,
    *,
    side: Side = BUY,
    instrument: Instrument = EURUSD,
    entry: str | None = None,
) -> StopPlan:
    return plan_stops(rules(sl, tp), of, side, instrument, entry=price(entry), quote=None)


@pytest.mark.parametrize(
    ("sl", "tick", "digits", "expected"),
    [
        ("1.09500", "0.00001", 5, "1.09500"),
        # The master quotes five digits, the follower four: 1.09505 lies halfway and goes up.
        ("1.09505", "0.0001", 4, "1.0951"),
        ("1.09504", "0.0001", 4, "1.0950"),
        # An index in quarters: 4012.13 is nearest to 4012.25, 4012.12 to 4012.00.
        ("4012.13", "0.25", 2, "4012.25"),
        ("4012.12", "0.25", 2, "4012.00"),
        ("4012", "5", 0, "4010"),
        # No tick size: the digits are the grid.
        ("1.095049", "0", 5, "1.09505"),
        (None, "0.25", 2, None),
    ],
)
def test_c7_stops_when_copied_by_price_then_lie_on_the_followers_grid(
    sl: str | None, tick: str, digits: int, expected: str | None
) -> None:
    grid = replace(EURUSD, tick_size=Decimal(tick), digits=digits)

    plan = _plan(PRICE, PRICE, master(BUY, "1.1", sl, sl), instrument=grid)

    assert plan.stops == plan.wanted == stops(expected, expected)
    assert str(plan.stops.stop_loss) == str(expected)
    assert (plan.refusal, plan.after_fill) == (None, False)


def test_stops_when_the_route_copies_none_then_there_are_none() -> None:
    plan = plan_stops(
        NO_STOPS, master(BUY, "1.1", "1.09", "1.2"), BUY, EURUSD, entry=None, quote=AT_110
    )

    assert plan.stops == plan.wanted == stops(None, None)
    assert [step.text for step in plan.steps] == [
        "this route copies no SL",
        "this route copies no TP",
    ]


@pytest.mark.parametrize(
    ("side", "instrument", "of", "entry", "expected"),
    [
        # 1.09500 - 1.10000 = -0.00500 and +0.01000, from 1.10007.
        (BUY, EURUSD, ("1.10000", "1.09500", "1.11000"), "1.10007", ("1.09507", "1.11007")),
        # A sell: +0.00500 and -0.01000, from 1.09998.
        (SELL, EURUSD, ("1.10000", "1.10500", "1.09000"), "1.09998", ("1.10498", "1.08998")),
        # An SL 20 points in profit stays 20 points in profit.
        (BUY, EURUSD, ("1.10000", "1.10020", None), "1.10007", ("1.10027", None)),
        # 151.120 - 151.500 = -0.380 and +0.625, from 151.512.
        (BUY, USDJPY, ("151.500", "151.120", "152.125"), "151.512", ("151.132", "152.137")),
        # 2405.50 - 2410.25 = -4.75, from 2410.60.
        (BUY, GOLD, ("2410.25", "2405.50", None), "2410.60", ("2405.85", None)),
        # The master's index in tenths: 18000.3 - 18050.0 = -49.7; 18051.25 - 49.7 = 18001.55,
        # which is nearest to 18001.50 in quarters.
        (BUY, NASDAQ, ("18050.0", "18000.3", None), "18051.25", ("18001.50", None)),
    ],
)
def test_stops_when_copied_by_distance_then_count_from_the_copys_entry(
    side: Side,
    instrument: Instrument,
    of: tuple[str, str | None, str | None],
    entry: str,
    expected: tuple[str | None, str | None],
) -> None:
    plan = _plan(
        DISTANCE, DISTANCE, master(side, *of), side=side, instrument=instrument, entry=entry
    )

    assert plan.stops == plan.wanted == stops(*expected)


@pytest.mark.parametrize(
    ("side", "instrument", "entry", "expected"),
    [
        # 150 and 300 points of 0.00001.
        (BUY, EURUSD, "1.10007", ("1.09857", "1.10307")),
        (SELL, EURUSD, "1.10007", ("1.10157", "1.09707")),
        # Of 0.001: 0.150 and 0.300.
        (BUY, USDJPY, "151.512", ("151.362", "151.812")),
        # Of 0.01: 1.50 and 3.00.
        (SELL, GOLD, "2410.60", ("2412.10", "2407.60")),
    ],
)
def test_stops_when_fixed_then_lie_that_many_points_from_the_copys_entry(
    side: Side, instrument: Instrument, entry: str, expected: tuple[str, str]
) -> None:
    # The master's own stops, here none, do not matter.
    of = master(side, "1.1", None, None)

    plan = _plan(fixed(150), fixed(300), of, side=side, instrument=instrument, entry=entry)

    assert plan.stops == stops(*expected)


def test_stops_when_measured_from_a_fill_that_is_not_known_then_wait_for_it() -> None:
    of = master(BUY, "1.10000", "1.09500", "1.11000")

    plan = _plan(DISTANCE, PRICE, of)
    other = _plan(PRICE, fixed(100), of)

    assert plan.stops == plan.wanted == stops(None, "1.11000")
    assert (plan.after_fill, plan.steps[0].result) == (True, "after the fill")
    assert other.stops == stops("1.09500", None)
    assert other.after_fill


@pytest.mark.parametrize(
    ("side", "offset", "expected"),
    [
        # 30 points wider: the SL further into the loss, the TP further into the profit.
        (BUY, 30, ("1.09470", "1.11030")),
        (BUY, -30, ("1.09530", "1.10970")),
        (SELL, 30, ("1.09530", "1.10970")),
        (SELL, -30, ("1.09470", "1.11030")),
    ],
)
def test_stops_when_an_offset_is_set_then_it_widens_and_a_negative_one_narrows(
    side: Side, offset: int, expected: tuple[str, str]
) -> None:
    # The prices stand on the same side of the market for both; only the direction is looked at.
    of = master(side, "1.10000", "1.09500", "1.11000")
    rule = shifted(PRICE, offset)

    plan = _plan(rule, rule, of, side=side)

    assert plan.stops == stops(*expected)


def test_stops_when_fixed_with_an_offset_then_both_count() -> None:
    of = master(BUY, "1.1", None, None)

    plan = _plan(shifted(fixed(150), 20), NONE, of, entry="1.10000")

    # 150 + 20 points.
    assert plan.stops == stops("1.09830", None)


def test_r3_3_stops_when_reversed_by_price_then_sl_and_tp_change_places() -> None:
    of = master(BUY, "1.10000", "1.09500", "1.11000")

    plan = _plan(PRICE, PRICE, of, side=SELL)

    assert plan.stops == stops("1.11000", "1.09500")
    assert [step.text for step in plan.steps] == ["the master's TP", "the master's SL"]


def test_r3_3_stops_when_reversed_by_distance_then_are_mirrored() -> None:
    # The master risks 50 pips for 100; its mirror risks 100 for 50, from 1.09998.
    of = master(BUY, "1.10000", "1.09500", "1.11000")

    plan = _plan(DISTANCE, DISTANCE, of, side=SELL, entry="1.09998")

    assert plan.stops == stops("1.10998", "1.09498")


def test_r3_3_stops_when_reversed_then_each_rule_is_the_copys_own() -> None:
    of = master(BUY, "1.10000", "1.09500", None)

    plan = _plan(PRICE, shifted(PRICE, 10), of, side=SELL)

    # The master has no TP, so the copy has no SL; the TP is the master's SL, 10 points farther.
    assert plan.stops == stops(None, "1.09490")
    assert plan.steps[0].text == "the master has no TP"


def test_r3_3_stops_when_reversed_and_fixed_then_lie_on_the_copys_sides() -> None:
    plan = _plan(
        fixed(100), fixed(200), master(BUY, "1.1", "1.09", None), side=SELL, entry="1.10000"
    )

    assert plan.stops == stops("1.10100", "1.09800")


def test_stops_when_explained_then_what_went_in_and_came_out_is_told() -> None:
    of = master(BUY, "1.10000", "1.09500", None)

    first, second = _plan(shifted(DISTANCE, -5), shifted(fixed(90), 5), of, entry="1.10007").steps

    assert (first.rule, first.result) == ("SL", "1.09512")
    assert first.text == (
        "as far from the copy's entry as the master's SL is from the master's, and 5 points nearer"
    )
    assert first.inputs == (
        ("master's SL", "1.09500"),
        ("master's entry", "1.10000"),
        ("copy's entry", "1.10007"),
        ("offset", "-5"),
    )
    assert (second.rule, second.result) == ("TP", "1.10102")
    assert second.text == "90 points from the copy's entry, and 5 points wider"
    assert second.inputs == (("points", "90"), ("copy's entry", "1.10007"), ("offset", "5"))


def _refused(
    choice: RefusedStop,
    sl: str | None,
    tp: str | None,
    *,
    side: Side = BUY,
    at: Quote | None = AT_110,
    instrument: Instrument = FIFTY,
) -> StopPlan:
    return plan_stops(
        replace(COPY_PRICES, refused=choice),
        master(side, "1.1", sl, tp),
        side,
        instrument,
        entry=None,
        quote=at,
    )


@pytest.mark.parametrize(
    ("side", "sl", "tp", "expected"),
    [
        # A buy is closed at the bid, 1.10000: the SL at most 1.09950, the TP at least 1.10050.
        (BUY, "1.09990", "1.10020", ("1.09950", "1.10050")),
        (BUY, "1.09950", "1.10050", ("1.09950", "1.10050")),
        (BUY, "1.09900", "1.10100", ("1.09900", "1.10100")),
        # A sell at the ask, 1.10010: the SL at least 1.10060, the TP at most 1.09960.
        (SELL, "1.10011", "1.10009", ("1.10060", "1.09960")),
        (SELL, "1.10060", None, ("1.10060", None)),
    ],
)
def test_stops_when_too_near_then_the_nearest_allowed_is_taken(
    side: Side, sl: str | None, tp: str | None, expected: tuple[str | None, str | None]
) -> None:
    plan = _refused(NEAREST, sl, tp, side=side)

    assert plan.stops == plan.wanted == stops(*expected)
    assert plan.refusal is None


def test_stops_when_the_nearest_lies_between_ticks_then_the_one_farther_off_is_taken() -> None:
    # 30 points of 0.01 from 18000.25: 17999.95 and 18000.55, in quarters 17999.75 and 18000.75.
    index = replace(NASDAQ, stops_level=30)

    plan = _refused(
        NEAREST, "18000.00", "18000.50", at=quote("18000.25", "18001.00"), instrument=index
    )

    assert plan.stops == stops("17999.75", "18000.75")


def test_stops_when_too_near_and_the_nearest_is_taken_then_the_figures_are_told() -> None:
    plan = _refused(NEAREST, "1.09990", None)

    assert (plan.steps[1].rule, plan.steps[1].result) == ("stops level", "1.09950")
    assert plan.steps[1].text == (
        "the SL 1.09990 is 10 points below the follower's bid 1.10000; "
        "the broker wants at least 50; the nearest is taken"
    )


def test_stops_when_too_near_and_wanted_afterwards_then_opens_without_that_one() -> None:
    plan = _refused(AFTERWARDS, "1.09990", "1.10100")

    assert plan.stops == stops(None, "1.10100")
    assert plan.wanted == stops("1.09990", "1.10100")
    assert (plan.refusal, plan.steps[1].result) == (None, "none")


def test_stops_when_too_near_and_to_be_skipped_then_nothing_is_opened() -> None:
    plan = _refused(SKIP, "1.09900", "1.10020")

    assert plan.refusal == (
        SkipReason.STOP_REFUSED,
        "the TP 1.10020 is 20 points above the follower's bid 1.10000; "
        "the broker wants at least 50",
    )
    assert plan.steps[-1].result == "not opened"


@pytest.mark.parametrize("choice", [NEAREST, SKIP])
@pytest.mark.parametrize(
    ("side", "sl", "tp", "text"),
    [
        (BUY, "1.10005", None, "the SL 1.10005 is not below the follower's bid 1.10000"),
        # Reached is passed: it would close at once.
        (BUY, "1.10000", None, "the SL 1.10000 is not below the follower's bid 1.10000"),
        (BUY, None, "1.09990", "the TP 1.09990 is not above the follower's bid 1.10000"),
        (SELL, "1.10010", None, "the SL 1.10010 is not above the follower's ask 1.10010"),
        (SELL, None, "1.10020", "the TP 1.10020 is not below the follower's ask 1.10010"),
    ],
)
def test_stops_when_the_market_has_passed_them_then_no_other_is_made_up(
    choice: RefusedStop, side: Side, sl: str | None, tp: str | None, text: str
) -> None:
    for instrument in (FIFTY, EURUSD):
        plan = _refused(choice, sl, tp, side=side, instrument=instrument)

        assert plan.refusal == (SkipReason.STOP_REFUSED, f"{text}: the market has passed it")


def test_stops_when_passed_and_wanted_afterwards_then_opens_without_and_keeps_wanting() -> None:
    plan = _refused(AFTERWARDS, "1.10005", None)

    assert plan.stops == stops(None, None)
    assert (plan.wanted, plan.refusal) == (stops("1.10005", None), None)


@pytest.mark.parametrize("choice", list(RefusedStop))
def test_stops_when_without_a_quote_then_are_sent_as_they_are(choice: RefusedStop) -> None:
    plan = _refused(choice, "1.09990", "1.09000", at=None)

    assert plan.stops == plan.wanted == stops("1.09990", "1.09000")
    assert plan.refusal is None


@pytest.mark.parametrize("choice", list(RefusedStop))
def test_stops_when_they_would_lie_below_zero_then_nothing_is_opened(choice: RefusedStop) -> None:
    # 200,000 points of 0.00001 below 1.1 are -0.9.
    deep = replace(rules(fixed(200_000), NONE), refused=choice)

    plan = plan_stops(
        deep, master(BUY, "1.1", None, None), BUY, EURUSD, entry=Decimal("1.1"), quote=None
    )

    assert plan.refusal == (
        SkipReason.STOP_REFUSED,
        "an SL at -0.90000 is no price that the broker takes",
    )


def test_stops_when_the_nearest_would_lie_below_zero_then_nothing_is_opened() -> None:
    far = replace(EURUSD, stops_level=200_000)

    plan = _refused(NEAREST, "1.09", None, instrument=far)

    assert plan.refusal == (
        SkipReason.STOP_REFUSED,
        "an SL at 1.09000 is no price that the broker takes",
    )
