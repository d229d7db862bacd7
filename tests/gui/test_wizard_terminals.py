"""The page on which terminals are chosen: what it takes, and what it refuses with which words."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from tests.gui.conftest import BuildWindow, Run
from tests.gui.sample_desk import SampleDesk
from tests.gui.wizard_scene import FAIRMONT, LYNDALE, click, new_desk, page_of, wizard_of
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.gui.wizard.entrance import CONNECT, TERMINALS
from tradecopy_desktop.gui.wizard.terminals_page import TerminalsPage
from tradecopy_desktop.gui.wizard.window import WizardWindow

MASTER, FOLLOWER = Role.MONITOR, Role.EXECUTOR
Steps = Callable[[WizardWindow, TerminalsPage], Awaitable[None]]


def on_terminals(new_window: BuildWindow, run: Run, desk: SampleDesk, steps: Steps) -> None:
    """Walk to the page with its terminals found, and do the steps there."""

    async def walk() -> None:
        window, wizard = wizard_of(new_window, desk)
        if wizard.step != TERMINALS:
            click(wizard.next_button)
        await window.tasks.settled()
        await steps(wizard, page_of(wizard, TerminalsPage))
        await window.tasks.settled()

    run(walk())


def test_terminals_when_found_then_each_has_a_row_with_its_account_and_no_role(
    new_window: BuildWindow, run: Run
) -> None:
    async def look(_: WizardWindow, page: TerminalsPage) -> None:
        assert [row.offered.title for row in page.rows] == ["Fairmont MetaTrader 5", "Lyndale MT4"]
        assert [row.name.text() for row in page.rows] == ["Fairmont", "Lyndale"]
        assert [row.key() for row in page.rows] == [FAIRMONT, LYNDALE]
        assert [row.chosen_role for row in page.rows] == [None, None]
        assert page.rows[0].about.text() == "MT5  ·  5012345 at Fairmont-Demo  ·  running"

    on_terminals(new_window, run, new_desk(), look)


def test_terminals_when_no_master_is_chosen_then_it_says_so_and_stays(
    new_window: BuildWindow, run: Run
) -> None:
    async def choose(wizard: WizardWindow, page: TerminalsPage) -> None:
        page.rows[1].choose_role(FOLLOWER)

        click(wizard.next_button)

        assert wizard.step == TERMINALS
        said = "Choose which terminal is the master: its trades are copied."
        assert wizard.fault.text() == said
        assert wizard.fault.isVisible()

    on_terminals(new_window, run, new_desk(), choose)


def test_terminals_when_two_masters_are_chosen_then_one_is_asked_for(
    new_window: BuildWindow, run: Run
) -> None:
    async def choose(wizard: WizardWindow, page: TerminalsPage) -> None:
        for row in page.rows:
            row.choose_role(MASTER)

        click(wizard.next_button)

        assert wizard.step == TERMINALS
        assert wizard.fault.text().startswith("Choose one master only.")

    on_terminals(new_window, run, new_desk(), choose)


def test_terminals_when_nobody_follows_then_a_follower_is_asked_for(
    new_window: BuildWindow, run: Run
) -> None:
    async def choose(wizard: WizardWindow, page: TerminalsPage) -> None:
        page.rows[0].choose_role(MASTER)

        click(wizard.next_button)

        assert wizard.fault.text() == "Choose at least one follower: it receives the copies."

    on_terminals(new_window, run, new_desk(), choose)


def test_terminals_when_an_account_is_there_twice_then_its_second_row_says_so(
    new_window: BuildWindow, run: Run
) -> None:
    async def choose(wizard: WizardWindow, page: TerminalsPage) -> None:
        page.rows[0].choose_role(MASTER)
        click(page.by_hand_button)
        added = page.rows[2]
        for field, text in (
            (added.name, "Again"),
            (added.login, "5012345"),
            (added.server, "Fairmont-Demo"),
        ):
            QTest.keyClicks(field, text)

        click(wizard.next_button)

        assert wizard.step == TERMINALS
        assert added.fault == "This account is in the list twice: use one of the two."
        assert page.rows[0].fault == ""

    on_terminals(new_window, run, new_desk(), choose)


def test_terminals_when_a_name_is_taken_then_the_second_row_says_so(
    new_window: BuildWindow, run: Run
) -> None:
    async def choose(wizard: WizardWindow, page: TerminalsPage) -> None:
        page.rows[0].choose_role(MASTER)
        page.rows[1].choose_role(FOLLOWER)
        page.rows[1].name.clear()
        QTest.keyClicks(page.rows[1].name, "Fairmont")

        click(wizard.next_button)

        assert page.rows[1].fault == "There is one of this name already."
        assert page.rows[1].name.property("wrong") == "true"
        assert wizard.fault.text() == "Mend what is marked above."

    on_terminals(new_window, run, new_desk(), choose)


def test_terminals_when_a_login_is_no_number_then_its_row_says_so(
    new_window: BuildWindow, run: Run
) -> None:
    async def choose(wizard: WizardWindow, page: TerminalsPage) -> None:
        page.rows[0].choose_role(MASTER)
        added = page.add_by_hand()
        QTest.keyClicks(added.name, "Far away")
        QTest.keyClicks(added.login, "12a4")

        click(wizard.next_button)

        assert added.fault == "The login is a number, digits only."

    on_terminals(new_window, run, new_desk(), choose)


def test_terminals_when_a_follower_shall_be_master_then_its_own_role_is_asked_for(
    new_window: BuildWindow, run: Run
) -> None:
    desk = SampleDesk(demo=False)

    async def choose(wizard: WizardWindow, page: TerminalsPage) -> None:
        rows = {row.offered.title: row for row in page.rows}
        for row in rows.values():
            row.choose_role(None)
        rows["Nordpeak 50k"].choose_role(MASTER)
        rows["Oakridge test"].choose_role(FOLLOWER)

        click(wizard.next_button)

        said = "This account is registered as follower already: choose that role."
        assert rows["Nordpeak 50k"].fault == said

    on_terminals(new_window, run, desk, choose)


def test_terminals_when_a_folder_is_none_then_why_is_said(
    new_window: BuildWindow, run: Run
) -> None:
    desk = new_desk()
    why = "Downloads is no folder of a terminal: choose the one that File > Open Data Folder opens"

    async def choose(wizard: WizardWindow, page: TerminalsPage) -> None:
        desk.refusal = why
        dialog = page.ask_for_folder()
        assert not dialog.isModal()

        dialog.fileSelected.emit("Downloads")
        dialog.close()
        await page._around.tasks.settled()

        assert wizard.fault.text() == why
        assert len(page.rows) == 2

    on_terminals(new_window, run, desk, choose)


def test_terminals_when_a_folder_is_a_terminal_then_it_gets_a_row(
    new_window: BuildWindow, run: Run
) -> None:
    async def choose(_: WizardWindow, page: TerminalsPage) -> None:
        page.look_at(Path("D:/MetaTrader portable"))
        await page._around.tasks.settled()
        page.turns.finish()

        added = page.rows[2]
        assert added.offered.title == "MetaTrader portable"
        added.choose_role(FOLLOWER)
        # It does not say which account it was logged in to.
        assert added.login.isVisible()
        assert added.server.isVisible()

    on_terminals(new_window, run, new_desk(), choose)


def test_terminals_when_none_is_found_then_it_says_what_can_be_done(
    new_window: BuildWindow, run: Run
) -> None:
    desk = new_desk()
    desk.found = []

    async def look(_: WizardWindow, page: TerminalsPage) -> None:
        assert page.empty.isVisible()
        assert page.empty.title == "No terminal found"
        assert page.empty.hint.startswith("Start MetaTrader and look again")

    on_terminals(new_window, run, desk, look)


def test_terminals_when_rightly_chosen_then_they_are_registered_and_installed(
    new_window: BuildWindow, run: Run
) -> None:
    desk = new_desk()

    async def choose(wizard: WizardWindow, page: TerminalsPage) -> None:
        page.rows[0].choose_role(MASTER)
        page.rows[1].choose_role(FOLLOWER)
        page.rows[0].name.setFocus()

        QTest.keyClick(page.rows[0].name, Qt.Key.Key_Return)

        assert wizard.step == CONNECT
        wizard.complete()

    on_terminals(new_window, run, desk, choose)
    assert sorted(desk.orders) == [
        "add account Fairmont 5012345@Fairmont-Demo monitor",
        "add account Lyndale 77001@Lyndale-Live executor",
        "install Fairmont MetaTrader 5 5012345@Fairmont-Demo",
        "install Lyndale MT4 77001@Lyndale-Live",
    ]


def test_first_steps_when_left_then_they_do_not_open_by_themselves_again_and_go_on_there(
    new_window: BuildWindow, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "window.ini"
    desk = SampleDesk(demo=False)

    first = new_window(desk, settings_file=file)
    wizard = first.wizard.open()
    wizard.show_step(CONNECT)
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible()
    settings = first.wizard._settings
    assert isinstance(settings, QSettings)
    settings.sync()

    empty = new_window(SampleDesk(empty=True, demo=False), settings_file=file)
    empty.wizard.open_if_new()
    again = new_window(desk, settings_file=file)
    assert empty.wizard.window is None
    assert again.wizard.open().step == CONNECT


def test_first_steps_when_there_is_an_account_then_they_do_not_open_by_themselves(
    new_window: BuildWindow,
) -> None:
    window = new_window(SampleDesk())
    other = new_window(SampleDesk(empty=True))

    window.wizard.open_if_new()
    other.wizard.open_if_new()

    assert window.wizard.window is None
    assert other.wizard.window is not None
    assert not other.wizard.window.isModal()
