from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.conftest import BuildWindow, Run
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.gui.main_window import COCKPIT, MainWindow
from tradecopy_desktop.gui.theme import Mode

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def test_header_when_opened_then_it_shows_the_desk_at_a_glance(window: MainWindow) -> None:
    header = window.header

    texts = [
        each.text()
        for each in (
            header.status,
            header.masters,
            header.followers,
            header.open_copies,
            header.copied,
            header.bridge,
        )
    ]

    # The five routes have copied 148, 147, 91, 62 and 57, together 505.
    assert texts == [
        "Copying, 1 follower away",
        "2 of 2",
        "5 of 6",
        "20",
        "505",
        "127.0.0.1:8080",
    ]
    assert header.demo.isVisible()
    assert header.followers.accessibleName() == "Followers 5 of 6"


def test_header_when_it_is_no_demo_then_there_is_no_badge(new_window: BuildWindow) -> None:
    assert not new_window(SampleDesk(demo=False)).header.demo.isVisible()


def test_pages_when_keys_are_pressed_then_they_change(window: MainWindow) -> None:
    keys = [getattr(Qt.Key, f"Key_{digit}") for digit in "1234567890"]
    seen = []
    for key in (*keys, Qt.Key.Key_Comma):
        QTest.keyClick(window, key, CTRL)
        seen.append(window.pages.currentIndex())
    QTest.keyClick(window, Qt.Key.Key_F1)
    seen.append(window.pages.currentIndex())
    QTest.mouseClick(window.navigation.button(COCKPIT), LEFT)

    # Settings is the last but one, help the last.
    assert seen == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert window.pages.currentIndex() == COCKPIT
    assert window.navigation.button(COCKPIT).isChecked()


def test_pause_all_when_confirmed_by_keys_then_all_routes_are_paused(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        QTest.keyClick(window, Qt.Key.Key_P, CTRL)
        assert desk.orders == []
        QTest.keyClick(window.notices.accept_button, Qt.Key.Key_Return)
        await window.tasks.settled()

    run(scenario())
    window.refresh()

    assert desk.orders == ["pause all"]
    assert window.notices.accessibleName() == "4 routes paused."
    assert window.header.status.text() == "Not copying"


def test_pause_all_when_cancelled_then_nothing_is_ordered(
    window: MainWindow, desk: SampleDesk
) -> None:
    QTest.mouseClick(window.header.pause_all, LEFT)
    asked = window.notices.accessibleName()

    QTest.mouseClick(window.notices.cancel_button, LEFT)

    assert asked == (
        "Pause all routes? Nothing new is opened. Closes and stop changes are still copied."
    )
    assert not window.notices.isVisible()
    assert desk.orders == []


def test_news_when_a_question_is_open_then_it_waits_for_the_answer(window: MainWindow) -> None:
    window.ask_to_pause_all()

    window.notices.say("A route was refused.")
    asking = window.notices.accessibleName()
    QTest.mouseClick(window.notices.cancel_button, LEFT)

    assert asking.startswith("Pause all routes?")
    assert window.notices.accessibleName() == "A route was refused."


def test_closing_when_there_is_a_tray_then_it_hides_and_says_so_once(
    window: MainWindow, qtbot: QtBot
) -> None:
    told: list[str] = []
    assert window.tray is not None
    window.tray.told.connect(lambda _, text: told.append(text))

    window.close()
    hidden = window.isHidden()
    window.tray.open.trigger()
    shown = window.isVisible()
    window.close()

    assert (hidden, shown) == (True, True)
    assert told == ["TradeCopy keeps copying here. Quit it from this icon's menu."]


def test_closing_when_there_is_no_tray_then_it_stays_and_asks(
    new_window: BuildWindow, desk: SampleDesk
) -> None:
    window = new_window(desk, with_tray=False)
    said = window.notices.accessibleName()
    quits: list[int] = []
    window.quit_requested.connect(lambda: quits.append(1))

    window.close()
    dialog = window.quitting.dialog

    assert said.startswith("This desktop has no tray")
    assert window.isVisible()
    assert dialog is not None
    assert quits == []
    QTest.mouseClick(dialog.leave, LEFT)
    assert quits == [1]


def test_flatten_all_when_confirmed_by_keys_then_all_followers_are_flattened(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        QTest.keyClick(window, Qt.Key.Key_X, CTRL | Qt.KeyboardModifier.ShiftModifier)
        assert desk.orders == []
        QTest.keyClick(window.notices.accept_button, Qt.Key.Key_Return)
        await window.tasks.settled()

    run(scenario())

    assert desk.orders == ["flatten all"]
    assert window.notices.accessibleName() == "6 followers are being flattened, then locked."


def test_flatten_all_when_cancelled_then_nothing_is_ordered(
    window: MainWindow, desk: SampleDesk
) -> None:
    QTest.mouseClick(window.header.flatten_all, LEFT)
    asked = window.notices.accessibleName()

    QTest.mouseClick(window.notices.cancel_button, LEFT)

    assert asked == (
        "Flatten all followers? 6 followers, 20 open copies: every position is closed at market, "
        "your own too, pending orders are cancelled, and the accounts stay locked until you "
        "unlock them."
    )
    assert desk.orders == []


def test_place_and_colors_when_quit_then_the_next_start_has_them(
    new_window: BuildWindow, desk: SampleDesk, tmp_path: Path, qapp: QApplication
) -> None:
    file = tmp_path / "window.ini"
    first = new_window(desk, settings_file=file)
    first.resize(1100, 650)
    first.appearance.theme.set_mode(Mode.DARK)
    first.remember()

    second = new_window(desk, settings_file=file)

    assert second.appearance.theme.mode is Mode.DARK
    # The test screen is 800 wide and 800 high, so only the height can come back as it was.
    assert second.height() == 650


def test_settings_when_the_file_is_damaged_then_the_window_opens_as_new(
    new_window: BuildWindow, desk: SampleDesk, tmp_path: Path
) -> None:
    file = tmp_path / "window.ini"
    file.write_text("[window]\ntheme=purple\ngeometry=12\n", encoding="utf-8")

    window = new_window(desk, settings_file=file)

    assert window.appearance.theme.mode is Mode.SYSTEM
    assert window.width() == 1280


def test_window_when_the_screen_is_small_then_it_and_its_frame_fit(window: MainWindow) -> None:
    window.resize(5_000, 4_000)
    room = window.screen().availableGeometry()

    window.fit_screen()

    # Title bar and borders take up to 48 points; it is never narrower than 853.
    assert window.height() == room.height() - 48
    assert window.width() == max(853, room.width() - 16)
