"""Columns of stacked stages with, if wanted, a line above them. Counts nothing itself."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.models.chart_scale import robust_top
from tradecopy_desktop.gui.models.latency import STAGES, Table
from tradecopy_desktop.gui.resize_rest import ResizeRest

Places = NDArray[np.float64]

_EDGE = 30
_AXIS = 46
_LINES = 4
# Columns that are too high end here, and their marks stand above.
_CUT = 0.95
_MARK = 0.985


class StagePlot:
    """Plain filled columns: no antialiasing, no pens, an axis that seldom moves.

    `beyond` is how many columns are too high for the scale, and the highest value of all.
    """

    def __init__(self, appearance: Appearance, name: str) -> None:
        self._theme = appearance.theme
        self._top = 0.0
        self._range = (0.0, 0.0)
        self._ticks: list[tuple[float, str]] = []
        self.beyond: tuple[int, float] = (0, 0.0)
        self._plot = pg.PlotWidget(antialias=False)
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.hideButtons()
        self._plot.setLabel("left", words.LATENCY_AXIS)
        self._plot.getAxis("bottom").setHeight(_AXIS)
        self._plot.getPlotItem().layout.setContentsMargins(0, 10, 18, 4)
        self._plot.getViewBox().disableAutoRange()
        self._grid = pg.PlotCurveItem(connect="pairs", antialias=False)
        self._line = pg.PlotCurveItem(antialias=False)
        self._marks = pg.PlotCurveItem(connect="pairs", antialias=False)
        self._bars = [pg.BarGraphItem(x0=[], x1=[], y0=[], y1=[], pen=None) for _ in STAGES]
        for item in (self._grid, *self._bars, self._line, self._marks):
            self._plot.addItem(item)
        self.widget: QWidget = self._plot
        self.widget.setAccessibleName(name)
        ResizeRest(self.widget)
        appearance.theme.changed.connect(self._dress)
        self._dress()
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

    def draw(self, left: Places, width: float, stages: Table, line: Places | None = None) -> None:
        """Draw a column for each row of `stages`, and a line of values over their middles."""
        tops = np.cumsum(stages, axis=1)
        sums = tops[:, -1] if len(tops) else np.zeros(0)
        highest = sums if line is None else np.maximum(sums, line)
        values = sums if line is None else np.concatenate((sums, line))
        self._scale_to(robust_top(values))
        cut = self._top * _CUT
        too_high = highest > self._top
        self.beyond = (int(too_high.sum()), float(highest.max(initial=0.0)))
        limit = np.where(too_high, cut, self._top)[:, None] if len(tops) else tops
        tops = np.minimum(tops, limit)
        floor = np.zeros(len(tops))
        for stage, bars in enumerate(self._bars):
            bars.setOpts(x0=left, x1=left + width, y0=floor, y1=tops[:, stage])
            floor = tops[:, stage]
        self._draw_line(left, width, None if line is None else np.minimum(line, cut))
        self._draw_marks(left[too_high] + width / 2)

    def show_axis(
        self, first: float, last: float, title: str, ticks: Sequence[tuple[float, str]]
    ) -> None:
        """Draw the lower axis from `first` to `last`, with a few places named."""
        axis = self._plot.getAxis("bottom")
        if axis.labelText != title:
            axis.setLabel(title)
        if (first, last) != self._range:
            self._range = (first, last)
            self._plot.setXRange(first, last, padding=0)
            self._draw_grid()
        if list(ticks) != self._ticks:
            self._ticks = list(ticks)
            axis.setTicks([self._ticks])

    def _draw_line(self, left: Places, width: float, line: Places | None) -> None:
        if line is None or not len(line):
            self._line.setData([], [])
            return
        # Where nothing was copied for a while the line has a gap.
        joined = np.append(np.diff(left) < 1.5 * width, False).astype(np.uint8)
        self._line.setData(left + width / 2, line, connect=joined)

    def _draw_marks(self, places: Places) -> None:
        half = (self._range[1] - self._range[0]) / 160
        foot, tip = self._top * (_CUT + 0.01), self._top * _MARK
        x = np.stack((places - half, places, places, places + half), axis=1).ravel()
        self._marks.setData(x, np.tile([foot, tip, tip, foot], len(places)))

    def _scale_to(self, top: float) -> None:
        # Moving the axis draws its numbers anew, which costs more than the columns.
        if top != self._top:
            self._top = top
            self._plot.setYRange(0.0, top, padding=0)
            heights = np.linspace(0.0, top, _LINES + 1)
            self._plot.getAxis("left").setTicks([[(y, f"{y:g}") for y in heights]])
            self._draw_grid()

    def _draw_grid(self) -> None:
        heights = np.linspace(0.0, self._top, _LINES + 1)[1:]
        self._grid.setData(np.tile(self._range, _LINES), np.repeat(heights, 2))

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
        self._line.setPen(QColor(colors.text))
        self._marks.setPen(QColor(colors.text))
        for color, bars in zip(colors.stages, self._bars, strict=True):
            bars.setOpts(brush=QColor(color), pen=None)
