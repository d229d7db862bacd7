"""The tab of symbols: which means which, and which have another size."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import SymbolOverride
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field
from tradecopy_desktop.gui.dialogs.route_part import RoutePart
from tradecopy_desktop.gui.dialogs.symbol_lines import MapLine, OverrideLine
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.turns import Piece


class SymbolsPart(RoutePart):
    """Pairs of names, other sizes, and what contracts may stand for each other."""

    def __init__(self, formats: Formats) -> None:
        super().__init__(formats)
        self.ours = QStringListModel(self)
        self.theirs = QStringListModel(self)
        self.pairs: list[MapLine] = []
        self.others: list[OverrideLine] = []

    def steps(self) -> Sequence[Piece]:
        """Return what makes the fields."""
        return self._add_pairs, self._add_others

    def _add_pairs(self) -> None:
        self._pair_lines, self.add_pair, self.pairs_field = self._add_list(
            words.SYMBOL_MAP, words.SYMBOL_MAP_HINT, words.ADD_MAP
        )
        self.add_pair.clicked.connect(self._on_add_pair)
        self.must(self.pairs_field, self._fault_of_pairs)
        self.setFocusProxy(self.add_pair)

    def _add_others(self) -> None:
        self._other_lines, self.add_other, self.others_field = self._add_list(
            words.OVERRIDES, words.OVERRIDES_HINT, words.ADD_OVERRIDE
        )
        self.cross = self.check(words.CROSS_CONTRACT, words.CROSS_CONTRACT_HINT)
        self.shares = self.check(words.SHARES_NETTING, words.SHARES_NETTING_HINT)
        self.lines.addStretch()
        self.add_other.clicked.connect(self._on_add_other)
        self.must(self.others_field, self._fault_of_others)

    def set_names(self, ours: Sequence[str], theirs: Sequence[str]) -> None:
        """Offer these names of the master's and the follower's."""
        self.ours.setStringList(list(ours))
        self.theirs.setStringList(list(theirs))

    def show_settings(self, settings: RouteSettings) -> None:
        """Write pairs and other sizes into lines."""
        for pair in tuple(self.pairs):
            self._drop(pair)
        for other in tuple(self.others):
            self._drop(other)
        for filling in self.fillings(settings):
            filling()

    def fillings(self, settings: RouteSettings) -> Sequence[Piece]:
        """Return what writes pairs and other sizes into new lines, one a piece."""
        pairs = [partial(self._show_pair, *pair) for pair in settings.symbol_map]
        others = [partial(self._show_other, override) for override in settings.overrides]
        return [partial(self._tick, settings), *pairs, *others]

    def _show_pair(self, ours: str, theirs: str) -> None:
        self._new_pair().show_pair(ours, theirs)

    def _show_other(self, override: SymbolOverride) -> None:
        self._new_other().show_override(override)

    def _tick(self, settings: RouteSettings) -> None:
        self.cross.box.setChecked(settings.cross_contract)
        self.shares.box.setChecked(settings.shares_netting)

    def applied_to(self, settings: RouteSettings) -> RouteSettings:
        """Return the settings with these symbols; lines without any word are left out."""
        overrides = [line.override() for line in self.others if not line.is_empty]
        return replace(
            settings,
            symbol_map=tuple(line.pair() for line in self.pairs if not line.is_empty),
            overrides=tuple(each for each in overrides if each is not None),
            cross_contract=self.cross.is_ticked,
            shares_netting=self.shares.is_ticked,
        )

    def _add_list(self, title: str, hint: str, add: str) -> tuple[QVBoxLayout, QPushButton, Field]:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        button = QPushButton(add)
        button.setAutoDefault(False)
        field = Field(title, holder, hint)
        field.title.setBuddy(button)
        field.add_to(self.lines)
        self.lines.addWidget(button, 0)
        button.setSizePolicy(button.sizePolicy().Policy.Maximum, button.sizePolicy().Policy.Fixed)
        return box, button, field

    def _on_add_pair(self) -> None:
        self._new_pair().ours.setFocus()

    def _on_add_other(self) -> None:
        self._new_other().symbol.setFocus()

    def _new_pair(self) -> MapLine:
        line = MapLine(self.ours, self.theirs)
        self.pairs.append(line)
        self._pair_lines.addWidget(line)
        self._follow(line)
        return line

    def _new_other(self) -> OverrideLine:
        line = OverrideLine(self.ours, self.formats)
        self.others.append(line)
        self._other_lines.addWidget(line)
        self._follow(line)
        return line

    def _follow(self, line: MapLine | OverrideLine) -> None:
        line.changed.connect(self.changed)
        line.removed.connect(lambda: self._drop(line))
        line.removed.connect(self.changed)
        self.changed.emit()

    def _drop(self, line: MapLine | OverrideLine) -> None:
        if isinstance(line, MapLine):
            self.pairs.remove(line)
        else:
            self.others.remove(line)
        line.hide()
        line.setParent(None)
        line.deleteLater()

    def _fault_of_pairs(self) -> str:
        filled = [line for line in self.pairs if not line.is_empty]
        ours = [line.pair()[0] for line in filled]
        half = any("" in line.pair() for line in filled)
        return words.NEED_PAIRS if half or len(set(ours)) < len(ours) else ""

    def _fault_of_others(self) -> str:
        filled = [line for line in self.others if not line.is_empty]
        found = [line.override(is_due=self.is_due) for line in filled]
        known = [each for each in found if isinstance(each, SymbolOverride)]
        doubled = len({each.symbol for each in known}) < len(known)
        return words.NEED_OVERRIDES if doubled or len(known) < len(found) else ""
