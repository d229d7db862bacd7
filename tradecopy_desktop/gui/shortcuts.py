"""The keyboard's shortcuts as the window really has them. Knows none by heart."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget


class Shortcut(NamedTuple):
    """What keys do, and on which page; "" is everywhere."""

    page: str
    text: str
    keys: str


def bind(owner: QWidget, *keys: tuple[str, str, Callable[[], object]]) -> None:
    """Give keys, wherever they are pressed in the owner's window, something to do."""
    for sequence, what, do in keys:
        shortcut = QShortcut(QKeySequence(sequence), owner)
        shortcut.setWhatsThis(what)
        shortcut.activated.connect(do)


def shortcuts_of(window: QWidget, stack: QStackedWidget, titles: Sequence[str]) -> list[Shortcut]:
    """Return all shortcuts of a window: those of everywhere first, then page by page.

    An action says what it does by its text, a shortcut without one by its whatsThis.
    """
    pages = [(stack.widget(n), title) for n, title in enumerate(titles)]
    found = [*_of_shortcuts(window, pages), *_of_actions(window, pages)]
    order = ["", *(title for _, title in pages)]
    return sorted(dict.fromkeys(found), key=lambda each: order.index(each.page))


def _of_shortcuts(
    window: QWidget, pages: Sequence[tuple[QWidget | None, str]]
) -> Iterator[Shortcut]:
    for each in window.findChildren(QShortcut):
        # Keys without words are those of one table, such as its arrows.
        if _belongs(each, window) and each.whatsThis() and not each.key().isEmpty():
            yield Shortcut(_page_of(each, pages), _plain(each.whatsThis()), _native(each.key()))


def _of_actions(window: QWidget, pages: Sequence[tuple[QWidget | None, str]]) -> Iterator[Shortcut]:
    for each in window.findChildren(QAction):
        if _belongs(each, window) and not each.shortcut().isEmpty():
            text = _plain(each.text())
            yield Shortcut(_page_of(each, pages), text, _native(each.shortcut()))


def _belongs(each: QObject, window: QWidget) -> bool:
    """Tell whether it is the window's own, and not that of a form or of an input in it."""
    owner = each.parent()
    while owner is not None and owner is not window:
        if isinstance(owner, QWidget) and owner.isWindow():
            return False
        owner = owner.parent()
    return owner is window


def _page_of(each: QObject, pages: Sequence[tuple[QWidget | None, str]]) -> str:
    titles = {id(page): title for page, title in pages}
    owner = each.parent()
    while owner is not None:
        if id(owner) in titles:
            return titles[id(owner)]
        owner = owner.parent()
    return ""


def _plain(text: str) -> str:
    # That more is asked first does not matter here.
    return text.rstrip("\N{HORIZONTAL ELLIPSIS}")


def _native(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)
