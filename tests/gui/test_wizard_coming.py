"""The first steps come in turns of the loop; what happens meanwhile must not be lost or skipped."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.conftest import BuildWindow
from tests.gui.sample_desk import SampleDesk
from tests.gui.wizard_scene import new_desk, off_desk, page_of, wizard_of
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.gui.wizard.arm_page import ArmPage
from tradecopy_desktop.gui.wizard.entrance import ARM, SIZES, TERMINALS
from tradecopy_desktop.gui.wizard.sizes_page import SizesPage
from tradecopy_desktop.gui.wizard.terminals_page import TerminalsPage
from tradecopy_desktop.gui.wizard.window import WizardWindow


def coming_page(wizard: WizardWindow, step: int) -> ArmPage | TerminalsPage:
    """Turn to a page and stop while some of its parts are missing."""
    wizard.show_step(step)
    wizard.turns.finish()
    page = wizard.stack.currentWidget()
    assert isinstance(page, ArmPage | TerminalsPage)
    while not (page.cards if isinstance(page, ArmPage) else page.rows):
        page.turns.take()
    assert not page.is_whole
    return page


def test_window_when_opened_then_it_and_its_page_come_in_later_turns(
    new_window: BuildWindow, qtbot: QtBot
) -> None:
    window = new_window(SampleDesk(demo=False))

    wizard = window.wizard.open()
    seen = wizard.isVisible()

    qtbot.waitUntil(lambda: wizard.has_arrived)
    assert not seen
    assert wizard.isVisible()
    assert len(page_of(wizard, TerminalsPage).rows) == 8
    assert wizard.focusWidget() is wizard.next_button


def test_window_when_closed_while_it_comes_then_it_is_not_shown(
    new_window: BuildWindow, qtbot: QtBot
) -> None:
    window = new_window(new_desk())
    wizard = window.wizard.open()

    wizard.reject()
    wizard.complete()

    assert not wizard.isVisible()
    assert window.wizard.open() is wizard
    qtbot.waitUntil(wizard.isVisible)
    qtbot.waitUntil(lambda: wizard.has_arrived)


def test_button_when_pressed_before_its_page_is_whole_then_nothing_is_ordered(
    new_window: BuildWindow,
) -> None:
    desk = off_desk()
    _, wizard = wizard_of(new_window, desk)
    coming_page(wizard, ARM)

    wizard.go_on()

    assert wizard.step == ARM
    wizard.complete()
    assert desk.orders == []
    assert wizard.next_button.text() == "Arm 3 routes"


def test_route_when_it_changes_while_its_card_waits_for_others_then_the_card_shows_it(
    new_window: BuildWindow,
) -> None:
    desk = off_desk()
    _, wizard = wizard_of(new_window, desk)
    coming_page(wizard, ARM)

    desk.change_route("route-1", mode=RouteMode.LIVE)

    cards = page_of(wizard, ArmPage).cards
    assert [card.is_armed for card in cards] == [True, False, False]


def test_row_when_added_by_hand_while_others_come_then_it_stands_below_them(
    new_window: BuildWindow,
) -> None:
    wizard = new_window(SampleDesk(demo=False)).wizard.open()
    page = coming_page(wizard, TERMINALS)
    assert isinstance(page, TerminalsPage)

    added = page.add_by_hand()

    assert len(page.rows) == 9
    assert page.rows[-1] is added
    assert added.login.isVisible()


def test_page_when_left_while_it_comes_then_it_rests(
    new_window: BuildWindow, qapp: QApplication
) -> None:
    _, wizard = wizard_of(new_window, off_desk())
    page = coming_page(wizard, ARM)
    assert isinstance(page, ArmPage)

    wizard.show_step(SIZES)
    page.turns.finish()

    assert not page._timer.isActive()
    assert page_of(wizard, SizesPage).isVisible()
    assert len(page.cards) == 3


@pytest.mark.parametrize("again", [1, 2])
def test_page_when_turned_to_again_then_each_route_has_one_card(
    new_window: BuildWindow, again: int
) -> None:
    _, wizard = wizard_of(new_window, off_desk())
    for _ in range(again):
        coming_page(wizard, ARM)
        wizard.show_step(SIZES)
        wizard.turns.finish()

    wizard.show_step(ARM)

    page = page_of(wizard, ArmPage)
    assert [card.route.id for card in page.cards] == ["route-1", "route-2", "route-3"]
    assert page.body.count() == 4  # three cards, and the room below them
