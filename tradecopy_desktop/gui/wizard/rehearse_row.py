"""One route on its way into rehearsal: how far it is, and what it needs. Orders nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from tradecopy_desktop.app.views import Health, RouteRow
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.preflight import Finding, Level
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import begun
from tradecopy_desktop.gui.sizes import size_text
from tradecopy_desktop.gui.theme import TONE_OF_HEALTH
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.wizard.page import Surroundings

_MARK = 12
_GOOD = frozenset({RouteMode.LIVE, RouteMode.SHADOW})


class RehearseRow(QWidget):
    """`asked`: the trader has read what is asked, and wants it to rehearse."""

    asked = Signal()

    def __init__(self, route: RouteRow, around: Surroundings) -> None:
        super().__init__()
        self.route = route
        self._around = around
        self.is_busy = False
        self._answer = ""
        self._findings: tuple[Finding, ...] = ()
        self._mark = QLabel()
        self._mark.setFixedWidth(_MARK)
        size = size_text(route.sizing, around.appearance.formats)
        self.text = label(words.route_line(route.master_name, route.follower_name, size))
        self.state = label("", "hint")
        self.questions = label("")
        self.questions.setWordWrap(True)
        self.confirm = QCheckBox(words.READ_THIS)
        self.button = QPushButton(words.REHEARSE)
        self.button.setAutoDefault(False)
        self.button.setToolTip(words.REHEARSE_TIP)
        self._ask = QWidget()
        self._lay_out()
        self.confirm.toggled.connect(self.button.setEnabled)
        self.button.setEnabled(False)
        self.button.clicked.connect(self.asked)
        around.appearance.theme.changed.connect(self._show)
        self._show()

    def look(self) -> None:
        """Ask what there is to say about the route."""
        try:
            self._findings = tuple(self._around.desk.preflight(self.route.id))
        except TradeCopyError as error:
            self._answer = str(error)
        self._show()

    def is_harmless(self) -> bool:
        """Tell whether nothing is asked and nothing in the way."""
        levels = {each.level for each in self._findings}
        return not levels & {Level.ASK, Level.REFUSE} and not self._answer

    def take(self, route: RouteRow) -> None:
        """Show the route as it is now."""
        self.route = route
        self._show()

    def set_busy(self, busy: bool) -> None:
        """Wait for an order."""
        self.is_busy = busy
        self._answer = ""
        self._show()

    def refuse(self, why: str) -> None:
        """Say why it does not rehearse."""
        self.is_busy, self._answer = False, why
        self._show()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._mark)
        line.addWidget(self.text)
        line.addStretch()
        line.addWidget(self.state)
        asked = QHBoxLayout(self._ask)
        asked.setContentsMargins(_MARK + 8, 0, 0, 0)
        asked.addWidget(self.confirm, 1)
        asked.addWidget(self.button)
        self.questions.setContentsMargins(_MARK + 8, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(line)
        layout.addWidget(self.questions)
        layout.addWidget(self._ask)

    def _show(self) -> None:
        rehearses = self.route.mode in _GOOD
        refused = self._of(Level.REFUSE)
        asks = self._of(Level.ASK)
        texts: Sequence[str] = () if rehearses else (refused or asks)
        health = _health(rehearses=rehearses, refused=bool(refused), asks=bool(asks))
        icons, ratio = self._around.appearance.icons, self.devicePixelRatioF()
        pixmap = icons.pixmap(f"mark-{health.value}", TONE_OF_HEALTH[health], _MARK, ratio)
        self._mark.setPixmap(pixmap)
        self.state.setText(words.rehearsal_state(self.route.mode, refuses=bool(refused)))
        said = [begun(text) for text in texts] + ([begun(self._answer)] if self._answer else [])
        self.questions.setText("\n".join(said))
        self.questions.setVisible(bool(said))
        self._ask.setVisible(bool(asks) and not refused and not rehearses)
        self.confirm.setEnabled(not self.is_busy)

    def _of(self, level: Level) -> list[str]:
        return [each.text for each in self._findings if each.level is level]


def _health(*, rehearses: bool, refused: bool, asks: bool) -> Health:
    if rehearses:
        return Health.GOOD
    if refused:
        return Health.BAD
    return Health.WARNING if asks else Health.IDLE
