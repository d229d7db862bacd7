"""One line of the trade log in full: the trade, its times, and why it was copied like this."""

from html import escape

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from tradecopy_desktop.app.views import TradeLogRow
from tradecopy_desktop.domain.stage_times import StageTimes
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.formats import NOTHING
from tradecopy_desktop.gui.models.latency import STAGES
from tradecopy_desktop.gui.models.log_columns import action, cost
from tradecopy_desktop.gui.panels.explanation import explanation
from tradecopy_desktop.gui.theme import Tone
from tradecopy_desktop.gui.widgets.card import label

_LINE = 19
_NAME = 68
_NUMBER = 62


class StageBars(QWidget):
    """A bar for each stage, as long as it took of the whole."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._stages: StageTimes | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return room for six stages and their total, or for the line that there are none."""
        lines = 1 if self._stages is None else len(STAGES) + 1
        return QSize(260, self._line * lines)

    @property
    def _line(self) -> int:
        return max(_LINE, self.fontMetrics().height() + 3)

    def show_stages(self, stages: StageTimes | None) -> None:
        """Draw these times."""
        self._stages = stages
        self.updateGeometry()
        self.setAccessibleName(self._spoken())
        self.update()

    def _spoken(self) -> str:
        if self._stages is None:
            return words.NO_TIMES
        return ", ".join(f"{name} {number}" for name, number in self._numbers(self._stages))

    def _numbers(self, stages: StageTimes) -> list[tuple[str, str]]:
        ms = self._appearance.formats.ms
        lines = [(name, ms(time)) for name, time in zip(words.STAGES, stages, strict=True)]
        return [*lines, (words.TOTAL, ms(stages.total))]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a line for each stage: its name, its bar where it lay in the whole, its time."""
        painter = QPainter(self)
        colors = self._appearance.theme.colors
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if self._stages is None:
            painter.setPen(colors.of(Tone.MUTED))
            painter.drawText(QRect(0, 0, self.width(), self._line), left, words.NO_TIMES)
            painter.end()
            return
        room = self.width() - _NAME - _NUMBER
        for n, (name, number) in enumerate(self._numbers(self._stages)):
            line = QRect(0, n * self._line, self.width(), self._line)
            painter.setPen(colors.of(Tone.TEXT if n == len(STAGES) else Tone.MUTED))
            painter.drawText(line, left, name)
            painter.setPen(colors.of(Tone.TEXT))
            painter.drawText(line, right, number)
            if n < len(STAGES):
                start, end = _part(self._stages, n)
                bar = QRect(_NAME + round(start * room), line.top() + 5, 2, self._line - 10)
                bar.setWidth(max(2, round((end - start) * room)))
                painter.fillRect(bar, QColor(colors.stages[n]))
        painter.end()


class TradeDetail(QWidget):
    """Three columns below the table: the trade, its times, its explanation."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._row: TradeLogRow | None = None
        self.trade = _text()
        self.bars = StageBars(appearance)
        self.why = _text()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(28)
        for heading, content, share in (
            (words.DETAIL_TRADE, self.trade, 5),
            (words.DETAIL_WAY, self.bars, 4),
            (words.DETAIL_WHY, self.why, 9),
        ):
            layout.addWidget(_column(heading, content), share)
        appearance.theme.changed.connect(self._write)
        self._write()

    def show_row(self, row: TradeLogRow | None) -> None:
        """Show a line of the log, or that none is selected."""
        if row is not self._row:
            self._row = row
            self._write()

    def _write(self) -> None:
        row = self._row
        muted = self._appearance.theme.colors.muted
        self.bars.show_stages(row.stages if row else None)
        if row is None:
            self.trade.setText(f'<span style="color:{muted}">{escape(words.DETAIL_NONE)}</span>')
            self.why.setText("")
            return
        self.trade.setText(_table(self._facts(row), muted))
        self.why.setText(explanation(row, muted))

    def _facts(self, row: TradeLogRow) -> list[tuple[str, str]]:
        formats = self._appearance.formats
        side = words.SIDES[row.side] if row.side else ""
        return [
            (words.ACTION, ", ".join(part for part in (action(row), side) if part)),
            (words.TIME, formats.moment(row.at)),
            (words.ROUTE, row.route_name),
            (
                words.MASTER,
                _three(
                    row.master_symbol,
                    formats.lots(row.master_lots),
                    formats.price(row.master_price),
                ),
            ),
            (words.FOLLOWER, _three(row.symbol, formats.lots(row.lots), formats.price(row.price))),
            (words.SLIPPAGE_LONG, self._slippage(row)),
        ]

    def _slippage(self, row: TradeLogRow) -> str:
        if row.slippage_points is None:
            return NOTHING
        formats = self._appearance.formats
        points = words.points(formats.points(row.slippage_points))
        return points if row.slippage_money is None else words.slipped(points, cost(row, formats))


def _part(stages: StageTimes, number: int) -> tuple[float, float]:
    times = [time or 0.0 for time in stages]
    total = sum(times) or 1.0
    start = sum(times[:number])
    return start / total, (start + times[number]) / total


def _three(symbol: str, lots: str, price: str) -> str:
    return words.traded(symbol or NOTHING, lots, price)


def _table(lines: list[tuple[str, str]], muted: str) -> str:
    rows = "".join(
        f'<tr><td style="color:{muted};padding:1px 14px 2px 0;white-space:nowrap">'
        f"{escape(name)}</td>"
        f'<td style="padding:1px 0 2px 0">{escape(text)}</td></tr>'
        for name, text in lines
    )
    return f"<table cellspacing='0' cellpadding='0'>{rows}</table>"


def _text() -> QLabel:
    made = label("")
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setWordWrap(True)
    # Its own least height is that of a much narrower text.
    made.setMinimumHeight(1)
    made.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _column(heading: str, content: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    layout.addWidget(label(heading, "heading"))
    inner = QWidget()
    inside = QVBoxLayout(inner)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(content)
    inside.addStretch()
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(inner)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    layout.addWidget(area, 1)
    return column
