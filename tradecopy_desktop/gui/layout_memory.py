"""Keeps how the window is laid out, from one start to the next. A damaged file is ignored."""

import json
from collections.abc import Iterator
from typing import Final, TypeVar

from PySide6.QtCore import QByteArray, QRect, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QWidget

from tradecopy_desktop.gui.widgets.table_view import TableView

W = TypeVar("W", bound=QWidget)

_GEOMETRY: Final = "window/geometry"
_PAGE: Final = "window/page"
# So much of a window must be on a screen to be taken hold of.
_LEAST_SEEN: Final = 80
_NARROWEST: Final = 20
_WIDEST: Final = 4_000


class LayoutMemory:
    """Reads and writes place, page, splitters and tables of one window."""

    def __init__(
        self, settings: QSettings | None, window: QMainWindow, pages: QStackedWidget
    ) -> None:
        self._settings = settings
        self._window = window
        self._pages = pages

    def remember(self) -> None:
        """Write down how everything lies."""
        if self._settings is None:
            return
        self._settings.setValue(_GEOMETRY, self._window.saveGeometry())
        self._settings.setValue(_PAGE, self._pages.currentIndex())
        for name, splitter in self._splitters().items():
            # A page that was never looked at has no sizes yet.
            if all(splitter.sizes()):
                self._settings.setValue(name, json.dumps(splitter.sizes()))
        for name, table in self._tables().items():
            self._settings.setValue(name, json.dumps(_of_table(table)))

    def recall(self) -> int | None:
        """Lay everything out as it was, and return the page that was open; None if unknown."""
        if self._settings is None:
            return None
        geometry = self._settings.value(_GEOMETRY)
        if isinstance(geometry, QByteArray):
            self._window.restoreGeometry(geometry)
        for name, splitter in self._splitters().items():
            sizes = _numbers(self._settings.value(name))
            if len(sizes) == splitter.count() and all(size > 0 for size in sizes):
                splitter.setSizes(sizes)
        for name, table in self._tables().items():
            _lay_out(table, _read(self._settings.value(name)))
        page = str(self._settings.value(_PAGE, ""))
        known = page.isascii() and page.isdecimal() and int(page) < self._pages.count()
        return int(page) if known else None

    def bring_to_screen(self) -> None:
        """Move the window to where it can be seen: its screen may no longer be there."""
        screens = [each.availableGeometry() for each in QGuiApplication.screens()]
        primary = QGuiApplication.primaryScreen()
        if any(_is_seen(self._window.frameGeometry(), at) for at in screens):
            return
        room = primary.availableGeometry()
        self._window.resize(self._window.size().boundedTo(room.size()))
        place = QRect(self._window.geometry())
        place.moveCenter(room.center())
        # A window that is larger than the screen still shows its title bar.
        self._window.move(max(place.left(), room.left()), max(place.top(), room.top()))

    def _splitters(self) -> dict[str, QSplitter]:
        return {f"layout/splitter_{name}": each for name, each in self._each_of(QSplitter)}

    def _tables(self) -> dict[str, TableView]:
        return {f"layout/table_{name}": each for name, each in self._each_of(TableView)}

    def _each_of(self, kind: type[W]) -> Iterator[tuple[str, W]]:
        for page in range(self._pages.count()):
            panel = self._pages.widget(page)
            found = panel.findChildren(kind) if panel is not None else []
            for number, each in enumerate(found):
                yield f"{page}_{number}", each


def _is_seen(window: QRect, screen: QRect) -> bool:
    # The title bar is what a window is moved by.
    bar = QRect(window.left(), window.top(), window.width(), _LEAST_SEEN)
    both = bar.intersected(screen)
    return both.width() >= _LEAST_SEEN and both.height() >= _LEAST_SEEN // 2


def _of_table(table: TableView) -> dict[str, object]:
    header = table.horizontalHeader()
    kept: dict[str, object] = {"columns": header.count(), "widths": table.chosen_widths}
    if table.isSortingEnabled():
        order = header.sortIndicatorOrder()
        kept["sorted"] = [header.sortIndicatorSection(), int(order is not _UP)]
    return kept


_UP: Final = Qt.SortOrder.AscendingOrder


def _lay_out(table: TableView, kept: object) -> None:
    count = table.horizontalHeader().count()
    if not isinstance(kept, dict) or kept.get("columns") != count:
        return
    widths = kept.get("widths")
    if isinstance(widths, dict):
        numbers = {str(n): n for n in range(count)}
        table.choose_widths(
            {
                numbers[name]: width
                for name, width in widths.items()
                if name in numbers and isinstance(width, int) and _NARROWEST <= width <= _WIDEST
            }
        )
    by = kept.get("sorted")
    if table.isSortingEnabled() and isinstance(by, list) and len(by) == 2:
        column, down = by
        if isinstance(column, int) and 0 <= column < count and down in (0, 1):
            table.sortByColumn(column, Qt.SortOrder.DescendingOrder if down else _UP)


def _numbers(text: object) -> list[int]:
    read = _read(text)
    if not isinstance(read, list) or not all(type(each) is int for each in read):
        return []
    return [each for each in read if isinstance(each, int)]


def _read(text: object) -> object:
    try:
        return json.loads(str(text))
    except ValueError:
        return None
