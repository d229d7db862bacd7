"""What opening each page and form and switching the colors costs the loop: ms of processor time.

python -m tests.benchmarks.forms
"""

import gc
import os
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.gui.app_window import build_window
from tradecopy_desktop.gui.dialogs.route_editor import RouteEditor
from tradecopy_desktop.gui.dialogs.route_tabs import FILTERS, ORDERS, RECOVERY, SYMBOLS
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.pages import COCKPIT, titles
from tradecopy_desktop.gui.screenshots import forms
from tradecopy_desktop.gui.theme import Mode
from tradecopy_desktop.gui.turns import Turns
from tradecopy_desktop.gui.wizard.entrance import DONE, START

_ROUNDS = 5
_ROUTE = "route"
_AIM_MS = 5.0
# After so many turns that short, nothing comes any more.
_FEWEST_TURNS = 3
_NOTHING_MS = 0.15
_ON_TOP = "limit"


def main() -> int:
    """Print a table; return 1 if anything took longer than a slot may."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    window = build_window(app, SampleDesk(), bundled("resources"), with_tray=True)
    window.show()
    app.processEvents()
    # As in the program, where it happens while nothing is traded.
    gc.disable()
    print("best of 5 rounds, ms: the slot that opens it, the longest turn of the loop after it")
    print("(what is done before sockets are read again), all of that, and the longest turn when")
    print("it is closed")
    parts = (_pages, _forms, _limit, _route_tabs, _terminals, _first_steps, _colors)
    worst = max(part(app, window) for part in parts)
    print(f"longest: {worst:.1f} ms, the aim is {_AIM_MS:.0f}")
    window.dismantle()
    return 0 if worst <= _AIM_MS else 1


def _pages(app: QApplication, window: MainWindow) -> float:
    # Each page is drawn first when it is first turned to, so there is one round.
    longest = 0.0
    for number, title in enumerate(titles()):

        def turn(number: int = number) -> QWidget:
            window.show_page(number)
            return window

        longest = max(longest, _measured(app, f"page: {title}", [(turn, _nothing)]))
    window.show_page(COCKPIT)
    return longest


def _forms(app: QApplication, window: MainWindow) -> float:
    return max(
        _measured(app, name, [(open_form, _close) for _ in range(_ROUNDS)])
        for name, open_form in forms(window)
        if not name.startswith(_ROUTE) and name != _ON_TOP
    )


def _route_tabs(app: QApplication, window: MainWindow) -> float:
    """Open a route, and then each of its tabs as the trader does: with the form there."""
    route = window.routes.model.rows()[0].id

    def edit() -> RouteEditor:
        editor = window.routes.editing.edit(route)
        assert editor is not None
        return editor

    def turn_to(tab: int) -> Callable[[], RouteEditor]:
        editor = edit()
        _turns(app)

        def turn() -> RouteEditor:
            editor.tabs.show_tab(tab)
            return editor

        return turn

    longest = _measured(app, _ROUTE, [(edit, _close) for _ in range(_ROUNDS)])
    for tab in (FILTERS, ORDERS, SYMBOLS, RECOVERY):
        rounds = ((turn_to(tab), _close) for _ in range(_ROUNDS))
        longest = max(longest, _measured(app, f"{_ROUTE}, tab {tab + 1}", rounds))
    return longest


def _limit(app: QApplication, window: MainWindow) -> float:
    # A form on top of another: a trader opens one after the other.
    below = window.guard.orders.ask_for_limits(window.guard.accounts.rows()[0])
    _turns(app)

    def open_form() -> QWidget:
        below.list.add_button.click()
        return below.list.dialog or below

    longest = _measured(app, _ON_TOP, [(open_form, _close) for _ in range(_ROUNDS)])
    below.close()
    return longest


def _terminals(app: QApplication, window: MainWindow) -> float:
    def open_form() -> QWidget:
        return window.accounts.terminals.open(None)

    return _measured(app, "terminals", [(open_form, _close) for _ in range(_ROUNDS)])


def _first_steps(app: QApplication, window: MainWindow) -> float:
    longest = 0.0
    for step in range(START, DONE + 1):
        # Each page is made when it is first turned to, so there is one round.
        made = _measured(app, f"first steps {step + 1}", [(_turn_to(window, step), _nothing)])
        longest = max(longest, made)
    window.wizard.show_step(START).hide()
    return longest


def _turn_to(window: MainWindow, step: int) -> Callable[[], QWidget]:
    return lambda: window.wizard.show_step(step)


def _measured(
    app: QApplication,
    name: str,
    rounds: Iterable[tuple[Callable[[], QWidget], Callable[[QWidget], object]]],
) -> float:
    slots, longest, whole, closing = [], [], [], []
    for open_form, close in rounds:
        began = time.process_time_ns()
        form = open_form()
        slots.append((time.process_time_ns() - began) / 1e6)
        turns = _turns(app, form)
        longest.append(max(turns))
        whole.append(slots[-1] + sum(turns))
        closing.append(max(_time_of(partial(close, form)), *_turns(app)))
    figures = (min(each) for each in (slots, longest, whole, closing))
    print(f"  {name:24}" + "".join(f"{each:7.1f}" for each in figures))
    return max(min(slots), min(longest), min(closing))


def _turns(app: QApplication, form: QWidget | None = None) -> list[float]:
    """Return how long each turn of the loop took, until nothing is left to do at once."""

    def turn() -> None:
        app.processEvents()
        # The program's own loop does this by itself.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    turns: list[float] = []
    while len(turns) < _FEWEST_TURNS or max(turns[-_FEWEST_TURNS:]) > _NOTHING_MS:
        turns.append(_time_of(turn))
        while form is not None and any(each.is_waiting for each in form.findChildren(Turns)):
            turns.append(_time_of(turn))
    return turns


def _close(form: QWidget) -> None:
    form.close()


def _nothing(_: QWidget) -> None:
    return


def _colors(app: QApplication, window: MainWindow) -> float:
    theme = window.appearance.theme
    # The largest form is open besides.
    editor = window.routes.editing.edit(window.routes.model.rows()[0].id)
    assert editor is not None
    _turns(app, editor)
    longest = []
    for _ in range(_ROUNDS):
        for mode in (Mode.DARK, Mode.LIGHT):
            pieces = [_time_of(partial(theme.set_mode, mode))]
            while theme.turns.is_waiting:
                pieces.append(_time_of(app.processEvents))
            pieces += _turns(app)
            longest.append(max(pieces))
    editor.close()
    print(f"  {'colors, longest piece':24}{min(longest):7.1f}")
    return min(longest)


def _time_of(work: Callable[[], object]) -> float:
    began = time.process_time_ns()
    work()
    return (time.process_time_ns() - began) / 1e6


if __name__ == "__main__":
    sys.exit(main())
