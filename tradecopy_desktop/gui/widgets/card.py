"""Frames, titles and rules that panels share. They hold no state."""

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


def label(text: str, role: str = "") -> QLabel:
    """Return a text; `role` names its style, such as title, heading, caption or figure."""
    made = QLabel(text)
    if role:
        made.setProperty("role", role)
    return made


def restyle(widget: QWidget) -> None:
    """Draw a widget by the style sheet again after one of its properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
