"""The live chart of stages: one column a copy, its stages stacked. Counts nothing itself."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.models.latency import EXECUTE, STAGES, Table

COPIES = 300
# A young chart begins narrow, so that its first copies can be seen.
_SPANS = (40, 100, 200, COPIES)
_EDGE = 30
_AXIS = 46
_LINES = 4
_STEPS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


class LatencyChart:
    """Draws plain filled columns: no antialiasing, no pens, an axis that seldom moves."""

    def __init__(self, appearance: Appearance) -> None:
        self._theme = appearance.theme
        self._whole_way = True
        self._top = 0.0
        self.shown = 0
        self.span = 0
        self._plot = pg.PlotWidget(antialias=False)
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.hideButtons()
        self._plot.setLabel("left", words.LATENCY_AXIS)
        self._plot.setLabel("bottom", words.COPIES_AXIS)
        self._plot.getAxis("bottom").setHeight(_AXIS)
        self._grid = pg.PlotCurveItem(connect="pairs", antialias=False)
        self._plot.addItem(self._grid)
        self._plot.getPlotItem().layout.setContentsMargins(0, 10, 18, 4)
        self._plot.getViewBox().disableAutoRange()
        self._bars = [pg.BarGraphItem(x0=[], x1=[], y0=[], y1=[], pen=None) for _ in STAGES]
        for bars in self._bars:
            self._plot.addItem(bars)
        self.widget: QWidget = self._plot
        self.widget.setAccessibleName(words.LATENCY_CHART)
        appearance.theme.changed.connect(self._dress)
        self._dress()
        self._span_to(COPIES)
        self._scale_to(10.0)

    @property
    def canvas(self) -> QWidget:
        """The widget that is drawn on."""
        canvas: QWidget = self._plot.viewport()
        return canvas

    @property
    def top_ms(self) -> float:
        """Where the scale ends."""
        return self._top

    def set_whole_way(self, whole_way: bool) -> None:
        """Draw all stages, or leave out the broker's."""
        self._whole_way = whole_way

    def draw(self, samples: Table) -> None:
        """Draw samples, one a row, the newest on the right."""
        if not self._whole_way:
            samples = samples.copy()
            samples[:, EXECUTE] = 0.0
        self.shown = len(samples)
        self._span_to(next(span for span in _SPANS if self.shown <= span))
        tops = np.cumsum(samples, axis=1)
        left = np.arange(-len(samples), 0, dtype=float)
        self._scale_to(_nice(float(tops[:, -1].max(initial=0.0))))
        floor = np.zeros(len(samples))
        for stage, bars in enumerate(self._bars):
            top = tops[:, stage]
            bars.setOpts(x0=left, x1=left + 1.0, y0=floor, y1=top)
            floor = top

    def _span_to(self, span: int) -> None:
        if span != self.span:
            self.span = span
            self._plot.setXRange(-span, 0, padding=0)
            places = (-span, -span // 2, 0)
            self._plot.getAxis("bottom").setTicks([[(n, words.copies_ago(-n)) for n in places]])

    def _scale_to(self, top: float) -> None:
        # Moving the axis draws its numbers anew, which costs more than the columns.
        if top != self._top:
            self._top = top
            self._plot.setYRange(0.0, top, padding=0)
            heights = np.linspace(0.0, top, _LINES + 1)
            self._plot.getAxis("left").setTicks([[(y, f"{y:g}") for y in heights]])
            self._grid.setData(np.tile([-float(COPIES), 0.0], _LINES), np.repeat(heights[1:], 2))

    def _dress(self) -> None:
        colors = self._theme.colors
        self._plot.setBackground(QColor(colors.surface))
        for name in ("left", "bottom"):
            axis = self._plot.getAxis(name)
            axis.setPen(QColor(colors.line))
            axis.setTextPen(QColor(colors.muted))
            # The outermost numbers may stand out a little: there is room around the axes.
            axis.setStyle(hideOverlappingLabels=_EDGE, tickTextOffset=8, tickLength=0)
        self._grid.setPen(QColor(colors.line))
        for color, bars in zip(colors.stages, self._bars, strict=True):
            bars.setOpts(brush=QColor(color), pen=None)


def _nice(value: float) -> float:
    """Return the next round number that is not below `value`."""
    size = 10.0 ** np.floor(np.log10(max(value, 1.0)))
    return float(size * next(step for step in _STEPS if value <= size * step * 1.0000001))
