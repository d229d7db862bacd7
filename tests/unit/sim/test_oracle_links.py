"""Wrong links, reversals and books: the oracle finds each. Rules T1, L2, L3, S5."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.sim.oracle_runs import (
    FOLLOWER,
    HEDGING,
    MASTER,
    NETTING,
    account,
    counted,
    deals,
    judged,
    one_route,
)
from tradecopy_desktop.domain.values import MarginMode, Reason
from tradecopy_desktop.sim.histories_of_run import RunHistory
from tradecopy_desktop.sim.oracle import Verdict, judge

# At factor 1: open 0.10, close 0.04, close 0.06.
THREE_DEALS = """
    0  17 17 buy  in  0.10
    10 17 18 sell out 0.04
    20 17 19 sell out 0.06"""
ALL = {"events": 3, "prescribed": 3}


def _judged(follower: str, *, mode: MarginMode = HEDGING, master: str = THREE_DEALS) -> Verdict:
    return judged((HEDGING, master), (mode, follower))


def _run(follower: str, *, master: str = THREE_DEALS) -> RunHistory:
    theirs = account(MASTER, HEDGING, deals(master))
    ours = account(FOLLOWER, HEDGING, deals(follower, first_ticket=9001))
    return one_route(theirs, ours)


def _follower_changed(run: RunHistory, **changes: object) -> RunHistory:
    ours = replace(run.accounts[FOLLOWER], **changes)  # type: ignore[arg-type]  # any field
    return replace(run, accounts={**run.accounts, FOLLOWER: ours})


@pytest.mark.parametrize("mode", [HEDGING, NETTING])
def test_link_when_of_no_masters_order_is_unlinked(mode: MarginMode) -> None:
    # The deals of order 99 are nobody's: the three prescriptions of order 17 are missed.
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 99
        10.2 501 502 sell out 0.04 | i2 c1 99
        20.2 501 503 sell out 0.06 | i3 c1 99"""

    verdict = _judged(follower, mode=mode)

    assert counted(verdict) == ALL | {"missed": 3, "unlinked": 1}


def test_link_when_of_another_masters_account_is_unlinked() -> None:
    run = _run("0.2 501 501 buy in 0.10 | i1 c1 17", master="0 17 17 buy in 0.10")
    deal = replace(run.accounts[FOLLOWER].deals[0], master="1001@Gamma-Live")

    verdict = judge(_follower_changed(run, deals=(deal,)))

    assert counted(verdict) == {"events": 1, "prescribed": 1, "missed": 1, "unlinked": 1}


def test_link_when_of_another_order_of_the_master_is_found() -> None:
    # Both openings name order 17: once too often there, missing for order 18.
    master = "0 17 17 buy in 0.10 \n 5 18 18 buy in 0.10"
    follower = """
        0.2 501 501 buy in 0.10 | i1 c1 17
        5.2 601 601 buy in 0.10 | i2 c2 17"""

    verdict = _judged(follower, master=master)

    assert counted(verdict) == {"events": 2, "prescribed": 2, "duplicated": 1, "missed": 1}


