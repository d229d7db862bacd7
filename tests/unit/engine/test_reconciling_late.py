"""Which positions of a master are openings that were missed while an end was away (C3, L6)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.link_samples import LIVE
from tests.unit.engine.reconciling_world import GONE
from tests.unit.engine.samples import MASTER, SETTINGS, book, position, route
from tradecopy_desktop.domain.baseline import Baseline
from tradecopy_desktop.domain.findings import Missed
from tradecopy_desktop.domain.order_rules import OrderRules, PendingPolicy
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.trades import ClosedPosition, Position
from tradecopy_desktop.domain.values import MarginMode, Reason, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.reconciling.late import (
    LATE,
    Known,
    is_missed,
    missed_openings,
    sides_told_before,
    told_before,
)

OPENED_AT = 1_741_953_600_000
"""When the positions of the samples were opened, in ms."""

IGNORING = replace(SETTINGS, orders=OrderRules(pendings=PendingPolicy.IGNORE))
ROLLED = replace(GONE, id="400", order="400", reason=Reason.ROLLOVER)


def _armed(
    *positions: Position, of: Route | None = None, closed: tuple[ClosedPosition, ...] = ()
) -> Book:
    known = book(of or route())
    known.baselines["r1"] = Baseline(route="r1")
    master = known.account(MASTER)
    master.positions.update((each.id, each) for each in positions)
    master.closed.update((each.id, each) for each in closed)
    return known


def _seen(newest: int = OPENED_AT - 1, *, positions: tuple[str, ...] = ()) -> Known:
    return Known(positions=set(positions), newest=newest, proven=True)


def _missed(known: Book, seen: Known, late: frozenset[str] = frozenset()) -> list[tuple[str, bool]]:
    found = missed_openings(known, known.routes["r1"], seen, late)
    assert {each.route for each in found} <= {"r1"}
    return [(each.position, each.proven) for each in found]


def test_c3_reasons_when_something_was_away_then_are_late_and_no_others() -> None:
    # The others are decisions, which stand.
    assert {each.value for each in LATE} == {
        "too_old",
        "follower_away",
        "follower_not_whole",
        "follower_may_not_trade",
        "frozen",
    }


def test_master_when_nothing_was_told_of_it_then_nothing_is_known() -> None:
    fresh = Known()

    assert (fresh.positions, fresh.newest, fresh.proven) == (set(), 0, False)
    assert (fresh.sides, fresh.lots) == (set(), {})


def test_events_when_noted_then_their_newest_opening_counts_and_proves_no_whole_picture() -> None:
    seen = Known()

    seen.note_event(replace(position("1", id="501"), opened_at=2_000))
    seen.note_event(replace(position("1", id="502"), opened_at=1_000))

    assert (seen.positions, seen.newest, seen.proven) == ({"501", "502"}, 2_000, False)


def test_events_when_noted_then_the_sides_and_the_last_lots_of_each_position_are_known() -> None:
    seen = Known()

    seen.note_event(position("1", order="501"))
    seen.note_event(position("3", order="801"))
    seen.note_event(position("2", id="502"))

    assert seen.sides == {("501", "501"), ("501", "801"), ("502", "502")}
    assert seen.lots == {"501": Decimal(3), "502": Decimal(2)}


def test_picture_when_noted_then_sides_are_added_and_lots_are_those_of_now() -> None:
    seen = Known()
    seen.note_event(position("1"))

    seen.note_picture([position("3", id="502", order="802")])

    assert seen.sides == {("501", "501"), ("502", "802")}
    assert seen.lots == {"502": Decimal(3)}


def test_event_keys_when_stored_then_name_the_sides_that_were_opened_in_that_account() -> None:
    stored = [
        ("1001@B", "monitor|opened|501|601|1"),
        ("1001@B", "monitor|reversed|501|801|1"),
        ("1001@B", "monitor|added|501|802|1"),
        ("1001@B", "executor|opened|502|602|1"),
        ("1001@B", "monitor|opened|503|603"),
        ("2002@B", "monitor|opened|504|604|1"),
    ]

    assert list(sides_told_before(stored, "1001@B")) == [("501", "601"), ("501", "801")]


def test_picture_when_noted_then_its_newest_opening_counts_and_it_proves() -> None:
    seen = Known()

    seen.note_picture(
        replace(position("1", id=id), opened_at=at)
        for id, at in (("501", 1_000), ("502", 3_000), ("503", 2_000))
    )

    assert (seen.positions, seen.newest, seen.proven) == ({"501", "502", "503"}, 3_000, True)


@pytest.mark.parametrize("shown", [(), (replace(position("1", id="502"), opened_at=4_000),)])
def test_picture_when_it_shows_nothing_newer_then_the_newest_stays(
    shown: tuple[Position, ...],
) -> None:
    seen = Known(positions={"501"}, newest=5_000)

    seen.note_picture(shown)

    assert (seen.newest, seen.proven) == (5_000, True)
    assert "501" in seen.positions


def test_empty_picture_when_it_is_the_first_then_nothing_is_newer_than_the_beginning() -> None:
    seen = Known()

    seen.note_picture(())

    assert (seen.newest, seen.proven) == (0, True)


def test_event_keys_when_stored_then_name_the_masters_positions_of_that_account_alone() -> None:
    stored = [
        ("1001@B", "monitor|opened|501|9501|1"),
        ("2002@B", "monitor|opened|601|9601|1"),
        ("1001@B", "executor|opened|701|9701|1"),
        ("1001@B", "monitor|balance|801|1"),
        ("1001@B", "monitor|closed|502|9502|0|more"),
        ("1001@B", "monitor|closed|503|9503|0"),
    ]

    assert list(told_before(stored, "1001@B")) == ["501", "503"]


def test_c3_position_when_newer_than_all_that_was_told_then_is_a_proven_opening() -> None:
    known = _armed(position("1"))

    found = missed_openings(known, known.routes["r1"], _seen(), frozenset())

    assert found == (Missed(route="r1", position="501", proven=True),)


def test_l6_position_when_as_old_as_one_that_was_told_then_is_not_proven() -> None:
    assert _missed(_armed(position("1")), _seen(OPENED_AT)) == [("501", False)]


def test_l6_position_when_no_whole_picture_was_there_before_then_is_not_proven() -> None:
    unproven = Known(newest=OPENED_AT - 1)

    assert _missed(_armed(position("1")), unproven) == [("501", False)]


def test_position_when_it_was_told_before_then_is_not_missed() -> None:
    assert _missed(_armed(position("1")), _seen(positions=("501",))) == []


def test_position_when_its_opening_came_too_late_then_is_proven_though_told_and_old() -> None:
    seen = Known(positions={"501"}, newest=OPENED_AT)

    assert _missed(_armed(position("1")), seen, frozenset({"501"})) == [("501", True)]


def test_positions_when_one_is_answered_already_then_the_other_is_still_found() -> None:
    known = _armed(position("1"), position("1", id="502"))
    known.put(LIVE)

    assert _missed(known, _seen()) == [("502", True)]


def test_l6_position_when_pending_orders_are_ignored_then_cannot_be_told_from_one() -> None:
    assert _missed(_armed(position("1"), of=route(IGNORING)), _seen()) == [("501", False)]


def test_l6_position_when_the_broker_rolled_its_like_over_then_is_not_proven() -> None:
    assert _missed(_armed(position("1"), closed=(ROLLED,)), _seen()) == [("501", False)]


@pytest.mark.parametrize(
    "other",
    [
        replace(ROLLED, reason=Reason.CLIENT),
        replace(ROLLED, symbol="GBPUSD"),
        replace(ROLLED, side=Side.SELL),
    ],
)
def test_l6_position_when_another_ended_then_is_proven_all_the_same(
    other: ClosedPosition,
) -> None:
    assert _missed(_armed(position("1"), closed=(other,)), _seen()) == [("501", True)]


def test_l6_position_when_one_of_several_ends_was_a_rollover_then_is_not_proven() -> None:
    closed = (replace(GONE, id="399"), ROLLED)

    assert _missed(_armed(position("1"), closed=closed), _seen()) == [("501", False)]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (RouteMode.LIVE, True),
        (RouteMode.SHADOW, True),
        (RouteMode.CLOSE_ONLY, False),
        (RouteMode.OFF, False),
    ],
)
def test_route_when_it_takes_no_openings_then_misses_none(mode: RouteMode, expected: bool) -> None:
    of = route(mode=mode)

    assert is_missed(_armed(position("1"), of=of), of, position("1")) is expected


def test_c3_route_when_its_baseline_is_not_known_then_misses_nothing() -> None:
    known = _armed(position("1"))
    del known.baselines["r1"]

    assert is_missed(known, route(), position("1")) is False


def test_c3_position_when_it_was_there_before_the_route_then_is_not_missed() -> None:
    known = _armed(position("1"))
    known.baselines["r1"] = Baseline(route="r1", positions=frozenset({"501"}))

    assert is_missed(known, route(), position("1")) is False


@pytest.mark.parametrize(
    ("of", "id", "expected"), [("r1", "501", False), ("r1", "502", True), ("r2", "501", True)]
)
def test_position_when_an_order_of_it_was_taken_then_is_not_missed(
    of: str, id: str, expected: bool
) -> None:
    known = _armed(position("1"))
    known.orders.add((of, id, "501"))

    assert is_missed(known, route(), position("1")) is expected


def _netting(shown: Position, *taken: str) -> Book:
    known = book(master=MarginMode.NETTING)
    known.baselines["r1"] = Baseline(route="r1")
    known.account(MASTER).positions[shown.id] = shown
    known.orders.update(("r1", "501", order) for order in taken)
    return known


def test_s3_netting_position_when_turned_round_twice_then_its_new_side_is_missed() -> None:
    turned = position("1", order="802")
    known = _netting(turned, "501", "501/9501")

    assert is_missed(known, route(), turned) is True
    assert _missed(known, Known(positions={"501"}, sides={("501", "501")})) == [("501", False)]


def test_s3_netting_position_when_its_present_side_was_told_then_is_not_missed() -> None:
    known = _netting(position("1", order="802"))

    assert _missed(known, Known(sides={("501", "802")})) == []


def test_s3_netting_position_when_its_present_order_was_taken_then_is_not_missed() -> None:
    turned = position("1", order="802")

    assert is_missed(_netting(turned, "501", "802"), route(), turned) is False


def test_s3_netting_position_when_a_copy_follows_it_then_is_not_missed() -> None:
    added = position("3", order="777")
    known = _netting(added)
    known.put(replace(LIVE, orders=()))

    assert is_missed(known, route(), added) is False


def test_position_when_hedged_and_known_by_its_name_then_its_order_is_no_matter() -> None:
    known = _armed(position("1", order="802"))

    assert _missed(known, _seen(positions=("501",))) == []
