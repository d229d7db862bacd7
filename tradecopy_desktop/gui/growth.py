"""A part of a window that is made step by step: copies pass in between. Makes nothing itself."""

from collections import deque
from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from tradecopy_desktop.gui.dressing import polish
from tradecopy_desktop.gui.turns import Piece
from tradecopy_desktop.gui.widgets.seen import set_seen


class Growth:
    """Takes the steps that make a part; it is seen once it is whole.

    Whoever needs the part earlier calls `finish`.
    """

    def __init__(self, part: QWidget, steps: Iterable[Piece]) -> None:
        self._part = part
        self._steps = deque(steps)
        set_seen(part, seen=False)

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is missing."""
        return not self._steps

    @property
    def pieces(self) -> list[Piece]:
        """Return the steps that are left, for turns of the loop."""
        return [self.take] * len(self._steps)

    def take(self) -> None:
        """Take the next step; nothing happens where none is left."""
        if not self._steps:
            return
        self._steps.popleft()()
        polish(self._part)
        if self.is_whole:
            set_seen(self._part, seen=True)

    def finish(self) -> None:
        """Take all steps that are left, now."""
        while self._steps:
            self.take()
