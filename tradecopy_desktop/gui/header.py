"""The strip on top: how the program stands, at a glance. Decides nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from tradecopy_desktop.app.views import DeskState, Health
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.formats import begun
from tradecopy_desktop.gui.theme import TONE_OF_HEALTH, Tone
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.elided_label import ElidedLabel

_MARK = 14
_NARROW = 150
_NARROWEST = 140
_TIGHT = 130


class Header(QFrame):
    """State, figures, the bridge's address, and the two buttons that stop everything."""

    pause_all_asked = Signal()
    flatten_all_asked = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._health = Health.IDLE
        self.setProperty("bar", "top")
        self._mark = QLabel()
        self.status = ElidedLabel("heading")
        self.masters = label("", "figure")
        self.followers = label("", "figure")
        self.open_copies = label("", "figure")
        self.copied = label("", "figure")
        self.bridge = label("", "figure")
        self.demo = label(words.DEMO, "badge")
        self.demo.setToolTip(words.DEMO_TIP)
        self.pause_all = QPushButton(words.PAUSE_ALL)
        self.pause_all.setToolTip(f"{words.PAUSE_ALL_TIP} (Ctrl+P)")
        appearance.icons.dress(self.pause_all, "pause")
        self.pause_all.clicked.connect(self.pause_all_asked)
        self.flatten_all = QPushButton(words.FLATTEN_ALL)
        self.flatten_all.setToolTip(f"{words.FLATTEN_ALL_TIP} (Ctrl+Shift+X)")
        appearance.icons.dress(self.flatten_all, "flatten", Tone.BAD)
        self.flatten_all.clicked.connect(self.flatten_all_asked)
        self._lay_out()
        appearance.theme.changed.connect(self._draw)
        self._draw()

    def show_state(self, state: DeskState) -> None:
        """Show the program at a glance."""
        count = self._appearance.formats.count
        for figure, text in (
            (self.status, begun(state.status)),
            (self.masters, words.connected_of(state.masters_connected, state.masters)),
            (self.followers, words.connected_of(state.followers_connected, state.followers)),
            (self.open_copies, count(state.open_copies)),
            (self.copied, count(state.copied)),
            (self.bridge, words.bridge_address(state.port)),
        ):
            if figure.text() != text:
                figure.setText(text)
                figure.setAccessibleName(f"{figure.property('caption') or ''} {text}".strip())
        self.status.setToolTip(begun(state.status))
        self.demo.setVisible(state.demo)
        if state.health is not self._health:
            self._health = state.health
            self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what matters least where the window is narrow."""
        super().resizeEvent(event)
        room = event.size().width() / self.fontMetrics().averageCharWidth()
        for figure, letters in (
            (self.masters, _TIGHT),
            (self.copied, _NARROWEST),
            (self.bridge, _NARROW),
        ):
            holder = figure.parentWidget()
            if holder is not None:
                holder.setVisible(room > letters)

    def _draw(self) -> None:
        name, tone = f"mark-{self._health.value}", TONE_OF_HEALTH[self._health]
        ratio = self.devicePixelRatioF()
        self._mark.setPixmap(self._appearance.icons.pixmap(name, tone, _MARK, ratio))
        self._mark.setToolTip(words.HEALTH[self._health])

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(10)
        layout.addWidget(self._mark)
        layout.addWidget(self.status)
        layout.addSpacing(16)
        for figure, caption in (
            (self.masters, words.MASTERS),
            (self.followers, words.FOLLOWERS),
            (self.open_copies, words.OPEN_COPIES),
            (self.copied, words.COPIED),
            (self.bridge, words.BRIDGE),
        ):
            layout.addWidget(_captioned(figure, caption))
        layout.addStretch(1)
        layout.addWidget(self.demo, alignment=Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.pause_all)
        layout.addWidget(self.flatten_all)


def _captioned(figure: QLabel, caption: str) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    line.addWidget(_rule())
    box = QVBoxLayout()
    box.setSpacing(0)
    box.addWidget(label(caption, "caption"))
    box.addWidget(figure)
    line.addLayout(box)
    figure.setProperty("caption", caption)
    return holder


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("rule", "true")
    rule.setFixedWidth(1)
    return rule
