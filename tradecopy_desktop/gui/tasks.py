"""Starts the trader's orders as tasks and keeps them until they end. Decides nothing."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.gui import words

T = TypeVar("T")


def _ignore(_: object) -> None:
    pass


class Tasks(QObject):
    """The one place where a slot becomes a task. The loop itself keeps no strong reference."""

    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: set[asyncio.Task[None]] = set()

    @property
    def can_start(self) -> bool:
        """Tell whether the program's loop runs, which carries orders out."""
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return False
        return True

    def start(
        self,
        order: Coroutine[object, object, T],
        *,
        name: str,
        done: Callable[[T], None] = _ignore,
        refused: Callable[[str], None] | None = None,
        owner: QObject | None = None,
    ) -> asyncio.Task[None]:
        """Run `order`; then call `done` with its result, or `refused` with what went wrong.

        Without `refused` the sentence goes to `failed`, which the window shows. Whoever cancels
        the task that is returned hears nothing of it any more, and neither does an `owner` that
        is gone by then, as a form that was closed.
        """
        refuse = refused or self.failed.emit
        loop = asyncio.get_running_loop()

        def is_heard() -> bool:
            return owner is None or isValid(owner)

        task = loop.create_task(_carry_out(order, done, refuse, is_heard), name=name)
        self._running.add(task)
        task.add_done_callback(self._on_task_done)
        # A task cancelled before its first step has never awaited the order.
        task.add_done_callback(lambda _: order.close())
        return task

    async def settled(self) -> None:
        """Wait until every order that was given has ended."""
        while self._running:
            await asyncio.wait(tuple(self._running))

    async def end(self) -> None:
        """Cancel what still runs and wait for it."""
        for task in tuple(self._running):
            task.cancel()
        await self.settled()

    def _on_task_done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            name = task.get_name()
            task.get_loop().call_exception_handler(
                {"message": f"{name} failed", "exception": error, "task": task}
            )
            self.failed.emit(words.unexpected(name))


async def _carry_out(
    order: Coroutine[object, object, T],
    done: Callable[[T], None],
    refuse: Callable[[str], None],
    is_heard: Callable[[], bool],
) -> None:
    try:
        result = await order
    except TradeCopyError as e:
        if is_heard():
            refuse(str(e))
    else:
        if is_heard():
            done(result)
