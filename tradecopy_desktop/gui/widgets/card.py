"""Frames, titles and rules that panels share. They hold no state."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget


def card(*contents: QWidget, margin: int = 0) -> QFrame:
    """Return a frame with rounded corners around its contents."""
    frame = QFrame()
    frame.setProperty("card", "true")
    layout = QVBoxLayout(frame)
    # The frame's own line must stay visible around a table.
    layout.setContentsMargins(margin + 1, margin + 1, margin + 1, margin + 1)
    layout.setSpacing(8)
    for content in contents:
        layout.addWidget(content)
    return frame


class Text(QLabel):
    """A text that remembers how high it is at a width.

    Boxes in boxes ask each wrapped text dozens of times when a form opens, and each answer lays the
    words out anew.
    """

    def __init__(self, text: str = "") -> None:
        self._heights: dict[int, int] = {}
        super().__init__(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        self._heights.clear()
        super().setText(text)

    def heightForWidth(self, width: int) -> int:
        """Return how high the wrapped text is, in pixels."""
        known = self._heights.get(width)
        if known is None:
            known = self._heights[width] = super().heightForWidth(width)
        return known

    def changeEvent(self, event: QEvent) -> None:
        """Forget the heights: another font or style makes others."""
        self._heights.clear()
        super().changeEvent(event)


def label(text: str, role: str = "") -> QLabel:
    """Return a text; `role` names its style, such as title, heading, caption or figure."""
    made = Text(text)
    if role:
        made.setProperty("role", role)
    return made


def restyle(widget: QWidget) -> None:
    """Draw a widget by the style sheet again after one of its properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
