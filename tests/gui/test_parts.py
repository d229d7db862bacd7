"""No part of a window is ever a window of its own: on Windows it would flash up at every start."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.gui.conftest import BuildWindow
from tests.gui.route_forms import edit
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.screenshots import forms
from tradecopy_desktop.gui.turns import finish_all


class Shown(QObject):
    """Remembers the class of whatever is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Look at an event; hold none back."""
        is_window = isinstance(watched, QWidget) and watched.isWindow()
        if event.type() is QEvent.Type.Show and is_window:
            self.windows.append(type(watched).__name__)
        return False


def test_window_when_built_then_no_part_of_it_is_a_window(
    qapp: QApplication, new_window: BuildWindow, desk: SampleDesk
) -> None:
    shown = Shown()
    qapp.installEventFilter(shown)

    new_window(desk)

    qapp.removeEventFilter(shown)
    assert shown.windows == ["MainWindow"]


def test_editor_when_opened_then_no_part_of_it_is_a_window(
    qapp: QApplication, window: MainWindow
) -> None:
    shown = Shown()
    qapp.installEventFilter(shown)

    edit(window)

    qapp.removeEventFilter(shown)
    assert shown.windows == ["RouteEditor"]


def test_forms_when_opened_then_no_part_of_them_is_a_window(
    qapp: QApplication, window: MainWindow
) -> None:
    shown = Shown()
    qapp.installEventFilter(shown)
    opened = []

    for _, open_form in forms(window):
        form = open_form()
        finish_all(window)
        opened += [type(each).__name__ for each in window.findChildren(QDialog)]
        form.close()

    qapp.removeEventFilter(shown)
    assert set(shown.windows) <= set(opened)


def test_hours_when_ticked_then_no_part_of_them_is_a_window(
    qapp: QApplication, window: MainWindow
) -> None:
    editor = edit(window)
    editor.tabs.show_tab(1)
    hours = editor.tabs.filters.hours
    shown = Shown()
    qapp.installEventFilter(shown)

    hours.limited.box.click()

    qapp.removeEventFilter(shown)
    assert shown.windows == []
    assert len(hours.windows) == 1
    assert hours.zone.isVisible()
