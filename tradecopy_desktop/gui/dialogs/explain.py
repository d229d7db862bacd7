"""What every follower of a master would get of a trade that nobody made. Changes nothing."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tradecopy_desktop.app.desk_preview import DeskPreview
from tradecopy_desktop.app.preview_views import PreviewRow
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.form import FormDialog
from tradecopy_desktop.gui.dialogs.trade_inputs import TradeInputs
from tradecopy_desktop.gui.panels.preview_answer import PreviewAnswer, asked_text
from tradecopy_desktop.gui.widgets.card import card, label

_WIDTH = 560
_PAUSE_MS = 120
_AGAIN_MS = 1_000


class ExplainDialog(FormDialog):
    """A trade to imagine, and an answer a route."""

    def __init__(
        self,
        name: str,
        master: AccountKey,
        desk: DeskPreview,
        appearance: Appearance,
        parent: QWidget,
    ) -> None:
        title = words.explain_title(name)
        super().__init__(title, words.EXPLAIN_INTRO, words.DONE, parent, width=_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._master = master
        self._desk = desk
        self._appearance = appearance
        self.trade = TradeInputs(appearance)
        self.asked = label("", "hint")
        self.asked.setWordWrap(True)
        self.answers: list[PreviewAnswer] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self.fields.addWidget(self.trade)
        self.fields.addWidget(self.asked)
        self.fields.addLayout(self._lines)
        self.cancel_button.hide()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._soon.timeout.connect(self.ask)
        self._again.timeout.connect(self.ask)
        self.trade.changed.connect(self._soon.start)
        self.accept_button.clicked.connect(self.accept)
        self.finished.connect(self._again.stop)
        self.trade.offer(desk.symbols_of(master))
        said, rows = self._asked()
        self.before(*[self._add_answer] * len(rows), partial(self._show, said, rows))
        self._again.start()

    def ask(self) -> None:
        """Ask now, and show what is answered."""
        if not self.trade.symbol.count():
            self.trade.offer(self._desk.symbols_of(self._master))
        self._show(*self._asked())

    def _asked(self) -> tuple[str, Sequence[PreviewRow]]:
        """Return what is said above the answers, and the answers."""
        trade = self.trade.trade()
        if trade is None:
            empty = words.PREVIEW_UNSET if self.trade.symbol.count() else words.PREVIEW_NO_SYMBOLS
            return self.trade.fault() or empty, ()
        rows = self._desk.preview_of_master(self._master, trade)
        return asked_text(trade, self._appearance) if rows else words.EXPLAIN_NOBODY, rows

    def _show(self, said: str, rows: Sequence[PreviewRow]) -> None:
        self.asked.setText(said)
        while len(self.answers) < len(rows):
            self._add_answer()
        for answer, row in zip(self.answers, rows, strict=False):
            answer.show_row(row)
        for place, answer in enumerate(self.answers):
            frame = answer.parentWidget()
            if frame is not None:
                frame.setVisible(place < len(rows))
        self.fit()

    def _add_answer(self) -> None:
        answer = PreviewAnswer(self._appearance)
        answer.unfold.toggled.connect(lambda _: self.fit())
        self.answers.append(answer)
        self._lines.addWidget(card(answer, margin=10))
