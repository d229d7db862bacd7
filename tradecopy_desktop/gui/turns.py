"""Work that is cut into pieces, one a turn of the loop, so that copies pass in between."""

from collections import deque
from collections.abc import Callable, Iterable
from itertools import chain

from PySide6.QtCore import QObject, QTimer

Piece = Callable[[], object]


class Turns(QObject):
    """Does pieces of work in their order, the first of them in a later turn of the loop."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[Piece] = deque()
        self._is_resting = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.take)

    @property
    def is_waiting(self) -> bool:
        """Tell whether anything waits."""
        return bool(self._waiting)

    def add(self, pieces: Iterable[Piece]) -> None:
        """Do these after all that waits."""
        self._waiting.extend(pieces)
        self._go_on()

    def rest(self, resting: bool) -> None:
        """Leave what waits until later, or go on with it."""
        self._is_resting = resting
        self._go_on()

    def clear(self) -> None:
        """Forget what waits."""
        self._waiting.clear()

    def finish(self) -> None:
        """Do all that waits, now."""
        while self._waiting:
            self._waiting.popleft()()

    def take(self) -> None:
        """Do the piece that waits longest."""
        if self._waiting and not self._is_resting:
            piece = self._waiting.popleft()
            # Before the piece: one that fails must not keep the others waiting.
            self._go_on()
            piece()

    def _go_on(self) -> None:
        if self._waiting and not self._is_resting:
            self._timer.start()


def drawn_between(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Return the pieces with a turn after each, in which what it has changed is drawn.

    The loop lays out and draws beside the next piece: that turn would be as long as both.
    """
    return chain.from_iterable((piece, pause) for piece in pieces)


def pause() -> None:
    """Do nothing for a turn of the loop."""


def finish_all(owner: QObject) -> None:
    """Do all that waits in a window and its parts, now, without letting the loop run."""
    for turns in owner.findChildren(Turns):
        turns.finish()
