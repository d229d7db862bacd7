from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from tradecopy_desktop.domain.guarding import Ladder, Limit, Scope
from tradecopy_desktop.domain.limits import (
    Amount,
    Anchor,
    Consistency,
    Counted,
    CountLimit,
    DrawdownLimit,
    Exposure,
    ExposureLimit,
    LossLimit,
    MarginLimit,
    Period,
    ProfitTarget,
    Rule,
    Trail,
    Unit,
)
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.limit_kinds import LIMIT_KINDS, kind_of, may_end_at_reset, usual_name
from tradecopy_desktop.gui.limit_meanings import Funds, meaning, steps_of

D = Decimal
FORMATS = Formats(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
FUNDS = Funds(balance=D(102_000), equity=D(101_000), initial=D(100_000), currency="USD")
ONLY_FLATTEN = Ladder(warn=None, close_only=None)


def _said(rule: Rule, ladder: Ladder = ONLY_FLATTEN, funds: Funds = FUNDS) -> str:
    return meaning(Limit(id="l", name="L", rule=rule, ladder=ladder), funds, FORMATS)


def _percent(value: int, unit: Unit = Unit.PERCENT_OF_INITIAL) -> Amount:
    return Amount(value=D(value), unit=unit)


def test_loss_when_counted_from_the_initial_balance_then_each_step_is_told_in_money() -> None:
    rule = LossLimit(period=Period.DAY, amount=_percent(5), anchor=Anchor.INITIAL)

    # 5 % of 100,000 are 5,000: 4,500 at 90 %, 3,500 at 70 %.
    assert _said(rule, Ladder()) == (
        "At 95,000.00 USD equity everything is closed and the account is locked. "
        "At 95,500.00 USD equity nothing new is opened. "
        "At 96,500.00 USD equity you are warned."
    )


@pytest.mark.parametrize(
    ("anchor", "unit", "level"),
    [
        # 3 % of the anchor below it, or 3,000 where it is 3 % of the initial balance.
        (Anchor.BALANCE, Unit.PERCENT_OF_ANCHOR, "98,940.00"),
        (Anchor.EQUITY, Unit.PERCENT_OF_ANCHOR, "97,970.00"),
        (Anchor.GREATER, Unit.PERCENT_OF_ANCHOR, "98,940.00"),
        (Anchor.PEAK, Unit.PERCENT_OF_ANCHOR, "97,970.00"),
        (Anchor.BALANCE, Unit.PERCENT_OF_INITIAL, "99,000.00"),
        (Anchor.BALANCE, Unit.MONEY, "101,997.00"),
    ],
)
def test_loss_when_the_day_counts_then_it_is_an_example_from_now(
    anchor: Anchor, unit: Unit, level: str
) -> None:
    rule = LossLimit(period=Period.DAY, amount=_percent(3, unit), anchor=anchor)

    assert _said(rule) == (
        f"If it were counted from now on: at {level} USD equity everything is closed and the "
        "account is locked."
    )


@pytest.mark.parametrize(
    ("trail", "level", "begins"),
    [
        # 6,000 below 100,000, 101,000, 102,000, 102,000 and 101,000.
        (Trail.STATIC, "94,000.00", "At "),
        (Trail.EQUITY, "95,000.00", "As it stands now, and rising with it: at "),
        (Trail.CLOSED_BALANCE, "96,000.00", "As it stands now, and rising with it: at "),
        (Trail.END_OF_DAY, "96,000.00", "As it stands now, and rising with it: at "),
        (Trail.INTRADAY_PEAK, "95,000.00", "As it stands now, and rising with it: at "),
    ],
)
def test_drawdown_when_it_trails_then_the_level_stands_below_where_it_trails(
    trail: Trail, level: str, begins: str
) -> None:
    said = _said(DrawdownLimit(trail=trail, amount=_percent(6)))

    assert said.startswith(f"{begins}{level} USD equity everything is closed")


def test_drawdown_when_it_stops_at_break_even_then_the_level_is_the_initial_balance() -> None:
    rule = DrawdownLimit(
        trail=Trail.EQUITY, amount=Amount(value=D(500)), locks_at_break_even=True, floating=False
    )

    # 500 below 101,000 would be above the initial 100,000.
    assert _said(rule).startswith(
        "As it stands now, and rising with it: at 100,000.00 USD balance everything"
    )


@pytest.mark.parametrize(
    ("rule", "ladder", "said"),
    [
        (
            ProfitTarget(period=Period.TOTAL, amount=_percent(10), anchor=Anchor.INITIAL),
            Ladder(warn=D(90), close_only=D(100), flatten=None),
            "At 110,000.00 USD equity nothing new is opened. "
            "At 109,000.00 USD equity you are warned.",
        ),
        (
            ExposureLimit(exposure=Exposure.LOTS, most=D(10), symbol="XAUUSD"),
            Ladder(warn=D(80), close_only=D(100), flatten=D(100)),
            "With more than 10.00 lots open in XAUUSD everything is closed and the account is "
            "locked. From 10.00 lots open in XAUUSD on nothing new is opened. "
            "From 8.00 lots open in XAUUSD on you are warned.",
        ),
        (
            ExposureLimit(exposure=Exposure.POSITIONS, most=D(5)),
            # 4.5 positions: the fifth.
            Ladder(warn=None, close_only=D(90), flatten=None),
            "From 5 positions open on nothing new is opened.",
        ),
        (
            ExposureLimit(exposure=Exposure.VALUE, most=D(200_000)),
            Ladder(warn=None, close_only=D(50), flatten=None),
            "From positions worth 100,000.00 USD open on nothing new is opened.",
        ),
        (
            MarginLimit(least=D(150)),
            # 150 % at 90 % of the way: 166.7 %.
            Ladder(warn=None, close_only=D(90), flatten=D(100)),
            "At a margin level of 150 % everything is closed and the account is locked. "
            "At a margin level of 166.7 % nothing new is opened.",
        ),
        (
            CountLimit(counted=Counted.LOSING_STREAK, most=3),
            Ladder(warn=D(60), close_only=D(100), flatten=None),
            "After 3 losing trades in a row nothing new is opened. "
            "After 2 losing trades in a row you are warned.",
        ),
        (
            CountLimit(counted=Counted.TRADES_A_DAY, most=1),
            Ladder(warn=None, close_only=D(100), flatten=D(100)),
            "With more than 1 trade in a day everything is closed and the account is locked. "
            "After 1 trade in a day nothing new is opened.",
        ),
        (
            Consistency(most=D(30)),
            Ladder(),
            "The best day should make no more than 30 % of all profit. Shown, never acted on.",
        ),
    ],
)
def test_meaning_when_told_of_any_kind_then_its_steps_are_named(
    rule: Rule, ladder: Ladder, said: str
) -> None:
    assert _said(rule, ladder) == said


def test_meaning_when_only_copies_are_closed_then_it_says_so() -> None:
    rule = LossLimit(period=Period.TOTAL, amount=Amount(value=D(1)), anchor=Anchor.INITIAL)
    limit = Limit(id="l", name="L", rule=rule, ladder=ONLY_FLATTEN, scope=Scope.COPIES)

    assert meaning(limit, FUNDS, FORMATS) == (
        "At 99,999.00 USD equity every copy is closed and the account is locked."
    )


def test_meaning_when_no_initial_balance_is_named_then_the_present_one_is_taken_for_it() -> None:
    rule = DrawdownLimit(trail=Trail.STATIC, amount=_percent(10))

    unnamed = _said(rule, funds=Funds(balance=D(5_000), equity=D(4_800)))
    unknown = _said(rule, funds=Funds())

    assert unnamed.startswith("With the present balance as the initial one: at 4,500.00 equity")
    assert unknown == "It is told in money as soon as its terminal has told the balance."


def test_steps_when_one_is_left_out_then_a_dash_stands_there() -> None:
    assert steps_of(Ladder(close_only=None), FORMATS) == "70 % / \N{EN DASH} / 100 %"


def test_kinds_when_offered_then_every_rule_has_one_and_none_flattens_by_surprise() -> None:
    flatten = {kind.name: kind.ladder.flatten for kind in LIMIT_KINDS}

    assert [kind_of(kind.rule) for kind in LIMIT_KINDS] == list(LIMIT_KINDS)
    assert flatten == {
        "Loss": D(100),
        "Drawdown": D(100),
        "Margin level": D(100),
        "Open positions": None,
        "Profit target": None,
        "Losing trades in a row": None,
        "Trades a day": None,
        "Best day's share": None,
    }


@pytest.mark.parametrize(
    ("rule", "name", "ends"),
    [
        (LossLimit(period=Period.WEEK, amount=_percent(1)), "Weekly loss", True),
        (
            LossLimit(period=Period.TOTAL, amount=_percent(1), anchor=Anchor.INITIAL),
            "Total loss",
            False,
        ),
        (DrawdownLimit(trail=Trail.END_OF_DAY, amount=_percent(1)), "End-of-day drawdown", False),
        (DrawdownLimit(trail=Trail.INTRADAY_PEAK, amount=_percent(1)), "Intraday drawdown", True),
        (ProfitTarget(period=Period.DAY, amount=_percent(1)), "Daily target", True),
        (
            ExposureLimit(exposure=Exposure.VALUE, most=D(1), symbol="DE40"),
            "Open value in DE40",
            False,
        ),
        (CountLimit(counted=Counted.TRADES_A_DAY, most=1), "Trades a day", True),
        (MarginLimit(least=D(1)), "Margin level", False),
    ],
)
def test_name_when_a_limit_is_new_then_it_says_what_it_is_and_whether_its_lock_may_end(
    rule: Rule, name: str, ends: bool
) -> None:
    assert (usual_name(rule), may_end_at_reset(rule)) == (name, ends)
