"""What followers would get of an imagined trade, in sentences, each with its steps to unfold."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from tradecopy_desktop.app.preview_views import ImaginedTrade, PreviewRow
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.formats import begun
from tradecopy_desktop.gui.panels.explanation import steps_list
from tradecopy_desktop.gui.widgets.card import label, restyle


class PreviewAnswer(QWidget):
    """One follower's answer. Writes only what has changed: it is asked again every second."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._row: PreviewRow | None = None
        self.gets = label("", "heading")
        self.by = label("", "hint")
        self.why = label("")
        self.steps = QLabel()
        self.steps.setTextFormat(Qt.TextFormat.RichText)
        self.unfold = QToolButton()
        self.unfold.setProperty("place", "plain")
        self.unfold.setText(words.WHY_STEPS)
        self.unfold.setCheckable(True)
        self.unfold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.unfold.setArrowType(Qt.ArrowType.RightArrow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self.gets, self.by, self.why, self.unfold, self.steps):
            layout.addWidget(part)
        for text in (self.gets, self.by, self.why, self.steps):
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.steps.hide()
        self.unfold.toggled.connect(self._on_unfolded)
        appearance.theme.changed.connect(self._write_steps)

    def show_row(self, row: PreviewRow) -> None:
        """Say what a follower gets."""
        if row == self._row:
            return
        self._row = row
        self.gets.setText(self._gets(row))
        role = "heading" if row.lots is not None else "caption"
        if self.gets.property("role") != role:
            self.gets.setProperty("role", role)
            restyle(self.gets)
        self.by.setText(words.route_by_name(row.route_name) if row.route_name else "")
        self.by.setVisible(bool(row.route_name))
        self.why.setText(self._why(row))
        self.why.setVisible(bool(self.why.text()))
        self.unfold.setVisible(bool(row.steps))
        self.setAccessibleName(f"{self.gets.text()}. {self.why.text()}")
        self._on_unfolded(self.unfold.isChecked())

    def _gets(self, row: PreviewRow) -> str:
        if row.lots is None or row.side is None:
            return words.follower_gets_nothing(row.follower_name)
        lots = self._appearance.formats.lots(row.lots)
        return words.follower_gets(row.follower_name, row.side, lots, row.symbol)

    def _why(self, row: PreviewRow) -> str:
        reason = f"{begun(row.reason).rstrip('.')}." if row.reason else ""
        if row.lots is None or (row.stop_loss is None and row.take_profit is None):
            return reason
        price = self._appearance.formats.price
        stops = words.with_stops(price(row.stop_loss), price(row.take_profit))
        return f"{stops}\n{reason}" if reason else stops

    def _on_unfolded(self, is_open: bool) -> None:
        self.unfold.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self.steps.setVisible(is_open and self._row is not None and bool(self._row.steps))
        self._write_steps()

    def _write_steps(self) -> None:
        if self._row is not None and self.unfold.isChecked():
            muted = self._appearance.theme.colors.muted
            self.steps.setText(steps_list(self._row.steps, muted))


def asked_text(trade: ImaginedTrade, appearance: Appearance) -> str:
    """Return what the master would do, in words."""
    return words.master_trades(trade.side, appearance.formats.lots(trade.lots), trade.symbol)
