"""Findings of one level below each other: a mark and a sentence each. Judges nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from tradecopy_desktop.domain.preflight import Finding, Level
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.formats import begun
from tradecopy_desktop.gui.theme import Tone
from tradecopy_desktop.gui.widgets.card import label

_MARK = 10
_LOOKS = {
    Level.REFUSE: ("mark-bad", Tone.BAD),
    Level.ASK: ("mark-warning", Tone.WARNING),
    Level.WAIT: ("mark-idle", Tone.MUTED),
    Level.OK: ("mark-good", Tone.GOOD),
}


class FindingsGroup(QWidget):
    """A title with the number of findings, and the findings.

    More than `few` are folded away until the trader wants to see them; `folded` tells of it.
    """

    folded = Signal()

    def __init__(self, level: Level, appearance: Appearance, *, few: int | None = None) -> None:
        super().__init__()
        self._few = few
        self._level = level
        self._appearance = appearance
        self._texts: list[str] = []
        self._lines: list[tuple[QLabel, QLabel]] = []
        self.heading = label("", "heading")
        self.fold = QToolButton()
        self.fold.setCheckable(True)
        self.fold.setProperty("place", "plain")
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        appearance.icons.dress(self.fold, "chevron", Tone.MUTED)
        self.fold.hide()
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        title = QHBoxLayout()
        title.addWidget(self.heading)
        title.addWidget(self.fold)
        title.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addLayout(title)
        layout.addWidget(self._body)
        self.fold.toggled.connect(self._on_folded)
        appearance.theme.changed.connect(self._draw)
        self._on_folded(False)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these instead of the earlier ones; without any, nothing is there to be seen."""
        self._texts = [begun(each.text) for each in findings]
        if self._few is not None and len(findings) > self._few and self.fold.isHidden():
            self.fold.show()
            self.fold.setChecked(True)
        self.setVisible(bool(findings))
        self.heading.setText(words.group_title(self._level, len(findings)))
        self.setAccessibleName(self.heading.text())
        if not self.fold.isChecked():
            self._write()

    def texts(self) -> list[str]:
        """Return the sentences, from the top."""
        return [sentence.text() for _, sentence in self._lines if not sentence.isHidden()]

    def _write(self) -> None:
        while len(self._lines) < len(self._texts):
            self._add_line()
        for n, (mark, sentence) in enumerate(self._lines):
            there = n < len(self._texts)
            mark.setVisible(there)
            sentence.setVisible(there)
            if there and sentence.text() != self._texts[n]:
                sentence.setText(self._texts[n])
        self._draw()

    def _add_line(self) -> None:
        mark, sentence = QLabel(), label("")
        sentence.setTextFormat(Qt.TextFormat.PlainText)
        sentence.setWordWrap(True)
        sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = len(self._lines)
        # Beside the first line of a sentence that takes several.
        mark.setFixedHeight(sentence.fontMetrics().height())
        self._grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(sentence, row, 1)
        self._lines.append((mark, sentence))

    def _draw(self) -> None:
        name, tone = _LOOKS[self._level]
        picture = self._appearance.icons.pixmap(name, tone, _MARK, self.devicePixelRatioF())
        for mark, _ in self._lines:
            mark.setPixmap(picture)

    def _on_folded(self, folded: bool) -> None:
        self._body.setVisible(not folded)
        self.fold.setText(words.SHOW_FINE if folded else words.HIDE_FINE)
        if not folded:
            # Dozens of sentences that nobody reads need not be laid out.
            self._write()
        self.folded.emit()
