"""One big figure with its name and what it means. Counts nothing itself."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from tradecopy_desktop.gui.formats import NOTHING
from tradecopy_desktop.gui.theme import Tone
from tradecopy_desktop.gui.widgets.card import label, restyle


class FigureTile(QFrame):
    """A card; the meaning stands below the figure, and is only a tip where there is little room."""

    def __init__(self, title: str, meaning: str) -> None:
        super().__init__()
        self._title = title
        self._meaning = meaning
        self.figure = label("", "big")
        self.meaning = label(meaning, "hint")
        self.meaning.setWordWrap(True)
        self.setProperty("card", "true")
        self.setToolTip(meaning)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(1)
        layout.addWidget(label(title, "caption"))
        layout.addWidget(self.figure)
        layout.addWidget(self.meaning)
        layout.addStretch()
        self.show_figure(NOTHING)

    def show_figure(self, text: str, tone: Tone = Tone.TEXT) -> None:
        """Show the figure in the color of its tone."""
        self.figure.setText(text)
        self.setAccessibleName(f"{self._title} {text}")
        self.setAccessibleDescription(self._meaning)
        if self.figure.property("tone") != tone.value:
            self.figure.setProperty("tone", tone.value)
            restyle(self.figure)

    def set_low(self, is_low: bool) -> None:
        """Leave the meaning to the tip."""
        self.meaning.setVisible(not is_low)
