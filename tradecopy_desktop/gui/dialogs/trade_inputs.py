"""Where a trader imagines what a master might trade. Asks nobody what comes of it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLineEdit, QWidget

from tradecopy_desktop.app.preview_views import ImaginedTrade, TradableSymbol
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.gui import typed_kinds as kinds
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.segments import Segments
from tradecopy_desktop.gui.widgets.typed import Typed

MOST_OFFERED = 2_000
"""Brokers list thousands of symbols; others can be typed."""

T = TypeVar("T")
_SIDES = (Side.BUY, Side.SELL)
_ONE_LOT = Decimal(1)


class TradeInputs(QWidget):
    """Symbol, side, lots, SL and TP. `changed` tells of any of them."""

    changed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._side = Side.BUY
        self._names = QStringListModel(self)
        self.symbol = QComboBox()
        self.symbol.setEditable(True)
        self.symbol.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.symbol.setModel(self._names)
        self.symbol.setAccessibleName(words.PREVIEW_SYMBOL)
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.symbol.setSizeAdjustPolicy(policy)
        completer = QCompleter(self._names, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.symbol.setCompleter(completer)
        self.side = Segments([(words.SIDE_BUY, ""), (words.SIDE_SELL, "")], appearance)
        self.side.choose(0)
        formats = appearance.formats
        self.lots = Typed(
            kinds.amount(
                formats, words.PREVIEW_PRICES, unit="", least=Decimal("0.00000001"), is_wide=True
            ),
            _ONE_LOT,
        )
        self.stop_loss = Typed(kinds.price_or_none(formats), None)
        self.take_profit = Typed(kinds.price_or_none(formats), None)
        self._lay_out()
        self.symbol.currentTextChanged.connect(lambda _: self.changed.emit())
        self.side.chosen.connect(self._on_side_chosen)
        for typed in (self.lots, self.stop_loss, self.take_profit):
            typed.changed.connect(self.changed)
        self.setFocusProxy(self.symbol)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.symbol, 0, 0, 1, 2)
        grid.addWidget(self.side, 0, 2, Qt.AlignmentFlag.AlignRight)
        self._add(grid, 0, words.PREVIEW_LOTS, self.lots)
        self._add(grid, 1, words.PREVIEW_SL, self.stop_loss)
        self._add(grid, 2, words.PREVIEW_TP, self.take_profit)

    def _add(self, grid: QGridLayout, column: int, name: str, typed: Typed[T]) -> None:
        typed.name(name)
        title = label(name, "hint")
        title.setBuddy(typed)
        grid.addWidget(title, 1, column)
        grid.addWidget(typed, 2, column)
        grid.setColumnStretch(column, 1)

    def offer(self, symbols: Sequence[TradableSymbol]) -> None:
        """Offer a master's symbols; what is typed stays where there is such a one."""
        before = self.symbol.currentText()
        names = [each.name for each in symbols[:MOST_OFFERED]]
        if names != self._names.stringList():
            self._names.setStringList(names)
            known = before in names
            self.symbol.setCurrentText(before if known or not names else names[0])

    def fault(self) -> str:
        """Return what is wrong with the numbers, or nothing."""
        faults = [each.fault() for each in (self.lots, self.stop_loss, self.take_profit)]
        return next((each for each in faults if each), "")

    def trade(self) -> ImaginedTrade | None:
        """Return what is imagined, None while no symbol is named or a number is none."""
        symbol = self.symbol.currentText().strip()
        if not symbol or self.fault():
            return None
        return ImaginedTrade(
            symbol=symbol,
            side=self._side,
            lots=self.lots.value(),
            stop_loss=self.stop_loss.value(),
            take_profit=self.take_profit.value(),
        )

    def _on_side_chosen(self, number: int) -> None:
        self._side = _SIDES[number]
        self.changed.emit()

    @property
    def symbol_line(self) -> QLineEdit | None:
        """The field in which a symbol is typed."""
        return self.symbol.lineEdit()
