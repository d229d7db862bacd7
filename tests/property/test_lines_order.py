"""However instructions come, those of one copy leave in their order (C1)."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.engine.answers import OPEN_ONE, VOID, set_stops, set_volume
from tests.unit.engine.samples import FOLLOWER
from tradecopy_desktop.app.lines import Lines, Order
from tradecopy_desktop.domain.commands import Command, OpenPosition, SetStops, SetVolume

KINDS: dict[str, Command] = {
    "open": OPEN_ONE,
    "reduce": set_volume("0.5"),
    "close": set_volume("0"),
    "stops": set_stops("1.09"),
    "void": VOID,
}
# Which copy, what for, and whether the line may send right after it came in.
JOINS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(sorted(KINDS)), st.booleans(), st.booleans()),
    max_size=40,
)


def _command(number: int, copy: str, kind: str) -> Command:
    return replace(KINDS[kind], id=f"{number:032x}", copy=copy)


@given(JOINS)
def test_c1_commands_of_one_copy_when_sent_then_keep_the_order_in_which_they_came(
    joins: list[tuple[str, str, bool, bool]],
) -> None:
    lines = Lines()
    line = lines.line(FOLLOWER, "EURUSD")
    came: list[Command] = []
    left: list[Command] = []
    dropped: list[Command] = []

    for number, (copy, kind, sends, held_up) in enumerate(joins):
        command = _command(number, copy, kind)
        came.append(command)
        order = Order(command=command, decided_ns=0)
        dropped += [each.command for each in lines.join(line, order, held_up=held_up)]
        if sends and line.waiting:
            left.append(line.waiting.popleft().command)
    left += [order.command for order in line.waiting]

    assert sorted(c.id for c in (*left, *dropped)) == [c.id for c in came]
    for copy in "abc":
        kept = [c for c in came if c.copy == copy and c not in dropped]
        assert [c for c in left if c.copy == copy] == kept


@given(JOINS)
def test_c1_what_is_dropped_is_an_opening_or_stops_of_a_copy_that_closes_or_older_stops(
    joins: list[tuple[str, str, bool, bool]],
) -> None:
    lines = Lines()
    line = lines.line(FOLLOWER, "EURUSD")

    for number, (copy, kind, _, held_up) in enumerate(joins):
        command = _command(number, copy, kind)
        order = Order(command=command, decided_ns=0)
        for each in lines.join(line, order, held_up=held_up):
            assert each.command.copy == copy
            if kind == "stops":
                assert isinstance(each.command, SetStops)
            else:
                assert isinstance(each.command, OpenPosition | SetStops)
                assert kind == "close"


@given(JOINS)
def test_c1_reduction_when_it_joins_then_only_openings_of_other_copies_are_passed(
    joins: list[tuple[str, str, bool, bool]],
) -> None:
    lines = Lines()
    line = lines.line(FOLLOWER, "EURUSD")

    for number, (copy, kind, _, _) in enumerate(joins):
        command = _command(number, copy, kind)
        lines.join(line, Order(command=command, decided_ns=0), held_up=False)
        waiting = [order.command for order in line.waiting]
        passed = waiting[waiting.index(command) + 1 :]
        assert all(isinstance(each, OpenPosition) and each.copy != copy for each in passed)
        assert isinstance(command, SetVolume) or passed == []
