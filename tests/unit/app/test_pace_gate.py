"""The gate serves lines by their turn, whatever became of those that stood there before."""

from tests.unit.engine.samples import FOLLOWER
from tradecopy_desktop.app.lines import Line
from tradecopy_desktop.app.pace import Gate
from tradecopy_desktop.domain.pace import Pace
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.pace import Urgency

PACE = Pace(per_minute=60, burst=2, reserve=1)


def _gate() -> Gate:
    return Gate(AccountState(key=FOLLOWER, pace=PACE), 0)


def _served(gate: Gate) -> list[str]:
    names = []
    while (line := gate.next_line()) is not None:
        names.append(line.name)
        line.turn = None
    return names


def test_lines_when_they_stand_at_the_gate_then_are_served_by_urgency_and_place() -> None:
    gate = _gate()
    for name, turn in (("a", (2, 1)), ("b", (0, 4)), ("c", (1, 2)), ("d", (0, 3))):
        gate.queue(Line(FOLLOWER, name), turn)

    assert _served(gate) == ["d", "b", "c", "a"]


def test_line_when_its_turn_changes_then_stands_at_the_new_one_alone() -> None:
    gate = _gate()
    moved, gone, stays = (Line(FOLLOWER, name) for name in ("moved", "gone", "stays"))
    gate.queue(moved, (2, 1))
    gate.queue(gone, (0, 2))
    gate.queue(stays, (1, 3))

    gate.queue(moved, (0, 1))
    gate.queue(moved, (2, 1))
    gate.queue(moved, (0, 1))
    gone.turn = None

    assert {line.name for line in gate.lines()} == {"moved", "stays"}
    assert _served(gate) == ["moved", "stays"]


def test_lines_when_thousands_die_behind_closes_then_leave_nothing_behind() -> None:
    gate = _gate()
    close = Line(FOLLOWER, "close")
    gate.queue(close, (0, 0))

    for number in range(1, 10_001):
        line = Line(FOLLOWER, f"opening {number}")
        gate.queue(line, (2, number))
        if number % 2_000:
            line.turn = None

    # 256 may be left before it is tidied.
    assert len(gate._queue) <= 300
    assert _served(gate) == ["close", *(f"opening {n}" for n in range(2_000, 10_001, 2_000))]


def test_gate_when_tokens_are_taken_then_tells_how_many_are_left() -> None:
    gate = _gate()
    gate.take_token()

    assert (gate.is_open(Urgency.CLOSE, 0), gate.is_open(Urgency.OPENING, 0)) == (True, False)
    assert (gate.tokens_left(0), gate.tokens_left(1_000_000_000)) == (1, 2)
