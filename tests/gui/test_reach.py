"""Every input of the window and of its forms has a name, and the Tab key reaches it."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.pages import titles
from tradecopy_desktop.gui.screenshots import forms

INPUTS = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QPlainTextEdit)


def _inputs(window: QWidget) -> Iterator[QWidget]:
    for each in window.findChildren(QWidget):
        if not isinstance(each, INPUTS) or isinstance(each, QHeaderView):
            continue
        # What Qt puts into a box of its own is reached through that box.
        inner = isinstance(each.parentWidget(), QComboBox | QLineEdit | QAbstractItemView)
        if each.window() is window and each.isVisibleTo(window) and not inner:
            yield each


def _name(each: QWidget) -> str:
    text = getattr(each, "text", None)
    shown = text() if isinstance(each, QAbstractButton) and callable(text) else ""
    return each.accessibleName() or shown.strip()


def _reached(window: QWidget) -> set[int]:
    """Return what the Tab key comes to, round once."""
    found: set[int] = set()
    each: QWidget | None = window.nextInFocusChain()
    while each is not None and each is not window and id(each) not in found:
        found.add(id(each))
        each = each.nextInFocusChain()
    return found


def _alternatives(each: QWidget) -> list[QAbstractButton]:
    """Return the buttons among which the arrow keys choose, since one at a time is pressed."""
    if not isinstance(each, QAbstractButton):
        return []
    for group in each.window().findChildren(QButtonGroup):
        if group.exclusive() and each in group.buttons():
            return list(group.buttons())
    parent = each.parentWidget()
    beside = parent.findChildren(QAbstractButton) if parent is not None else []
    return [other for other in beside if each.autoExclusive() and other.autoExclusive()]


def _is_reached(each: QWidget, chain: set[int]) -> bool:
    by_tab = each.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(by_tab) and id(each) in chain


def _faults(window: QWidget, where: str) -> list[str]:
    chain = _reached(window)
    faults = []
    for each in _inputs(window):
        what = f"{where}: {type(each).__name__} {_name(each)!r}"
        if not _name(each):
            faults.append(f"{what} has no name")
        if not any(_is_reached(way, chain) for way in (each, *_alternatives(each))):
            faults.append(f"{what} is not reached")
    return faults


def test_pages_when_walked_through_then_every_input_has_a_name_and_is_reached(
    window: MainWindow, desk: SampleDesk
) -> None:
    faults = []

    for number, title in enumerate(titles()):
        window.show_page(number)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        faults += _faults(window, title)
    window.ask_to_pause_all()
    faults += _faults(window, "question")

    assert faults == []


def test_forms_when_walked_through_then_every_input_has_a_name_and_is_reached(
    window: MainWindow, desk: SampleDesk
) -> None:
    faults = []

    for name, open_form in forms(window):
        form = open_form()
        faults += _faults(form, name)
        form.close()

    assert faults == []


def test_pages_when_they_scroll_then_the_keys_can_do_it(window: MainWindow) -> None:
    areas = [each for each in window.findChildren(QScrollArea) if type(each) is not QScrollArea]

    assert {each.accessibleName() for each in areas} == {"Settings", "Help"}
    assert all(each.focusPolicy() is Qt.FocusPolicy.StrongFocus for each in areas)
