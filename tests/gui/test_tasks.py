import asyncio
import gc

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.gui.conftest import Run
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.gui.tasks import Tasks


async def _answer(value: int) -> int:
    return value


async def _refuse() -> None:
    raise TradeCopyError("the route is gone")


def test_start_when_the_order_ends_then_its_result_arrives(qtbot: QtBot, run: Run) -> None:
    tasks = Tasks()
    results: list[int] = []

    async def scenario() -> None:
        tasks.start(_answer(7), name="answer", done=results.append)
        # The loop keeps no strong reference: without the set the task could vanish here.
        gc.collect()
        await tasks.settled()

    run(scenario())

    assert results == [7]


def test_start_when_the_order_is_refused_then_the_sentence_is_told(qtbot: QtBot, run: Run) -> None:
    tasks = Tasks()
    told: list[str] = []
    tasks.failed.connect(told.append)

    async def scenario() -> None:
        tasks.start(_refuse(), name="pause")
        await tasks.settled()

    run(scenario())

    assert told == ["the route is gone"]


def test_start_when_the_program_itself_fails_then_window_and_loop_learn_it(
    qtbot: QtBot, run: Run
) -> None:
    tasks = Tasks()
    told: list[str] = []
    handled: list[object] = []
    tasks.failed.connect(told.append)

    async def fail() -> None:
        raise ZeroDivisionError

    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: handled.append(context["exception"]))
        tasks.start(fail(), name="pause gold")
        await tasks.settled()

    run(scenario())

    assert len(told) == 1
    assert "pause gold" in told[0]
    assert [type(each) for each in handled] == [ZeroDivisionError]


def test_end_when_an_order_hangs_then_it_is_cancelled(qtbot: QtBot, run: Run) -> None:
    tasks = Tasks()
    done: list[object] = []

    async def hang() -> None:
        await asyncio.Event().wait()

    async def scenario() -> None:
        tasks.start(hang(), name="hang", done=done.append)
        await tasks.end()

    run(scenario())

    assert done == []


def test_start_when_no_loop_runs_then_it_says_so(qtbot: QtBot) -> None:
    order = _answer(1)

    with pytest.raises(RuntimeError, match="no running event loop"):
        Tasks().start(order, name="answer")

    order.close()


def test_start_when_its_owner_is_gone_by_then_then_nobody_is_told(qtbot: QtBot, run: Run) -> None:
    tasks = Tasks()
    heard: list[object] = []
    here, gone = QObject(), QObject()

    async def scenario() -> None:
        for owner in (here, gone):
            tasks.start(_answer(7), name="answer", done=heard.append, owner=owner)
            tasks.start(_refuse(), name="pause", refused=heard.append, owner=owner)
        delete(gone)
        await tasks.settled()

    run(scenario())

    assert heard == [7, "the route is gone"]
