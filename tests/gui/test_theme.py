import itertools
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dressing import portions
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.theme import Colors, Mode, Tone, read_colors
from tradecopy_desktop.gui.turns import finish_all

THEMES = ("light", "dark")
# WCAG 2.1, level AA.
TEXT = 4.5
SHAPES = 3.0


def _colors(name: str) -> Colors:
    file = bundled("resources") / "themes" / f"{name}.json"
    return read_colors(file.read_text(encoding="utf-8"))


def _luminance(color: str) -> float:
    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    made = QColor(color)
    red, green, blue = (channel(each) for each in (made.redF(), made.greenF(), made.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_when_black_on_white_then_it_is_21() -> None:
    assert round(_contrast("#000000", "#ffffff"), 1) == 21.0


@pytest.mark.parametrize("name", THEMES)
def test_texts_when_on_any_background_then_they_reach_aa(name: str) -> None:
    colors = _colors(name)
    texts = ("text", "muted", "accent", "good", "warning", "bad", "buy", "sell")
    grounds = ("window", "surface", "raised", "selection", "warning_tint", "bad_tint")

    faint = [
        (text, ground)
        for text, ground in itertools.product(texts, grounds)
        if _contrast(getattr(colors, text), getattr(colors, ground)) < TEXT
    ]

    assert faint == []
    assert _contrast(colors.on_fill, colors.fill) >= TEXT
    assert _contrast(colors.on_fill, colors.danger) >= TEXT
    assert _contrast(colors.accent, colors.accent_tint) >= TEXT


@pytest.mark.parametrize("name", THEMES)
def test_shapes_when_on_their_background_then_they_reach_aa(name: str) -> None:
    colors = _colors(name)

    assert _contrast(colors.edge, colors.surface) >= SHAPES
    assert [each for each in colors.stages if _contrast(each, colors.surface) < SHAPES] == []


def test_theme_when_a_color_is_missing_then_it_is_named() -> None:
    with pytest.raises(ValueError, match="window"):
        read_colors("{}")


def test_theme_when_switched_by_a_click_then_the_window_changes(
    window: MainWindow, qapp: QApplication, qtbot: QtBot
) -> None:
    window.appearance.theme.set_mode(Mode.LIGHT)
    qtbot.waitUntil(lambda: _lightness(window) > 200)

    QTest.mouseClick(window.navigation.themes.button(2), Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: _lightness(window) < 60)
    assert qapp.palette().color(QPalette.ColorRole.Window).lightness() < 60
    assert window.appearance.theme.mode is Mode.DARK


def _lightness(window: MainWindow) -> int:
    return window.grab().toImage().pixelColor(600, 712).lightness()


def test_theme_when_switched_then_every_part_is_dressed_in_a_turn_of_its_own(
    window: MainWindow, qtbot: QtBot
) -> None:
    theme = window.appearance.theme
    theme.set_mode(Mode.LIGHT)
    theme.turns.finish()
    light, dark = (_colors(name).raised for name in ("light", "dark"))

    theme.set_mode(Mode.DARK)
    before = [dark in each.styleSheet() for each in (window.header, window.alerts)]

    qtbot.waitUntil(lambda: dark in window.alerts.styleSheet())
    assert before == [False, False]
    assert dark in window.header.styleSheet()
    assert light not in window.header.styleSheet()


def test_theme_when_switched_twice_at_once_then_the_last_is_worn(window: MainWindow) -> None:
    theme = window.appearance.theme
    theme.set_mode(Mode.DARK)
    theme.set_mode(Mode.LIGHT)

    theme.turns.finish()

    assert _colors("light").raised in window.header.styleSheet()
    assert _colors("dark").raised not in window.header.styleSheet()


def test_theme_when_switched_then_tables_are_drawn_again_once_all_is_dressed(
    window: MainWindow,
) -> None:
    theme = window.appearance.theme
    theme.set_mode(Mode.LIGHT)
    finish_all(window)
    theme.turns.finish()
    tables = window.findChildren(QTableView)

    theme.set_mode(Mode.DARK)
    held = [table for table in tables if not table.viewport().updatesEnabled()]

    theme.turns.finish()
    # The cockpit's two are on the screen.
    assert len(held) >= 2
    assert all(table.viewport().updatesEnabled() for table in tables)


def test_theme_when_switched_then_who_draws_by_himself_is_told_in_a_later_turn(
    window: MainWindow, qtbot: QtBot
) -> None:
    theme = window.appearance.theme
    theme.set_mode(Mode.LIGHT)
    theme.turns.finish()
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(theme.is_dark))

    theme.set_mode(Mode.DARK)
    before = list(told)

    qtbot.waitUntil(lambda: told == [True])
    assert before == []


def test_portions_when_a_part_is_large_then_frames_and_what_is_small_are_dressed_each_by_itself(
    qtbot: QtBot,
) -> None:
    page, splitter, plain, frame = QWidget(), QSplitter(), QWidget(), QFrame()
    qtbot.addWidget(page)
    frame.setProperty("card", "true")
    column = QVBoxLayout(page)
    column.addWidget(splitter)
    splitter.addWidget(plain)
    splitter.addWidget(frame)
    for holder in (plain, frame):
        inner = QVBoxLayout(holder)
        for _ in range(45):
            inner.addWidget(QLabel())

    parts = list(portions(page))

    # The plain pane is taken apart, the frame is not: its background belongs to it.
    assert frame in parts
    assert plain not in parts
    assert sum(isinstance(part, QLabel) for part in parts) == 45
    assert len(parts) == 46


def test_icons_when_drawn_then_each_has_ink_in_the_asked_color(appearance: Appearance) -> None:
    names = [path.stem for path in (bundled("resources") / "icons").glob("*.svg")]

    blank = [
        name
        for name in names
        if not _has_ink(appearance.icons.pixmap(name, Tone.BAD, 24).toImage())
    ]

    assert len(names) > 25
    assert blank == []
    mark = appearance.icons.painted("mark-good", "#ff0000", 12).toImage()
    assert mark.pixelColor(6, 6).name() == "#ff0000"


def _has_ink(image: QImage) -> bool:
    return any(
        image.pixelColor(x, y).alpha() > 100
        for x, y in itertools.product(range(image.width()), range(image.height()))
    )


def test_style_sheet_when_filled_then_no_placeholder_is_left(
    appearance: Appearance, qtbot: QtBot
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)

    appearance.theme.dress(widget)

    assert "@" not in widget.styleSheet()
    assert Path(bundled("resources") / "icons" / "chevron.svg").as_posix() in widget.styleSheet()
