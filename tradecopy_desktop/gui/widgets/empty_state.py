"""What stands where a table would be, while there is nothing to show: it says what to do."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAction, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.theme import Tone

_ICON = 40


class EmptyState(QWidget):
    """An icon, a title, a sentence and, if there is something to do, its button.

    Of several `actions` the first one's button is the loudest.
    """

    def __init__(
        self,
        icon: str,
        title: str,
        hint: str,
        appearance: Appearance,
        *actions: QAction | None,
    ) -> None:
        super().__init__()
        self._icon = icon
        self._appearance = appearance
        self._picture = QLabel()
        self._title = QLabel(title)
        self._title.setProperty("role", "heading")
        self._hint = QLabel(hint)
        self._hint.setProperty("role", "hint")
        self._hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch()
        for label in (self._picture, self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        wanted = [action for action in actions if action is not None]
        if wanted:
            layout.addSpacing(4)
            layout.addLayout(_buttons(wanted))
        layout.addStretch()
        appearance.theme.changed.connect(self._draw)
        self._draw()

    @property
    def title(self) -> str:
        """What the title says."""
        return self._title.text()

    @property
    def hint(self) -> str:
        """What the sentence below it says."""
        return self._hint.text()

    def say(self, title: str, hint: str) -> None:
        """Change what stands there."""
        self._title.setText(title)
        self._hint.setText(hint)

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        picture: QPixmap = self._appearance.icons.pixmap(self._icon, Tone.MUTED, _ICON, ratio)
        self._picture.setPixmap(picture)


def _buttons(actions: Sequence[QAction]) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addStretch()
    for number, action in enumerate(actions):
        button = QPushButton(action.text())
        button.setToolTip(action.toolTip())
        if not number:
            button.setProperty("primary", "true")
        button.clicked.connect(action.trigger)
        line.addWidget(button)
    line.addStretch()
    return line


class TableOrEmpty(QStackedWidget):
    """Shows a table while its model has rows, and the empty state otherwise."""

    def __init__(
        self,
        table: QWidget,
        model: QAbstractItemModel,
        empty: EmptyState,
        on_turn: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self._model = model
        self._on_turn = on_turn
        self.addWidget(table)
        self.addWidget(empty)
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self._turn)
        self._turn()

    def _turn(self) -> None:
        if self._on_turn is not None:
            self._on_turn()
        self.setCurrentIndex(0 if self._model.rowCount() else 1)
