"""What must be sent again after a restart: what has no answer, and no newer stops behind it."""

from dataclasses import replace

import pytest

from tests.unit.engine.answers import (
    CANCEL,
    MODIFY,
    OPEN_ONE,
    VOID,
    answer,
    set_stops,
    set_volume,
)
from tradecopy_desktop.app.outstanding import Outstanding
from tradecopy_desktop.domain.commands import Command
from tradecopy_desktop.domain.facts import Outcome

STOPS = set_stops("1.09")
NEWER = replace(set_stops("1.10", revision=4), id="9" * 32)
HALVE = set_volume("0.5", revision=3)
MODIFY_AGAIN = replace(MODIFY, id="8" * 32, revision=5)


@pytest.mark.parametrize(
    ("commands", "left"),
    [
        ([OPEN_ONE, STOPS, HALVE], [OPEN_ONE, STOPS, HALVE]),
        ([STOPS, NEWER], [NEWER]),
        ([STOPS, HALVE, NEWER], [HALVE, NEWER]),
        ([MODIFY, MODIFY_AGAIN, CANCEL], [MODIFY_AGAIN, CANCEL]),
        # Of another copy they are something else.
        ([STOPS, replace(NEWER, copy="c" * 32)], [STOPS, replace(NEWER, copy="c" * 32)]),
        # The same stops once more, at the place of the newer order.
        (
            [STOPS, HALVE, replace(STOPS, revision=4)],
            [HALVE, replace(STOPS, revision=4)],
        ),
        ([OPEN_ONE, VOID], [VOID]),
    ],
)
def test_commands_when_nothing_was_answered_then_the_newest_of_each_are_left(
    commands: list[Command], left: list[Command]
) -> None:
    assert list(Outstanding(commands).left()) == left


def test_stops_when_newer_ones_were_answered_then_the_older_are_not_sent_after_them() -> None:
    outstanding = Outstanding([STOPS])
    outstanding.sent([NEWER])

    outstanding.answered(answer(NEWER, Outcome.DONE))

    assert outstanding.left() == ()


@pytest.mark.parametrize(
    ("outcome", "revision", "left"),
    [
        (Outcome.DONE, 2, ()),
        (Outcome.REFUSED, 2, ()),
        (Outcome.UNKNOWN, 0, ()),
        (Outcome.ACCEPTED, 2, (STOPS,)),
        # An answer to the same stops as they were ordered the first time.
        (Outcome.DONE, 1, (STOPS,)),
    ],
)
def test_command_when_answered_then_is_left_only_if_that_was_not_final(
    outcome: Outcome, revision: int, left: tuple[Command, ...]
) -> None:
    outstanding = Outstanding([STOPS])

    outstanding.answered(replace(answer(STOPS, outcome), revision=revision))
    outstanding.answered(answer(HALVE, Outcome.DONE))

    assert outstanding.left() == left


def test_void_when_answered_then_is_over() -> None:
    outstanding = Outstanding([VOID])

    outstanding.answered(answer(VOID, Outcome.DONE))

    assert outstanding.left() == ()
