"""All limits of one account as small bars beside each other. It judges none of them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from tradecopy_desktop.app.guard_views import StandRow
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.formats import begun
from tradecopy_desktop.gui.models.guard import bar_of, by_used, health_of_stand, left_of
from tradecopy_desktop.gui.theme import Tone

_WIDEST = 188
_NARROWEST = 140
_GAP = 20
_BAR = 6
_MARK = 10


class LimitStrip(QWidget):
    """Name, bar and what is left of each limit, the nearest first; as many lines as they need."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._stands: tuple[StandRow, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self._line = self.fontMetrics().height() + _BAR + 12
        appearance.theme.changed.connect(self.update)

    @property
    def stands(self) -> tuple[StandRow, ...]:
        """What is shown, from the left."""
        return self._stands

    def show_stands(self, stands: Sequence[StandRow]) -> None:
        """Show these limits instead of the earlier ones."""
        ordered = tuple(sorted(stands, key=by_used))
        if ordered == self._stands:
            return
        self._stands = ordered
        self.setAccessibleName(words.limits_count(len(ordered)))
        self.setAccessibleDescription("\n".join(_said(stand) for stand in ordered))
        self._take_room()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for all lines at the present width."""
        return QSize(_NARROWEST, self._lines() * self._line)

    def minimumSizeHint(self) -> QSize:
        """Return the room that it never goes below."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many lines as the new width needs."""
        super().resizeEvent(event)
        self._take_room()

    def event(self, event: QEvent) -> bool:
        """Tell how the limit under the pointer stands."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            stand = self.stand_at(event.pos())
            QToolTip.showText(event.globalPos(), _said(stand) if stand else "", self)
            return True
        return super().event(event)

    def stand_at(self, place: QPoint) -> StandRow | None:
        """Return the limit that is drawn at a place, or None."""
        for number, stand in enumerate(self._stands):
            if self._box(number).contains(place):
                return stand
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars that lie in the changed region."""
        painter = QPainter(self)
        for number, stand in enumerate(self._stands):
            box = self._box(number)
            if event.region().intersects(box):
                self._paint(painter, stand, box)
        painter.end()

    def _paint(self, painter: QPainter, stand: StandRow, box: QRect) -> None:
        appearance, colors = self._appearance, self._appearance.theme.colors
        look = bar_of(stand, appearance.formats)
        mark = f"mark-{health_of_stand(stand).value}"
        ratio = painter.deviceTransform().m11()
        metrics = painter.fontMetrics()
        high = metrics.height()
        picture = appearance.icons.pixmap(mark, look.mark_tone, _MARK, ratio)
        painter.drawPixmap(box.x(), box.y() + 2 + (high - _MARK) // 2, picture)
        text = QRect(box.x() + _MARK + 6, box.y() + 2, box.width() - _MARK - 6, high)
        left = words.NOT_KNOWN if look.bar < 0 else words.left(left_of(stand, appearance.formats))
        painter.setPen(colors.of(Tone.MUTED))
        painter.drawText(text, Qt.AlignmentFlag.AlignRight, left)
        room = text.width() - metrics.horizontalAdvance(left) - 8
        painter.setPen(colors.of(Tone.TEXT))
        name = metrics.elidedText(stand.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft, name)
        top = box.y() + high + 5
        painter.fillRect(box.x(), top, box.width(), _BAR, QColor(colors.line))
        filled = max(look.bar, 0) * box.width() // 100
        painter.fillRect(box.x(), top, filled, _BAR, colors.of(look.mark_tone))

    def _each(self) -> int:
        """Return how wide each is: in one line, where that leaves a name its room."""
        share = (self.width() + _GAP) // max(1, len(self._stands)) - _GAP
        return max(_NARROWEST, min(share, _WIDEST))

    def _in_line(self) -> int:
        return max(1, (self.width() + _GAP) // (self._each() + _GAP))

    def _lines(self) -> int:
        return -(-len(self._stands) // self._in_line())

    def _box(self, number: int) -> QRect:
        line, place = divmod(number, self._in_line())
        each = self._each()
        return QRect(place * (each + _GAP), line * self._line, each, self._line - 2)

    def _take_room(self) -> None:
        height = self._lines() * self._line
        if self.height() != height:
            self.setFixedHeight(height)


def _said(stand: StandRow) -> str:
    return words.limit_line(stand.name, begun(stand.text))
