"""Lots that a netting master added while an end was away: found once, by what is left (C3, S3)."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.link_samples import CLOSING, LIVE
from tests.unit.engine.pending_samples import ADOPTED
from tests.unit.engine.samples import MASTER, SETTINGS, book, position, route
from tradecopy_desktop.domain.decisions import SkipReason
from tradecopy_desktop.domain.findings import Missed
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.recovery_rules import LatePolicy, RecoveryRules
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import MarginMode, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.opening.signal import Signal
from tradecopy_desktop.engine.reconciling.additions import (
    addition_signal,
    missed_additions,
    passed_over,
    skip_addition,
)

NOTHING_TOLD: Mapping[str, Decimal] = {}
TWO_MISSED = Missed(route="r1", position="501", proven=True, added=Decimal(2), order="501+9501")


def _route(late: LatePolicy = LatePolicy.MARKET, mode: RouteMode = RouteMode.LIVE) -> Route:
    return route(replace(SETTINGS, recovery=RecoveryRules(late=late)), mode=mode)


def _world(
    *positions: Position,
    link: Link = LIVE,
    of: Route | None = None,
    master: MarginMode = MarginMode.NETTING,
) -> Book:
    known = book(of or _route(), master=master)
    known.put(link)
    known.account(MASTER).positions.update((each.id, each) for each in positions)
    return known


def _found(known: Book, told: Mapping[str, Decimal] = NOTHING_TOLD) -> list[Missed]:
    return list(missed_additions(known, known.routes["r1"], told))


@pytest.mark.parametrize("late", [LatePolicy.MARKET, LatePolicy.WITHIN, LatePolicy.ASK])
@pytest.mark.parametrize("mode", [RouteMode.LIVE, RouteMode.SHADOW])
def test_c3_addition_when_missed_then_is_found_with_its_lots(
    late: LatePolicy, mode: RouteMode
) -> None:
    # The copy knows of 1 lot, the master holds 3.
    assert _found(_world(position("3"), of=_route(late, mode))) == [TWO_MISSED]


def test_c3_addition_when_the_ledger_is_lost_then_is_asked_about_whatever_the_route_skips() -> None:
    known = _world(position("3"), of=_route(LatePolicy.SKIP))
    known.ledger_lost = True

    assert _found(known) == [TWO_MISSED]


@pytest.mark.parametrize(
    ("late", "mode", "master"),
    [
        (LatePolicy.SKIP, RouteMode.LIVE, MarginMode.NETTING),
        (LatePolicy.MARKET, RouteMode.OFF, MarginMode.NETTING),
        (LatePolicy.MARKET, RouteMode.CLOSE_ONLY, MarginMode.NETTING),
        (LatePolicy.MARKET, RouteMode.LIVE, MarginMode.HEDGING),
    ],
)
def test_c3_addition_when_the_route_takes_none_then_is_not_looked_for(
    late: LatePolicy, mode: RouteMode, master: MarginMode
) -> None:
    assert _found(_world(position("3"), of=_route(late, mode), master=master)) == []


@pytest.mark.parametrize(("told", "added"), [("0.5", "2"), ("1", "2"), ("2.5", "0.5")])
def test_c3_addition_when_a_part_of_it_was_told_then_the_rest_is_missed(
    told: str, added: str
) -> None:
    (missed,) = _found(_world(position("3")), {"501": Decimal(told), "777": Decimal(9)})

    assert missed.added == Decimal(added)


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ((position("1"),), {}),
        ((position("0.5"),), {}),
        ((position("3"),), {"501": Decimal(3)}),
        ((position("3", side=Side.SELL),), {}),
        ((position("3", id="502"),), {}),
        ((), {}),
    ],
)
def test_c3_addition_when_nothing_was_added_to_the_copied_side_then_none_is_found(
    shown: tuple[Position, ...], told: dict[str, Decimal]
) -> None:
    assert _found(_world(*shown), told) == []


@pytest.mark.parametrize("link", [CLOSING, ADOPTED])
def test_c3_addition_when_the_copy_is_closing_or_still_waits_then_none_is_found(
    link: Link,
) -> None:
    assert _found(_world(position("3"), link=link)) == []


def test_c3_addition_when_an_older_copy_of_the_position_is_open_then_counts_once() -> None:
    known = _world(position("3"))
    known.put(replace(LIVE, copy="c" * 32, version="9502"))

    assert [each.order for each in _found(known)] == ["501+9502"]


def test_additions_when_one_copy_has_none_then_the_next_is_still_found() -> None:
    known = _world(position("1"), position("3", id="502"))
    known.put(replace(LIVE, copy="c" * 32, position="502", order="502"))

    assert [each.position for each in _found(known)] == ["502"]


def test_addition_when_told_live_and_not_copied_then_is_named_by_its_order() -> None:
    missed = passed_over("r1", position("3"), "777", Decimal("0.5"))

    assert missed == Missed(
        route="r1", position="501", proven=True, added=Decimal("0.5"), order="777"
    )
    assert missed.key == "late r1 501 777"


def test_addition_when_copied_late_then_is_an_opening_at_what_it_cost() -> None:
    # 4 lots at 1.10200 of which 2 cost 1.10000: the other 2 cost (4.40800 - 2.20000) / 2.
    shown = replace(position("4"), price=Decimal("1.10200"))
    known = _world(shown, link=replace(LIVE, accepted=Fraction(2), master_volume=Decimal(2)))

    assert addition_signal(known, route(), TWO_MISSED, shown) == Signal(
        position=shown,
        order="501+9501",
        added=Decimal(2),
        version="late 501",
        order_volume=Decimal(2),
        price=Decimal("1.10400"),
    )


def test_s3_addition_when_the_master_closed_a_part_since_then_that_comes_off_first() -> None:
    # 1 lot is copied, 1.5 are left: of the 2 that were missed 0.5 are still to be copied.
    known = _world(position("1.5"))

    signal = addition_signal(known, route(), TWO_MISSED, position("1.5"))

    assert signal is not None
    assert (signal.added, signal.order_volume) == (Decimal("0.5"), Decimal("0.5"))


@pytest.mark.parametrize("left", ["1", "0.4"])
def test_s3_addition_when_the_master_closed_all_of_it_since_then_nothing_is_left(left: str) -> None:
    known = _world(position(left))

    assert addition_signal(known, route(), TWO_MISSED, position(left)) is None


@pytest.mark.parametrize(
    ("missed", "shown", "link"),
    [
        (replace(TWO_MISSED, added=None), position("3"), LIVE),
        (replace(TWO_MISSED, position="502"), position("3", id="502"), LIVE),
        (TWO_MISSED, position("3", side=Side.SELL), LIVE),
        (TWO_MISSED, position("3"), CLOSING),
        (TWO_MISSED, position("3"), ADOPTED),
    ],
)
def test_addition_when_the_copy_follows_it_no_more_then_is_not_opened(
    missed: Missed, shown: Position, link: Link
) -> None:
    assert addition_signal(_world(shown, link=link), route(), missed, shown) is None


def test_addition_when_nobody_told_what_was_before_it_then_costs_the_average() -> None:
    shown = replace(position("3"), price=Decimal("1.10200"))
    known = _world(shown, link=replace(LIVE, master_entry=None))

    signal = addition_signal(known, route(), TWO_MISSED, shown)

    assert signal is not None
    assert signal.price == Decimal("1.10200")


def test_addition_when_it_is_all_that_the_master_holds_then_costs_the_average() -> None:
    shown = replace(position("2"), price=Decimal("1.10200"))
    known = _world(shown, link=replace(LIVE, accepted=Fraction(0), master_volume=Decimal(0)))
    known.sides[("r1", "501")] = LIVE.copy

    signal = addition_signal(known, route(), TWO_MISSED, shown)

    assert signal is not None
    assert signal.price == Decimal("1.10200")


def test_s3_addition_when_not_copied_then_is_told_and_refused_for_good() -> None:
    skipped = skip_addition(
        _world(), route(replace(SETTINGS, version=3)), TWO_MISSED, position("3"), "nobody wants it"
    )

    assert skipped.detail == "the master added 2 EURUSD while an end was away; nobody wants it"
    assert skipped.link == replace(LIVE, master_volume=Decimal(3))
    assert (skipped.route, skipped.reason) == ("r1", SkipReason.MISSED_WHILE_AWAY)
    assert (skipped.alarming, skipped.settings_version) == (True, 3)


def test_s3_addition_when_its_copy_is_over_then_is_told_all_the_same() -> None:
    skipped = skip_addition(_world(link=CLOSING), route(), TWO_MISSED, position("3"), "it is over")

    assert (skipped.link, skipped.alarming) == (None, True)
