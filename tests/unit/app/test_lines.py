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
