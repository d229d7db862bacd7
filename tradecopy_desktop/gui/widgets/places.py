"""Parts behind each other, each made when it is first needed. Knows none of them."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget


class Places(QStackedWidget):
    """One place for each maker of a part; all parts at once would hold up the loop."""

    def __init__(self, makers: Sequence[Callable[[], QWidget]]) -> None:
        super().__init__()
        self._waiting: dict[int, tuple[QVBoxLayout, Callable[[], QWidget]]] = {}
        for number, maker in enumerate(makers):
            place = QWidget()
            room = QVBoxLayout(place)
            room.setContentsMargins(0, 0, 0, 0)
            self.addWidget(place)
            self._waiting[number] = (room, maker)

    def prepare(self, number: int) -> None:
        """Have a part made, counted from 0, where it is not there yet."""
        if number in self._waiting:
            room, maker = self._waiting.pop(number)
            room.addWidget(maker())

    def bring(self, number: int) -> None:
        """Show a part."""
        self.prepare(number)
        self.setCurrentIndex(number)
