"""Draws large parts of a window for the first time in turns of their own. Knows none of them."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from tradecopy_desktop.gui.turns import Piece


def drawn_apart(parts: Iterable[QWidget]) -> list[Piece]:
    """Leave parts blank, and return the pieces of work that draw them, one a turn of the loop."""
    held = list(parts)
    for part in held:
        part.setUpdatesEnabled(False)
    return [partial(_draw, part) for part in held]


def _draw(part: QWidget) -> None:
    part.setUpdatesEnabled(True)
    # At once: later it would be drawn together with whatever else has changed.
    part.repaint()
