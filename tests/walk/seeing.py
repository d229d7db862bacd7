"""Answers what is on the screen and where: reads the window's parts, and presses none."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QMenu,
    QSystemTrayIcon,
    QTableView,
    QWidget,
)

from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.map.route_map import RouteMap

Answer = str | int | bool | None | list["Answer"] | dict[str, "Answer"]


def answer(question: list[str]) -> Answer:
    """Return the answer to a question, which begins with its kind."""
    kind, *rest = question
    match kind, rest:
        case "where", [name]:
            return _place(_called(name))
        case "row", [table, text]:
            return _row(_table(table), text)
        case "rows", [table]:
            return _rows(_table(table))
        case "node", [side, name]:
            return _node(side, name)
        case "says", [text]:
            return any(text in each for widget in _seen() for each in _texts(widget))
        case "windows", []:
            return [_window(each) for each in QApplication.topLevelWidgets() if each.isVisible()]
        case "page", []:
            return _main().pages.currentIndex()
        case "focus", []:
            widget = QApplication.focusWidget()
            return widget.accessibleName() if widget is not None else ""
        case "tray", []:
            return _tray()
    return f"no such question: {question}"


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


def _called(name: str) -> QWidget | tuple[QMenu, QRect] | None:
    found = [each for each in _seen() if name in _texts(each) and each.isEnabled()]
    # A label names a field or stands beside a button: what takes the keyboard is meant.
    found.sort(key=lambda each: each.focusPolicy() is Qt.FocusPolicy.NoFocus)
    for each in found:
        if not _shown(each).isEmpty():
            return each
    for menu in (each for each in _seen() if isinstance(each, QMenu)):
        for action in menu.actions():
            if action.text() == name and action.isEnabled():
                return menu, menu.actionGeometry(action)
    return None


def _place(found: QWidget | tuple[QMenu, QRect] | None) -> Answer:
    if found is None:
        return None
    if isinstance(found, QWidget):
        return _rectangle(found, _shown(found))
    return _rectangle(*found)


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


def _row(table: QTableView | None, text: str) -> Answer:
    if table is None:
        return None
    model = table.model()
    for row in range(model.rowCount()):
        if text in _line(model, row):
            part = table.visualRect(model.index(row, 0)) & table.viewport().rect()
            return _rectangle(table.viewport(), part) if part.isValid() else None
    return None


def _rows(table: QTableView | None) -> Answer:
    if table is None:
        return None
    model = table.model()
    return [[*_line(model, row)] for row in range(model.rowCount())]


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
    focus = QApplication.focusWidget()
    typed = focus.text() if isinstance(focus, QLineEdit) else ""
    return {
        "title": window.windowTitle(),
        "kind": type(window).__name__ if type(window) is not QWidget else _kind(window),
        "at": _rectangle(window, window.rect()),
        "frame": _frame(window),
        "active": window.isActiveWindow(),
        "typed": typed,
    }


def _kind(window: QWidget) -> str:
    return window.metaObject().className()


def _frame(window: QWidget) -> Answer:
    frame = window.frameGeometry()
    return [frame.x(), frame.y(), frame.width(), frame.height()]


def _tray() -> Answer:
    tray = _main().tray
    icon: QSystemTrayIcon | None = tray.icon if tray is not None else None
    if icon is None or not icon.isVisible():
        return None
    place = icon.geometry()
    corner: QPoint = place.topLeft()
    return {
        "at": [corner.x(), corner.y(), place.width(), place.height()],
        "tip": icon.toolTip(),
    }
