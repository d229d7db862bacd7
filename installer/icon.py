"""Draws the program's icon for Windows from its SVG, in every size that Explorer asks for."""

import struct
import sys
from pathlib import Path
from typing import cast

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
# Windows reads a PNG only where one is usual, in the largest size.
_PNG_FROM = 256
_HEADER, _ENTRY, _BITMAP = "<HHH", "<BBBBHHII", "<IiiHHIIiiII"


def draw_icon(svg: Path, icon: Path) -> None:
    """Write the multi-size `icon` drawn from `svg`. Needs no screen."""
    application = QGuiApplication.instance() or QGuiApplication([sys.argv[0]])
    renderer = QSvgRenderer(str(svg))
    if not renderer.isValid():
        raise ValueError(f"{svg} is no SVG that Qt can draw")
    pictures = [(size, _encode(_draw(renderer, size))) for size in _SIZES]
    entries, offset = b"", struct.calcsize(_HEADER) + len(pictures) * struct.calcsize(_ENTRY)
    for size, content in pictures:
        # A byte holds no 256; 0 stands for it.
        side = size % 256
        entries += struct.pack(_ENTRY, side, side, 0, 0, 1, 32, len(content), offset)
        offset += len(content)
    header = struct.pack(_HEADER, 0, 1, len(pictures))
    icon.write_bytes(header + entries + b"".join(content for _, content in pictures))
    del application


def _draw(renderer: QSvgRenderer, size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    return image


def _encode(image: QImage) -> bytes:
    if image.width() >= _PNG_FROM:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # Qt's stubs want str for bytes
        return cast("bytes", buffer.data().data())
    size = image.width()
    pixels = bytes(memoryview(image.constBits()))
    # Windows counts lines from below.
    rows = [pixels[4 * size * y : 4 * size * (y + 1)] for y in reversed(range(size))]
    # The mask of old: rows of whole 32-bit words, all visible, since the pixels carry alpha.
    mask = bytes((size + 31) // 32 * 4 * size)
    header = struct.pack(_BITMAP, 40, size, size * 2, 1, 32, 0, 0, 0, 0, 0, 0)
    return header + b"".join(rows) + mask
