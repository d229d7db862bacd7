"""Cards beside each other where there is room, below each other where there is not. Scrolls."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

_GAP = 12
# In letters: below it a second column would be too narrow for its texts.
_ROOM_FOR_TWO = 105
# Longer lines are hard to read, however wide the screen is.
_WIDEST = 220
# Beside the scroll bar.
_EDGE = 4


class CardColumns(QScrollArea):
    """Two columns of cards, each as high as it needs; one below the other in a narrow window."""

    def __init__(self, name: str, left: Sequence[QWidget], right: Sequence[QWidget]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Arrow keys scroll what no input takes.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        holder = QWidget()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, holder)
        self._both.setContentsMargins(0, 0, _EDGE, 0)
        self._both.setSpacing(_GAP)
        for cards in (left, right):
            column = QVBoxLayout()
            column.setSpacing(_GAP)
            for card in cards:
                column.addWidget(card)
            column.addStretch()
            self._both.addLayout(column, 1)
        holder.setMaximumWidth(_WIDEST * self.fontMetrics().averageCharWidth())
        self.setWidget(holder)
        self.viewport().setAutoFillBackground(False)
        holder.setAutoFillBackground(False)

    @property
    def is_wide(self) -> bool:
        """Tell whether the columns stand beside each other."""
        return self._both.direction() is QBoxLayout.Direction.LeftToRight

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns beside or below each other."""
        letters = event.size().width() / self.fontMetrics().averageCharWidth()
        wide = letters >= _ROOM_FOR_TWO
        direction = QBoxLayout.Direction
        self._both.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        super().resizeEvent(event)
