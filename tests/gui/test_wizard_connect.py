"""The page on which terminals are set up and awaited."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.gui.conftest import BuildWindow, Run
from tests.gui.sample_desk import SampleDesk
from tests.gui.wizard_scene import FAIRMONT, LYNDALE, click, new_desk, page_of, wizard_of
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.terminals import Installed
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.wizard.connect_page import ConnectPage
from tradecopy_desktop.gui.wizard.entrance import SIZES
from tradecopy_desktop.gui.wizard.terminals_page import TerminalsPage
from tradecopy_desktop.gui.wizard.window import WizardWindow

Steps = Callable[[MainWindow, WizardWindow, ConnectPage], Awaitable[None]]


def on_connect(new_window: BuildWindow, run: Run, desk: SampleDesk, steps: Steps) -> None:
    """Make Fairmont the master and Lyndale its follower, and do the steps on the next page."""

    async def walk() -> None:
        window, wizard = wizard_of(new_window, desk)
        click(wizard.next_button)
        await window.tasks.settled()
        terminals = page_of(wizard, TerminalsPage)
        terminals.rows[0].choose_role(Role.MONITOR)
        terminals.rows[1].choose_role(Role.EXECUTOR)
        click(wizard.next_button)
        await window.tasks.settled()
        await steps(window, wizard, page_of(wizard, ConnectPage))
        await window.tasks.settled()

    run(walk())


def connect(desk: SampleDesk, window: MainWindow, *, may_trade: bool = True) -> None:
    """Let both terminals come."""
    for key, role in ((FAIRMONT, Role.MONITOR), (LYNDALE, Role.EXECUTOR)):
        desk.change_account(
            key,
            connected=frozenset({role}),
            positions=0,
            may_trade=may_trade,
            ea_version="",
            health=Health.GOOD if may_trade else Health.BAD,
        )
    window.refresh()


def test_connect_when_nobody_has_come_then_the_steps_are_listed_and_it_waits(
    new_window: BuildWindow, run: Run
) -> None:
    async def look(_: MainWindow, wizard: WizardWindow, page: ConnectPage) -> None:
        assert [card.chosen.key for card in page.cards] == [FAIRMONT, LYNDALE]
        assert page.cards[0].status.text().startswith("Not seen yet")
        steps = page.cards[0].steps()
        assert steps[0] == "File > Login to Trade Account: still to do"
        assert len(steps) == 4
        assert not wizard.next_button.isEnabled()
        waits = "Waits until the master and at least one follower are connected"
        assert wizard.next_button.toolTip() == waits

    on_connect(new_window, run, new_desk(), look)


def test_connect_when_a_step_is_done_then_it_is_ticked_off(
    new_window: BuildWindow, run: Run
) -> None:
    desk = new_desk()

    async def look(_: MainWindow, __: WizardWindow, page: ConnectPage) -> None:
        desk.steps = (replace(desk.steps[0], done=True), *desk.steps[1:])

        page.look()

        assert page.cards[0].steps()[0] == "File > Login to Trade Account: done"

    on_connect(new_window, run, desk, look)


def test_connect_when_both_have_come_then_it_leads_on(new_window: BuildWindow, run: Run) -> None:
    desk = new_desk()

    async def come(window: MainWindow, wizard: WizardWindow, page: ConnectPage) -> None:
        connect(desk, window)

        assert [card.status.text() for card in page.cards] == ["Connected. Ready."] * 2
        assert page.cards[0].steps() == []
        click(wizard.next_button)
        assert wizard.step == SIZES

    on_connect(new_window, run, desk, come)


def test_connect_when_trading_is_off_then_it_waits_and_says_what_to_press(
    new_window: BuildWindow, run: Run
) -> None:
    desk = new_desk()

    async def come(window: MainWindow, wizard: WizardWindow, page: ConnectPage) -> None:
        connect(desk, window, may_trade=False)

        assert "press Algo Trading in the toolbar" in page.cards[1].status.text()
        assert not wizard.next_button.isEnabled()

    on_connect(new_window, run, desk, come)


def test_connect_when_installing_fails_then_why_is_said_and_it_can_be_tried_again(
    new_window: BuildWindow, run: Run
) -> None:
    desk = new_desk()
    why = "the Expert Advisors could not be copied: check who may write there"

    async def fail(window: MainWindow, _: WizardWindow, page: ConnectPage) -> None:
        desk.refusal = why
        click(page.cards[0].again_button)
        await window.tasks.settled()
        said = page.cards[0].status.text()

        desk.refusal = ""
        click(page.cards[0].again_button)
        await window.tasks.settled()

        assert said == "The Expert Advisors could not be copied: check who may write there"
        assert page.cards[0].status.text().startswith("Not seen yet")

    on_connect(new_window, run, desk, fail)


def test_connect_when_it_does_not_compile_then_the_log_can_be_read(
    new_window: BuildWindow, run: Run
) -> None:
    desk = new_desk()
    desk.installed = Installed(
        compiled=False, log=("TradeCopy.mqh(7,1): error 256",), to_do="compile it in MetaEditor"
    )

    async def look(_: MainWindow, __: WizardWindow, page: ConnectPage) -> None:
        card = page.cards[0]
        assert card.status.text() == "Compile it in MetaEditor"
        assert not card.log.isVisible()

        click(card.log_button)

        assert card.log.isVisible()
        assert card.log.toPlainText() == "TradeCopy.mqh(7,1): error 256\nCompile it in MetaEditor"

    on_connect(new_window, run, desk, look)


def test_connect_when_a_terminal_is_elsewhere_then_its_key_is_shown_to_be_copied(
    new_window: BuildWindow, run: Run
) -> None:
    desk = new_desk()

    async def walk() -> None:
        window, wizard = wizard_of(new_window, desk)
        click(wizard.next_button)
        await window.tasks.settled()
        terminals = page_of(wizard, TerminalsPage)
        terminals.rows[0].choose_role(Role.MONITOR)
        added = terminals.add_by_hand()
        QTest.keyClicks(added.name, "Far away")
        QTest.keyClicks(added.login, "4711")
        QTest.keyClicks(added.server, "Elsewhere-Live")
        click(wizard.next_button)
        await window.tasks.settled()
        card = page_of(wizard, ConnectPage).cards[1]

        click(card.by_hand.copy_button)

        assert card.by_hand.key.text() == "tc1-k7wq-2m9d-x4hp"
        assert card.by_hand.key.isReadOnly()
        assert QGuiApplication.clipboard().text() == "tc1-k7wq-2m9d-x4hp"
        assert not card.again_button.isVisible()

    run(walk())
    assert "add account Far away 4711@Elsewhere-Live executor" in desk.orders
