"""Positions on a follower that no live copy explains: told, and closed on proof alone (L3, W2)."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.unit.engine.link_samples import CLOSING, COPY, LIVE
from tests.unit.engine.lost_samples import HELD, showing
from tests.unit.engine.reconciling_world import (
    REFUSED,
    commands_link,
    found,
    held,
    volume_of,
    world,
)
from tests.unit.engine.samples import FOLLOWER, MASTER, carried, position
from tradecopy_desktop.domain.commands import Opening
from tradecopy_desktop.domain.decisions import Copied
from tradecopy_desktop.domain.findings import FindingKind, Force
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.values import ZERO, Side
from tradecopy_desktop.engine.reconciling.findings import findings

OVER = replace(LIVE, state=LinkState.CLOSED, filled=ZERO, target=ZERO)
TURNED = replace(held(), side=Side.SELL)


def test_position_when_it_carries_no_link_of_this_route_then_is_none_of_its_business() -> None:
    own = position("3", id="7705")
    of_another = replace(held("2"), link=replace(carried("c" * 32), route="r9"))

    assert found(world(None, follower=(own, of_another))) == []


def test_position_when_on_the_wrong_side_then_is_told_with_its_copy() -> None:
    known = world(master=position("1"), follower=(TURNED,))

    (wrong,) = [each for each in found(known) if each.kind is FindingKind.WRONG_SIDE]

    assert wrong.text == "the copy in EURUSD should be a buy, and holds the other side"
    assert (wrong.key, wrong.copy, wrong.symbol) == (f"wrong_side {COPY}", COPY, "EURUSD")
    assert (wrong.route, wrong.follower, wrong.remedy) == ("r1", FOLLOWER, "")


def test_position_when_one_of_two_tickets_is_on_the_wrong_side_then_is_told() -> None:
    tickets = (held(), replace(TURNED, id="7702", ticket="7702"))

    kinds = [each.kind for each in found(world(master=position("1"), follower=tickets))]

    assert FindingKind.WRONG_SIDE in kinds


def test_s5_net_position_when_on_the_other_side_then_a_copys_share_cannot_be_told() -> None:
    known = world(master=position("1"), follower=(TURNED,), nets=True)

    assert FindingKind.WRONG_SIDE not in [each.kind for each in found(known)]


def test_l3_position_when_one_copy_is_busy_then_the_next_is_still_told() -> None:
    lost = position("2", id="7709", link=carried("c" * 32))
    busy = position("1", id="7710", link=carried("d" * 32))
    known = world(None, follower=(busy, lost))

    (unlinked,) = found(known, frozenset({"d" * 32}))

    assert (unlinked.copy, unlinked.key) == ("c" * 32, f"unlinked {'c' * 32}")
    assert (unlinked.route, unlinked.follower) == ("r1", FOLLOWER)


def test_l3_position_when_its_names_recompute_then_is_found_again_and_not_told() -> None:
    known, of = showing(HELD)

    assert findings(known, of, frozenset()) == ()


def test_l3_position_when_it_is_the_masters_and_does_not_fit_then_a_click_lets_it_follow() -> None:
    known, of = showing(replace(HELD, side=Side.SELL))

    (unlinked,) = findings(known, of, frozenset())

    assert (unlinked.kind, unlinked.force) == (FindingKind.UNLINKED, Force.BY_CLICK)
    assert unlinked.text == (
        "1 EURUSD carries our link to the master's 2 EURUSD, but side, symbol or order do not fit"
    )
    assert unlinked.remedy == "let it follow the master's 2 EURUSD"


def test_l3_position_when_several_tickets_are_unknown_then_their_lots_are_told_together() -> None:
    lost = (
        position("2", id="7709", link=carried("c" * 32)),
        position("0.50", id="7710", link=carried("c" * 32)),
    )

    (unlinked,) = found(world(None, follower=lost))

    # 2 + 0.50.
    assert unlinked.text == (
        "2.50 EURUSD carries our link, but no such copy is known; it is left alone"
    )


def test_w2_position_when_its_master_lives_again_by_the_same_id_then_is_left_alone() -> None:
    known = world(OVER, master=position("1"), follower=(held(),), closed=True)

    (unlinked,) = found(known)

    assert unlinked.kind is FindingKind.UNLINKED
    assert unlinked.text == "1 EURUSD belongs to a copy that is over (closed); it is left alone"


def test_w2_position_when_closed_on_proof_then_nothing_of_the_master_is_followed_any_more() -> None:
    over = replace(OVER, waiting=Fraction(1, 4), version="9501", revision=4)

    (extra,) = found(world(over, follower=(held(),), closed=True))

    (decision,) = extra.decisions
    assert isinstance(decision, Copied)
    left = decision.link
    nothing = Fraction(0)
    assert (left.accepted, left.exact, left.waiting) == (nothing, nothing, nothing)
    assert (left.master_volume, left.target, left.revision) == (ZERO, ZERO, 5)
    text = "1 EURUSD belongs to a position that the master has closed"
    assert (extra.text, extra.remedy) == (text, "close it")
    (step,) = decision.steps
    assert (step.rule, step.text, step.result) == ("close", text, "0")
    assert (decision.route, decision.settings_version) == ("r1", 1)


def test_l9_position_when_its_opening_was_refused_then_every_ticket_is_named_for_the_close() -> (
    None
):
    tickets = (
        replace(held("0.4"), magic="21"),
        replace(held("0.6"), id="7702", ticket="7702", magic="22"),
    )

    (extra,) = found(world(REFUSED, follower=tickets, closed=True))

    assert volume_of(extra) == ZERO
    assert commands_link(extra).opens == (
        Opening(id="f" * 32, magic="21", volume=tickets[0].volume, since=None),
        Opening(id="f" * 32, magic="22", volume=tickets[1].volume, since=None),
    )


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (replace(LIVE, copy="c" * 32, position="502", order="502"), []),
        (
            replace(LIVE, copy="c" * 32, position="502", order="502", symbol="GBPUSD"),
            ["1 EURUSD is left where a copy of ours was, which is over; it is left alone"],
        ),
    ],
)
def test_s5_net_position_when_its_copy_is_over_then_another_copy_there_explains_it(
    other: object, expected: list[str]
) -> None:
    known = world(OVER, follower=(held(),), closed=True, nets=True)
    assert isinstance(other, type(LIVE))
    known.put(other)
    known.account(MASTER).positions["502"] = position("1", id="502")

    told = [each.text for each in found(known) if each.kind is FindingKind.UNLINKED]

    assert told == expected


def test_position_when_its_copy_is_being_closed_then_is_no_stray() -> None:
    known = world(CLOSING, follower=(held(),))

    assert [each.kind for each in found(known)] == [FindingKind.EXTRA]
