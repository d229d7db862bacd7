from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.gui.conftest import BuildWindow, Run
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.domain.program_settings import ProgramSettings
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.pages import SETTINGS
from tradecopy_desktop.gui.theme import Mode

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def _type(widget: QWidget, text: str) -> None:
    assert isinstance(widget, QLineEdit)
    widget.selectAll()
    QTest.keyClicks(widget, text)


def test_port_and_days_when_changed_and_saved_by_keys_then_they_are_kept_for_the_next_start(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    panel = window.settings

    async def scenario() -> None:
        window.show_page(SETTINGS)
        await window.tasks.settled()
        assert not panel.save.isEnabled()
        _type(panel.bridge.port_field.widget, "8181")
        _type(panel.records.log_field.widget, "700")
        _type(panel.records.raw_field.widget, "45")
        QTest.keyClick(panel, Qt.Key.Key_S, CTRL)
        await window.tasks.settled()

    run(scenario())

    assert desk.program_settings == ProgramSettings(port=8181, log_days=700, raw_days=45)
    assert window.notices.accessibleName() == (
        "Saved. It takes effect when TradeCopy starts the next time."
    )
    assert not panel.save.isEnabled()
    assert panel.bridge.in_use.text() == "Now: 127.0.0.1:8080"


def test_port_when_it_is_none_then_it_is_told_at_the_field_and_nothing_is_kept(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    panel = window.settings
    faults = []

    async def scenario() -> None:
        window.show_page(SETTINGS)
        await window.tasks.settled()
        for port in ("1023", "65536", "80a", ""):
            panel.bridge.port_field.widget.setFocus()
            _type(panel.bridge.port_field.widget, port)
            if not port:
                QTest.keyClick(panel.bridge.port_field.widget, Qt.Key.Key_Delete)
            QTest.mouseClick(panel.save_button, LEFT)
            faults.append(panel.bridge.port_field.fault)
        _type(panel.bridge.port_field.widget, "1024")
        _type(panel.records.raw_field.widget, "29")
        QTest.mouseClick(panel.save_button, LEFT)
        faults.append(panel.records.raw_field.fault)
        await window.tasks.settled()

    run(scenario())

    assert faults == [
        *["Enter a whole number from 1024 to 65535."] * 4,
        "Enter a whole number from 30 to 3650.",
    ]
    assert desk.orders == []


def test_settings_when_the_file_was_not_read_then_it_is_said_and_saving_mends_it(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    panel = window.settings
    desk.own_trouble = "config.toml, line 3: there is no setting named prot"
    seen: list[object] = []

    async def scenario() -> None:
        window.show_page(SETTINGS)
        await window.tasks.settled()
        seen.append(panel.trouble.text())
        QTest.mouseClick(panel.save_button, LEFT)
        await window.tasks.settled()
        seen.append(panel.trouble.isVisible())

    run(scenario())

    assert seen == [
        "config.toml, line 3: there is no setting named prot. "
        "The usual settings are shown; saving replaces the file.",
        False,
    ]


def test_autostart_when_ticked_then_it_is_ordered_and_a_refusal_takes_the_tick_away(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    box = window.settings.start.check.box
    seen = []

    async def scenario() -> None:
        window.show_page(SETTINGS)
        await window.tasks.settled()
        QTest.keyClick(box, Qt.Key.Key_Space)
        await window.tasks.settled()
        seen.append((box.isChecked(), window.notices.accessibleName()))
        desk.refusal = "Windows did not allow it: access denied"
        QTest.keyClick(box, Qt.Key.Key_Space)
        await window.tasks.settled()
        seen.append((box.isChecked(), window.notices.accessibleName()))

    run(scenario())

    assert desk.orders == ["autostart True"]
    assert seen == [
        (True, "TradeCopy starts with Windows from now on."),
        (True, "Windows did not allow it: access denied"),
    ]


def test_autostart_when_it_cannot_be_chosen_then_the_reason_stands_there(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.autostart_not = "Only Windows can be told so from here."
    check = window.settings.start.check

    async def scenario() -> None:
        window.show_page(SETTINGS)
        await window.tasks.settled()

    run(scenario())

    assert not check.box.isEnabled()
    assert check.note.text() == "Only Windows can be told so from here."


def test_colors_when_chosen_then_they_change_at_once_everywhere(window: MainWindow) -> None:
    window.show_page(SETTINGS)

    QTest.mouseClick(window.settings.colors.themes.button(2), LEFT)

    assert window.appearance.theme.mode is Mode.DARK
    assert window.navigation.themes.button(2).isChecked()


def test_language_when_chosen_by_keys_then_it_is_kept_in_the_windows_file(
    new_window: BuildWindow, desk: SampleDesk, tmp_path: Path
) -> None:
    file = tmp_path / "window.ini"
    window = new_window(desk, settings_file=file)
    window.show_page(SETTINGS)
    combo = window.settings.colors.language

    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    window.remember()
    again = new_window(desk, settings_file=file)

    assert QSettings(str(file), QSettings.Format.IniFormat).value("window/language") == "en"
    assert again.settings.colors.language.currentText() == "English"


def test_alarm_forms_when_asked_for_then_those_of_the_alerts_page_open(window: MainWindow) -> None:
    window.show_page(SETTINGS)
    titles = []

    for button in (window.settings.alarms.sound, window.settings.alarms.away):
        QTest.mouseClick(button, LEFT)
        dialog = window.alerts.dialog
        assert dialog is not None
        titles.append(dialog.windowTitle())
        dialog.reject()

    assert titles == ["Sound and quiet hours", "Alarms off this machine"]


def test_what_is_typed_when_another_page_is_looked_at_then_it_is_still_there(
    window: MainWindow, run: Run
) -> None:
    field = window.settings.bridge.port_field.widget

    async def scenario() -> None:
        window.show_page(SETTINGS)
        await window.tasks.settled()
        _type(field, "9000")
        window.show_page(0)
        window.show_page(SETTINGS)
        await window.tasks.settled()

    run(scenario())

    assert window.settings.bridge.port() == 9000
