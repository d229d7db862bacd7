from decimal import Decimal

from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from tests.gui.sample_guards import GUARDS
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.widgets.limit_strip import LimitStrip

CALDER = GUARDS[3].stands


def _strip(appearance: Appearance, qtbot: QtBot, width: int) -> LimitStrip:
    strip = LimitStrip(appearance)
    qtbot.addWidget(strip)
    strip.resize(width, 40)
    strip.show_stands(CALDER)
    strip.show()
    return strip


def test_strip_when_there_is_room_then_all_limits_stand_in_a_line_the_nearest_first(
    appearance: Appearance, qtbot: QtBot
) -> None:
    strip = _strip(appearance, qtbot, 1_000)

    assert [stand.name for stand in strip.stands] == [
        "Open lots in XAUUSD.r",
        "Daily loss",
        "Static drawdown",
        "Best day's share",
    ]
    nearest = strip.stand_at(QPoint(20, 10))
    assert nearest is not None
    assert nearest.percent == Decimal(80)
    assert strip.stand_at(QPoint(990, 10)) is None


def test_strip_when_it_becomes_narrow_then_it_takes_another_line(
    appearance: Appearance, qtbot: QtBot
) -> None:
    strip = _strip(appearance, qtbot, 1_000)
    before = strip.height()

    strip.resize(500, before)

    # Four would have 110 points each; three of 140 stand in 500.
    assert strip.height() == 2 * before
    second = strip.stand_at(QPoint(20, before + 10))
    assert second is not None
    assert second.name == "Best day's share"


def test_strip_when_read_aloud_then_every_limit_says_how_it_stands(
    appearance: Appearance, qtbot: QtBot
) -> None:
    strip = _strip(appearance, qtbot, 1_000)

    assert strip.accessibleName() == "4 limits"
    assert strip.accessibleDescription().splitlines()[2] == (
        "Static drawdown: 3,100.00 of 10,000.00 USD used (31 %)"
    )


def test_strip_when_drawn_then_a_bar_is_filled_as_far_as_the_limit_is_used(
    appearance: Appearance, qtbot: QtBot
) -> None:
    strip = _strip(appearance, qtbot, 1_000)
    picture = strip.grab().toImage()
    y = strip.fontMetrics().height() + 7

    filled, empty = picture.pixelColor(140, y), picture.pixelColor(160, y)

    # 80 % of 188 points are 150.
    assert filled.name() == appearance.theme.colors.warning
    assert empty.name() == appearance.theme.colors.line
