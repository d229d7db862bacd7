"""A window beside the main one that comes in turns of the loop: copies pass in between."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QWidget

from tradecopy_desktop.gui.theme import dress
from tradecopy_desktop.gui.turns import Piece, Turns, drawn_between


class ComingDialog(QDialog):
    """Makes and dresses its parts one a turn, is seen then, and does what else is to be done."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModal(False)
        self._is_open = self._is_coming = self._has_come = False
        self.turns = Turns(self)

    @property
    def is_open(self) -> bool:
        """Tell whether the window is seen or about to be."""
        return self._is_open

    def complete(self) -> None:
        """Have all of it, now."""
        self.turns.finish()

    def pieces_before(self) -> Iterable[Piece]:
        """Return what makes the window before it is seen, one a turn of the loop."""
        return ()

    def pieces_after(self) -> Iterable[Piece]:
        """Return what is done once the window can be seen first, one a turn of the loop."""
        return ()

    def setVisible(self, visible: bool) -> None:
        """Show the window in later turns of the loop: made, dressed and seen at once is too long.

        One that is closed before it was seen is not shown.
        """
        self._is_open = visible
        if self._has_come or not visible:
            super().setVisible(visible)
        elif not self._is_coming:
            self._is_coming = True
            self.turns.add((*self.pieces_before(), *drawn_between((self._come,))))

    def done(self, result: int) -> None:
        """Go away; Qt hides nothing that was not seen yet."""
        self._is_open = False
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, also before it was seen."""
        if self._has_come:
            super().closeEvent(event)
        else:
            self.reject()

    def _come(self) -> None:
        self._has_come = True
        if self._is_open:
            super().setVisible(True)
            self.raise_()
            self.activateWindow()
        self.turns.add(self.pieces_after())


def dressed(*parts: QWidget) -> Iterable[Piece]:
    """Return what dresses each of these in a turn of its own."""
    return [partial(dress, part) for part in parts]
