"""The trade by which sizes are explained: a symbol of the master's and how many lots."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from tradecopy_desktop.app.preview_views import ImaginedTrade, TradableSymbol
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.elided_label import ElidedLabel

_USUAL_LOTS = Decimal("0.1")
# Sizes by risk need an SL; half a percent away is neither near nor far.
_STOP = Decimal("0.995")
_MOST = 300
_NUMBER = 84
_SYMBOLS = 130


class ExampleTrade(QWidget):
    """`changed` tells of another symbol or other lots."""

    changed = Signal()

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self._known: tuple[TradableSymbol, ...] = ()
        self.symbols = QComboBox()
        self.symbols.setFixedWidth(_SYMBOLS)
        self.symbols.setAccessibleName(words.EXAMPLE_SYMBOL)
        self.lots = QLineEdit()
        self.lots.setFixedWidth(_NUMBER)
        self.lots.setAccessibleName(words.EXAMPLE_LOTS)
        self.price = ElidedLabel("hint")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(label(words.EXAMPLE, "heading"))
        line.addWidget(self.lots)
        line.addWidget(label(words.EXAMPLE_OF, "hint"))
        line.addWidget(self.symbols)
        line.addWidget(self.price, 1)
        self.symbols.currentIndexChanged.connect(self._on_symbol_chosen)
        self.lots.textChanged.connect(lambda _: self.changed.emit())

    @property
    def is_known(self) -> bool:
        """Tell whether a symbol is chosen and its price known."""
        symbol = self._symbol()
        return symbol is not None and symbol.price is not None

    def show_symbols(self, symbols: Sequence[TradableSymbol]) -> None:
        """Offer these; what was chosen stays chosen."""
        known = tuple(symbols[:_MOST])
        if [each.name for each in known] != [each.name for each in self._known]:
            before = self.symbols.currentText()
            self._known = known
            self.symbols.blockSignals(True)
            self.symbols.clear()
            self.symbols.addItems([each.name for each in known])
            self.symbols.setCurrentText(before)
            self.symbols.blockSignals(False)
            if not before:
                self._on_symbol_chosen()
        self._known = known
        self._show_price()

    def trade(self) -> ImaginedTrade | None:
        """Return the example, None while it is not complete."""
        symbol, lots = self._symbol(), self._formats.parse_factor(self.lots.text())
        if symbol is None or lots is None:
            return None
        return ImaginedTrade(
            symbol=symbol.name, side=Side.BUY, lots=lots, stop_loss=_stop_of(symbol.price)
        )

    def _symbol(self) -> TradableSymbol | None:
        place = self.symbols.currentIndex()
        return self._known[place] if 0 <= place < len(self._known) else None

    def _on_symbol_chosen(self) -> None:
        symbol = self._symbol()
        if symbol is not None:
            lots = max(symbol.min_lots, _USUAL_LOTS)
            self.lots.setText(self._formats.lots(lots))
        self._show_price()
        self.changed.emit()

    def _show_price(self) -> None:
        symbol = self._symbol()
        if symbol is None:
            self.price.setText(words.EXAMPLE_NO_SYMBOLS)
        elif symbol.price is None:
            self.price.setText(words.EXAMPLE_NO_PRICE)
        else:
            stop = self._formats.price(_stop_of(symbol.price))
            self.price.setText(words.example_at(self._formats.price(symbol.price), stop))


def _stop_of(price: Decimal | None) -> Decimal | None:
    return None if price is None else (price * _STOP).quantize(price)
