"""When the first steps open, and where they go on. It remembers, and decides nothing else."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from tradecopy_desktop.gui.wizard.arm_page import ArmPage
from tradecopy_desktop.gui.wizard.connect_page import ConnectPage
from tradecopy_desktop.gui.wizard.done_page import DonePage
from tradecopy_desktop.gui.wizard.page import Surroundings, WizardPage
from tradecopy_desktop.gui.wizard.rehearse_page import RehearsePage
from tradecopy_desktop.gui.wizard.sizes_page import SizesPage
from tradecopy_desktop.gui.wizard.start_page import StartPage
from tradecopy_desktop.gui.wizard.terminals_page import TerminalsPage
from tradecopy_desktop.gui.wizard.window import WizardWindow

START, TERMINALS, CONNECT, SIZES, REHEARSE, ARM, DONE = range(7)
_STEP = "wizard/step"
_LEFT = "wizard/left"


class WizardEntrance(QObject):
    """Opens the window and keeps it. `finished`: a route is armed; `demo_asked`: try it first."""

    finished = Signal()
    demo_asked = Signal()

    def __init__(self, around: Surroundings, settings: QSettings | None, owner: QWidget) -> None:
        super().__init__(owner)
        self._around = around
        self._settings = settings
        self._owner = owner
        self._begins_anew = True
        self.window: WizardWindow | None = None

    def open_if_new(self) -> None:
        """Open by itself while there is no account and the trader has not left it before."""
        left = self._settings is not None and self._settings.value(_LEFT) is not None
        if not self._around.desk.accounts() and not left:
            self.open()

    def open(self) -> WizardWindow:
        """Open where the trader was, or bring the open window to the front."""
        if self.window is None:
            self.window = self._new_window()
        if self._begins_anew:
            self._begins_anew = False
            self._around.plan.take_over(self._around.desk)
            self.window.show_step(self._first_step())
        self.window.come_forward()
        return self.window

    def show_step(self, step: int) -> WizardWindow:
        """Open at a step, whatever was done before it; return the window."""
        window = self.open()
        window.show_step(step)
        return window

    def _new_window(self) -> WizardWindow:
        kinds = (TerminalsPage, ConnectPage, SizesPage, RehearsePage, ArmPage, DonePage)
        pages: Sequence[Callable[[], WizardPage]] = (
            self._new_start_page,
            *(partial(kind, self._around) for kind in kinds),
        )
        window = WizardWindow(pages, self._around.appearance, self._owner)
        window.left.connect(self._on_left)
        window.finished_all.connect(self._on_finished)
        return window

    def _new_start_page(self) -> StartPage:
        start = StartPage(self._around)
        start.demo_asked.connect(self.demo_asked)
        return start

    def _first_step(self) -> int:
        plan, desk = self._around.plan, self._around.desk
        remembered = self._remembered()
        if remembered >= CONNECT and plan.master is not None and plan.followers:
            # Sizes and what comes after them need routes that are saved.
            return remembered if plan.routes(desk) else min(remembered, SIZES)
        # In the demo the first question is answered.
        return TERMINALS if desk.state().demo or desk.accounts() else START

    def _remembered(self) -> int:
        value = self._settings.value(_STEP) if self._settings is not None else None
        text = str(value) if value is not None else ""
        return min(int(text), ARM) if text.isdecimal() else START

    def _on_left(self, step: int) -> None:
        self._remember(step)

    def _on_finished(self) -> None:
        self._remember(None)
        self._begins_anew = True
        self.finished.emit()

    def _remember(self, step: int | None) -> None:
        if self._settings is None:
            return
        self._settings.setValue(_LEFT, "true")
        if step is None:
            self._settings.remove(_STEP)
        else:
            self._settings.setValue(_STEP, str(step))
