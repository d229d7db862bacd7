"""How often each kind of trouble comes, and that each kind has its turn. Rule T2."""

from collections import Counter

from tradecopy_desktop.domain.values import Platform
from tradecopy_desktop.sim.broker.faults import Dice, Fault, Faults
from tradecopy_desktop.sim.faults.schedule import (
    Trouble,
    kinds_of_run,
    least_times,
    planned,
)
from tradecopy_desktop.sim.terminal.mischief import CableFault, Mischief


def test_t2_plan_when_the_level_is_0_3_then_each_kind_comes_more_than_three_times() -> None:
    kinds = Counter(each.kind for each in planned(level=0.3, trades=200, seed=1))

    assert set(kinds) == {*Trouble, *CableFault}
    assert min(kinds.values()) >= 4
    assert least_times(level=0.3, trades=200) == 3


def test_plan_when_the_seed_is_the_same_then_is_the_same() -> None:
    first, again, other = (planned(level=0.3, trades=200, seed=seed) for seed in (7, 7, 8))

    assert first == again
    assert first != other


def test_plan_when_nothing_is_to_go_wrong_then_is_empty() -> None:
    assert planned(level=0, trades=200, seed=1) == []


def test_kinds_when_all_followers_are_mt4_then_no_partial_fills_are_asked_for() -> None:
    assert "partial" not in set(kinds_of_run({Platform.MT4}))
    assert "partial" in set(kinds_of_run({Platform.MT4, Platform.MT5}))


def test_dice_when_kinds_are_as_likely_then_each_has_its_turn() -> None:
    three = (Fault.BUSY, Fault.REJECT, Fault.NO_MONEY)
    dice = Dice(Faults(chances=tuple((fault, 0.5) for fault in three)), Platform.MT5, "seed")

    thrown = Counter(filter(None, (dice.throw() for _ in range(600))))

    # However many faults there are, no kind is further ahead of another.
    assert max(thrown.values()) - min(thrown.values()) <= 2
    assert set(thrown) == set(three)


def test_dice_when_stopped_then_nothing_goes_wrong() -> None:
    dice = Dice(Faults(chances=((Fault.BUSY, 1.0),)), Platform.MT5, "seed")
    first = dice.throw()

    dice.stop()

    assert (first, dice.throw()) == (Fault.BUSY, None)


def test_mischief_when_armed_once_then_strikes_once_and_is_counted() -> None:
    mischief = Mischief()
    mischief.arm(CableFault.LOST_ACK)

    struck = [mischief.strikes(CableFault.LOST_ACK) for _ in range(2)]

    assert struck == [True, False]
    assert mischief.done == {"lost_ack": 1}


def test_plan_when_a_run_is_short_then_no_copy_is_closed_in_part_by_hand() -> None:
    short, long = (planned(level=0.3, trades=trades, seed=1) for trades in (99, 100))

    assert [each for each in short if each.kind is Trouble.REDUCED_BY_HAND] == []
    assert [each for each in long if each.kind is Trouble.REDUCED_BY_HAND] != []
