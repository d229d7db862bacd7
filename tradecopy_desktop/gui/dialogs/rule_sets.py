"""Rule sets: limits and a day under a name, to be loaded and kept. Guards nothing by itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from tradecopy_desktop.app.desk import DeskRuleSets
from tradecopy_desktop.domain.guarding import RuleSet
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.form import Field, FormDialog, first_wrong
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.card import label

T = TypeVar("T")
_LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a rule set is kept under."""

    name: str
    dated: date | None
    source: str


class RuleSetsBar(QWidget):
    """A list of names with load, save and forget. `said` carries a sentence, `refused` a fault."""

    loaded = Signal(object)
    save_asked = Signal()
    said = Signal(str)
    refused = Signal(str)

    def __init__(self, desk: DeskRuleSets, tasks: Tasks, appearance: Appearance) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = tasks
        self._formats = appearance.formats
        self._sets: dict[str, RuleSet] = {}
        self.choices = QComboBox()
        self.choices.setAccessibleName(words.RULE_SETS)
        self.about = label(words.RULE_SETS_HINT, "hint")
        self.about.setWordWrap(True)
        self.load = QPushButton(words.LOAD_SET)
        self.save = QPushButton(words.SAVE_SET)
        self.forget = QPushButton(words.FORGET_SET)
        line = QHBoxLayout()
        line.addWidget(self.choices, 1)
        for button in (self.load, self.save, self.forget):
            button.setAutoDefault(False)
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label(words.RULE_SETS, "heading"))
        layout.addLayout(line)
        layout.addWidget(self.about)
        self.choices.currentIndexChanged.connect(self._explain)
        self.load.clicked.connect(self._on_load)
        self.save.clicked.connect(self.save_asked)
        self.forget.clicked.connect(self._on_forget)
        self._show((), "")
        self.read()

    def read(self, chosen: str = "") -> None:
        """Read the sets anew, and choose one; before the program runs there are none."""
        if self._tasks.can_start:
            self._tasks.start(
                self._desk.rule_sets(),
                name=words.RULE_SETS,
                done=self._while_there(lambda sets: self._show(sets, chosen)),
                refused=self._while_there(self.refused.emit),
            )

    def _show(self, sets: Sequence[RuleSet], chosen: str) -> None:
        self._sets = {each.name: each for each in sets}
        self.choices.clear()
        self.choices.addItems(list(self._sets))
        self.choices.setPlaceholderText(words.NO_RULE_SETS)
        self.choices.setCurrentIndex(max(0, self.choices.findText(chosen)) if self._sets else -1)
        for part in (self.choices, self.load, self.forget):
            part.setEnabled(bool(self._sets))
        self._explain()

    @property
    def names(self) -> frozenset[str]:
        """The names that are taken."""
        return frozenset(self._sets)

    def keep(self, rules: RuleSet, dialog: "SaveRuleSetDialog") -> None:
        """Keep a rule set; the dialog is told how that went."""
        dialog.set_busy(True)

        def finish(_: None) -> None:
            dialog.finish()
            self.said.emit(words.set_saved(rules.name))
            self.read(rules.name)

        self._tasks.start(
            self._desk.save_rule_set(rules),
            name=words.SAVE_SET,
            done=self._while_there(finish),
            refused=self._while_there(dialog.refuse),
        )

    def _while_there(self, do: Callable[[T], None]) -> Callable[[T], None]:
        """Return what does `do` only while this window was not closed meanwhile."""

        def check(result: T) -> None:
            if isValid(self):
                do(result)

        return check

    def _chosen(self) -> RuleSet | None:
        return self._sets.get(self.choices.currentText())

    def _explain(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            self.about.setText(words.RULE_SETS_HINT)
            return
        source = chosen.source.rstrip(".")
        if chosen.dated is None:
            self.about.setText(words.undated_set(source))
        else:
            self.about.setText(words.about_set(self._formats.day(chosen.dated), source))

    def _on_load(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.loaded.emit(chosen)
            self.said.emit(words.set_loaded(chosen.name, len(chosen.limits)))

    def _on_forget(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        name = chosen.name

        def finish(_: None) -> None:
            self.said.emit(words.set_forgotten(name))
            self.read()

        self._tasks.start(
            self._desk.drop_rule_set(name),
            name=words.FORGET_SET,
            done=self._while_there(finish),
            refused=self._while_there(self.refused.emit),
        )


class SaveRuleSetDialog(FormDialog):
    """A name, a date and a source. `chosen` carries a Label; whoever takes it closes."""

    chosen = Signal(object)

    def __init__(self, taken: frozenset[str], parent: QWidget) -> None:
        super().__init__(words.SAVE_SET_TITLE, words.SAVE_SET_INTRO, words.SAVE, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._taken = taken
        self.name = QLineEdit()
        self.dated = QLineEdit()
        self.source = QLineEdit()
        self.name_field = Field(words.SET_NAME, self.name, words.SET_NAME_HINT)
        self.date_field = Field(words.SET_DATE, self.dated, words.SET_DATE_HINT)
        self.source_field = Field(words.SET_SOURCE, self.source, words.SET_SOURCE_HINT)
        for field in (self.name_field, self.date_field, self.source_field):
            field.add_to(self.fields)
        for typed in (self.name, self.source):
            typed.setMaxLength(_LONGEST)
        self.name.textChanged.connect(self._on_name_typed)
        self.accept_button.clicked.connect(self._on_accepted)

    def _on_name_typed(self) -> None:
        name = self.name.text().strip()
        self.name_field.set_hint(
            words.set_replaces(name) if name in self._taken else words.SET_NAME_HINT
        )

    def _on_accepted(self) -> None:
        self.tell("")
        name, typed = self.name.text().strip(), self.dated.text().strip()
        dated = _date(typed)
        checks = [
            (self.name_field, "" if name else words.NEED_NAME),
            (self.date_field, words.NEED_DATE if typed and dated is None else ""),
        ]
        wrong = first_wrong(checks)
        self.fit()
        if not wrong:
            self.chosen.emit(Label(name=name, dated=dated, source=self.source.text().strip()))


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
