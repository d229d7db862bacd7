"""In which order instructions leave: one line a copy, closes pass openings of others (C1)."""

from dataclasses import replace

import pytest

from tests.unit.engine.answers import OPEN_ONE, VOID, set_stops, set_volume
from tests.unit.engine.samples import FOLLOWER, OTHER_FOLLOWER
from tradecopy_desktop.app.lines import Line, Lines, Order
from tradecopy_desktop.domain.commands import Command

OTHER_COPY = "c" * 32
OPEN_OTHER = replace(OPEN_ONE, id="1" * 32, copy=OTHER_COPY)
CLOSE_OTHER = replace(set_volume("0", id="2" * 32), copy=OTHER_COPY)
ADD = replace(OPEN_ONE, id="3" * 32, revision=2)
CLOSE = set_volume("0")
HALVE = set_volume("0.5")
STOPS = set_stops("1.09")
NEWER_STOPS = set_stops("1.10", revision=3)
STOPS_OTHER = replace(set_stops("1.09"), copy=OTHER_COPY)


def _order(command: Command, *, recovered: bool = False) -> Order:
    return Order(command=command, decided_ns=0, recovered=recovered)


def _line(*commands: Command) -> tuple[Lines, Line]:
    lines = Lines()
    line = lines.line(FOLLOWER, "EURUSD")
    for command in commands:
        lines.join(line, _order(command), held_up=False)
    return lines, line


@pytest.mark.parametrize(
    ("waiting", "joining", "left"),
    [
        # Of one copy nothing is ever passed.
        ([OPEN_ONE], ADD, [OPEN_ONE, ADD]),
        ([OPEN_ONE], HALVE, [OPEN_ONE, HALVE]),
        ([OPEN_ONE, STOPS], HALVE, [OPEN_ONE, STOPS, HALVE]),
        ([VOID], CLOSE, [VOID, CLOSE]),
        # Stops that something else of their copy waits behind stay what they are.
        ([STOPS, HALVE], NEWER_STOPS, [STOPS, HALVE, NEWER_STOPS]),
        ([STOPS, ADD], NEWER_STOPS, [STOPS, ADD, NEWER_STOPS]),
        ([STOPS_OTHER], STOPS, [STOPS_OTHER, STOPS]),
        # A close passes the openings of other copies, and a reduction too.
        ([OPEN_OTHER], CLOSE, [CLOSE, OPEN_OTHER]),
        ([OPEN_OTHER], HALVE, [HALVE, OPEN_OTHER]),
        # It stays behind its own opening even so.
        ([OPEN_ONE, OPEN_OTHER], CLOSE, [OPEN_ONE, CLOSE, OPEN_OTHER]),
        # Nothing else passes anything.
        ([OPEN_OTHER], STOPS, [OPEN_OTHER, STOPS]),
        ([OPEN_OTHER], OPEN_ONE, [OPEN_OTHER, OPEN_ONE]),
        ([CLOSE_OTHER], CLOSE, [CLOSE_OTHER, CLOSE]),
    ],
)
def test_c1_order_when_it_joins_a_line_then_takes_its_place(
    waiting: list[Command], joining: Command, left: list[Command]
) -> None:
    lines, line = _line(*waiting)

    dropped = lines.join(line, _order(joining), held_up=False)

    assert ([order.command for order in line.waiting], dropped) == (left, ())


def test_c1_close_when_its_opening_was_not_sent_then_takes_it_out() -> None:
    lines, line = _line(OPEN_OTHER, OPEN_ONE, STOPS)

    dropped = lines.join(line, _order(CLOSE), held_up=True)

    assert [order.command for order in dropped] == [OPEN_ONE, STOPS]
    # Nothing of its own copy is left to wait for, so it passes the opening of the other.
    assert [order.command for order in line.waiting] == [CLOSE, OPEN_OTHER]


