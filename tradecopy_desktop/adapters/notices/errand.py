"""Work that blocks, on a thread of its own and within a time. Never holds up the program's end.

The loop's own threads are few, and records wait for them; a server that hangs must not take one.
"""

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from typing import Final

from tradecopy_desktop.adapters.system_clock import wait_within
from tradecopy_desktop.domain.errors import TradeCopyError

STEP_S: Final = 10.0
WHOLE_S: Final = 40.0


class Errand:
    """One piece of work at a time; a piece that hangs is left behind, and its end awaited."""

    def __init__(self, what: str, *, whole_s: float = WHOLE_S) -> None:
        self._what = what
        self._whole_s = whole_s
        # Not the thread's own end: that comes a little after the answer, and maybe too late.
        self._over = threading.Event()
        self._over.set()

    async def run(self, work: Callable[[], None]) -> None:
        """Do `work` on a thread; raise what it raises, TradeCopyError if it takes too long."""
        if not self._over.is_set():
            raise TradeCopyError(f"{self._what} still waits for an answer to the message before")
        self._over.clear()
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        errand = partial(_work, work, self._over, loop, done)
        threading.Thread(target=errand, name=self._what, daemon=True).start()
        try:
            await wait_within(done, self._whole_s)
        except TimeoutError as e:
            raise TradeCopyError(
                f"{self._what} gave no answer within {self._whole_s:g} s: it is tried again"
            ) from e


def _work(
    work: Callable[[], None],
    over: threading.Event,
    loop: asyncio.AbstractEventLoop,
    done: "asyncio.Future[None]",
) -> None:
    error: BaseException | None = None
    try:
        work()
    except BaseException as raised:  # noqa: BLE001 - it is raised where the work is awaited
        error = raised
    over.set()
    try:
        loop.call_soon_threadsafe(_end, done, error)
    except RuntimeError:
        # The loop was closed meanwhile: nobody waits any more.
        return


def _end(done: "asyncio.Future[None]", error: BaseException | None) -> None:
    if done.done():
        return
    if error is None:
        done.set_result(None)
    else:
        done.set_exception(error)
