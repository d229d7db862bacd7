"""What the pinned PySide6 must not do. A failure kills, so each check has its own process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

# PySide6 6.12.0 gave away one reference to None per call of a timerEvent written in Python. On
# Python 3.11, where None is counted, the program then died within a minute.
_TURNS = 3_000
_COUNT_NONE = f"""
import asyncio, sys
import qasync
from PySide6.QtWidgets import QApplication

async def turn():
    for _ in range(200):
        await asyncio.sleep(0)
    before = sys.getrefcount(None)
    for _ in range({_TURNS}):
        await asyncio.sleep(0)
    print(sys.getrefcount(None) - before)

application = QApplication([])
loop = qasync.QEventLoop(application)
with loop:
    loop.run_until_complete(turn())
"""

# Also calls that return None or True, or emit a signal, lost one reference each.
_CALL_QT = """
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Source(QObject):
    fired = Signal(int)

application = QApplication([])
label, timer, source, heard = QLabel(), QTimer(), Source(), []
source.fired.connect(heard.append)
for n in range(20_000):
    label.setText("lots")
    timer.start(1_000)
    timer.stop()
    source.fired.emit(n)
    application.processEvents()
print(len(heard))
"""


def _run(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=False,
        cwd=Path(__file__).parent,
        encoding="utf-8",
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=120,
    )


@pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="None is immortal since Python 3.12, its count says nothing"
)
def test_none_when_the_qt_loop_turns_keeps_its_references() -> None:
    finished = _run(_COUNT_NONE)

    assert finished.returncode == 0, finished.stderr
    # A healthy PySide6 gains or loses a few from one-time set-up; a sick one loses one a turn.
    assert int(finished.stdout) > -_TURNS // 10


def test_process_when_qt_is_called_20000_times_lives() -> None:
    finished = _run(_CALL_QT)

    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.strip() == "20000"
