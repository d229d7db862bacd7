"""One account on its way to be connected: what was done, what is left, what is wrong."""

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tradecopy_desktop.app.views import Health
from tradecopy_desktop.domain.terminals import ClickLeft
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.formats import begun
from tradecopy_desktop.gui.theme import TONE_OF_HEALTH, Tone
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.elided_label import ElidedLabel
from tradecopy_desktop.gui.widgets.seen import set_seen
from tradecopy_desktop.gui.wizard.diagnosis import Diagnosis
from tradecopy_desktop.gui.wizard.key_box import KeyBox
from tradecopy_desktop.gui.wizard.plan import Chosen

_MARK = 12
_TICK = 14
_LOG_HEIGHT = 96


class ConnectCard(QFrame):
    """`again_asked`: the trader wants the installation once more."""

    again_asked = Signal()

    def __init__(self, chosen: Chosen, appearance: Appearance) -> None:
        super().__init__()
        self.chosen = chosen
        self._appearance = appearance
        self._health = Health.IDLE
        self._clicks: tuple[ClickLeft, ...] = ()
        self.setProperty("card", "true")
        self.setAccessibleName(chosen.name)
        self._mark = QLabel()
        self._mark.setFixedWidth(_MARK)
        self.status = label("", "")
        self.status.setWordWrap(True)
        self.again_button = QPushButton(words.INSTALL_AGAIN)
        self.again_button.setAutoDefault(False)
        self.again_button.setToolTip(words.INSTALL_TIP)
        self.log_button = QToolButton()
        self.log_button.setProperty("place", "plain")
        self.log_button.setCheckable(True)
        self.log_button.setText(words.SHOW_LOG)
        self._steps = QWidget()
        self._grid = QGridLayout(self._steps)
        self._lines: list[tuple[QLabel, QLabel]] = []
        self._lay_out()
        self.again_button.clicked.connect(self.again_asked)
        self.log_button.toggled.connect(self._on_log_toggled)
        appearance.theme.changed.connect(self._draw)

    @cached_property
    def log(self) -> QPlainTextEdit:
        """What the installation said; made when it is first asked for, since few read it."""
        log = QPlainTextEdit()
        log.setReadOnly(True)
        log.setAccessibleName(words.log_of(self.chosen.name))
        log.setFixedHeight(_LOG_HEIGHT)
        set_seen(log, seen=False)
        self._logs.addWidget(log)
        return log

    @cached_property
    def by_hand(self) -> KeyBox:
        """The key; made when it is first asked for, since most keys are written by the program."""
        box = KeyBox(self._appearance)
        set_seen(box, seen=False)
        self._keys.addWidget(box)
        return box

    def show_state(self, diagnosis: Diagnosis, clicks: Sequence[ClickLeft]) -> None:
        """Show how far it is, and the trader's own steps with their ticks."""
        self._health = diagnosis.health
        self._clicks = tuple(clicks)
        self.status.setText(diagnosis.text)
        self.status.setAccessibleName(words.HEALTH[diagnosis.health] + ": " + diagnosis.text)
        chosen, installed = self.chosen, self.chosen.installed
        self.again_button.setVisible(chosen.terminal is not None and not diagnosis.is_ready)
        self.again_button.setEnabled(not chosen.is_busy)
        self.log_button.setVisible(installed is not None)
        if self.log_button.isChecked():
            self._write_log()
        wants_key = chosen.terminal is None and bool(chosen.secret)
        if wants_key or "by_hand" in self.__dict__:
            self.by_hand.key.setText(chosen.secret)
            self.by_hand.setVisible(wants_key)
        self._write_steps(is_ready=diagnosis.is_ready)
        self._draw()

    def steps(self) -> list[str]:
        """Return the trader's own steps as they are told to a screen reader."""
        return [text.accessibleName() for _, text in self._lines if not text.isHidden()]

    def _lay_out(self) -> None:
        chosen = self.chosen
        role = label(words.ROLES[chosen.role], "badge")
        head = QHBoxLayout()
        head.setSpacing(8)
        name, account = ElidedLabel("heading"), ElidedLabel("hint")
        name.setText(chosen.name)
        name.setToolTip(chosen.name)
        account.setText(words.login_at(chosen.key.login, chosen.key.server))
        account.setToolTip(account.text())
        head.addWidget(name)
        head.addWidget(role, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(account)
        head.addStretch(1)
        head.addWidget(self.log_button)
        head.addWidget(self.again_button)
        state = QHBoxLayout()
        state.setSpacing(8)
        state.addWidget(self._mark)
        state.addWidget(self.status, 1)
        self._grid.setContentsMargins(20, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 9, 12, 9)
        layout.setSpacing(7)
        layout.addLayout(head)
        layout.addLayout(state)
        self._keys, self._logs = QVBoxLayout(), QVBoxLayout()
        layout.addLayout(self._keys)
        layout.addWidget(self._steps)
        layout.addLayout(self._logs)

    def _write_steps(self, *, is_ready: bool) -> None:
        # What works needs no instruction any more.
        clicks = () if is_ready else self._clicks
        while len(self._lines) < len(clicks):
            mark, text = QLabel(), label("")
            text.setWordWrap(True)
            mark.setFixedHeight(text.fontMetrics().height())
            row = len(self._lines)
            self._grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, 1)
            self._lines.append((mark, text))
        for n, (mark, text) in enumerate(self._lines):
            there = n < len(clicks)
            mark.setVisible(there)
            text.setVisible(there)
            if there:
                text.setText(begun(clicks[n].text))
                done = words.STEP_DONE if clicks[n].done else words.STEP_LEFT
                text.setAccessibleName(words.step_state(text.text(), done))
        self._steps.setVisible(bool(clicks))

    def _draw(self) -> None:
        icons, ratio = self._appearance.icons, self.devicePixelRatioF()
        tone = TONE_OF_HEALTH[self._health]
        self._mark.setPixmap(icons.pixmap(f"mark-{self._health.value}", tone, _MARK, ratio))
        for (mark, _), click in zip(self._lines, self._clicks, strict=False):
            name, color = ("check", Tone.GOOD) if click.done else ("mark-idle", Tone.MUTED)
            mark.setPixmap(icons.pixmap(name, color, _TICK, ratio))

    def _on_log_toggled(self, shown: bool) -> None:
        if shown:
            self._write_log()
        self.log.setVisible(shown)
        self.log_button.setText(words.HIDE_LOG if shown else words.SHOW_LOG)

    def _write_log(self) -> None:
        installed = self.chosen.installed
        if installed is not None:
            text = "\n".join((*installed.log, *filter(None, [begun(installed.to_do)])))
            if self.log.toPlainText() != text:
                self.log.setPlainText(text)
