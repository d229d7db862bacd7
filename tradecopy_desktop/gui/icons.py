"""Icons of one family, drawn from SVG in the theme's colors. Reads the files once, at the start."""

from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from pathlib import Path
from weakref import ref

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QAction, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton
from shiboken6 import isValid

from tradecopy_desktop.gui.theme import Theme, Tone

# Sharp at 100, 150 and 200 % for the sizes that buttons use.
_SIZES = (16, 18, 24, 27, 32, 36)
# For the title bar, the task bar and the tray.
LARGE = (16, 20, 24, 32, 48, 64)
# So many are drawn anew before copies pass: each is a dozen drawings the first time.
_A_TURN = 2

_Dressed = tuple[ref[QObject], Callable[[], QIcon]]


class Icons(QObject):
    """Draws icons and draws them anew when the theme changes."""

    def __init__(self, theme: Theme, resources: Path) -> None:
        super().__init__(theme)
        self._theme = theme
        self._drawings = {
            path.stem: path.read_text(encoding="utf-8")
            for path in sorted((resources / "icons").glob("*.svg"))
        }
        self._drawn: dict[tuple[str, str, int, float], QPixmap] = {}
        self._dressed: list[_Dressed] = []
        theme.changed.connect(self._dress_again)

    def picture(self, name: str) -> QIcon:
        """Return an icon that has colors of its own, in sizes for the desktop."""
        icon = QIcon()
        for size in LARGE:
            icon.addPixmap(self.pixmap(name, Tone.TEXT, size))
        return icon

    def icon(self, name: str, tone: Tone = Tone.TEXT, *, on: Tone | None = None) -> QIcon:
        """Return the icon in the theme's color for `tone`; in `on` while its button is checked."""
        icon = QIcon()
        for size in _SIZES:
            icon.addPixmap(self.pixmap(name, tone, size))
            faint = self.painted(name, self._theme.colors.edge, size)
            icon.addPixmap(faint, QIcon.Mode.Disabled)
            if on is not None:
                pixmap = self.pixmap(name, on, size)
                icon.addPixmap(pixmap, QIcon.Mode.Normal, QIcon.State.On)
        return icon

    def pixmap(self, name: str, tone: Tone, size: int, ratio: float = 1.0) -> QPixmap:
        """Return the drawing, `size` wide on a screen that has `ratio` pixels to the point."""
        return self.painted(name, self._theme.colors.of(tone).name(), size, ratio)

    def painted(self, name: str, color: str, size: int, ratio: float = 1.0) -> QPixmap:
        """Return the drawing in `color`, as #rrggbb."""
        key = (name, color, size, ratio)
        pixmap = self._drawn.get(key)
        if pixmap is None:
            pixmap = self._drawn[key] = self._draw(name, color, size, ratio)
        return pixmap

    def _draw(self, name: str, color: str, size: int, ratio: float) -> QPixmap:
        return QPixmap.fromImage(_image(self._drawings[name], color, size, ratio))

    def dress(
        self,
        wearer: QAbstractButton | QAction,
        name: str,
        tone: Tone = Tone.TEXT,
        *,
        on: Tone | None = None,
    ) -> None:
        """Give a button or an action its icon, and again after every change of theme."""
        wearer.setIcon(self.icon(name, tone, on=on))
        self._dressed.append((ref(wearer), lambda: self.icon(name, tone, on=on)))

    def _dress_again(self) -> None:
        self._dressed = [(wearer, draw) for wearer, draw in self._dressed if wearer() is not None]
        for first in range(0, len(self._dressed), _A_TURN):
            self._theme.turns.add([partial(_draw_anew, self._dressed[first : first + _A_TURN])])


def _draw_anew(dressed: Iterable[_Dressed]) -> None:
    for wearer, draw in dressed:
        target = wearer()
        if isinstance(target, (QAbstractButton, QAction)) and isValid(target):
            target.setIcon(draw())


@lru_cache(maxsize=4_000)
def _image(drawing: str, color: str, size: int, ratio: float) -> QImage:
    svg = drawing.replace("currentColor", color)
    pixels = round(size * ratio)
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image
