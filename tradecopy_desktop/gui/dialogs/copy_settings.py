"""Which parts of a route's settings go to which other routes. Changes none by itself."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from tradecopy_desktop.app.views import RouteRow
from tradecopy_desktop.domain.route_sections import RouteSection
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field, FormDialog, first_wrong


class CopySettingsDialog(FormDialog):
    """`chosen` carries a set of sections and the ids of routes; whoever takes it closes."""

    chosen = Signal(object, object)

    def __init__(self, source: RouteRow, others: Sequence[RouteRow], parent: QWidget) -> None:
        title = words.copy_title(source.name)
        super().__init__(title, words.COPY_SETTINGS_INTRO, words.COPY_THEM, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sections = {each: QCheckBox(words.SECTION_NAMES[each]) for each in RouteSection}
        named = sorted(others, key=lambda row: row.name.casefold())
        self.targets = {row.id: QCheckBox(_target(row)) for row in named}
        hint = "" if named else words.NO_OTHER_ROUTES
        self.section_field = Field(words.COPY_WHAT, _column(list(self.sections.values())))
        self.target_field = Field(words.COPY_WHERE, _column(list(self.targets.values())), hint)
        for field in (self.section_field, self.target_field):
            field.add_to(self.fields)
        self.accept_button.setEnabled(bool(named))
        self.accept_button.clicked.connect(self._on_accepted)

    def _on_accepted(self) -> None:
        self.tell("")
        sections = frozenset(each for each, box in self.sections.items() if box.isChecked())
        targets = [id for id, box in self.targets.items() if box.isChecked()]
        wrong = first_wrong(
            [
                (self.section_field, "" if sections else words.NEED_SECTION),
                (self.target_field, "" if targets else words.NEED_TARGET),
            ]
        )
        self.fit()
        if not wrong:
            self.chosen.emit(sections, targets)


def _target(row: RouteRow) -> str:
    return words.route_of_accounts(row.name, row.master_name, row.follower_name)


def _column(boxes: Sequence[QCheckBox]) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    for box in boxes:
        layout.addWidget(box)
    if boxes:
        holder.setFocusProxy(boxes[0])
    return holder
