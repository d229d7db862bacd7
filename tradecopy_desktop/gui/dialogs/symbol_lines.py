"""One line of the symbols of a route: a pair of names, or a symbol with another size."""

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from tradecopy_desktop.domain.sizing import SameLots, SymbolOverride
from tradecopy_desktop.gui import typed_kinds as kinds
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.route_part import fault_of_bounds, remove_button
from tradecopy_desktop.gui.dialogs.size_choice import SizeChoice
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.size_kinds import SIZE_KINDS, SizeKind
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.typed import Typed

_SYMBOL = 100
_FEWEST = 8


def symbol_line(names: QStringListModel, hint: str) -> QLineEdit:
    """Return a field for a symbol's name that offers `names` while it is typed."""
    line = QLineEdit()
    line.setPlaceholderText(hint)
    line.setAccessibleName(hint)
    completer = QCompleter(names, line)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    line.setCompleter(completer)
    return line


class MapLine(QWidget):
    """The master's name and the follower's."""

    changed = Signal()
    removed = Signal()

    def __init__(self, ours: QStringListModel, theirs: QStringListModel) -> None:
        super().__init__()
        self.ours = symbol_line(ours, words.MAP_MASTER)
        self.theirs = symbol_line(theirs, words.MAP_FOLLOWER)
        self.remove = remove_button(words.REMOVE_MAP)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.ours, 1)
        layout.addWidget(label(words.MAP_TO, "hint"))
        layout.addWidget(self.theirs, 1)
        layout.addWidget(self.remove)
        for line in (self.ours, self.theirs):
            line.textChanged.connect(lambda _: self.changed.emit())
        self.remove.clicked.connect(self.removed)

    def show_pair(self, ours: str, theirs: str) -> None:
        """Write a pair into the fields."""
        self.ours.setText(ours)
        self.theirs.setText(theirs)

    def pair(self) -> tuple[str, str]:
        """Return both names as they are typed."""
        return self.ours.text().strip(), self.theirs.text().strip()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is typed."""
        return self.pair() == ("", "")


class OverrideLine(QFrame):
    """A symbol of the master, its size and its bounds."""

    changed = Signal()
    removed = Signal()

    def __init__(self, ours: QStringListModel, formats: Formats) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._as_route = SizeKind(
            name=words.AS_THE_ROUTE, hint=words.AS_THE_ROUTE_HINT, make=lambda _: SameLots()
        )
        self.symbol = symbol_line(ours, words.OVERRIDE_SYMBOL)
        self.sizing = SizeChoice(formats, (self._as_route, *SIZE_KINDS))
        self.symbol.setMinimumWidth(_SYMBOL)
        narrow = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.sizing.kinds.setSizeAdjustPolicy(narrow)
        self.sizing.kinds.setMinimumContentsLength(_FEWEST)
        self.least = Typed(kinds.lots_or_none(formats), None)
        self.most = Typed(kinds.lots_or_none(formats), None)
        self.least.name(words.OVERRIDE_LEAST)
        self.most.name(words.OVERRIDE_MOST)
        self.remove = remove_button(words.REMOVE_OVERRIDE)
        self._lay_out()
        self.symbol.textChanged.connect(lambda _: self.changed.emit())
        self.sizing.changed.connect(self.changed)
        self.sizing.number.textChanged.connect(lambda _: self.changed.emit())
        for typed in (self.least, self.most):
            typed.changed.connect(self.changed)
        self.remove.clicked.connect(self.removed)

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.symbol, 2)
        first.addWidget(self.sizing, 3)
        first.addWidget(self.remove)
        for name, typed in ((words.OVERRIDE_LEAST, self.least), (words.OVERRIDE_MOST, self.most)):
            second.addWidget(label(name, "hint"))
            second.addWidget(typed)
        second.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(6)
        layout.addLayout(first)
        layout.addLayout(second)

    def show_override(self, override: SymbolOverride) -> None:
        """Write one into the fields."""
        self.symbol.setText(override.symbol)
        if override.sizing is not None:
            self.sizing.show_sizing(override.sizing)
        self.least.show_value(override.min_lots)
        self.most.show_value(override.max_lots)

    def override(self, *, is_due: bool = True) -> SymbolOverride | None:
        """Return what is filled in, or None where something is wrong; the field is marked.

        A size that nobody typed yet is marked only once it `is_due`.
        """
        name, faults = self.symbol.text().strip(), [self.least.fault(), self.most.fault()]
        as_route = self.sizing.kind is self._as_route
        if not as_route:
            faults.append(self.sizing.fault(is_due=is_due))
        if not name or any(faults) or fault_of_bounds(self.least, self.most):
            return None
        return SymbolOverride(
            symbol=name,
            sizing=None if as_route else self.sizing.sizing(),
            min_lots=self.least.value(),
            max_lots=self.most.value(),
        )

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is typed or chosen."""
        untouched = self.sizing.kind is self._as_route and not self.symbol.text().strip()
        return untouched and not (self.least.line.text() or self.most.line.text())
