"""Which trades the benchmark's master makes: openings and closes by turns, a handful held open."""

from typing import Final, NamedTuple

SYMBOL: Final = "EURUSD"
LOTS: Final = "0.10"
HELD = 4
_FIRST_ORDER: Final = 60_000_000


class Step(NamedTuple):
    """One event: the opening or the close of a position."""

    opens: bool
    position: int


def step_of(number: int) -> Step:
    """Return event `number`, from 0: a few openings first, then by turns."""
    if number < HELD:
        return Step(opens=True, position=number)
    turn, closes = divmod(number - HELD, 2)
    return Step(opens=not closes, position=turn if closes else turn + HELD)


def number_of(step: Step) -> int:
    """Return the number of an event: the inverse of `step_of`."""
    if not step.opens:
        return HELD + 2 * step.position + 1
    if step.position < HELD:
        return step.position
    return HELD + 2 * (step.position - HELD)


def order_of(position: int) -> str:
    """Return the ticket of the order that opened a position."""
    return str(_FIRST_ORDER + position)


def position_of(order: str) -> int:
    """Return the position that an order opened."""
    return int(order) - _FIRST_ORDER
