"""The menu of a table's rows. What its entries do is theirs."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QMenu


def open_menu(table: QAbstractItemView, place: QPoint, *groups: Sequence[QAction]) -> None:
    """Open a menu at a place of the table, with a line between groups."""
    # The table's own, so that it wears what the table wears.
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for number, group in enumerate(groups):
        if number:
            menu.addSeparator()
        menu.addActions(list(group))
    menu.popup(table.viewport().mapToGlobal(place))
