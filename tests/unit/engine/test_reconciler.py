"""What is found between a master and its follower, by volume, and what would put it right."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.deciding import commands_of
from tests.unit.engine.link_samples import CLOSING, COPY, LIVE, OPEN, OPENING
from tests.unit.engine.reconciling_world import (
    REFUSED,
    commands_link,
    found,
    held,
    ids_of,
    volume_of,
    world,
)
from tests.unit.engine.samples import FOLLOWER, MASTER, carried, position
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.baseline import Baseline
from tradecopy_desktop.domain.commands import SetStops, SetVolume
from tradecopy_desktop.domain.findings import FindingKind, Force
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.recovery_rules import LatePolicy
from tradecopy_desktop.domain.stop_rules import MovedByHand, StopRules
from tradecopy_desktop.domain.values import ZERO, Side


def test_copy_when_as_prescribed_then_nothing_is_found() -> None:
    assert found(world(master=position("1"), follower=(held(),))) == []


@pytest.mark.parametrize("away", [MASTER, FOLLOWER])
def test_w1_copies_when_an_end_is_not_whole_then_wait_and_are_never_extra(away: object) -> None:
    # The master's list is empty and its close is told: still nothing counts.
    known = world(closed=True, follower=(held(),))
    known.account(MASTER if away == MASTER else FOLLOWER).whole.clear()

    (waits,) = found(known)

    end = "master" if away == MASTER else "follower"
    assert (waits.kind, waits.can_be_corrected) == (FindingKind.WAITING, False)
    assert waits.text == f"1 open copies wait: the {end}'s terminal has not shown all it holds"


def test_w1_route_without_copies_when_an_end_is_away_then_nothing_is_found() -> None:
    known = world(None)
    known.account(MASTER).whole.discard(Role.MONITOR)

    assert found(known) == []


def test_w2_copy_when_its_master_is_proven_flat_then_is_closed_unasked_whatever_its_size() -> None:
    # The follower holds 3 lots where 1 is due; all of it goes.
    known = world(replace(LIVE, filled=Decimal(3)), closed=True)

    (extra,) = found(known)

    assert (extra.kind, extra.force, volume_of(extra)) == (FindingKind.EXTRA, Force.ALWAYS, ZERO)
    assert extra.text == "the master closed EURUSD; the copy holds 3 lots"


def test_w2_copy_when_its_master_is_gone_without_proof_then_only_a_click_closes_it() -> None:
    (unproven,) = found(world())

    assert (unproven.kind, unproven.force) == (FindingKind.UNPROVEN, Force.BY_CLICK)
    assert volume_of(unproven) == ZERO


def test_s3_copy_when_its_master_turned_round_then_is_closed_unasked() -> None:
    (extra,) = found(world(master=position("1", side=Side.SELL, order="801")))

    assert (extra.kind, extra.force, volume_of(extra)) == (FindingKind.EXTRA, Force.ALWAYS, ZERO)


def test_s4_copy_when_its_master_keeps_less_then_is_reduced_unasked() -> None:
    (smaller,) = found(world(master=position("0.4")))

    assert (smaller.kind, smaller.force) == (FindingKind.WRONG_SIZE, Force.ALWAYS)
    assert volume_of(smaller) == Decimal("0.4")


def test_l5_copy_when_it_holds_more_than_its_target_then_is_reduced_to_it() -> None:
    (larger,) = found(world(replace(LIVE, filled=Decimal("1.5")), master=position("1")))

    assert (larger.kind, larger.force) == (FindingKind.WRONG_SIZE, Force.AS_SET)
    assert (larger.text, larger.remedy) == (
        "the copy in EURUSD holds 1.5 lots; 1 are due",
        "reduce it to 1 lots",
    )
    assert volume_of(larger) == Decimal(1)


def test_s3_copy_when_it_holds_less_than_its_target_then_nothing_brings_it_back() -> None:
    (smaller,) = found(world(replace(LIVE, filled=Decimal("0.5")), master=position("1")))

    assert (smaller.kind, smaller.can_be_corrected) == (FindingKind.WRONG_SIZE, False)
    assert smaller.decisions == ()


def test_c1_copy_when_an_instruction_is_under_way_then_its_answer_tells() -> None:
    known = world(replace(LIVE, filled=Decimal(3)), closed=True, follower=(held("3"),))

    assert found(known, frozenset({COPY})) == []


def test_c4_close_when_it_ended_without_proof_then_is_ordered_again_under_a_new_id() -> None:
    known = world(CLOSING)

    (first,) = found(known)
    known.put(commands_link(first))
    (second,) = found(known)

    assert (volume_of(first), first.force) == (ZERO, Force.ALWAYS)
    assert ids_of(first) != ids_of(second)


@pytest.mark.parametrize(
    "state",
    [LinkState.ENDED_EARLY, LinkState.CANCELLED, LinkState.HANDED_OVER, LinkState.CLOSED],
)
def test_c2_copy_when_it_ended_while_its_master_lives_then_is_not_missing(
    state: LinkState,
) -> None:
    known = world(replace(LIVE, state=state, filled=ZERO), master=position("1"))

    assert found(known) == []


def test_c2_copy_when_prescribed_and_never_executed_then_is_missing() -> None:
    (missing,) = found(world(REFUSED, master=position("1")))

    assert (missing.kind, missing.force) == (FindingKind.MISSING, Force.BY_CLICK)
    assert missing.text == "the copy of the master's EURUSD was never opened: not enough money"
    assert missing.remedy == "open it at market"


@pytest.mark.parametrize(
    ("late", "force"),
    [
        (LatePolicy.MARKET, Force.AS_SET),
        (LatePolicy.WITHIN, Force.AS_SET),
        (LatePolicy.ASK, Force.BY_CLICK),
    ],
)
def test_c2_missing_copy_when_the_route_takes_late_trades_then_may_be_opened_by_itself(
    late: LatePolicy, force: Force
) -> None:
    (missing,) = found(world(REFUSED, master=position("1"), late=late))

    assert missing.force is force


def test_s3_missing_copy_when_the_master_added_since_then_the_refused_part_never_returns() -> None:
    known = world(REFUSED, master=position("2"))
    known.put(replace(LIVE, copy="c" * 32, order="502", orders=("502", "502/9502")))
    known.put(replace(known.links["c" * 32], master_volume=Decimal(2)))

    assert found(known) == []


def test_c3_missing_copy_when_its_master_is_before_the_route_then_is_none() -> None:
    known = world(REFUSED, master=position("1"))
    known.baselines["r1"] = Baseline(route="r1", positions=frozenset({"501"}))

    assert found(known) == []


def test_w2_missing_copy_when_its_master_closed_then_is_none() -> None:
    assert found(world(REFUSED, closed=True)) == []


def test_l9_opening_when_nothing_of_it_is_under_way_then_is_told_and_not_repeated() -> None:
    (missing,) = found(world(OPENING, master=position("1")))

    assert (missing.kind, missing.can_be_corrected) == (FindingKind.MISSING, False)


def test_l3_position_when_its_copy_is_unknown_then_is_told_and_left_alone() -> None:
    lost = replace(position("2", id="7709"), link=carried("c" * 32))

    (unlinked,) = found(world(None, follower=(lost,), closed=True))

    assert (unlinked.kind, unlinked.force) == (FindingKind.UNLINKED, Force.BY_CLICK)
    assert unlinked.remedy == "close it"
    assert unlinked.text == (
        "2 EURUSD carries our link, but no such copy is known; it is left alone"
    )


def test_w2_position_when_its_copy_is_over_and_the_master_proven_flat_then_all_is_closed() -> None:
    over = replace(LIVE, state=LinkState.CLOSED, filled=ZERO, target=ZERO)
    tickets = (held("0.7"), replace(held("0.8"), id="7702", ticket="7702"))

    (extra,) = found(world(over, follower=tickets, closed=True))

    assert (extra.kind, extra.force, volume_of(extra)) == (FindingKind.EXTRA, Force.ALWAYS, ZERO)
    left = commands_link(extra)
    # 0.7 + 0.8.
    assert (left.state, left.filled) == (LinkState.CLOSING, Decimal("1.5"))


def test_l9_position_when_its_refused_opening_came_late_then_its_close_names_it() -> None:
    (extra,) = found(world(REFUSED, follower=(held(),), closed=True))

    (command,) = commands_of([*extra.decisions])
    assert isinstance(command, SetVolume)
    assert [opening.id for opening in command.opens] == ["f" * 32]


def test_w2_position_when_its_copy_is_over_and_the_master_lives_then_is_left_alone() -> None:
    over = replace(LIVE, state=LinkState.ENDED_EARLY, filled=ZERO)

    (unlinked,) = found(world(over, master=position("1"), follower=(held(),)))

    assert (unlinked.kind, unlinked.can_be_corrected) == (FindingKind.UNLINKED, False)


def test_c5_position_when_it_was_handed_over_then_is_the_traders() -> None:
    over = replace(LIVE, state=LinkState.HANDED_OVER)

    assert found(world(over, follower=(held(),), closed=True)) == []


def test_s5_netting_position_when_its_copy_is_over_then_is_left_alone() -> None:
    over = replace(LIVE, state=LinkState.CLOSED, filled=ZERO, target=ZERO)

    (unlinked,) = found(world(over, follower=(held("4"),), closed=True, nets=True))

    assert (unlinked.kind, unlinked.can_be_corrected) == (FindingKind.UNLINKED, False)


def test_position_when_on_the_wrong_side_then_is_told() -> None:
    turned = replace(held(), side=Side.SELL)

    kinds = {each.kind for each in found(world(master=position("1"), follower=(turned,)))}

    assert FindingKind.WRONG_SIDE in kinds


PROTECTED = replace(LIVE, stop_loss=Decimal("1.09000"))
SAFE_MASTER = position("1", sl="1.09000")


def test_c7_copy_when_its_sl_is_gone_then_is_unprotected_and_gets_it_by_a_click() -> None:
    (naked,) = found(world(PROTECTED, master=SAFE_MASTER, follower=(held(),)))

    (command,) = commands_of([*naked.decisions])
    # It may have been taken away by hand, which stays.
    assert (naked.kind, naked.force) == (FindingKind.UNPROTECTED, Force.BY_CLICK)
    assert isinstance(command, SetStops)
    assert command.stop_loss == Decimal("1.09000")


def test_c7_copy_when_one_of_its_tickets_has_no_sl_then_is_unprotected() -> None:
    tickets = (held("0.5", sl="1.09000"), replace(held("0.5"), id="7702", ticket="7702"))

    (naked,) = found(world(PROTECTED, master=SAFE_MASTER, follower=tickets))

    assert naked.kind is FindingKind.UNPROTECTED


def test_c7_stop_when_moved_by_hand_then_differs_and_stays_until_a_click() -> None:
    (moved,) = found(world(PROTECTED, master=SAFE_MASTER, follower=(held(sl="1.08000"),)))

    assert (moved.kind, moved.force) == (FindingKind.STOP_DIFFERS, Force.BY_CLICK)
    assert moved.text == "the copy's SL in EURUSD is 1.08000; 1.09000 was ordered"


def test_c7_stop_when_the_trader_may_always_move_it_then_nothing_is_found() -> None:
    link = replace(PROTECTED, stops=StopRules(moved_by_hand=MovedByHand.ALWAYS))

    assert found(world(link, master=SAFE_MASTER, follower=(held(sl="1.08000"),))) == []


def test_c7_stop_when_the_master_has_another_then_is_set_unasked() -> None:
    moved_on = position("1", sl="1.09500")

    (due,) = found(world(PROTECTED, master=moved_on, follower=(held(sl="1.09000"),)))

    (command,) = commands_of([*due.decisions])
    assert (due.kind, due.force) == (FindingKind.STOP_DIFFERS, Force.ALWAYS)
    assert isinstance(command, SetStops)
    assert command.stop_loss == Decimal("1.09500")


def test_shadow_copy_when_its_master_is_gone_then_nothing_is_found() -> None:
    assert found(world(replace(LIVE, shadow=True), closed=True)) == []


def test_s4_copy_when_reduced_by_hand_then_its_smaller_target_is_what_is_due() -> None:
    # The trader closed half: the reduced base is what the copy is measured by from then on.
    half = replace(LIVE, target=Decimal("0.5"), filled=Decimal("0.5"), base=Fraction(1, 2))

    assert found(world(half, master=position("1"), follower=(held("0.5"),))) == []


def test_c1_position_when_its_copys_close_is_under_way_then_its_answer_tells() -> None:
    over = replace(LIVE, state=LinkState.CLOSED, filled=ZERO, target=ZERO)

    assert found(world(over, follower=(held(),), closed=True), frozenset({COPY})) == []


def test_w2_position_when_its_copy_is_over_and_no_close_is_proven_then_is_left_alone() -> None:
    over = replace(LIVE, state=LinkState.CLOSED, filled=ZERO, target=ZERO)

    (unlinked,) = found(world(over, follower=(held(),)))

    assert (unlinked.kind, unlinked.can_be_corrected) == (FindingKind.UNLINKED, False)


def test_l2_position_when_its_copy_knows_its_openings_then_the_close_names_those() -> None:
    over = replace(LIVE, state=LinkState.CLOSED, filled=ZERO, target=ZERO)

    (extra,) = found(world(over, follower=(held(),), closed=True))

    (command,) = commands_of([*extra.decisions])
    assert isinstance(command, SetVolume)
    assert [opening.id for opening in command.opens] == [OPEN]


def test_c7_sl_when_the_trader_took_it_away_and_may_then_only_a_click_sets_it() -> None:
    link = replace(PROTECTED, stops=StopRules(moved_by_hand=MovedByHand.ALWAYS))

    (naked,) = found(world(link, master=SAFE_MASTER, follower=(held(),)))

    assert (naked.kind, naked.force) == (FindingKind.UNPROTECTED, Force.BY_CLICK)
