"""How late the program itself is: its event loop, and the records that wait to be stored."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from tradecopy_desktop.app.views import LedgerLagged, LoopLagged
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.formats import NOTHING
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.sparkline import Sparkline

_LAG_SECONDS = 300
# Lines rise to the top from here: 5 ms of the loop, a second of the records.
_LATE_MS = 5.0
_OLD_S = 1.0


class Lags(QWidget):
    """Two pairs of figures with their last five minutes, shown anew while they are looked at."""

    def __init__(self, bridge: Bridge, appearance: Appearance) -> None:
        super().__init__()
        self._formats = appearance.formats
        self.loop_now = label(NOTHING, "figure")
        self.loop_worst = label(NOTHING, "figure")
        self.records = label(NOTHING, "figure")
        self.oldest = label(NOTHING, "figure")
        self.loop_trend = _trend(appearance, words.LOOP_LAG, _LATE_MS)
        self.ledger_trend = _trend(appearance, words.LEDGER_LAG, _OLD_S)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(5, 1)
        self._titles: list[QLabel] = []
        self._captions: list[QWidget] = []
        self._add_pair(
            (words.LOOP_LAG, words.LOOP_LAG_TIP),
            self.loop_trend,
            (self.loop_now, words.LOOP_LAG_NOW),
            (self.loop_worst, words.LOOP_LAG_WORST),
        )
        self._add_pair(
            (words.LEDGER_LAG, words.LEDGER_LAG_TIP),
            self.ledger_trend,
            (self.records, words.LEDGER_RECORDS),
            (self.oldest, words.LEDGER_OLDEST),
        )
        # The worst of five minutes needs every second of them.
        bridge.listen(LoopLagged, self._on_loop_lagged)
        bridge.listen(LedgerLagged, self._on_ledger_lagged)
        self._loop_feed = bridge.feed(self._on_loop_told, (LoopLagged,), lambda _: "newest")
        self._ledger_feed = bridge.feed(self._on_ledger_told, (LedgerLagged,), lambda _: "newest")

    def set_looked_at(self, looked_at: bool) -> None:
        """Show the newest from now on; or rest."""
        self._loop_feed.set_wanted(looked_at)
        self._ledger_feed.set_wanted(looked_at)

    def set_low(self, is_low: bool) -> None:
        """Leave captions and lines to the tips where there is little room."""
        for part in self._captions:
            part.setVisible(not is_low)
        for row, title in enumerate(self._titles):
            self._grid.removeWidget(title)
            self._grid.addWidget(title, 2 * row + is_low, 0, 1, 1 if is_low else 6)
        for part in (*self._titles, self.loop_now, self.records):
            part.setContentsMargins(0, 0, 14 if is_low else 0, 0)

    def _add_pair(
        self, name: tuple[str, str], trend: Sparkline, *figures: tuple[QLabel, str]
    ) -> None:
        row = 2 * len(self._titles)
        title = label(name[0], "heading")
        self._titles.append(title)
        self._grid.addWidget(title, row, 0, 1, 6)
        for place, (figure, text) in enumerate(figures):
            caption = label(text, "caption")
            caption.setContentsMargins(7, 0, 14, 0)
            title.setToolTip(name[1])
            figure.setToolTip(name[1])
            self._captions.append(caption)
            self._grid.addWidget(figure, row + 1, 1 + 2 * place)
            self._grid.addWidget(caption, row + 1, 2 + 2 * place)
        self._captions.append(trend)
        self._grid.addWidget(trend, row + 1, 5)

    def _on_loop_lagged(self, lagged: LoopLagged) -> None:
        self.loop_trend.add(lagged.worst_ms)

    def _on_ledger_lagged(self, lagged: LedgerLagged) -> None:
        self.ledger_trend.add(lagged.seconds)

    def _on_loop_told(self, _: Sequence[LoopLagged]) -> None:
        lags = self.loop_trend.values
        self.loop_now.setText(words.milliseconds(self._formats.ms(lags[-1])))
        self.loop_worst.setText(words.milliseconds(self._formats.ms(max(lags))))
        self.loop_trend.update()

    def _on_ledger_told(self, told: Sequence[LedgerLagged]) -> None:
        self.records.setText(self._formats.count(told[-1].records))
        self.oldest.setText(words.seconds(self._formats.ms(told[-1].seconds)))
        self.ledger_trend.update()


def _trend(appearance: Appearance, name: str, least_top: float) -> Sparkline:
    title = words.trend_of(name)
    return Sparkline(appearance, title, keep=_LAG_SECONDS, least_top=least_top)
