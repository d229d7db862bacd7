"""What every page of the window has: a title with actions beside it, and a body below."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QHBoxLayout, QVBoxLayout, QWidget

from tradecopy_desktop.gui.drawing import drawn_apart
from tradecopy_desktop.gui.turns import Turns
from tradecopy_desktop.gui.widgets.card import label


class Panel(QWidget):
    """A page. It tells when it comes to the screen and when it leaves, so that feeds can rest."""

    shown = Signal(bool)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.turns = Turns(self)
        self.turns.rest(True)
        self._was_seen = False
        self.setAccessibleName(title)
        self.title_line = QHBoxLayout()
        self.title_line.setSpacing(8)
        self.title_line.addWidget(label(title, "title"))
        self.title_line.addStretch()
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(10)
        layout.addLayout(self.title_line)
        layout.addLayout(self.body, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that the page is on the screen; the first time it is drawn part by part."""
        super().showEvent(event)
        if not self._was_seen:
            self._was_seen = True
            self.turns.add(drawn_apart(self.findChildren(QAbstractScrollArea)))
        self.turns.rest(False)
        self.shown.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that the page is hidden."""
        super().hideEvent(event)
        # What is drawn while it is hidden would all be drawn at once when it comes back.
        self.turns.rest(True)
        self.shown.emit(False)
