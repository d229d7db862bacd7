"""Processes that run tests in copies of the project, watched by a clock. Decides nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import Any

_PROGRAM = Path(__file__).with_name("worker.py")


class WorkerError(Exception):
    """A process failed for a reason of its own; no mutant is to blame."""


class TooLongError(Exception):
    """A process was ended because it took too long."""


class DiedError(Exception):
    """A process died of itself."""


class Worker:
    """A process for one copy of the project; started when asked, ended when it takes too long."""

    def __init__(self, copy: Path) -> None:
        self.copy = copy
        self.asked = 0
        self._process: subprocess.Popen[str] | None = None
        self._closed = False

    def ask(self, request: dict[str, Any], limit_s: float) -> dict[str, Any]:
        """Return the answer to a request; raise TooLongError or DiedError if there is none."""
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        self.asked += 1
        timer = Timer(limit_s, process.kill)
        started = monotonic()
        timer.start()
        try:
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = ""
        finally:
            timer.cancel()
        if not line.endswith("\n"):
            self.stop()
            raise TooLongError if monotonic() - started >= limit_s else DiedError
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise WorkerError(answer["error"])
        return answer

    def stop(self) -> None:
        """End the process; the next request starts another."""
        process, self._process, self.asked = self._process, None, 0
        if process is not None:
            process.kill()
            process.communicate()

    def close(self) -> None:
        """End the process for good."""
        self._closed = True
        self.stop()

    def _start(self) -> subprocess.Popen[str]:
        if self._closed:
            raise WorkerError("the run was stopped")
        environment = {
            **os.environ,
            # The measurement that knows tests apart; and the same order in every set.
            "COVERAGE_CORE": "ctrace",
            "PYTHONHASHSEED": "0",
            "PYTHONUTF8": "1",
        }
        self._process = subprocess.Popen(
            [sys.executable, str(_PROGRAM), str(self.copy)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env=environment,
        )
        return self._process
