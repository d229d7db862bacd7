"""Runs the program with its window: bridge and window share one qasync loop.

Qt is imported only when a window is asked for.
"""

import asyncio
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tradecopy_desktop.adapters.own.config_file import ConfigFile
from tradecopy_desktop.app.tidying import settle, unsettle
from tradecopy_desktop.bootstrap.assembly import Prepared, Running, Setup, prepared
from tradecopy_desktop.domain.errors import PortTakenError, TradeCopyError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from tradecopy_desktop.gui.main_window import MainWindow

_log = logging.getLogger(__name__)

DEMO_WISHED = -1
"""The exit status of a window whose trader wants to go on with the demo."""

WindowSession = Callable[[Running, "MainWindow"], Awaitable[int]]


def has_display() -> bool:
    """Tell whether a window could be seen on this machine."""
    if sys.platform != "linux":
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(shown) and platform not in ("offscreen", "minimal")


def run_window(
    setup: Setup, session: WindowSession, *, seen: bool = True, asks: bool = False
) -> int:
    """Run with the window until `session` ends or the trader quits; return the exit status.

    Not `seen`: drawn offscreen, for a machine without a display. It `asks` where the port is taken.
    """
    if not seen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = _application()
    from tradecopy_desktop.gui.language import speak

    # Before any module of the window takes words into its own hands.
    speak(_layout_file(setup))
    from PySide6.QtCore import QEvent
    from qasync import QEventLoop

    loop = QEventLoop(app)
    asyncio.set_event_loop(loop)
    main = _main_or_ask if asks else _main
    try:
        with loop:
            status = int(loop.run_until_complete(main(app, setup, session)))
    except TradeCopyError as error:
        # Started without a console, nobody would ever read why.
        if seen and sys.stderr is None:
            _show_failure(error, setup)
        raise
    # Another window may follow in this process: nothing of this one may be left behind.
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    unsettle()
    return status


def _layout_file(setup: Setup) -> Path | None:
    return None if setup.demo else setup.data_dir / "window.ini"


def _show_failure(error: TradeCopyError, setup: Setup) -> None:
    from tradecopy_desktop.gui.start_failure import failure_box

    # Nothing is copied any more that a window could hold up.
    failure_box(str(error), setup.data_dir).exec()


def _application() -> "QApplication":
    try:
        from PySide6.QtCore import qInstallMessageHandler
        from PySide6.QtWidgets import QApplication
    except ImportError as error:
        raise TradeCopyError(
            f"the window needs a library of the system that is missing ({error}); "
            "on Debian or Ubuntu: apt-get install libgl1 libegl1 libglib2.0-0 libxkbcommon0 "
            "libdbus-1-3 libfontconfig1; or use --headless"
        ) from error
    qInstallMessageHandler(_log_qt)
    app = QApplication.instance() or QApplication(["tradecopy-desktop"])
    if not isinstance(app, QApplication):
        raise TypeError("a Qt application without widgets is running")
    app.setApplicationName("TradeCopy Desktop")
    app.setQuitOnLastWindowClosed(False)
    return app


def _log_qt(kind: object, _: object, message: str) -> None:
    # Drawing offscreen is meant; that a window cannot be raised there is no news.
    level = logging.DEBUG if message.startswith("This plugin does not support") else logging.WARNING
    _log.log(level, "%s: %s", getattr(kind, "name", kind), message)


async def _main_or_ask(app: "QApplication", setup: Setup, session: WindowSession) -> int:
    try:
        return await _main(app, setup, session)
    except PortTakenError as taken:
        if taken.free is None:
            raise
        other = await _ask_for_port(app, setup, taken)
    return 0 if other is None else await _main(app, other, session)


async def _ask_for_port(app: "QApplication", setup: Setup, taken: PortTakenError) -> Setup | None:
    from PySide6.QtWidgets import QWidget

    from tradecopy_desktop.bundled import bundled
    from tradecopy_desktop.gui.app_window import build_appearance
    from tradecopy_desktop.gui.dialogs.port_taken import PortTakenDialog

    build_appearance(app, bundled("resources"))
    owner = QWidget()
    dialog = PortTakenDialog(taken, owner)
    if not await dialog.answer() or taken.free is None:
        return None
    always = dialog.always.isChecked()
    await asyncio.to_thread(_keep_port, setup.data_dir, None if always else taken.free)
    # It may be taken by somebody else meanwhile.
    return replace(setup, port=taken.free, finds_another=True)


def _keep_port(folder: Path, port: int | None) -> None:
    """Use another port from now on; None: whichever is free."""
    file = ConfigFile(folder)
    stored = file.load()
    if stored.trouble:
        # What the trader wrote there by hand must not be lost.
        return
    kept = stored.settings if port is None else replace(stored.settings, port=port)
    file.save(replace(kept, finds_another_port=port is None))


async def _main(app: "QApplication", setup: Setup, session: WindowSession) -> int:
    from tradecopy_desktop.bundled import bundled
    from tradecopy_desktop.gui.app_window import build_window
    from tradecopy_desktop.gui.session_end import SessionEnd

    ending: SessionEnd | None = None
    try:
        async with prepared(setup) as ready:
            window = build_window(
                app, ready.now.program, bundled("resources"), settings_file=_layout_file(setup)
            )
            ending = SessionEnd(app, window.quitting)
            return await _until_quit(window, partial(_work, ready, window, session))
    finally:
        if ending is not None:
            ending.note_stored()


async def _work(ready: Prepared, window: "MainWindow", session: WindowSession) -> int:
    from tradecopy_desktop.gui.first_sight import first_seen

    if has_display():
        window.fit_screen()
    # Nobody is served before: no copy waits for a window to be drawn and for a search of all.
    await first_seen(window)
    settle()
    await ready.serve()
    window.wizard.open_if_new()
    return await session(ready.now, window)


async def _until_quit(window: "MainWindow", begin: Callable[[], Awaitable[int]]) -> int:
    work = asyncio.ensure_future(begin())
    status = 0

    def go_on_as_demo() -> None:
        nonlocal status
        status = DEMO_WISHED
        work.cancel()

    window.quit_requested.connect(work.cancel)
    window.demo_requested.connect(go_on_as_demo)
    try:
        return await work
    except asyncio.CancelledError:
        return status
    finally:
        window.dismantle()
        await window.tasks.end()
        window.deleteLater()
