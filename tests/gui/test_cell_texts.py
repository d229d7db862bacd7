"""Texts of cells stand where Qt itself would draw them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QImage, QPainter

from tradecopy_desktop.gui.widgets.cell_texts import CellTexts

WIDTH, HEIGHT = 200, 30
PLACE = (8, 0, 184, HEIGHT)
ALIGN = Qt.AlignmentFlag


def picture(ratio: float) -> QImage:
    """Return an empty picture."""
    image = QImage(round(WIDTH * ratio), round(HEIGHT * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    return image


def drawn(text: str, share: float, *, ratio: float = 1, **rest: object) -> QImage:
    """Return a text drawn into a place, the second time that it is."""
    texts, image = CellTexts(), picture(ratio)
    for target in (picture(ratio), image):
        painter = QPainter(target)
        texts.begin(painter)
        texts.draw(painter, text, PLACE, share, **rest)  # type: ignore[arg-type]
        painter.end()
    return image


def ink(image: QImage) -> tuple[int, int, int, int]:
    """Return where anything was drawn: the first and last column, the first and last row."""
    white = picture(1).pixel(0, 0)
    columns, rows = range(image.width()), range(image.height())
    dark = [(x, y) for x in columns for y in rows if image.pixel(x, y) != white]
    across, down = [x for x, _ in dark], [y for _, y in dark]
    return min(across), max(across), min(down), max(down)


def drawn_by_qt(text: str, align: Qt.AlignmentFlag, ratio: float = 1) -> QImage:
    """Return a text as Qt itself draws it into the same place."""
    image = picture(ratio)
    painter = QPainter(image)
    painter.drawText(*PLACE, int(align | ALIGN.AlignVCenter), text)
    painter.end()
    return image


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("ratio", [1, 1.5, 2])
@pytest.mark.parametrize("text", ["XAUUSD", "-1,234.56", "62", "Jürgen 07"])
@pytest.mark.parametrize(
    ("share", "align"), [(0, ALIGN.AlignLeft), (0.5, ALIGN.AlignHCenter), (1, ALIGN.AlignRight)]
)
def test_text_when_drawn_then_it_stands_where_qt_puts_it(
    share: float, align: Qt.AlignmentFlag, text: str, ratio: float
) -> None:
    found = ink(drawn(text, share, ratio=ratio))

    expected = ink(drawn_by_qt(text, align, ratio))
    # Between two pixels either is right.
    assert max(abs(a - b) for a, b in zip(found, expected, strict=True)) <= 1


@pytest.mark.usefixtures("qapp")
def test_text_when_too_long_then_it_ends_with_dots() -> None:
    text = "A name that is much longer than the column in which it stands"
    image = picture(1)
    painter = QPainter(image)
    short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, PLACE[2])
    painter.end()

    assert drawn(text, 0) == drawn_by_qt(short, ALIGN.AlignLeft)


@pytest.mark.usefixtures("qapp")
def test_number_when_too_long_then_it_is_cut_at_the_edge_and_not_shortened() -> None:
    number = "123,456,789,012,345,678,901,234,567,890"

    image = drawn(number, 1, whole=True)

    assert image == drawn_by_qt(number, ALIGN.AlignRight)
    assert ink(image)[0] >= PLACE[0]


@pytest.mark.usefixtures("qapp")
def test_text_when_the_font_changes_then_it_is_laid_out_anew() -> None:
    texts, image = CellTexts(), picture(1)
    large = QFont()
    large.setPointSize(2 * large.pointSize())
    for font, target in ((QFont(), picture(1)), (large, image)):
        painter = QPainter(target)
        painter.setFont(font)
        texts.begin(painter)
        texts.draw(painter, "62", PLACE, 1)
        painter.end()

    expected = picture(1)
    painter = QPainter(expected)
    painter.setFont(large)
    painter.drawText(*PLACE, int(ALIGN.AlignRight | ALIGN.AlignVCenter), "62")
    painter.end()
    assert image == expected
