"""Lets large drawings rest while the window is made larger or smaller. Draws nothing itself."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtWidgets import QWidget

from tradecopy_desktop.gui.drawing import drawn_apart
from tradecopy_desktop.gui.turns import Turns

_CALM_MS = 80
_JUMP = 0.3


class ResizeRest(QObject):
    """Leaves a part blank while its window changes in size, and draws it when that has ended.

    All of a window is drawn in one turn of the loop then, many times a second. What lies `inside`
    the part and is large is drawn in turns of its own. A part that rests at `jumps` alone is drawn
    while an edge of the window is dragged; it rests when the window becomes as large as the screen.
    """

    def __init__(
        self, part: QWidget, inside: Sequence[QWidget] = (), *, jumps: bool = False
    ) -> None:
        super().__init__(part)
        self._least = _JUMP if jumps else 0.0
        self._part = part
        self._inside = inside
        self._size = QSize()
        self._turns = Turns(self)
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._on_calm)
        part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note that the window is of another size; the part itself goes on as ever."""
        if event.type() is QEvent.Type.Show:
            self._size = self._part.window().size()
        elif event.type() is QEvent.Type.Resize and self._part.isVisible():
            self._rest()
        return super().eventFilter(watched, event)

    def _rest(self) -> None:
        size = self._part.window().size()
        before, self._size = self._size, size
        if size == before or _growth(before, size) < self._least:
            return
        self._turns.rest(True)
        if not self._turns.is_waiting:
            self._turns.add(drawn_apart((self._part, *self._inside)))
        self._calm.start()

    def _on_calm(self) -> None:
        self._turns.rest(False)


def _growth(before: QSize, after: QSize) -> float:
    """Return by which share the larger of two sizes is more than the smaller."""
    areas = sorted(max(1, size.width() * size.height()) for size in (before, after))
    return areas[1] / areas[0] - 1
