"""Forms come in turns of the loop; whoever asks one before it is whole gets it whole."""

from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.coming import come
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import Multiplier, SymbolOverride
from tradecopy_desktop.gui.dialogs.route_editor import RouteEditor
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.theme import Mode
from tradecopy_desktop.gui.turns import finish_all

FILTERS, SYMBOLS = 1, 3


def _open(window: MainWindow) -> RouteEditor:
    editor = window.open_route_editor("route-1")
    assert editor is not None
    return editor


def test_form_when_opened_then_it_comes_in_later_turns(window: MainWindow, qtbot: QtBot) -> None:
    form = window.open_add_account()

    assert (form.is_open, form.isVisible()) == (True, False)
    qtbot.waitUntil(form.isVisible)


def test_form_when_closed_while_it_comes_then_it_stays_away(
    window: MainWindow, qtbot: QtBot
) -> None:
    editor = _open(window)

    editor.close()

    assert not editor.is_open
    assert window.routes.editing.editors == {}
    come(editor)
    assert not editor.isVisible()


def test_form_when_opened_twice_at_once_then_there_is_one(window: MainWindow) -> None:
    first = window.open_add_account()

    assert window.open_add_account() is first


def test_editor_when_its_fields_are_asked_for_at_once_then_they_hold_the_route(
    window: MainWindow, desk: SampleDesk
) -> None:
    editor = _open(window)

    assert editor.name.text() == desk.routes()[0].name
    assert editor.settings() == desk.settings_of("route-1")


def test_tab_when_asked_for_while_it_comes_then_it_is_whole(window: MainWindow) -> None:
    editor = come(_open(window))
    editor.tabs.show_tab(FILTERS)

    editor.tabs.filters.age.line.setText("7")

    settings = editor.settings()
    assert settings is not None
    assert settings.max_age_ms == 7_000
    come(editor)
    assert editor.tabs.filters.age.line.text() == "7"


def test_tab_when_it_comes_while_the_route_is_saved_then_nothing_of_it_is_lost(
    window: MainWindow, desk: SampleDesk
) -> None:
    half = SymbolOverride(symbol="XAUUSD", sizing=Multiplier(factor=Decimal("0.5")))
    before = RouteSettings(
        version=1,
        sizing=Multiplier(factor=Decimal(2)),
        symbol_map=(("GOLD", "XAUUSD"), ("US30", "DJ30")),
        overrides=(half,),
    )
    desk._settings["route-1"] = before
    editor = come(_open(window))

    editor.tabs.show_tab(SYMBOLS)
    seen = []
    while editor.turns.is_waiting:
        seen.append(editor.settings())
        editor.turns.take()
    seen.append(editor.settings())

    assert len(seen) > 1
    assert set(seen) == {before}


def test_tab_key_when_pressed_on_the_last_tab_then_it_goes_into_the_fields(
    window: MainWindow, qtbot: QtBot
) -> None:
    editor = come(_open(window))
    editor.tabs.show_tab(FILTERS)
    come(editor)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is editor)
    editor.tabs.buttons.button(4).setFocus()

    QTest.keyClick(editor.tabs.buttons.button(4), Qt.Key.Key_Tab)

    assert _focus(editor) == "Only these symbols"


def _focus(window: QWidget) -> str:
    widget = window.focusWidget()
    assert widget is not None
    return widget.accessibleName()


def _picture(form: RouteEditor) -> QImage:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    form.setFocus()
    form.preview.trade.lots.line.setFocus()
    return form.grab().toImage()


def test_form_when_colors_change_while_it_is_open_then_it_looks_as_if_opened_in_them(
    window: MainWindow, qtbot: QtBot
) -> None:
    theme = window.appearance.theme
    theme.set_mode(Mode.DARK)
    finish_all(window)
    theme.turns.finish()
    dark = _picture(come(_open(window)))
    come(_open(window)).close()
    theme.set_mode(Mode.LIGHT)
    theme.turns.finish()
    editor = come(_open(window))
    light = _picture(editor)

    theme.set_mode(Mode.DARK)
    theme.turns.finish()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.ApplicationPaletteChange)

    assert _picture(editor) == dark
    assert light != dark


def test_form_when_the_window_ends_while_it_comes_then_it_stays_away(
    window: MainWindow, qapp: QApplication
) -> None:
    form = window.open_add_account()

    window.dismantle()

    for _ in range(20):
        qapp.processEvents()
    assert not form.isVisible()
