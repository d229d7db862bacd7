"""The list of pages at the side, and the choice of colors below it. Knows no page."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.theme import Mode, Tone
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.segments import Segments

_MODES = (Mode.SYSTEM, Mode.LIGHT, Mode.DARK)
# What stands around a page's name: margins, icon, and a count of two digits.
_AROUND = 100


class Navigation(QFrame):
    """Buttons for the pages, each with its name, icon and keys, and the theme switch."""

    chosen = Signal(int)

    def __init__(
        self,
        pages: Sequence[tuple[str, str, str]],
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = appearance.theme
        self.setProperty("bar", "side")
        self.setFixedWidth(_width([title for title, _, _ in pages], self.font()))
        self._group = QButtonGroup(self)
        self._badges: list[QLabel] = []
        self._unread: dict[int, int] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 12)
        layout.setSpacing(3)
        for number, page in enumerate(pages):
            layout.addWidget(self._button(number, page, appearance))
        layout.addStretch()
        self.themes = Segments(
            [("", words.THEME_TIPS[mode.value]) for mode in _MODES],
            appearance,
            icons=[mode.value for mode in _MODES],
        )
        self.themes.choose(_MODES.index(appearance.theme.mode))
        self.themes.chosen.connect(lambda number: self._theme.set_mode(_MODES[number]))
        appearance.theme.mode_changed.connect(
            lambda: self.themes.choose(_MODES.index(self._theme.mode))
        )
        layout.addWidget(self.themes, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._group.idClicked.connect(self.chosen)
        self._height_of_all = self.sizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the choice of colors to the settings where there is little room."""
        super().resizeEvent(event)
        self.themes.setVisible(event.size().height() >= self._height_of_all)

    def choose(self, number: int) -> None:
        """Press a page's button without telling anybody."""
        self._group.button(number).setChecked(True)
        for each in range(len(self._badges)):
            self._show_badge(each)

    def button(self, number: int) -> QPushButton:
        """Return a page's button, from the top."""
        button = self._group.button(number)
        assert isinstance(button, QPushButton)  # noqa: S101 - Qt's type is the wider one.
        return button

    def badge(self, number: int) -> QLabel:
        """Return the count beside a page's name."""
        return self._badges[number]

    def set_unread(self, number: int, unread: int) -> None:
        """Show how many things wait on a page, while it is not looked at itself."""
        self._unread[number] = unread
        self._show_badge(number)

    def _show_badge(self, number: int) -> None:
        badge, unread = self._badges[number], self._unread.get(number, 0)
        badge.setText(str(min(unread, 99)))
        badge.setVisible(unread > 0 and not self._group.button(number).isChecked())

    def _button(
        self, number: int, page: tuple[str, str, str], appearance: Appearance
    ) -> QPushButton:
        title, icon, pressed = page
        button = QPushButton(f"  {title}")
        button.setProperty("place", "nav")
        button.setCheckable(True)
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(title)
        appearance.icons.dress(button, icon, Tone.MUTED, on=Tone.ACCENT)
        keys = QKeySequence(pressed)
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{title} ({shown})")
        shortcut = QShortcut(keys, self)
        shortcut.setWhatsThis(words.show_page(title))
        shortcut.activated.connect(button.click)
        badge = label("", "count")
        badge.hide()
        inside = QHBoxLayout(button)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addStretch()
        inside.addWidget(badge)
        self._badges.append(badge)
        self._group.addButton(button, number)
        return button


def _width(titles: Sequence[str], font: QFont) -> int:
    metrics = QFontMetrics(font)
    return max(metrics.horizontalAdvance(title) for title in titles) + _AROUND
