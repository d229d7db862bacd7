"""Where the trader says how large a route copies: a kind and, for most, one number."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from tradecopy_desktop.domain.sizing import Sizing
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.size_kinds import SIZE_KINDS, SizeKind, kind_makes
from tradecopy_desktop.gui.sizes import number_of
from tradecopy_desktop.gui.widgets.card import label, restyle

_NUMBER = 84


class SizeChoice(QWidget):
    """A list of kinds, a field for the number and its unit. `changed` tells of another kind."""

    changed = Signal()

    def __init__(self, formats: Formats, kinds: Sequence[SizeKind] = SIZE_KINDS) -> None:
        super().__init__()
        self._formats = formats
        self._kinds = tuple(kinds)
        self._shown: tuple[str, Sizing] | None = None
        self._currency = ""
        self.kinds = QComboBox()
        self.kinds.setMaxVisibleItems(len(self._kinds))
        self.kinds.setAccessibleName(words.ROUTE_SIZE)
        for kind in self._kinds:
            self.kinds.addItem(kind.name)
        self.number = QLineEdit()
        self.number.setFixedWidth(_NUMBER)
        self.unit = label("", "hint")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.kinds, 1)
        layout.addWidget(self.number)
        layout.addWidget(self.unit)
        self.setFocusProxy(self.kinds)
        self.kinds.currentIndexChanged.connect(self._on_kind_chosen)
        self._on_kind_chosen()

    @property
    def kind(self) -> SizeKind:
        """What is chosen."""
        return self._kinds[self.kinds.currentIndex()]

    def show_sizing(self, sizing: Sizing) -> None:
        """Show a size; what is not touched comes back as it was shown."""
        number = number_of(sizing)
        place = next(n for n, kind in enumerate(self._kinds) if kind_makes(kind, sizing))
        self.kinds.setCurrentIndex(place)
        if self.kind.has_number:
            self.number.setText(self._formats.plain(number))
        self._shown = (self._typed(), sizing)

    def set_currency(self, currency: str) -> None:
        """Name the follower's currency beside amounts of money; empty while it is not known."""
        self._currency = currency
        self._show_unit()

    def sizing(self) -> Sizing | None:
        """Return what is chosen, or None where the number is missing or not possible."""
        if self._shown is not None and self._shown[0] == self._typed():
            return self._shown[1]
        number = self._number()
        if number is None:
            return None
        try:
            return self.kind.make(number)
        except ValueError:
            return None

    def fault(self, *, is_due: bool = True) -> str:
        """Return what is wrong with the number, or nothing. The field is marked by it.

        A number that nobody typed yet is no less missing, and marked only once it `is_due`.
        """
        wrong = self.sizing() is None
        self._mark(wrong=wrong and (is_due or bool(self.number.text().strip())))
        # Whoever is sent here to mend something begins with the number.
        self.setFocusProxy(self.number if wrong else self.kinds)
        if not wrong:
            return ""
        return self.kind.fault or words.need_number(self._formats.plain(self.kind.example))

    def _typed(self) -> str:
        return f"{self.kinds.currentIndex()} {self.number.text().strip()}"

    def _number(self) -> Decimal | None:
        if not self.kind.has_number:
            return Decimal(1)
        return self._formats.parse_factor(self.number.text())

    def _on_kind_chosen(self) -> None:
        kind = self.kind
        self.number.setVisible(kind.has_number)
        self.number.setText("" if kind.usual is None else self._formats.plain(kind.usual))
        self.number.setPlaceholderText(self._formats.plain(kind.example))
        self._mark(wrong=False)
        self._show_unit()
        self.changed.emit()

    def _mark(self, *, wrong: bool) -> None:
        word = "true" if wrong else "false"
        if self.number.property("wrong") != word:
            self.number.setProperty("wrong", word)
            restyle(self.number)

    def _show_unit(self) -> None:
        unit = self.kind.unit
        if self.kind.is_money and self._currency:
            unit = self._currency
        self.unit.setText(unit)
        self.unit.setVisible(bool(unit))
        self.number.setAccessibleName(f"{self.kind.name}, {unit}" if unit else self.kind.name)
