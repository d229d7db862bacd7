"""The window of the first steps, beside the main one. It leads from page to page."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.coming import ComingDialog, dressed
from tradecopy_desktop.gui.turns import Piece
from tradecopy_desktop.gui.widgets.actions import with_keys
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.wizard.page import WizardPage
from tradecopy_desktop.gui.wizard.steps_bar import StepsBar

_SIZE = (860, 600)
_LEAST = (780, 430)


class WizardWindow(ComingDialog):
    """Pages with Back and Next. `left` carries the step at which the trader went away.

    A page is made when it is first turned to: all at once would hold up copying. For the same
    reason window and page come part by part, in turns of the loop; whoever must look at once
    calls `complete`, and `page` does.
    """

    left = Signal(int)
    finished_all = Signal()

    def __init__(
        self, pages: Sequence[Callable[[], WizardPage]], appearance: Appearance, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.WIZARD_TITLE)
        self.setMinimumSize(*_LEAST)
        self.resize(*_SIZE)
        self._makers = tuple(pages)
        self._pages: dict[int, WizardPage] = {}
        self._here: WizardPage | None = None
        self._step = 0
        self._busy = False
        self._has_arrived = self._wants_focus = False
        self.steps = StepsBar(words.wizard_steps(), appearance)
        self.stack = QStackedWidget()
        # Otherwise the first page would be seen as soon as it is made.
        self.stack.addWidget(QWidget())
        self.fault = label("", "fault")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.leave_button = QPushButton(words.WIZARD_LEAVE)
        self.back_button = QPushButton(words.WIZARD_BACK)
        self.next_button = QPushButton(words.WIZARD_NEXT)
        self._lay_out()
        self._connect_signals()

    @property
    def step(self) -> int:
        """Return which page is shown, from 0."""
        return self._step

    @property
    def page(self) -> WizardPage:
        """Return the page that is shown, whole."""
        self._make_page()
        self.complete()
        return self._pages[self._step]

    @property
    def has_arrived(self) -> bool:
        """Tell whether the page is whole, and can be gone on from."""
        return self._has_arrived

    def complete(self) -> None:
        """Have the window and its page whole, now."""
        super().complete()
        if self._step in self._pages:
            self._pages[self._step].turns.finish()

    def show_step(self, number: int) -> None:
        """Turn to a page."""
        self._leave_page()
        self._step = number
        self._wants_focus = True
        self.steps.show_step(number)
        self._tell("")
        if self._is_open:
            self._turn_page()

    def come_forward(self) -> None:
        """Come to the front, at the page where the trader was."""
        if not self._is_open:
            self.show()
            self._turn_page()
        if self._has_come:
            self.raise_()
            self.activateWindow()

    def pieces_before(self) -> Iterable[Piece]:
        """Return what makes the window; the page waits at hand while it is drawn first."""
        buttons = (self.leave_button, self.back_button, self.next_button)
        return (
            *dressed(self.steps, self.fault, *buttons),
            self._make_page,
            self._dress_page,
        )

    def reject(self) -> None:
        """Go away; everything stays as it is, to be gone on with later. An order is waited for."""
        if self._busy:
            # Its page would begin anew under it, and what it answers be lost.
            return
        self._go_away()
        if self.step + 1 < len(self._makers):
            self.left.emit(self.step)
        else:
            self.finished_all.emit()

    def go_on(self) -> None:
        """Do what the page is for, then turn to the next one."""
        if self._busy or not self._has_arrived:
            # Nobody goes on from a page that he has not seen.
            return
        if not self.page.can_go_on:
            return
        self._tell("")
        self._set_busy(True)
        self.page.go_on(self._on_page_done)

    def go_back(self) -> None:
        """Turn to the page before."""
        if self.step and not self._busy:
            self.show_step(self.step - 1)

    def _lay_out(self) -> None:
        self.leave_button.setToolTip(with_keys(words.WIZARD_LEAVE_TIP, "Esc"))
        self.back_button.setToolTip(with_keys(words.WIZARD_BACK_TIP, "Alt+Left"))
        for button in (self.leave_button, self.back_button):
            button.setAutoDefault(False)
        self.next_button.setProperty("primary", "true")
        self.next_button.setDefault(True)
        self.next_button.setMinimumWidth(110)
        buttons = QHBoxLayout()
        buttons.addWidget(self.leave_button)
        buttons.addStretch()
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.next_button)
        right = QVBoxLayout()
        right.setContentsMargins(20, 16, 20, 14)
        right.setSpacing(10)
        right.addWidget(self.stack, 1)
        right.addWidget(self.fault)
        right.addLayout(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.steps)
        layout.addLayout(right, 1)

    def _connect_signals(self) -> None:
        self.leave_button.clicked.connect(self.reject)
        self.back_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self.go_on)
        back = QShortcut(QKeySequence("Alt+Left"), self)
        back.setContext(Qt.ShortcutContext.WindowShortcut)
        back.activated.connect(self.go_back)

    def _turn_page(self) -> None:
        self.turns.add((self._make_page, self._dress_page, self._show_page))

    def _make_page(self) -> None:
        if self._step in self._pages:
            return
        page = self._pages[self._step] = self._makers[self._step]()
        page.changed.connect(self._on_page_changed)
        page.told.connect(self._on_told)
        page.arrived.connect(self._on_arrived)
        self.stack.addWidget(page)

    def _dress_page(self) -> None:
        page = self._pages[self._step]
        page.dress_frame()

    def _show_page(self) -> None:
        page = self._pages.get(self._step)
        if page is None or page is self._here or not self._is_open:
            # Turned on, or gone away meanwhile.
            return
        self._here = page
        if self.stack.isAncestorOf(self.focusWidget()):
            # Qt would put the keyboard anywhere into the new page.
            self.focusWidget().clearFocus()
        page.come()
        self.stack.setCurrentWidget(page)

    def _on_arrived(self) -> None:
        if self.sender() is not self._here:
            return
        self._has_arrived = True
        self._weigh()
        wanted, self._wants_focus = self._wants_focus, False
        # What the trader has begun to type in meanwhile keeps the keyboard.
        wanted = wanted and not self.stack.isAncestorOf(self.focusWidget())
        if wanted and self.next_button.isEnabled():
            self.next_button.setFocus()

    def _leave_page(self) -> None:
        self._has_arrived = False
        if self._here is not None:
            self._here.go()
            self._here = None

    def _on_page_changed(self) -> None:
        if self.sender() is self._here:
            self._weigh()

    def _on_told(self, fault: str) -> None:
        # A page that tells what is wrong is not done.
        self._set_busy(False)
        self._tell(fault)

    def _on_page_done(self) -> None:
        self._set_busy(False)
        if self.step + 1 < len(self._makers):
            self.show_step(self.step + 1)
            return
        self._go_away()
        self.finished_all.emit()

    def _go_away(self) -> None:
        self._leave_page()
        self.hide()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._weigh()

    def _tell(self, fault: str) -> None:
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    def _weigh(self) -> None:
        page = self._here
        if page is None or not self._has_arrived:
            return
        last = self.step + 1 == len(self._makers)
        self.next_button.setText(page.next_text)
        self.next_button.setEnabled(page.can_go_on and not self._busy)
        tip = page.next_tip
        self.next_button.setToolTip(with_keys(tip, "Enter") if page.can_go_on else tip)
        self.back_button.setEnabled(self.step > 0 and not self._busy)
        self.back_button.setVisible(not last)
        self.leave_button.setVisible(not last)
