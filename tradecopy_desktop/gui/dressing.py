"""Puts the style sheet on parts of windows, one part a turn of the loop. Chooses no color."""

from collections.abc import Iterable
from functools import partial
from itertools import chain
from weakref import ref

from PySide6.QtWidgets import QSplitter, QSplitterHandle, QTableView, QWidget
from shiboken6 import isValid

from tradecopy_desktop.gui.turns import Turns, drawn_between, pause

_MOST_WIDGETS = 40
GROWS = "grows"
"""The property of a part that is filled later, and is a portion by itself."""

# The properties by which the style sheet dresses what others stand in.
_DRESSED_BY = ("card", "bar", "notice", "place", "room", "rule", "verdict")
# Without colors: it need not change when they do.
_UNSEEN_HANDLES = "QSplitter::handle { background: transparent; }"


class Dressing:
    """Remembers who wears the style sheet, for the day it changes.

    On the whole application it would hold up copying: Qt then dresses every widget once for each
    widget around it, and a form that is being built at every step of putting its parts together.
    """

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._sheet = ""
        self._wearers: list[ref[QWidget]] = []

    def add(self, widget: QWidget) -> None:
        """Dress a widget and all in it, now and whenever the sheet changes."""
        self._wearers = [each for each in self._wearers if _living(each) is not None]
        self._wearers.append(ref(widget))
        # Dressed before it was polished, Qt would read the sheet twice.
        widget.ensurePolished()
        widget.setStyleSheet(self._sheet)

    def hold_tables(self) -> None:
        """Draw no table until it is dressed: a palette that changes has all drawn in one turn."""
        for wearer in filter(None, map(_living, self._wearers)):
            if wearer.isVisible():
                for table in _tables(wearer):
                    table.viewport().setUpdatesEnabled(False)

    def change(self, sheet: str) -> None:
        """Dress everybody in another sheet, in later turns of the loop; who is seen comes first."""
        self._sheet = sheet
        whole = [each for each in map(_living, self._wearers) if each is not None]
        living = [part for each in whole for part in _redressed(each)]
        self._wearers = [ref(each) for each in living]
        seen = [each for each in living if each.isVisible()]
        # By now all of the window wants to be drawn in the new palette, which is a turn's work.
        self._turns.add((pause,))
        self._turns.add(drawn_between(partial(self._dress, ref(each)) for each in seen))
        self._turns.add(partial(self._dress, ref(each)) for each in living if each not in seen)

    def _dress(self, wearer: ref[QWidget]) -> None:
        widget = _living(wearer)
        if widget is not None:
            widget.setStyleSheet(self._sheet)
            for table in _tables(widget):
                table.viewport().setUpdatesEnabled(True)


def polish(part: QWidget) -> None:
    """Have all that is in a part dressed now: left until it is seen, it would all come at once."""
    for each in part.findChildren(QWidget):
        each.ensurePolished()


def portions(part: QWidget) -> Iterable[QWidget]:
    """Return a part, or where it is large what it consists of: each is dressed within one turn.

    What must be dressed itself, such as a frame, is not taken apart.
    """
    if _is_small(part) or not _is_plain(part):
        return (part,)
    if isinstance(part, QSplitter):
        part.setStyleSheet(_UNSEEN_HANDLES)
    children = [child for child in part.children() if isinstance(child, QWidget)]
    wearing = (child for child in children if not isinstance(child, QSplitterHandle))
    return chain.from_iterable(portions(child) for child in wearing if not child.isWindow())


def _redressed(wearer: QWidget) -> Iterable[QWidget]:
    """Return what of a wearer gets another sheet.

    A large form was dressed when it was empty. Its parts get theirs one by one, which win over the
    one that it goes on wearing; what it draws itself comes from the palette.
    """
    return portions(wearer) if wearer.isWindow() else (wearer,)


def _is_small(part: QWidget) -> bool:
    inside = part.findChildren(QWidget)
    return len(inside) <= _MOST_WIDGETS and not any(each.property(GROWS) for each in inside)


def _is_plain(part: QWidget) -> bool:
    return not any(part.property(name) for name in _DRESSED_BY)


def _tables(widget: QWidget) -> list[QTableView]:
    return widget.findChildren(QTableView)


def _living(wearer: ref[QWidget]) -> QWidget | None:
    widget = wearer()
    return widget if widget is not None and isValid(widget) else None
