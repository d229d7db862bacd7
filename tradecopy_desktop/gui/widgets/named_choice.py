"""A list that offers all of something, or one by its name. Knows nothing of what it names."""

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox

_LETTERS = 7


class NamedChoice(QComboBox):
    """The first entry stands for all; its value is ""."""

    def __init__(self, name: str, all_of_them: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.addItem(all_of_them, "")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(_LETTERS)

    @property
    def value(self) -> str:
        """What stands behind the chosen name."""
        return str(self.currentData() or "")

    def offer(self, names: Iterable[tuple[str, str]]) -> None:
        """Offer names with their values; what was chosen stays chosen while it is there.

        Where that is gone, or has another name, `currentIndexChanged` tells of it.
        """
        wanted = list(names)
        there = [(self.itemText(n), self.itemData(n)) for n in range(1, self.count())]
        if there == wanted:
            return
        chosen, called = self.value, self.currentText()
        with QSignalBlocker(self):
            while self.count() > 1:
                self.removeItem(1)
            for name, value in wanted:
                self.addItem(name, value)
            self.setCurrentIndex(max(0, self.findData(chosen)))
        if (self.value, self.currentText()) != (chosen, called):
            self.currentIndexChanged.emit(self.currentIndex())
