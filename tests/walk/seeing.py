"""Answers what is on the screen and where: reads the window's parts, and presses none."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QAbstractItemModel, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QTableView,
    QWidget,
)

from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.map.route_map import RouteMap

Answer = str | int | bool | None | list["Answer"] | dict[str, "Answer"]


def answer(question: list[str]) -> Answer:
    """Return the answer to a question, which begins with its kind; None: there is no such thing."""
    kind, *about = question
    return _KINDS[kind](*about)


def _page() -> Answer:
    return _main().pages.currentIndex()


def _focus() -> Answer:
    widget = QApplication.focusWidget()
    return widget.accessibleName() if widget is not None else ""


def _says(text: str) -> Answer:
    return any(text in each for widget in _seen() for each in _texts(widget))


def _windows() -> Answer:
    return [_window(each) for each in QApplication.topLevelWidgets() if each.isVisible()]


def _main() -> MainWindow:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))


def _seen() -> Iterator[QWidget]:
    """Return what is shown, in the window that has the keyboard first."""
    tops = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    tops.sort(key=lambda each: not each.isActiveWindow())
    for top in tops:
        yield top
        yield from (each for each in top.findChildren(QWidget) if each.isVisible())


def _texts(widget: QWidget) -> list[str]:
    text = getattr(widget, "text", None)
    said = text() if callable(text) else ""
    title = widget.windowTitle() if widget.isWindow() else ""
    return [str(said), widget.accessibleName(), widget.objectName(), title]


def _called(name: str) -> QWidget | None:
    found = [each for each in _seen() if name in _texts(each) and each.isEnabled()]
    # A label names a field or stands beside a button: what takes the keyboard is meant.
    found.sort(key=lambda each: each.focusPolicy() is Qt.FocusPolicy.NoFocus)
    return next((each for each in found if not _shown(each).isEmpty()), None)


def _where(name: str) -> Answer:
    found = _called(name)
    return _rectangle(found, _shown(found)) if found is not None else None


def _shown(widget: QWidget) -> QRect:
    # What a table shows lies in a part of its own, which hides the table itself.
    top = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    return top.visibleRegion().boundingRect()


def _rectangle(widget: QWidget, part: QRect) -> Answer:
    corner = widget.mapToGlobal(part.topLeft())
    return [corner.x(), corner.y(), part.width(), part.height()]


def _table(name: str) -> QTableView | None:
    tables = (each for each in _seen() if isinstance(each, QTableView))
    return next((each for each in tables if each.accessibleName() == name), None)


def _row(name: str, text: str) -> Answer:
    table = _table(name)
    if table is None:
        return None
    model = table.model()
    for row in range(model.rowCount()):
        if text in _line(model, row):
            part = table.visualRect(model.index(row, 0)) & table.viewport().rect()
            return _rectangle(table.viewport(), part) if part.isValid() else None
    return None


def _rows(name: str) -> Answer:
    table = _table(name)
    if table is None:
        return None
    model = table.model()
    return [[*_line(model, row)] for row in range(model.rowCount())]


def _chosen(name: str) -> Answer:
    table = _table(name)
    rows = table.selectionModel().selectedRows() if table is not None else []
    return _line(rows[0].model(), rows[0].row())[0] if rows else None


def _line(model: QAbstractItemModel, row: int) -> list[str]:
    indexes = (model.index(row, column) for column in range(model.columnCount()))
    return [str(model.data(index) or "") for index in indexes]


def _node(side: str, name: str) -> Answer:
    for each in _seen():
        if isinstance(each, RouteMap):
            for node in each.placed.nodes:
                account = each._accounts[node.key]
                if account.name == name and node.leads is (side == "master"):
                    return _rectangle(each, node.rect.toAlignedRect())
    return None


def _window(window: QWidget) -> Answer:
    return {
        "title": window.windowTitle(),
        "kind": window.metaObject().className(),
        "at": _rectangle(window, window.rect()),
    }


def _tray() -> Answer:
    tray = _main().tray
    if tray is None or not tray.icon.isVisible():
        return None
    at = tray.icon.geometry()
    return {"at": [at.x(), at.y(), at.width(), at.height()], "tip": tray.icon.toolTip()}


_KINDS: dict[str, Callable[..., Answer]] = {
    "where": _where,
    "row": _row,
    "rows": _rows,
    "chosen": _chosen,
    "node": _node,
    "says": _says,
    "windows": _windows,
    "page": _page,
    "focus": _focus,
    "tray": _tray,
}
