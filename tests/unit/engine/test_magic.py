"""Magic numbers: 16 + 47 bits on MT5, 7 + 24 bits on MT4, never one that is taken (rule L2)."""

from dataclasses import replace

import pytest

from tests.unit.engine.link_samples import LIVE, MAGIC, OPEN
from tests.unit.engine.pending_samples import theirs
from tests.unit.engine.samples import FOLLOWER, OTHER_FOLLOWER, book, position, route
from tradecopy_desktop.domain.commands import Opening
from tradecopy_desktop.domain.values import ZERO, Platform
from tradecopy_desktop.engine.magic import counter_after, free_magic, next_magic


def test_l2_magic_when_mt5_then_is_the_prefix_and_the_first_47_bits_of_the_id() -> None:
    # 0x5443 x 2^47 = 3035848361312780288; zeros add nothing, ones add 2^47 - 1.
    none = next_magic(Platform.MT5, id="0" * 32, last=7, taken=())
    ones = next_magic(Platform.MT5, id="f" * 32, last=7, taken=())

    assert none == "3035848361312780288"
    assert ones == "3035989098801135615"
    assert next_magic(Platform.MT5, id=OPEN, last=0, taken=()) == MAGIC


def test_l2_magic_when_another_copy_has_it_then_is_the_next() -> None:
    assert next_magic(Platform.MT5, id=OPEN, last=0, taken={MAGIC}) == "3035949610510445847"


def test_l2_magic_when_the_last_of_the_range_is_taken_then_begins_anew() -> None:
    top = "3035989098801135615"

    assert next_magic(Platform.MT5, id="f" * 32, last=0, taken={top}) == "3035848361312780288"


@pytest.mark.parametrize(
    ("last", "taken", "expected"),
    [
        # 0x5D x 2^24 = 1560281088, and the number after the last one.
        (0, set(), "1560281089"),
        (41, set(), "1560281130"),
        (0, {"1560281089", "1560281090"}, "1560281091"),
        # 2^24 - 1 is the last number; the next one is 0.
        (16_777_215, set(), "1560281088"),
    ],
)
def test_l2_magic_when_mt4_then_counts_within_31_bits(
    last: int, taken: set[str], expected: str
) -> None:
    assert next_magic(Platform.MT4, id=OPEN, last=last, taken=taken) == expected


def test_counter_when_mt4_then_is_the_magics_number_and_on_mt5_stays() -> None:
    assert counter_after(Platform.MT4, "1560281130", 0) == 42
    assert counter_after(Platform.MT4, "1560281131", 0) == 43
    assert counter_after(Platform.MT5, MAGIC, 9) == 9


def test_l2_two_ids_when_forced_onto_one_magic_then_the_second_takes_the_next() -> None:
    # The first 47 bits of both ids are the same; they differ in their last digit only.
    known = book()
    known.put(LIVE)

    assert free_magic(known, FOLLOWER, OPEN[:-1] + "6") == "3035949610510445847"


def test_magic_when_only_another_follower_has_it_then_is_free() -> None:
    known = book(route(), route(id="r2", follower=OTHER_FOLLOWER))
    known.put(replace(LIVE, follower=OTHER_FOLLOWER))

    assert free_magic(known, FOLLOWER, OPEN) == MAGIC


def test_magic_when_mt4_then_goes_on_from_the_accounts_counter() -> None:
    known = book(platform=Platform.MT4)
    known.account(FOLLOWER).last_magic = 5
    known.put(replace(LIVE, opens=(Opening(id=OPEN, magic="1560281094", volume=ZERO, since=None),)))

    # 5 was the last, 6 (1560281094) is taken by a live copy.
    assert free_magic(known, FOLLOWER, "e" * 32) == "1560281095"


@pytest.mark.parametrize("where", ["position", "pending order"])
def test_l2_magic_when_the_traders_own_robot_has_it_then_is_the_next(where: str) -> None:
    known = book()
    account = known.account(FOLLOWER)
    if where == "position":
        account.positions["1"] = position("1", id="1", magic=MAGIC)
    else:
        account.pendings["2"] = theirs()

    assert free_magic(known, FOLLOWER, OPEN) == "3035949610510445847"
