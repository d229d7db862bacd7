"""What a second start may ask of the first: show the window, end, check everything."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from tradecopy_desktop.adapters.instance.calling import ASKS, CHECK, QUIT, QUITS, SHOW
from tradecopy_desktop.adapters.instance.door import Answer, OpenDoor
from tradecopy_desktop.adapters.instance.lock_file import InstanceLock
from tradecopy_desktop.app.doctor.lines_text import text_of_lines
from tradecopy_desktop.bootstrap.assembly import Running

if TYPE_CHECKING:
    from tradecopy_desktop.gui.main_window import MainWindow


@asynccontextmanager
async def answering(lock: InstanceLock, now: Running, window: "MainWindow") -> AsyncIterator[None]:
    """Answer other starts of the program until the end."""
    door = OpenDoor(_answers(now, window))
    lock.tell(await door.open())
    try:
        yield
    finally:
        await door.close()


def _answers(now: Running, window: "MainWindow") -> Answer:
    async def answer(command: str) -> str:
        if command == SHOW:
            window.come_forward()
            return "shown"
        if command == QUIT:
            return _quit(now, window)
        if command == CHECK:
            return text_of_lines(await now.program.check_up())
        return "not known"

    return answer


def _quit(now: Running, window: "MainWindow") -> str:
    if now.program.state().open_copies:
        # What becomes of open copies is the trader's to say (rule C5).
        window.ask_to_quit()
        return ASKS
    window.remember()
    # The answer leaves first.
    asyncio.get_running_loop().call_later(0.1, window.quit_requested.emit)
    return QUITS
