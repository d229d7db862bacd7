"""A form whose mistakes are told at the field. Checks nothing itself."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.coming import ComingDialog
from tradecopy_desktop.gui.drawing import drawn_apart
from tradecopy_desktop.gui.dressing import polish
from tradecopy_desktop.gui.theme import dress
from tradecopy_desktop.gui.turns import Piece
from tradecopy_desktop.gui.widgets.card import label, restyle
from tradecopy_desktop.gui.widgets.scrolling import scrolling
from tradecopy_desktop.gui.widgets.seen import set_seen

WIDTH = 460
_MARGIN = 20
_SHORT = 112
# What the desktop draws around a window.
_FRAME = 48


class Field:
    """A label, an input and the line below it: a hint, or what is wrong."""

    def __init__(self, title: str, widget: QWidget, hint: str = "") -> None:
        self.widget = widget
        self.title = label(title, "heading")
        self.title.setBuddy(widget)
        self.note = label(hint, "hint")
        self.note.setWordWrap(True)
        self._hint = hint
        widget.setAccessibleName(title)
        widget.setAccessibleDescription(hint)
        set_seen(self.note, seen=bool(hint))

    @property
    def fault(self) -> str:
        """What is wrong with the field, or nothing."""
        return self.note.text() if self.note.property("role") == "fault" else ""

    def tell(self, fault: str) -> None:
        """Say what is wrong, or with an empty text that nothing is."""
        self.note.setText(fault or self._hint)
        set_seen(self.note, seen=bool(self.note.text()))
        self.note.setProperty("role", "fault" if fault else "hint")
        self.widget.setProperty("wrong", "true" if fault else "false")
        self.widget.setAccessibleDescription(self.note.text())
        restyle(self.note)
        restyle(self.widget)

    def set_hint(self, hint: str) -> None:
        """Say something else below the input; what was wrong is no longer said."""
        self._hint = hint
        self.tell("")

    def add_to(self, layout: QVBoxLayout) -> None:
        """Put label, input and note below each other."""
        box = QVBoxLayout()
        box.setSpacing(4)
        for part in (self.title, self.widget, self.note):
            box.addWidget(part)
        layout.addLayout(box)

    def add_beside(self, layout: QVBoxLayout) -> None:
        """Put a short input beside its label, and the note below both."""
        self.widget.setFixedWidth(_SHORT)
        line = QHBoxLayout()
        line.addWidget(self.title, 1)
        line.addWidget(self.widget)
        box = QVBoxLayout()
        box.setSpacing(2)
        box.addLayout(line)
        box.addWidget(self.note)
        layout.addLayout(box)


class FormDialog(ComingDialog):
    """A window beside the main one, with an introduction, fields and two buttons.

    Fields that are higher than the screen scroll; the buttons stay.
    """

    def __init__(
        self, title: str, intro: str, accept: str, parent: QWidget, *, width: int = WIDTH
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setFixedWidth(width)
        self._busy = False
        self._pieces_before: list[Piece] = []
        self._pieces_later: list[Piece] = []
        self.fault = label("", "fault")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.accept_button = QPushButton(accept)
        self.accept_button.setProperty("primary", "true")
        self.accept_button.setDefault(True)
        self.cancel_button = QPushButton(words.CANCEL)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        self._holder = QWidget()
        self.fields = QVBoxLayout(self._holder)
        self.fields.setContentsMargins(0, 0, 0, 0)
        self.fields.setSpacing(14)
        self._area = scrolling(self._holder)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch()
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.accept_button)
        self.below = QVBoxLayout()
        self.below.setSpacing(8)
        self.below.addWidget(self.fault)
        self.introduction = label(intro, "hint")
        self.introduction.setWordWrap(True)
        self._lay_out_frame()

    def _lay_out_frame(self) -> None:
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 18, _MARGIN, 16)
        layout.setSpacing(16)
        layout.addWidget(self.introduction)
        layout.addWidget(self._area)
        layout.addLayout(self.below)
        layout.addLayout(self.buttons)

    def before(self, *pieces: Piece) -> None:
        """Do these before the form is seen, one a turn of the loop: copies pass in between."""
        self._pieces_before += pieces

    def later(self, *pieces: Piece) -> None:
        """Do these once the form can be seen, one a turn of the loop."""
        if self._has_come:
            self.turns.add(pieces)
        else:
            self._pieces_later += pieces

    def lay_out_ahead(self) -> None:
        """Have the layouts remember what the fields need: less is left for the first look."""
        polish(self)
        self.fields.totalHeightForWidth(self.minimumWidth())
        self.fields.activate()

    def draw_apart(self, *parts: QWidget) -> None:
        """Draw these parts for the first time in turns of their own, after all around them."""
        self.later(*drawn_apart(parts))

    def delete_apart(self, *parts: QWidget) -> None:
        """Delete the closed form, these parts of it in turns of their own."""
        self.turns.clear()
        self.turns.add(part.deleteLater for part in (*parts, self))

    @property
    def is_busy(self) -> bool:
        """Tell whether an order is under way."""
        return self._busy

    def set_busy(self, busy: bool) -> None:
        """Wait for an order: what it answers must not be lost by closing the form."""
        self._busy = busy
        self.accept_button.setEnabled(not busy)
        self.cancel_button.setEnabled(not busy)

    def refuse(self, why: str) -> None:
        """Show why what was chosen could not be done, and let it be changed."""
        self.set_busy(False)
        self.tell(why)

    def finish(self) -> None:
        """Close after what was chosen was taken."""
        self.set_busy(False)
        self.accept()

    def tell(self, fault: str) -> None:
        """Show why the order was refused."""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.fit()

    def fit(self) -> None:
        """Take the height that the texts need at this width, and no more than the screen has."""
        if not self.isVisible():
            # It is done before the first look.
            return
        width = self.minimumWidth()
        self._area.setFixedHeight(0)
        # What a field has just shown or hidden is known to the layouts around it by such events.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self._layout.activate()
        rest = self._layout.totalHeightForWidth(width)
        needed = self.fields.totalHeightForWidth(width - 2 * _MARGIN)
        if not self.fields.hasHeightForWidth():
            # No text in it wraps.
            needed = self.fields.totalSizeHint().height()
        room = self.screen().availableGeometry().height() - _FRAME - rest
        self._area.setFixedHeight(max(0, min(needed, room)))
        # Left to itself the bar would take width, and texts would need it because of that.
        policy = Qt.ScrollBarPolicy
        self._area.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if needed <= room else policy.ScrollBarAlwaysOn
        )
        self._layout.activate()
        self.setFixedHeight(self._layout.totalHeightForWidth(width))
        if self._holder.isAncestorOf(self.focusWidget()):
            self._area.ensureWidgetVisible(self.focusWidget())

    def pieces_before(self) -> Iterable[Piece]:
        """Return what makes the form. It is dressed first: parts are then as they come."""
        return partial(dress, self), *self._pieces_before

    def pieces_after(self) -> Iterable[Piece]:
        """Return what is done once it can be seen."""
        return self._pieces_later

    def showEvent(self, event: QShowEvent) -> None:
        """Fit before the first look."""
        self.fit()
        super().showEvent(event)

    def reject(self) -> None:
        """Close, unless an order is under way."""
        if not self._busy:
            super().reject()


def first_wrong(checks: list[tuple[Field, str]]) -> bool:
    """Tell each field its fault and put the cursor into the first wrong one, if there is one."""
    for field, fault in checks:
        field.tell(fault)
    wrong = [field for field, fault in checks if fault]
    if wrong:
        wrong[0].widget.setFocus(Qt.FocusReason.OtherFocusReason)
    return bool(wrong)
