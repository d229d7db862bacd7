"""Which copies are looked at, and what their lots prove; no copy is brought back (L5, W1, C2)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.link_samples import CLOSING, LIVE, OPENING
from tests.unit.engine.pending_samples import ADOPTED
from tests.unit.engine.reconciling_world import REFUSED, found, held, volume_of, world
from tests.unit.engine.samples import FOLLOWER, MASTER, position
from tests.unit.engine.stop_samples import quote
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.decisions import NothingToDo
from tradecopy_desktop.domain.findings import FindingKind, Force
from tradecopy_desktop.domain.freezes import Freeze, FreezeCause
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.recovery_rules import LatePolicy
from tradecopy_desktop.domain.values import ZERO, Side
from tradecopy_desktop.engine.freezing import LOST_BROKER
from tradecopy_desktop.engine.reconciling.missing import late_policy

SHADOW = replace(LIVE, copy="d" * 32, position="503", shadow=True)
UNKNOWN = replace(OPENING, state=LinkState.UNKNOWN)
HALF = Decimal("0.5")
VANISHED = Freeze(cause=FreezeCause.VANISHED, text="shows nothing")
NOT_KNOWN = "it is not known whether the copy in EURUSD was opened; look at the terminal"


def test_w1_copies_when_an_end_is_away_then_only_real_ones_are_counted() -> None:
    known = world(LIVE)
    known.put(SHADOW)
    known.account(MASTER).whole.clear()

    (waits,) = found(known)

    assert waits.text == "1 open copies wait: the master's terminal has not shown all it holds"
    assert (waits.key, waits.route, waits.follower) == ("waiting r1", "r1", FOLLOWER)


def test_w1_imagined_copies_when_an_end_is_away_then_do_not_wait() -> None:
    known = world(SHADOW)
    known.account(FOLLOWER).whole.discard(Role.EXECUTOR)

    assert found(known) == []


def test_w1_copies_when_a_terminal_is_not_believed_then_its_reason_is_told() -> None:
    known = world(LIVE)
    known.account(MASTER).whole.clear()
    known.account(MASTER).frozen[Role.MONITOR] = LOST_BROKER

    (waits,) = found(known)

    assert waits.text == (
        "1 open copies wait: the master's terminal has lost its connection to the broker"
    )


def test_w2_copies_when_the_master_shows_nothing_any_more_then_each_is_closed_by_a_click() -> None:
    known = world(LIVE)
    known.account(MASTER).whole.clear()
    known.account(MASTER).frozen[Role.MONITOR] = VANISHED

    waits, unproven = found(known)

    assert waits.kind is FindingKind.WAITING
    assert (unproven.kind, unproven.force) == (FindingKind.UNPROVEN, Force.BY_CLICK)
    assert (unproven.copy, volume_of(unproven)) == (LIVE.copy, ZERO)
    assert unproven.text == (
        "the master's EURUSD position is gone without a closing deal; "
        "its copy stays until the terminal shows one"
    )


def test_w2_copy_when_the_follower_shows_nothing_any_more_then_ends_by_a_click() -> None:
    known = world(LIVE)
    known.account(FOLLOWER).whole.clear()
    known.account(FOLLOWER).frozen[Role.EXECUTOR] = VANISHED

    _, lost = found(known)

    text = "the follower shows its copy of 1 EURUSD no more, and no deal that closed it"
    assert (lost.kind, lost.force) == (FindingKind.UNPROVEN, Force.BY_CLICK)
    assert (lost.text, lost.remedy) == (text, "take it as ended")
    assert lost.decisions == (
        NothingToDo(
            route="r1",
            link=replace(LIVE, filled=ZERO, state=LinkState.ENDED_EARLY, reason="it is gone"),
            detail=text,
        ),
    )


@pytest.mark.parametrize(
    ("key", "role", "frozen"),
    [
        (FOLLOWER, Role.EXECUTOR, LOST_BROKER),
        (MASTER, Role.MONITOR, LOST_BROKER),
        (FOLLOWER, Role.MONITOR, VANISHED),
        (MASTER, Role.EXECUTOR, VANISHED),
    ],
)
def test_w1_copy_when_a_terminal_is_away_for_another_reason_then_it_only_waits(
    key: AccountKey, role: Role, frozen: Freeze
) -> None:
    known = world(LIVE)
    known.account(key).whole.clear()
    known.account(key).frozen[role] = frozen

    assert [each.kind for each in found(known)] == [FindingKind.WAITING]


def test_w2_copies_when_unproven_then_busy_and_imagined_and_empty_ones_are_left_out() -> None:
    known = world(replace(LIVE, filled=ZERO))
    known.put(SHADOW)
    known.put(replace(LIVE, copy="c" * 32, position="502"))
    known.put(replace(LIVE, copy="e" * 32, position="504"))
    known.account(FOLLOWER).whole.clear()
    known.account(FOLLOWER).frozen[Role.EXECUTOR] = VANISHED

    _, lost = found(known, frozenset({"c" * 32}))

    assert lost.copy == "e" * 32


def test_c2_missing_copy_when_the_ledger_is_lost_then_is_opened_by_a_click_alone() -> None:
    known = world(REFUSED, master=position("1"), late=LatePolicy.MARKET)
    known.ledger_lost = True

    (missing,) = found(known)

    assert missing.force is Force.BY_CLICK


@pytest.mark.parametrize("late", list(LatePolicy))
def test_late_policy_when_the_ledger_is_lost_then_each_is_asked_about(late: LatePolicy) -> None:
    known = world(late=late)
    assert late_policy(known, known.routes["r1"]) is late

    known.ledger_lost = True

    assert late_policy(known, known.routes["r1"]) is LatePolicy.ASK


def test_copy_when_its_order_still_waits_then_its_lots_are_not_looked_at() -> None:
    # 1 lot is due, and nothing is filled.
    assert found(world(ADOPTED, master=position("1"))) == []


@pytest.mark.parametrize("link", [OPENING, UNKNOWN])
def test_l9_copy_when_nobody_knows_whether_it_was_opened_then_the_trader_is_to_look(
    link: Link,
) -> None:
    (missing,) = found(world(link, master=position("1")))

    assert (missing.kind, missing.text) == (FindingKind.MISSING, NOT_KNOWN)
    assert missing.key == f"missing {LIVE.copy}"
    assert (missing.copy, missing.symbol, missing.remedy) == (LIVE.copy, "EURUSD", "")


def test_l5_opening_when_a_part_of_it_is_filled_then_the_rest_is_told_as_missing_lots() -> None:
    (smaller,) = found(world(replace(OPENING, filled=HALF), master=position("1")))

    assert smaller.text == "the copy in EURUSD holds 0.5 lots; 1 are due"


def test_opening_when_all_of_it_is_filled_then_nothing_is_found() -> None:
    link = replace(OPENING, filled=Decimal(1))

    assert found(world(link, master=position("1"), follower=(held(),))) == []


def test_l5_live_copy_when_it_holds_nothing_then_that_is_known_and_stays() -> None:
    (smaller,) = found(world(replace(LIVE, filled=ZERO), master=position("1")))

    assert (smaller.kind, smaller.can_be_corrected) == (FindingKind.WRONG_SIZE, False)
    assert smaller.text == "the copy in EURUSD holds 0 lots; 1 are due"


def test_copy_when_it_still_gathers_the_masters_fills_then_needs_no_stop() -> None:
    gathering = replace(LIVE, state=LinkState.GATHERING, target=ZERO, filled=ZERO, opens=())
    known = world(gathering, master=position("1", sl="1.09500"))
    # The follower's price has passed that SL: it could not be set on a copy that is open.
    known.account(FOLLOWER).quotes["EURUSD"] = quote("1.09000", "1.09010")

    assert found(known) == []


def test_c4_close_when_nothing_is_left_then_nothing_is_found() -> None:
    assert found(world(replace(CLOSING, filled=ZERO))) == []


def test_c4_close_when_no_opening_is_known_then_there_is_nothing_to_order() -> None:
    assert found(world(replace(CLOSING, opens=()))) == []


def test_c4_close_when_lots_are_left_then_says_so() -> None:
    (extra,) = found(world(replace(CLOSING, filled=HALF)))

    assert extra.text == "the copy in EURUSD still holds 0.5 lots; it is to be closed"
    assert (extra.kind, extra.remedy, extra.force) == (
        FindingKind.EXTRA,
        "close it",
        Force.ALWAYS,
    )


def test_s4_copy_when_nothing_of_its_route_follows_the_position_then_has_no_reduction() -> None:
    # A younger copy of the position took the place of this one, and is over.
    known = world(LIVE, master=position("0.4"))
    younger = replace(LIVE, copy="c" * 32)
    known.put(younger)
    known.put(replace(younger, state=LinkState.CLOSED, filled=ZERO))

    assert found(known) == []


def test_s4_copy_when_its_symbol_is_not_listed_yet_then_is_not_reduced_by_guess() -> None:
    known = world(LIVE, master=position("0.4"))
    known.account(FOLLOWER).instruments.clear()

    assert found(known) == []


def test_s4_copy_when_its_master_keeps_less_then_both_volumes_are_told() -> None:
    (smaller,) = found(world(master=position("0.4")))

    assert smaller.text == "the master keeps 0.4 of 1 EURUSD"
    assert smaller.remedy == "reduce the copy"


def test_c2_copy_when_another_route_refused_its_own_then_this_one_misses_nothing() -> None:
    assert found(world(replace(REFUSED, route="r9"), master=position("1"))) == []


def test_c2_copy_when_only_imagined_and_refused_then_is_not_missing() -> None:
    assert found(world(replace(REFUSED, shadow=True), master=position("1"))) == []


def test_c2_copy_when_another_route_has_one_too_then_is_missing_all_the_same() -> None:
    known = world(REFUSED, master=position("1"))
    known.put(replace(LIVE, copy="c" * 32, route="r9"))
    known.put(replace(LIVE, copy="d" * 32, shadow=True, state=LinkState.CLOSED))

    (missing,) = found(known)

    assert missing.kind is FindingKind.MISSING
    assert (missing.key, missing.copy) == (f"missing {REFUSED.copy}", REFUSED.copy)
    assert (missing.route, missing.follower, missing.symbol) == ("r1", FOLLOWER, "EURUSD")


@pytest.mark.parametrize(
    "link",
    [
        # Something of it was held, so it is not missing.
        replace(REFUSED, filled=HALF),
        # It was a pending order, whose price is another.
        replace(REFUSED, orders=("501/placed",)),
        replace(REFUSED, orders=("501/placed", "501", "501/9501")),
        # The master holds another side, or by another order.
        replace(REFUSED, master_side=Side.SELL),
        replace(REFUSED, order="500"),
    ],
)
def test_c2_refused_copy_when_it_is_another_story_then_is_not_missing(link: Link) -> None:
    assert found(world(link, master=position("1"))) == []


def test_c1_refused_copy_when_its_late_opening_is_under_way_then_its_answer_tells() -> None:
    known = world(REFUSED, master=position("1"))

    assert found(known, frozenset({REFUSED.copy})) == []


def test_c2_refused_copies_when_of_two_positions_then_each_is_found() -> None:
    known = world(REFUSED, master=position("1"))
    known.put(replace(REFUSED, copy="c" * 32, position="502", order="502", orders=("502",)))
    known.account(MASTER).positions["502"] = position("1", id="502")

    assert [each.copy for each in found(known)] == [REFUSED.copy, "c" * 32]
