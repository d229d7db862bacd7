"""Beside the route editor: a trade to imagine, and what the follower would get of it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from tradecopy_desktop.app.desk_preview import DeskPreview
from tradecopy_desktop.app.preview_views import ImaginedRoute
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.trade_inputs import TradeInputs
from tradecopy_desktop.gui.panels.preview_answer import PreviewAnswer, asked_text
from tradecopy_desktop.gui.turns import Piece
from tradecopy_desktop.gui.widgets.card import label

# Typing is answered once it pauses; prices move on, so it is asked again.
_PAUSE_MS = 120
_AGAIN_MS = 1_000

Question = Callable[[], "ImaginedRoute | str"]


class RoutePreview(QFrame):
    """Empty until its steps are taken.

    `question` gives the route as it is filled in, or what is missing or wrong in it.
    """

    def __init__(self, desk: DeskPreview, question: Question, appearance: Appearance) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._desk = desk
        self._question = question
        self._appearance = appearance
        self._master: AccountKey | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(14, 12, 14, 12)
        self._lines.setSpacing(10)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._soon.timeout.connect(self.ask)
        self._again.timeout.connect(self.ask)

    def steps(self) -> Sequence[Piece]:
        """Return what makes it, each short enough for a turn of the loop."""
        return self._add_trade, self._add_answer

    def _add_trade(self) -> None:
        self.trade = TradeInputs(self._appearance)
        self.trade.changed.connect(self._soon.start)
        self._lines.addWidget(label(words.IF_MASTER_TRADES, "heading"))
        self._lines.addWidget(self.trade)

    def _add_answer(self) -> None:
        self.asked = label("", "hint")
        self.asked.setWordWrap(True)
        self.answer = PreviewAnswer(self._appearance)
        self.missing = label("", "hint")
        self.missing.setWordWrap(True)
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 6, 0)
        for part in (self.asked, self.answer, self.missing):
            lines.addWidget(part)
        lines.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        self._lines.addWidget(area, 1)

    def ask_soon(self) -> None:
        """Ask again once the trader pauses."""
        self._soon.start()

    def show_master(self, master: AccountKey | None) -> None:
        """Offer the symbols of another master."""
        self._master = master
        self.trade.offer(() if master is None else self._desk.symbols_of(master))
        self.ask_soon()

    def ask(self) -> None:
        """Ask now, and show what is answered."""
        route = self._question()
        if isinstance(route, str):
            self._say(route)
            return
        if not self.trade.symbol.count():
            # Its terminal may have come meanwhile.
            self.trade.offer(self._desk.symbols_of(route.master))
        trade = self.trade.trade()
        if trade is None:
            fault = self.trade.fault()
            empty = words.PREVIEW_UNSET if self.trade.symbol.count() else words.PREVIEW_NO_SYMBOLS
            self._say(fault or empty)
            return
        self.asked.setText(asked_text(trade, self._appearance))
        self.answer.show_row(self._desk.preview(route, trade))
        self.asked.show()
        self.answer.show()
        self.missing.hide()

    def _say(self, text: str) -> None:
        self.missing.setText(text)
        self.missing.show()
        self.asked.hide()
        self.answer.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask as long as somebody looks."""
        super().showEvent(event)
        self._soon.start()
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        super().hideEvent(event)
        self._again.stop()
        self._soon.stop()
