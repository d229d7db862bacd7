"""How much of an opening fits into what is left of the limits with all stops hit."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.guard.stake_samples import (
    DAILY,
    GUARD,
    asked,
    floats,
    guarded,
    held,
    seen,
)
from tests.unit.engine.link_samples import COPY, LIVE, OPENING
from tests.unit.engine.samples import FOLLOWER, FUNDS, carried, position
from tradecopy_desktop.domain.decisions import Refusal, SkipReason, Step
from tradecopy_desktop.domain.guarding import AccountGuard, AssumedStop, Limit
from tradecopy_desktop.domain.limits import (
    Amount,
    Anchor,
    DrawdownLimit,
    LossLimit,
    MarginLimit,
    Period,
    Trail,
)
from tradecopy_desktop.domain.values import MarginMode, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.guard.room import Asked, Fit, room_for

CUTS = replace(GUARD, cuts_to_fit=True)


def fits(known: Book, wanted: Asked) -> Fit | Refusal:
    account = known.account(FOLLOWER)
    return room_for(known, account, seen(account), wanted)


def limit(rule: LossLimit | DrawdownLimit | MarginLimit, name: str = "other") -> Limit:
    return Limit(id=name, name=name, rule=rule)


def test_opening_when_all_of_it_fits_then_is_explained_with_the_figures() -> None:
    # 100 from the entry to each of three SLs, and 0.001 to the SL of this one.
    three = tuple(held("1", sl="1.09900", id=id) for id in ("7", "8", "9"))

    assert fits(guarded(held=three), asked(sl="1.0991")) == Fit(
        lots=Decimal(1),
        step=Step(
            rule="worst case",
            text="worst case: 3 positions at their SL -300.00, this one -100.00, "
            "left 1,000.00 USD of daily loss",
            result="1",
        ),
    )


@pytest.mark.parametrize(
    ("lots", "text"),
    [
        (
            "2.5",
            "worst case: 1 position at its SL -400.00, this one -1,250.00, left 1,000.00 USD of "
            "daily loss; only 1.19 of the 2.5 lots fit, and all are refused",
        ),
        # 600 are free: with 1.20 lots all of the limit would be used, which breaks it.
        (
            "1.2",
            "worst case: 1 position at its SL -400.00, this one -600.00, left 1,000.00 USD of "
            "daily loss; only 1.19 of the 1.2 lots fit, and all are refused",
        ),
    ],
)
def test_opening_when_the_limit_would_be_reached_then_is_refused(lots: str, text: str) -> None:
    known = guarded(held=(held("1", sl="1.09600"),))

    assert fits(known, asked(lots)) == (SkipReason.GUARDED, text)


def test_opening_when_it_may_be_cut_then_is_cut_to_the_step_below() -> None:
    fit = fits(guarded(guard=CUTS, held=(held("1", sl="1.09600"),)), asked("2.5"))

    assert isinstance(fit, Fit)
    assert fit.lots == Decimal("1.19")
    assert fit.step is not None
    assert fit.step.text == (
        "worst case: 1 position at its SL -400.00, this one -1,250.00, left 1,000.00 USD of "
        "daily loss; 1.19 of the 2.5 lots fit"
    )
    assert fit.step.result == "1.19"


def test_opening_when_it_was_granted_before_then_is_never_cut() -> None:
    known = guarded(guard=CUTS, held=(held("1", sl="1.09600"),))

    refusal = fits(known, asked("2.5", again=True))

    assert isinstance(refusal, tuple)
    assert refusal[1].endswith("only 1.19 of the 2.5 lots fit, and all are refused")


@pytest.mark.parametrize("sl", ["1.09000", "1.08000"])
def test_opening_when_less_than_the_minimum_fits_then_is_refused(sl: str) -> None:
    # The position alone loses all that is left, or more.
    refusal = fits(guarded(guard=CUTS, held=(held("1", sl=sl),)), asked())

    assert isinstance(refusal, tuple)
    assert refusal[0] is SkipReason.GUARDED
    assert refusal[1].endswith("left 1,000.00 USD of daily loss; none of the 1 lots fit")


def test_opening_when_the_minimum_alone_fits_then_is_cut_to_it() -> None:
    # 994 are lost by the position, and 5 by 0.01 lots.
    fit = fits(guarded(guard=CUTS, held=(held("1", sl="1.09006"),)), asked())

    assert isinstance(fit, Fit)
    assert fit.lots == Decimal("0.01")


def test_opening_when_a_broker_wants_more_than_fits_then_is_refused() -> None:
    wanted = asked("5")
    wanted = wanted._replace(instrument=replace(wanted.instrument, lot_min=Decimal("1.2")))

    refusal = fits(guarded(guard=CUTS, held=(held("1", sl="1.09600"),)), wanted)

    assert isinstance(refusal, tuple)
    assert refusal[1].endswith("none of the 5 lots fit")


def test_opening_when_some_is_lost_already_then_less_is_left() -> None:
    known = guarded()
    floats(known, "-600")

    refusal = fits(known, asked("0.8"))

    assert isinstance(refusal, tuple)
    assert "this one -400.00, left 400.00 USD" in refusal[1]
    assert isinstance(fits(known, asked("0.79")), Fit)


def test_opening_when_its_sl_is_beyond_its_entry_then_loses_nothing() -> None:
    assert isinstance(fits(guarded(), asked("50", sl="1.10020")), Fit)


def test_sell_when_its_sl_is_above_then_is_lost_to_it() -> None:
    # 0.005 above the bid.
    wanted = asked("2", side=Side.SELL, sl="1.1049", at="1.0999")

    assert isinstance(fits(guarded(), wanted), tuple)
    assert isinstance(fits(guarded(), wanted._replace(lots=Decimal("1.99"))), Fit)


def test_opening_when_it_has_no_sl_then_is_refused_or_one_is_assumed() -> None:
    text = "the order in EURUSD has no SL, and the guard assumes none"
    assumes = replace(GUARD, no_stop=AssumedStop(points=1_000))

    assert fits(guarded(), asked(sl=None)) == (SkipReason.GUARDED, text)
    # 1,000 points are 1,000 USD a lot.
    assert isinstance(fits(guarded(guard=assumes), asked("1", sl=None)), tuple)
    assert isinstance(fits(guarded(guard=assumes), asked("0.99", sl=None)), Fit)


def test_opening_when_there_is_no_price_then_is_refused() -> None:
    refusal = fits(guarded(), asked(at=None))

    assert isinstance(refusal, tuple)
    assert refusal[0] is SkipReason.NO_QUOTE


def test_opening_when_something_open_has_no_sl_then_is_refused() -> None:
    refusal = fits(guarded(held=(held("0.01", sl=None),)), asked("0.01"))

    text = "the position in EURUSD has no SL, and the guard assumes none"
    assert refusal == (SkipReason.GUARDED, text)


def test_limit_when_it_counts_closed_trades_alone_then_so_does_what_is_lost() -> None:
    closed = limit(
        LossLimit(
            period=Period.DAY,
            amount=Amount(value=Decimal(1_000)),
            anchor=Anchor.BALANCE,
            floating=False,
        ),
    )
    known = guarded(guard=replace(GUARD, limits=(closed,)), held=(held("1", sl="1.09600"),))
    floats(known, "-300")

    refusal = fits(known, asked("1.2"))

    # Of equity only 100 more would be lost, of the balance 400; and nothing of it is lost yet.
    assert isinstance(refusal, tuple)
    assert "1 position at its SL -400.00, this one -600.00, left 1,000.00 USD" in refusal[1]


def test_limits_when_there_are_several_then_the_tightest_decides() -> None:
    total = limit(
        LossLimit(period=Period.TOTAL, amount=Amount(value=Decimal(700)), anchor=Anchor.INITIAL)
    )
    static = limit(
        DrawdownLimit(trail=Trail.STATIC, amount=Amount(value=Decimal(400))), name="drawdown"
    )
    margin = limit(MarginLimit(least=Decimal(100)), name="margin")
    known = guarded(guard=AccountGuard(limits=(DAILY, total, static, margin), worst_case=True))

    refusal = fits(known, asked("0.8"))

    assert isinstance(refusal, tuple)
    assert "left 400.00 USD of drawdown" in refusal[1]
    assert isinstance(fits(known, asked("0.79")), Fit)


def test_opening_when_no_limit_is_of_money_then_fits_unasked() -> None:
    margin = limit(MarginLimit(least=Decimal(100)))
    known = guarded(guard=replace(GUARD, limits=(margin,)), held=(held("1", sl=None),))

    assert fits(known, asked("50", sl=None)) == Fit(lots=Decimal(50), step=None)


def test_addition_when_it_moves_the_sl_of_its_copy_then_what_is_held_counts_at_the_new_one() -> (
    None
):
    copied = position("1", id="7", sl="1.09900", link=carried(COPY))
    known = guarded(LIVE, held=(copied, held("0.5", sl="1.09900", id="8")))

    refusal = fits(known, asked("1", sl="1.0941", copy=COPY))

    # 590 of the copy's lot and 50 of the other half.
    assert isinstance(refusal, tuple)
    assert "2 positions at their SL -640.00, this one -600.00" in refusal[1]


def test_addition_when_the_rest_of_its_copy_is_on_the_wire_then_that_counts_at_the_new_sl() -> None:
    known = guarded(replace(OPENING, stop_loss=Decimal("1.0991")))

    refusal = fits(known, asked("1", sl="1.0941", copy=COPY))

    assert isinstance(refusal, tuple)
    assert "1 position at its SL -600.00, this one -600.00" in refusal[1]


@pytest.mark.parametrize("mode", [MarginMode.HEDGING, MarginMode.NETTING])
def test_addition_when_what_is_held_has_no_sl_then_its_own_does_not_stand_in_for_it(
    mode: MarginMode,
) -> None:
    copied = position("1", id="7", link=carried(COPY))
    known = guarded(LIVE, mode=mode, held=(copied,))

    refusal = fits(known, asked("0.1", copy=COPY))

    text = "the position in EURUSD has no SL, and the guard assumes none"
    assert refusal == (SkipReason.GUARDED, text)


def test_netting_account_when_an_order_has_another_sl_then_it_counts_for_all_that_is_held() -> None:
    known = guarded(mode=MarginMode.NETTING, held=(held("1", sl="1.09900"),))

    refusal = fits(known, asked("1", sl="1.0941"))

    assert isinstance(refusal, tuple)
    assert "1 position at its SL -590.00, this one -600.00" in refusal[1]


def test_netting_account_when_a_sell_has_another_sl_then_it_counts_for_all_that_is_held() -> None:
    sold = held("1", sl="1.10100", side=Side.SELL)
    known = guarded(mode=MarginMode.NETTING, held=(sold,))

    refusal = fits(known, asked("1", side=Side.SELL, sl="1.1059", at="1.0999"))

    assert isinstance(refusal, tuple)
    assert "1 position at its SL -590.00, this one -600.00" in refusal[1]


def test_netting_account_when_an_order_has_a_nearer_sl_then_it_does_not_help_yet() -> None:
    known = guarded(mode=MarginMode.NETTING, held=(held("1", sl="1.09500"),))

    fit = fits(known, asked("1", sl="1.0991"))

    assert isinstance(fit, Fit)
    assert fit.step is not None
    assert "1 position at its SL -500.00, this one -100.00" in fit.step.text


def test_credit_when_the_broker_gave_some_then_it_pays_for_no_loss() -> None:
    known = guarded(held=(held("1", sl="1.09600"),))
    known.account(FOLLOWER).funds = replace(
        FUNDS, credit=Decimal(5_000), equity=Decimal(15_000), floating=Decimal(0)
    )

    assert isinstance(fits(known, asked("1.2")), tuple)
    assert isinstance(fits(known, asked("1.19")), Fit)
