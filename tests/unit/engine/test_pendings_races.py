"""Every order in which fills, ends, pauses and answers can meet ends with nothing left behind."""

from collections.abc import Iterator

import pytest

from tests.unit.engine.pending_world import World, steps
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.order_rules import OneSidedFill

ASK, CANCEL, TO_MARKET = OneSidedFill.ASK, OneSidedFill.CANCEL, OneSidedFill.TO_MARKET
CHOICES = [(TO_MARKET, ASK), (CANCEL, CANCEL), (ASK, TO_MARKET)]


def worlds(choices: tuple[OneSidedFill, OneSidedFill]) -> Iterator[World]:
    """Yield every world that can be reached."""
    start = World(choices=choices)
    seen, ahead = {start}, [start]
    while ahead:
        world = ahead.pop()
        yield world
        for following in steps(world):
            if following not in seen:
                seen.add(following)
                ahead.append(following)


@pytest.mark.parametrize("choices", CHOICES)
def test_l5_orders_in_whatever_order_they_meet_never_hold_more_than_the_copy_is_worth(
    choices: tuple[OneSidedFill, OneSidedFill],
) -> None:
    assert max(world.most for world in worlds(choices)) == 1


@pytest.mark.parametrize("choices", CHOICES)
def test_copy_when_all_is_quiet_then_is_as_the_follower_has_it(
    choices: tuple[OneSidedFill, OneSidedFill],
) -> None:
    quiet = [world for world in worlds(choices) if world.is_quiet]

    assert len(quiet) > 10
    for world in quiet:
        link = world.link
        assert (world.held, world.waits) == (link.filled, link.pending is not None)
        assert link.is_live or not (world.held or world.waits)


@pytest.mark.parametrize("choices", CHOICES)
def test_c4_copy_when_the_master_is_gone_and_all_is_quiet_then_is_over(
    choices: tuple[OneSidedFill, OneSidedFill],
) -> None:
    gone = [w for w in worlds(choices) if w.is_quiet and w.master in ("cancelled", "closed")]

    assert {world.link.is_live for world in gone} == {False}
    assert {world.link.state for world in gone} == {
        LinkState.CANCELLED,
        LinkState.CLOSED,
        LinkState.REFUSED,
    }


@pytest.mark.parametrize("choices", CHOICES)
def test_c6_order_when_the_route_pauses_and_all_is_quiet_then_waits_no_more(
    choices: tuple[OneSidedFill, OneSidedFill],
) -> None:
    paused = [world for world in worlds(choices) if world.is_quiet and world.paused]

    assert {world.waits for world in paused} == {False}


def test_master_alone_when_looked_at_and_all_is_quiet_then_the_copy_holds_its_lots() -> None:
    open_ = [
        world
        for world in worlds((TO_MARKET, ASK))
        if world.is_quiet and world.master == "filled" and world.looked and not world.paused
    ]

    assert {(str(world.held), world.link.state) for world in open_} == {("1", LinkState.LIVE)}


def test_c2_copy_when_it_is_over_without_the_master_then_the_trader_was_told() -> None:
    over = [
        world
        for world in worlds((TO_MARKET, ASK))
        if world.is_quiet and world.master == "filled" and not world.link.is_live
    ]

    assert over
    assert all(world.troubles or world.paused for world in over)
