"""Draws accounts, arrows and labels of the map in the theme's colors. Places nothing."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from tradecopy_desktop.app.views import AccountRow, Health, RouteRow
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.formats import begun
from tradecopy_desktop.gui.map.placing import Node, Wire
from tradecopy_desktop.gui.sizes import size_text
from tradecopy_desktop.gui.theme import TONE_OF_HEALTH, Tone

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MARK = 10
_PAD = 12
_PORT = 4.5
_HEAD = 7
# What a route does is told by its line as well as by its color and its word.
_LINES = {
    RouteMode.LIVE: Qt.PenStyle.SolidLine,
    RouteMode.CLOSE_ONLY: Qt.PenStyle.DashDotLine,
    RouteMode.SHADOW: Qt.PenStyle.DashLine,
    RouteMode.OFF: Qt.PenStyle.DotLine,
}
_WORST = (Health.BAD, Health.WARNING)


class MapPainter:
    """Draws one thing at a time; the map says which are marked."""

    def __init__(self, appearance: Appearance) -> None:
        self._appearance = appearance

    def node(self, painter: QPainter, node: Node, row: AccountRow, *, lit: bool) -> None:
        """Draw an account; `lit` while an arrow can be dropped on it or begins there."""
        colors = self._appearance.theme.colors
        painter.setPen(QPen(QColor(colors.accent if lit else colors.line), 2 if lit else 1))
        painter.setBrush(QColor(colors.accent_tint if lit else colors.raised))
        painter.drawRoundedRect(node.rect, 8, 8)
        text = node.rect.adjusted(_PAD, 0, -_PAD, 0)
        middle = node.rect.center().y()
        self._mark(painter, row.health, QPointF(text.left(), middle - 16))
        painter.setPen(colors.of(Tone.TEXT))
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        upper = QRectF(text.left() + 18, middle - 22, text.width() - 18, 22)
        self._text(painter, upper, row.name)
        font.setBold(False)
        painter.setFont(font)
        quiet = row.health not in _WORST
        painter.setPen(colors.of(Tone.MUTED if quiet else TONE_OF_HEALTH[row.health]))
        lower = QRectF(text.left() + 18, middle, text.width() - 18, 20)
        self._text(painter, lower, begun(row.status))
        edge = node.rect.right() if node.leads else node.rect.left()
        painter.setPen(QPen(QColor(colors.accent if lit else colors.edge), 1.5))
        painter.setBrush(QColor(colors.surface))
        painter.drawEllipse(QPointF(edge, middle), _PORT, _PORT)

    def wire(self, painter: QPainter, wire: Wire, row: RouteRow, *, chosen: bool) -> None:
        """Draw a route's arrow with its label."""
        colors = self._appearance.theme.colors
        tone = Tone.ACCENT if chosen else TONE_OF_HEALTH[row.health]
        pen = QPen(colors.of(tone), 2.4 if chosen else 1.6, _LINES[row.mode])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(curve(wire.start, QPointF(wire.chip.left(), wire.chip.center().y())))
        tip = QPointF(wire.end.x() - _PORT, wire.end.y())
        painter.drawLine(QPointF(wire.chip.right(), wire.end.y()), tip)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.of(tone))
        painter.drawPolygon(_head(tip))
        painter.setPen(QPen(QColor(colors.accent if chosen else colors.line), 2 if chosen else 1))
        painter.setBrush(QColor(colors.selection if chosen else colors.surface))
        painter.drawRoundedRect(wire.chip, 13, 13)
        self._mark(painter, row.health, QPointF(wire.chip.left() + 11, wire.chip.center().y() - 5))
        painter.setPen(colors.of(Tone.TEXT))
        size = size_text(row.sizing, self._appearance.formats)
        said = words.map_label(words.MODES[row.mode], size)
        self._text(painter, wire.chip.adjusted(28, 0, -10, 0), said)

    def pulled(self, painter: QPainter, start: QPointF, end: QPointF, *, lands: bool) -> None:
        """Draw the arrow that is being pulled; `lands` where it may end."""
        colors = self._appearance.theme.colors
        line = Qt.PenStyle.SolidLine if lands else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(colors.accent), 2, line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(curve(start, end))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.accent))
        painter.drawPolygon(_head(end))

    def _mark(self, painter: QPainter, health: Health, place: QPointF) -> None:
        ratio = painter.deviceTransform().m11()
        tone = TONE_OF_HEALTH[health]
        name = f"mark-{health.value}"
        painter.drawPixmap(place, self._appearance.icons.pixmap(name, tone, _MARK, ratio))

    def _text(self, painter: QPainter, room: QRectF, text: str) -> None:
        elided = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, _LEFT, elided)


def curve(start: QPointF, end: QPointF) -> QPainterPath:
    """Return the line of an arrow, level at both ends."""
    path = QPainterPath(start)
    bend = max(24.0, (end.x() - start.x()) / 2)
    path.cubicTo(start + QPointF(bend, 0), end - QPointF(bend, 0), end)
    return path


def _head(tip: QPointF) -> QPolygonF:
    back = tip - QPointF(_HEAD, 0)
    side = QPointF(0, _HEAD * 0.6)
    return QPolygonF([tip, back + side, back - side])
