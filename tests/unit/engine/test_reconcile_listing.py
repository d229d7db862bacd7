"""Once a follower has listed its symbols, the reductions that waited for them are made."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.unit.engine.deciding import volume_of
from tests.unit.engine.link_samples import CLOSING, LIVE
from tests.unit.engine.samples import FOLLOWER, MASTER, OTHER_FOLLOWER, book, position
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.reconciling.pictures import reduce_after_listing


def _holding(link: Link, *positions: Position) -> Book:
    known = book()
    known.put(link)
    known.account(MASTER).positions.update((each.id, each) for each in positions)
    return known


def test_copy_when_its_master_was_reduced_meanwhile_then_is_reduced() -> None:
    known = _holding(LIVE, position("0.4"))

    decisions = reduce_after_listing(known, FOLLOWER)

    # 1.00 lots are 0.40 of the master's 1.00 that are left.
    assert str(volume_of([*decisions]).volume) == "0.4"


@pytest.mark.parametrize(
    "shown",
    [
        position("1"),
        position("1.5"),
        position("0.4", side=Side.SELL, order="801"),
        position("0.4", id="502"),
    ],
)
def test_copy_when_its_master_was_not_reduced_then_is_left_alone(shown: Position) -> None:
    assert reduce_after_listing(_holding(LIVE, shown), FOLLOWER) == ()


@pytest.mark.parametrize(
    "link",
    [
        replace(LIVE, route="r9"),
        replace(LIVE, follower=OTHER_FOLLOWER),
        replace(LIVE, accepted=Fraction(0)),
    ],
)
def test_copy_when_it_follows_nothing_there_then_is_left_alone(link: Link) -> None:
    assert reduce_after_listing(_holding(link, position("0.4")), FOLLOWER) == ()


def test_copies_when_one_has_nothing_to_follow_then_the_next_is_still_reduced() -> None:
    known = _holding(replace(LIVE, copy="c" * 32, position="502"), position("0.4"))
    known.put(LIVE)

    decisions = reduce_after_listing(known, FOLLOWER)

    assert volume_of([*decisions]).copy == LIVE.copy


def test_copy_when_an_older_one_of_its_position_is_still_closing_then_is_reduced_once() -> None:
    older = replace(CLOSING, copy="c" * 32, master_volume=LIVE.master_volume)
    known = _holding(older, position("0.4"))
    known.put(LIVE)

    decisions = reduce_after_listing(known, FOLLOWER)

    assert volume_of([*decisions]).copy == LIVE.copy
