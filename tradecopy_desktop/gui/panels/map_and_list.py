"""Shows the map of routes above their list, or one of the two alone. Knows neither's contents."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.elided_label import ElidedLabel
from tradecopy_desktop.gui.widgets.segments import Segments

BOTH, MAP, LIST = range(3)


class MapAndList(QWidget):
    """A splitter with a choice above it. `map_shown` tells whether the map can be seen."""

    map_shown = Signal(bool)

    def __init__(self, map: QWidget, list: QWidget, appearance: Appearance) -> None:
        super().__init__()
        self.views = Segments(
            (
                (words.MAP_AND_LIST, words.MAP_AND_LIST_TIP),
                (words.MAP_ONLY, words.MAP_ONLY_TIP),
                (words.LIST_ONLY, words.LIST_ONLY_TIP),
            ),
            appearance,
        )
        self._map, self._list = map, list
        self._hint = ElidedLabel("hint")
        self._hint.setText(words.MAP_HINT)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(8)
        self.splitter.addWidget(map)
        self.splitter.addWidget(list)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([330, 230])
        line = QHBoxLayout()
        line.addWidget(self._hint, 1)
        line.addWidget(label(""))
        line.addWidget(self.views)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(line)
        layout.addWidget(self.splitter, 1)
        self.views.choose(BOTH)
        self.views.chosen.connect(self.show_view)

    def show_view(self, number: int) -> None:
        """Show BOTH, the MAP or the LIST."""
        self.views.choose(number)
        self._map.setVisible(number != LIST)
        self._list.setVisible(number != MAP)
        self._hint.setText(words.MAP_HINT if number != LIST else "")
        self.map_shown.emit(number != LIST)