def test_c4_close_when_stops_of_its_copy_wait_then_makes_them_needless() -> None:
    lines, line = _line(OPEN_ONE, STOPS)

    dropped = lines.join(line, _order(CLOSE), held_up=False)

    assert [order.command for order in dropped] == [STOPS]
    assert [order.command for order in line.waiting] == [OPEN_ONE, CLOSE]


@pytest.mark.parametrize("held_up", [True, False])
def test_r45_stops_when_older_ones_wait_then_stand_in_their_place(held_up: bool) -> None:
    lines, line = _line(OPEN_ONE, STOPS, STOPS_OTHER, OPEN_OTHER)
    places = [order.place for order in line.waiting]
    newer = _order(NEWER_STOPS)

    dropped = lines.join(line, newer, held_up=held_up)

    assert [order.command for order in dropped] == [STOPS]
    assert [order.command for order in line.waiting] == [
        OPEN_ONE,
        NEWER_STOPS,
        STOPS_OTHER,
        OPEN_OTHER,
    ]
    # Its turn among the lines of its follower is the older one's too.
    assert [order.place for order in line.waiting] == places


def test_r45_stops_when_older_ones_may_have_been_sent_before_a_restart_then_leave_them() -> None:
    lines = Lines()
    line = lines.line(FOLLOWER, "EURUSD")
    lines.join(line, _order(STOPS, recovered=True), held_up=True)

    assert lines.join(line, _order(NEWER_STOPS), held_up=True) == ()
    assert [order.command for order in line.waiting] == [STOPS, NEWER_STOPS]


def test_c1_reduction_when_its_opening_was_not_sent_then_leaves_it() -> None:
    lines, line = _line(OPEN_ONE)

    assert lines.join(line, _order(HALVE), held_up=True) == ()


def test_c1_close_when_its_opening_may_have_been_sent_before_a_restart_then_leaves_it() -> None:
    lines = Lines()
    line = lines.line(FOLLOWER, "EURUSD")
    lines.join(line, _order(OPEN_ONE, recovered=True), held_up=True)

    dropped = lines.join(line, _order(CLOSE), held_up=True)

    assert dropped == ()
    assert [order.command for order in line.waiting] == [OPEN_ONE, CLOSE]


def test_repetition_when_put_first_then_comes_before_what_followed_it() -> None:
    lines, line = _line(HALVE, CLOSE)

    lines.first(line, _order(OPEN_ONE))

    assert [order.command for order in line.waiting] == [OPEN_ONE, HALVE, CLOSE]


def test_order_when_under_way_then_is_found_by_its_id_until_its_end() -> None:
    lines, line = _line()
    order = _order(OPEN_ONE)

    lines.begin(line, order)
    assert lines.find(OPEN_ONE.id) == (line, order)
    assert lines.find(OPEN_OTHER.id) is None

    lines.end(line)
    assert lines.find(OPEN_ONE.id) is None
    lines.end(line)


def test_order_when_its_line_went_on_to_another_then_is_found_no_more() -> None:
    lines, line = _line()
    lines.begin(line, _order(OPEN_ONE))
    line.under_way = None

    assert lines.find(OPEN_ONE.id) is None


def test_line_when_nothing_is_left_in_it_then_is_forgotten() -> None:
    lines, line = _line(OPEN_ONE)

    lines.drop_idle(line)
    assert lines.of_follower(FOLLOWER) == (line,)

    lines.begin(line, line.waiting.popleft())
    lines.drop_idle(line)
    assert list(lines.all()) == [line]

    lines.end(line)
    lines.drop_idle(line)
    lines.drop_idle(line)
    assert (lines.of_follower(FOLLOWER), list(lines.all())) == ((), [])


