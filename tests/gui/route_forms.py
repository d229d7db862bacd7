"""How a trader opens and fills in the editor of a route."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from tests.gui.coming import come
from tests.gui.conftest import Run
from tradecopy_desktop.gui.dialogs.route_editor import RouteEditor
from tradecopy_desktop.gui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


def edit(window: MainWindow, route: str = "route-1") -> RouteEditor:
    editor = window.open_route_editor(route)
    assert editor is not None
    return come(editor)


def choose(box: QComboBox, text: str) -> None:
    place = box.findText(text)
    assert place >= 0, text
    box.setCurrentIndex(place)


def type_into(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def save(window: MainWindow, editor: RouteEditor, run: Run) -> None:
    async def scenario() -> None:
        QTest.mouseClick(editor.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())
