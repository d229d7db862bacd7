"""A window over the sample desk, and a Qt loop that carries out its orders."""

from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest
import qasync
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.gui.app_window import build_appearance, build_window
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.theme import Mode

# What Qt's platform for machines without a screen cannot do, and says so each time.
_NO_SCREEN = (
    "This plugin does not support",
    "No such signal QPlatformNativeInterface::systemTrayWindowChanged",
)
# What Windows does not do, a window larger than its screens, and what wine does not: it knows no
# screens of different sharpness.
_ON_WINDOWS = (
    "QWindowsWindow::setGeometry: Unable to set geometry",
    "EnableNonClientDpiScaling\\(\\) failed",
    "QtWindows::DpiAwareness::PerMonitorVersion2",
)

# Dates and numbers are written alike whatever this machine's user chose.
QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
# A dialog of Windows' own cannot be pressed by a test.
QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)

Run = Callable[[Coroutine[object, object, None]], None]
BuildWindow = Callable[..., MainWindow]


def is_in_front(window: QWidget) -> bool:
    """Tell whether keys go to a window; Windows itself may say so before Qt knows."""
    return QApplication.activeWindow() is window


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/gui" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore(*_NO_SCREEN, *_ON_WINDOWS))


class PatientBot(QtBot):
    """Waits as long as all tests do: on a busy machine 5 s run out in which nothing is wrong."""

    def waitUntil(  # noqa: N802 - pytest-qt names it.
        self, callback: Callable[[], bool | None], *, timeout: int = 60_000
    ) -> None:
        """Wait until it is so; `timeout` in ms."""
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Replace pytest-qt's own, which waits for 5 s."""
    assert qapp is not None
    return PatientBot(request)


@pytest.fixture(autouse=True)
def nothing_stays_on_the_screen() -> Iterator[None]:
    """Hide what a test left: a form above the next test's window would take its mouse and keys."""
    yield
    for widget in QApplication.topLevelWidgets():
        widget.hide()


@pytest.fixture
def desk() -> SampleDesk:
    return SampleDesk()


@pytest.fixture
def appearance(qapp: QApplication) -> Appearance:
    return build_appearance(qapp, bundled("resources"), Mode.LIGHT)


@pytest.fixture
def new_window(qapp: QApplication, qtbot: QtBot) -> BuildWindow:
    """Build a shown window over a desk; it is closed at the test's end."""

    def build(desk: SampleDesk, *, with_tray: bool = True, **rest: Any) -> MainWindow:
        window = build_window(qapp, desk, bundled("resources"), with_tray=with_tray, **rest)
        qtbot.addWidget(window, before_close_func=lambda each: each.dismantle())
        # Without a wait: it would turn the loop within the tasks of tests that are coroutines.
        window.show()
        return window

    return build


@pytest.fixture
def window(new_window: BuildWindow, desk: SampleDesk) -> MainWindow:
    return new_window(desk)


@pytest.fixture
def run(qapp: QApplication) -> Iterator[Run]:
    """Run a coroutine on the Qt loop that the program itself uses."""
    loop = qasync.QEventLoop(qapp)
    yield loop.run_until_complete
    loop.close()
