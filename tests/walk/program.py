"""The program as a newcomer starts its demo, with an ear for questions about what is on the screen.

Nothing of it is replaced. Questions come as JSON lines, answers go out as JSON lines; they are
answered on Qt's thread and press nothing. Its terminals live elsewhere: they outlast it.
"""

import asyncio
import json
import queue
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.walk.seeing import answer
from tradecopy_desktop.bootstrap.assembly import Running
from tradecopy_desktop.bootstrap.first_run import FirstRun, first_run_choice
from tradecopy_desktop.bootstrap.window import run_window
from tradecopy_desktop.cli.arguments import Common
from tradecopy_desktop.gui.main_window import MainWindow

_LOOK_EVERY_MS = 10


class _Ear:
    """Takes questions from a thread, and answers them where windows may be read."""

    def __init__(self) -> None:
        self._questions: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
        self._timer = QTimer(interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._reply)
        self._timer.start()
        threading.Thread(target=self._listen, name="questions", daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self._questions.put(json.loads(line))

    def _reply(self) -> None:
        while not self._questions.empty():
            sys.stdout.write(json.dumps(answer(self._questions.get())) + "\n")
            sys.stdout.flush()


def main(folder: Path) -> int:
    """Run the first run in a folder until the trader quits; return the exit status."""
    app = QApplication(["tradecopy-desktop"])
    ear = _Ear()
    first = FirstRun.planned(
        first_run_choice(Common(data_dir=None, port=0, log_level="warning")), folder
    )

    async def session(now: Running, _: MainWindow) -> int:
        await asyncio.to_thread(first.lay_out, now.program)
        await asyncio.get_running_loop().create_future()
        return 0

    status = run_window(first.setup(), session)
    del ear, app
    return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
