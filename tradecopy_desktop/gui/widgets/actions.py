"""Actions with their shortcut and their button. They do what they are given and no more."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.theme import Tone


def make_action(
    owner: QWidget, text: str, icon: str, appearance: Appearance, do: Callable[[], None]
) -> QAction:
    """Return an action of `owner` that does `do` when triggered."""
    action = QAction(text, owner)
    action.triggered.connect(lambda _checked: do())
    appearance.icons.dress(action, icon)
    owner.addAction(action)
    return action


def set_keys(action: QAction, keys: str, tip: str) -> None:
    """Give an action its keys, valid while its owner is on the screen, and say so in its tip."""
    action.setShortcut(QKeySequence(keys))
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.setToolTip(with_keys(tip, keys))


def with_keys(tip: str, keys: str) -> str:
    """Return a tip with the keys that do the same."""
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{tip} ({shown})"


def button_for(
    action: QAction, icon: str, appearance: Appearance, *, style: str = ""
) -> QPushButton:
    """Return a button that follows its action; `style` is primary, danger or nothing."""
    button = QPushButton(action.text())
    if style:
        button.setProperty(style, "true")
    appearance.icons.dress(button, icon, Tone.ON_FILL if style else Tone.TEXT)
    button.clicked.connect(action.trigger)

    def follow() -> None:
        button.setEnabled(action.isEnabled())
        button.setToolTip(action.toolTip())

    action.changed.connect(follow)
    follow()
    return button


def on_keys(widget: QWidget, keys: Sequence[str], do: Callable[[], None]) -> None:
    """Do something when one of the keys is pressed while `widget` itself has the focus."""
    for each in keys:
        shortcut = QShortcut(QKeySequence(each), widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(do)