def test_lines_when_asked_for_a_follower_then_tell_its_own_and_its_busy_copies() -> None:
    lines, line = _line(OPEN_ONE)
    lines.begin(line, _order(OPEN_OTHER))
    other = lines.line(OTHER_FOLLOWER, "EURUSD")

    assert lines.of_follower(FOLLOWER) == (line,)
    assert lines.of_follower(OTHER_FOLLOWER) == (other,)
    assert lines.line(FOLLOWER, "EURUSD") is line
    assert lines.busy_copies(FOLLOWER) == frozenset({OPEN_ONE.copy, OTHER_COPY})
    assert lines.busy_copies(OTHER_FOLLOWER) == frozenset()


def test_copies_when_they_share_a_line_then_each_is_busy_until_nothing_of_it_is_left() -> None:
    lines, line = _line(OPEN_ONE, STOPS, CLOSE_OTHER)
    opening, stops, close = line.waiting
    third = "d" * 32

    # What owes an answer, or an opening, is told apart from what merely waits.
    assert [lines.is_busy(FOLLOWER, copy) for copy in (OPEN_ONE.copy, OTHER_COPY, third)] == [
        True,
        True,
        False,
    ]
    assert lines.busy_copies(FOLLOWER) == {OPEN_ONE.copy}
    assert not lines.is_busy(OTHER_FOLLOWER, OPEN_ONE.copy)

    lines.start(line, close)
    assert lines.busy_copies(FOLLOWER) == {OPEN_ONE.copy, OTHER_COPY}
    lines.end(line)
    assert not lines.is_busy(FOLLOWER, OTHER_COPY)

    lines.start(line, opening)
    lines.end(line)
    assert lines.is_busy(FOLLOWER, OPEN_ONE.copy)
    assert lines.busy_copies(FOLLOWER) == frozenset()
    lines.take(line, stops)
    assert not lines.is_busy(FOLLOWER, OPEN_ONE.copy)
    assert lines.tallies.of(FOLLOWER).waiting == [0, 0, 0]


def test_waiting_orders_when_counted_then_by_urgency() -> None:
    lines, line = _line(OPEN_ONE, STOPS, CLOSE_OTHER, HALVE)
    lines.join(line, _order(replace(OPEN_ONE, id="9" * 32), recovered=True), held_up=False)

    # Closes and reductions, changes, openings: a recovered opening is an opening still.
    assert lines.tallies.of(FOLLOWER).waiting == [2, 1, 2]
    assert lines.tallies.of(OTHER_FOLLOWER).waiting == [0, 0, 0]


def test_line_when_another_bears_its_name_then_is_forgotten_alone() -> None:
    lines, old = _line()
    lines.drop_idle(old)
    new = lines.line(FOLLOWER, "EURUSD")

    lines.drop_idle(old)

    assert lines.of_follower(FOLLOWER) == (new,)


def test_c4_reduction_when_stops_wait_for_their_next_try_then_they_leave_now() -> None:
    lines, line = _line()
    again = _order(STOPS)
    again.not_before_ns = 8_000
    lines.join(line, again, held_up=False)

    lines.join(line, _order(HALVE), held_up=False)

    # Refused stops waited 8 s for their next try, and the reduction behind them as long.
    assert lines.next_due(line, 0).order is again


def test_c4_stops_when_refused_while_a_reduction_waits_then_are_tried_again_behind_it() -> None:
    lines, line = _line(HALVE, OPEN_OTHER)

    lines.first(line, _order(STOPS))

    assert [order.command for order in line.waiting] == [HALVE, STOPS, OPEN_OTHER]


@pytest.mark.parametrize(("lots", "leaves_ns"), [("0.5", 1_000), ("0", 0)])
def test_reduction_when_it_replaces_one_without_an_answer_then_waits_whether_that_comes(
    lots: str, leaves_ns: int
) -> None:
    lines, line = _line()
    unsure = Order(command=HALVE, decided_ns=0, tries=2, unsure_until_ns=1_000)
    lines.join(line, unsure, held_up=False)

    lines.join(line, _order(set_volume(lots, id="4" * 32)), held_up=False)

    # Both could take lots off, were they carried out; of a whole close nothing is left to take.
    assert [order.not_before_ns for order in line.waiting] == [leaves_ns]
