"""Shows and hides a part of a window. Never lets one that has no place yet be a window of its own.

Qt takes a part without a place for a window: it would flash up on the trader's screen.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def set_seen(part: QWidget, *, seen: bool) -> None:
    """Show or hide a part; one without a place is seen as soon as it has one."""
    if part.parentWidget() is None and seen:
        part.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    else:
        part.setVisible(seen)