def test_close_when_it_takes_the_ticket_of_another_copy_is_found() -> None:
    # Told to close the copy of 17 it closes the position of 18, of which nothing was to go.
    master = "0 17 17 buy in 0.10 \n 5 18 18 buy in 0.10 \n 10 17 19 sell out 0.10"
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        5.2  601 601 buy  in  0.10 | i2 c2 18
        10.2 601 602 sell out 0.10 | i3 c1 17"""

    verdict = _judged(follower, master=master)

    assert counted(verdict) == ALL | {"copies": 2, "missed": 1, "unlinked": 1, "wrong_volume": 1}
    assert verdict.followers[0].drift_lots == Decimal("0.20")


def test_netting_position_when_an_instruction_reverses_it_is_a_fault() -> None:
    # Told to close 0.10 it sells 0.15: 0.05 are sold that nobody wanted.
    master = "0 17 17 buy in 0.10 \n 10 17 18 sell out 0.10"
    follower = """
        0.2  501 501 buy  in    0.10 | i1 c1 17
        10.2 501 502 sell inout 0.15 | i2 c1 17"""

    verdict = _judged(follower, mode=NETTING, master=master)

    assert counted(verdict) == {
        "events": 2,
        "prescribed": 2,
        "copies": 1,
        "wrong_side": 1,
        "wrong_volume": 1,
    }
    assert verdict.followers[0].drift_lots == Decimal("0.05")


def test_netting_reversal_when_done_in_one_deal_is_a_fault() -> None:
    # The opening of the new side was sent over the old side, which still stood: 0.10 bought and
    # 0.25 sold. The close of the old side never came by itself.
    master = "0 17 17 buy in 0.10 \n 10 17 18 sell inout 0.25"
    follower = """
        0.2  501 501 buy  in    0.10 | i1 c1 17
        10.2 501 502 sell inout 0.25 | i2 c2 18"""

    verdict = judged((NETTING, master), (NETTING, follower))

    assert counted(verdict) == {
        "events": 2,
        "prescribed": 3,
        "copies": 1,
        "missed": 1,
        "wrong_side": 1,
        "wrong_volume": 1,
    }


def test_netting_reversal_when_for_no_copy_is_unlinked() -> None:
    # Bought 0.10 as owed; then 0.30 are sold for an order that nobody gave.
    follower = """
        0.2  501 501 buy  in    0.10 | i1 c1 17
        5    501 502 sell inout 0.30 | i2 c2 99"""

    verdict = _judged(follower, mode=NETTING, master="0 17 17 buy in 0.10")

    assert counted(verdict) == {"events": 1, "prescribed": 1, "copies": 1, "unlinked": 1}


def test_opening_when_owed_nothing_and_on_the_wrong_side_is_both() -> None:
    # 0.02 * 0.37 = 0.0074 lies below the minimum: neither 0.01 nor a sale was owed.
    verdict = judged(
        (HEDGING, "0 17 17 buy in 0.02"),
        (HEDGING, "0.2 501 501 sell in 0.01 | i1 c1 17"),
        "0.37",
    )

    assert counted(verdict) == {
        "events": 1,
        "skipped_expected": 1,
        "wrong_side": 1,
        "wrong_volume": 1,
    }
    assert not verdict.exact


def test_opening_when_named_as_another_copy_is_unlinked() -> None:
    # Side, volume and order 18 are right, but the journal calls it the copy of order 17.
    master = "0 17 17 buy in 0.10 \n 5 18 18 buy in 0.20"
    follower = """
        0.2 501 501 buy in 0.10 | i1 c1 17
        5.2 601 601 buy in 0.20 | i2 c1 18"""

    verdict = _judged(follower, master=master)

    assert counted(verdict) == {"events": 2, "prescribed": 2, "copies": 2, "unlinked": 1}


def test_order_of_an_executor_when_in_no_journal_is_unlinked() -> None:
    verdict = _judged("0.2 501 501 buy in 0.10 | expert", master="0 17 17 buy in 0.10")

    assert counted(verdict) == {"events": 1, "prescribed": 1, "missed": 1, "unlinked": 1}
    assert verdict.followers[0].open_positions == 1


def test_open_position_when_it_bears_our_magic_without_link_is_unlinked() -> None:
    run = _run("0.2 501 501 buy in 0.10 | i1 c1 17", master="0 17 17 buy in 0.10")
    ours = run.accounts[FOLLOWER].open_positions[0]

    verdict = judge(_follower_changed(run, open_positions=(ours, replace(ours, id="777"))))

    # It also stands in the book without any deal, which is a wrong volume.
    assert counted(verdict) == {
        "events": 1,
        "prescribed": 1,
        "copies": 1,
        "unlinked": 1,
        "wrong_volume": 1,
    }
    assert verdict.followers[0].drift_lots == Decimal("0.10")


def test_book_when_it_differs_from_the_deals_is_found() -> None:
    run = _run("0.2 501 501 buy in 0.10 | i1 c1 17", master="0 17 17 buy in 0.10")

    verdict = judge(_follower_changed(run, open_positions=()))

    assert counted(verdict) == {"events": 1, "prescribed": 1, "copies": 1, "wrong_volume": 1}
    assert verdict.details == (
        "wrong volume: account 2002: the deals of 501 leave 0.10 lots, the book shows 0",
    )


def test_details_when_there_are_many_are_the_first_200() -> None:
    master = "\n".join(f"{n} {n} {n} buy in 0.10" for n in range(250))

    verdict = _judged("", master=master)

    assert verdict.missed == 250
    assert len(verdict.details) == 200


def test_symbol_when_the_follower_lacks_it_is_named() -> None:
    with pytest.raises(ValueError, match="follower account 2002 has no symbol US30: map US30"):
        _judged("", master="0 17 17 buy in 0.10 US30")


@pytest.mark.parametrize(
    ("master", "mode", "what"),
    [
        ("0 17 18 sell out 0.10", HEDGING, "deal 1 in EURUSD leaves more than was open"),
        ("0 1 1 buy in 1 \n 1 1 2 sell in 1", NETTING, "deal 2 in EURUSD enters against a buy"),
        ("0 1 1 buy in 1 \n 1 1 2 sell inout 1", NETTING, "reverses less than was open"),
        ("0 1 1 buy in 1 \n 1 1 2 buy out 1", HEDGING, "leaves more than was open"),
    ],
)
def test_master_history_when_it_contradicts_itself_is_refused(
    master: str, mode: MarginMode, what: str
) -> None:
    with pytest.raises(ValueError, match=what):
        judged((mode, master), (HEDGING, ""))


def test_history_when_not_handed_over_is_named() -> None:
    run = _run("")
    accounts = {key: value for key, value in run.accounts.items() if key != FOLLOWER}

    with pytest.raises(ValueError, match="route Route one needs the history of 2002@Beta-Demo"):
        judge(replace(run, accounts=accounts))


def test_executor_order_when_the_account_leads_others_may_be_its_own() -> None:
    # The account both follows and leads; its own program trades there and copies nobody.
    run = _run("0.2 501 501 buy in 0.10 | i1 c1 17 \n 3 600 600 buy in 0.50 | expert")
    own = run.accounts[FOLLOWER].deals[1]
    assert own.reason is Reason.EXPERT
    back = replace(run.routes[0], id="r2", name="Route two", master=FOLLOWER, follower=MASTER)
    third = replace(MASTER, login="3003")
    accounts = {**run.accounts, third: replace(run.accounts[MASTER], key=third, deals=())}
    onward = replace(back, follower=third)

    verdict = judge(RunHistory(accounts=accounts, routes=(run.routes[0], onward)))

    assert verdict.unlinked == 0
    # 3 deals of the first master, 2 of the second; 3 and 2 prescriptions, one copied.
    assert (verdict.events, verdict.prescribed, verdict.copies, verdict.missed) == (5, 5, 1, 4)
