"""Puts the style sheet on parts of windows, one part a turn of the loop. Chooses no color."""

from collections.abc import Iterable
from functools import partial
from weakref import ref

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from tradecopy_desktop.gui.turns import Turns

_MOST_WIDGETS = 50


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

    def change(self, sheet: str) -> None:
        """Dress everybody in another sheet, in later turns of the loop; who is seen comes first."""
        self._sheet = sheet
        living = [each for each in map(_living, self._wearers) if each is not None]
        living.sort(key=lambda widget: not widget.isVisible())
        self._turns.add(partial(self._dress, ref(widget)) for widget in living)

    def _dress(self, wearer: ref[QWidget]) -> None:
        widget = _living(wearer)
        if widget is not None:
            # Replaced directly it would be put on once for each widget around, as said above.
            widget.setStyleSheet("")
            widget.setStyleSheet(self._sheet)


def portions(page: QWidget) -> Iterable[QWidget]:
    """Return a page, or where it is large what it consists of: each is dressed within one turn."""
    if len(page.findChildren(QWidget)) <= _MOST_WIDGETS:
        return (page,)
    children = [child for child in page.children() if isinstance(child, QWidget)]
    return [child for child in children if not child.isWindow()]


def _living(wearer: ref[QWidget]) -> QWidget | None:
    widget = wearer()
    return widget if widget is not None and isValid(widget) else None
