"""What holds up the loop: ms of processor time of a slot, and of the turns of the loop after it."""

import time
from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from tradecopy_desktop.gui.turns import Turns

AIM_MS = 5.0
# After so many turns that short, nothing comes any more.
_FEWEST_TURNS = 3
_NOTHING_MS = 0.15

Round = tuple[Callable[[], QWidget], Callable[[QWidget], object]]
"""What opens a part of the window, and what closes it again."""


def measured(app: QApplication, name: str, rounds: Iterable[Round]) -> float:
    """Print the best of these rounds in a line, and return the longest that a copy had to wait.

    In it: the slot that opens it, the longest turn of the loop after it (what is done before
    sockets are read again), all of that, and the longest turn when it is closed.
    """
    slots, longest, whole, closing = [], [], [], []
    for open_form, close in rounds:
        began = time.process_time_ns()
        form = open_form()
        slots.append((time.process_time_ns() - began) / 1e6)
        turns = turns_of(app, form)
        longest.append(max(turns))
        whole.append(slots[-1] + sum(turns))
        closing.append(max(time_of(partial(close, form)), *turns_of(app)))
    figures = (min(each) for each in (slots, longest, whole, closing))
    print(f"  {name:24}" + "".join(f"{each:7.1f}" for each in figures))
    return max(min(slots), min(longest), min(closing))


def turns_of(app: QApplication, form: QWidget | None = None) -> list[float]:
    """Return how long each turn of the loop took, until nothing is left to do at once."""

    def turn() -> None:
        app.processEvents()
        # The program's own loop does this by itself.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    turns: list[float] = []
    while len(turns) < _FEWEST_TURNS or max(turns[-_FEWEST_TURNS:]) > _NOTHING_MS:
        turns.append(time_of(turn))
        while form is not None and any(map(_is_due, form.findChildren(Turns))):
            turns.append(time_of(turn))
    return turns


def _is_due(turns: Turns) -> bool:
    # What rests waits as well.
    return turns.is_waiting and turns._timer.isActive()


def time_of(work: Callable[[], object]) -> float:
    """Return how long some work takes, in ms of processor time."""
    began = time.process_time_ns()
    work()
    return (time.process_time_ns() - began) / 1e6
