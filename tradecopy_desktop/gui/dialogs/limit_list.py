"""The limits of an account in a table, to be added, changed and removed. Saves nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from tradecopy_desktop.domain.guarding import Limit
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.limit import LimitDialog
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.limit_meanings import Funds, meaning, steps_of
from tradecopy_desktop.gui.models.columns import Column, Look
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.theme import Tone
from tradecopy_desktop.gui.widgets.actions import button_for, make_action
from tradecopy_desktop.gui.widgets.card import card
from tradecopy_desktop.gui.widgets.empty_state import EmptyState, TableOrEmpty
from tradecopy_desktop.gui.widgets.table_view import TableView

_HEIGHT = 236


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A limit, its place in the list, and what it means."""

    limit: Limit
    place: int
    meaning: str


class LimitList(QWidget):
    """`changed` tells of another limit; one form at most is open."""

    changed = Signal()

    def __init__(self, funds: Funds, appearance: Appearance) -> None:
        super().__init__()
        self._funds = funds
        self._formats = appearance.formats
        self._limits: dict[str, Limit] = {}
        self.dialog: LimitDialog | None = None
        self.model: RowsModel[Line] = RowsModel(
            _columns(appearance.formats), lambda line: line.limit.id, parent=self
        )
        self.table = TableView(self.model, words.ACCOUNT_LIMITS, appearance)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.set_two_lines()
        self.add = make_action(self, words.ADD_LIMIT, "add", appearance, self._on_add)
        self.change = make_action(self, words.CHANGE_LIMIT, "edit", appearance, self._on_change)
        self.remove = make_action(self, words.REMOVE_LIMIT, "remove", appearance, self._on_remove)
        self.add_button = button_for(self.add, "add", appearance)
        self.change_button = button_for(self.change, "edit", appearance)
        self.remove_button = button_for(self.remove, "remove", appearance)
        self._lay_out(appearance)
        self.setFocusProxy(self.add_button)
        self.table.activated.connect(lambda _: self.change.trigger())
        self.table.selectionModel().selectionChanged.connect(self._weigh)
        self._weigh()

    def limits(self) -> tuple[Limit, ...]:
        """Return the limits, in their order."""
        return tuple(self._limits.values())

    def show_limits(self, limits: Iterable[Limit]) -> None:
        """Show these instead of the earlier ones."""
        self._limits = {limit.id: limit for limit in limits}
        self._write()

    def set_funds(self, funds: Funds) -> None:
        """Say anew what each means."""
        self._funds = funds
        self._write()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add with Insert, change with F2, remove with Delete."""
        actions = {
            Qt.Key.Key_Insert: self.add,
            Qt.Key.Key_F2: self.change,
            Qt.Key.Key_Delete: self.remove,
        }
        action = actions.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        else:
            action.trigger()

    def _lay_out(self, appearance: Appearance) -> None:
        for action, key in (
            (self.add, words.KEY_INSERT),
            (self.change, words.KEY_F2),
            (self.remove, words.KEY_DELETE),
        ):
            action.setToolTip(words.with_key(action.text(), key))
        empty = EmptyState("guard", words.NO_LIMITS_SET, words.NO_LIMITS_SET_HINT, appearance, None)
        self.rows = TableOrEmpty(self.table, self.model, empty)
        frame = card(self.rows)
        frame.setMinimumHeight(_HEIGHT)
        line = QHBoxLayout()
        for button in (self.add_button, self.change_button, self.remove_button):
            button.setAutoDefault(False)
            line.addWidget(button)
        line.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(frame, 1)
        layout.addLayout(line)

    def _selected(self) -> Limit | None:
        rows = self.table.selected_rows()
        return self.model.row_at(rows[0]).limit if rows else None

    def _weigh(self) -> None:
        there = self._selected() is not None
        self.change.setEnabled(there)
        self.remove.setEnabled(there)

    def _write(self) -> None:
        selected = self._selected()
        self.model.replace(
            Line(limit=limit, place=place, meaning=meaning(limit, self._funds, self._formats))
            for place, limit in enumerate(self._limits.values())
        )
        place = self.model.place_of(selected.id) if selected is not None else None
        if place is not None:
            self.table.selectRow(place)
        self._weigh()

    def _on_add(self) -> None:
        self._ask(None)

    def _on_change(self) -> None:
        limit = self._selected()
        if limit is not None:
            self._ask(limit)

    def _on_remove(self) -> None:
        limit = self._selected()
        if limit is not None:
            del self._limits[limit.id]
            self._write()
            self.changed.emit()

    def _ask(self, limit: Limit | None) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        dialog = LimitDialog(limit, self._funds, self._formats, self.window())
        dialog.chosen.connect(self._on_chosen)
        dialog.finished.connect(self._on_dialog_ended)
        self.dialog = dialog
        dialog.show()

    def _on_chosen(self, limit: Limit) -> None:
        self._limits[limit.id] = limit
        self._write()
        place = self.model.place_of(limit.id)
        if place is not None:
            self.table.selectRow(place)
        self.changed.emit()

    def _on_dialog_ended(self) -> None:
        self.dialog = None


def _columns(formats: Formats) -> tuple[Column[Line], ...]:
    return (
        Column(
            title=words.LIMIT,
            look=lambda line: Look(line.limit.name, second=steps_of(line.limit.ladder, formats)),
            order=lambda line: (0, float(line.place), ""),
            chars=20,
            tip=lambda line: f"{line.limit.name}\n{words.LIMIT_LADDER}",
        ),
        Column(
            title=words.WHAT_IT_MEANS,
            look=_meaning,
            chars=40,
            stretch=True,
            tip=lambda line: line.meaning,
        ),
    )


def _meaning(line: Line) -> Look:
    first, _, rest = line.meaning.partition(". ")
    return Look(f"{first.removesuffix('.')}.", Tone.TEXT, second=rest)
