"""The first steps over a sample desk, as a test finds them on the screen."""

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from tests.gui.conftest import BuildWindow
from tests.gui.sample_desk import SampleDesk
from tests.gui.sample_terminals import WITH_EXPERTS
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.terminals import FoundTerminal
from tradecopy_desktop.domain.values import Platform
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.wizard.page import WizardPage
from tradecopy_desktop.gui.wizard.window import WizardWindow

P = TypeVar("P", bound=WizardPage)

# What the first master has without the first steps: three routes, and three followers without.
GOLD_ROUTES = ("route-1", "route-2", "route-3")
FAIRMONT = AccountKey(login="5012345", server="Fairmont-Demo")
LYNDALE = AccountKey(login="77001", server="Lyndale-Live")
LYNDALE_TERMINAL = FoundTerminal(
    data_folder=Path("Terminal/AA11"),
    program=None,
    platform=Platform.MT4,
    title="Lyndale MT4",
    portable=False,
    running=False,
    account=LYNDALE,
)


def new_desk() -> SampleDesk:
    """Return a desk without an account, on a machine with two terminals."""
    desk = SampleDesk(empty=True, demo=False)
    desk.found = [WITH_EXPERTS, LYNDALE_TERMINAL]
    desk.steps = tuple(replace(step, done=None) for step in desk.steps)
    return desk


def wizard_of(new_window: BuildWindow, desk: SampleDesk) -> tuple[MainWindow, WizardWindow]:
    """Return a window over a desk, and its first steps, whole."""
    window = new_window(desk)
    wizard = window.wizard.open()
    wizard.complete()
    return window, wizard


def page_of(wizard: WizardWindow, kind: type[P]) -> P:
    """Return the page that is shown, which must be of this kind."""
    page = wizard.page
    assert isinstance(page, kind)
    return page


def click(button: QAbstractButton) -> None:
    """Press a button as a trader does, who waits until the page has come."""
    wizard = button.window()
    if isinstance(wizard, WizardWindow):
        wizard.complete()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    if isinstance(wizard, WizardWindow):
        wizard.complete()


def off_desk() -> SampleDesk:
    """Return a desk whose routes of the first master are off."""
    desk = SampleDesk()
    for route in GOLD_ROUTES:
        desk.change_route(route, mode=RouteMode.OFF)
    return desk
