"""The program under load for a long time on Windows: `python3 -m tests.windows.soak --minutes 30`.

The demo runs as a Windows program with its window and 20 simulated terminals that trade without
end. Every ten seconds its handles, memory, threads, GUI objects and the answer time of its loop are
written down. At the end: did anything still grow in the second half?
"""

import argparse
import ctypes
import subprocess
import sys
import time
from dataclasses import astuple
from tempfile import TemporaryDirectory

import psutil

from tests.stranger import is_answered
from tests.windows.growth import Sample, growing
from tests.windows.handles import handles_of
from tests.windows.machine import why_no_wine, wine
from tests.windows.python import ROOT, windows_python

_FOLDER = ROOT / ".wine"
_EVERY_S = 10.0
_START_S = 600.0
_PORT = 28_457
_FOLLOWERS = 19
# A trade every two to three seconds. Copies that ended are remembered for 30 days, so that none is
# made twice; at the demo's own pace half an hour would hold what a year of trading leaves.
_SPEED = "0.1"
_MODULE = "tests.windows.soak"
# Of GetGuiResources: timers, windows and menus; brushes and bitmaps.
_USER_OBJECTS, _GDI_OBJECTS = 1, 0


def main() -> int:
    """Soak for the given time; return 0 if nothing grew, 1 if something did."""
    parser = argparse.ArgumentParser(prog=f"python3 -m {_MODULE}")
    parser.add_argument("--minutes", type=float, default=30.0)
    given = parser.parse_args()
    if sys.platform == "win32":
        return _soak(given.minutes * 60)
    missing = why_no_wine()
    if missing:
        print(f"soak: skipped: {missing}")
        return 77
    python = windows_python(_FOLDER)
    with wine(_FOLDER / "soak", keep=True) as machine:
        command = [machine.name(python), "-X", "utf8", "-m", _MODULE]
        with machine.start([*command, "--minutes", str(given.minutes)]) as process:
            for line in process.stdout or ():
                print(line, end="", flush=True)
    return process.returncode


def _soak(seconds: float) -> int:
    with TemporaryDirectory(ignore_cleanup_errors=True) as data:
        arguments = ["demo", "--port", str(_PORT), "--data-dir", data]
        arguments += ["--followers", str(_FOLLOWERS), "--trades", "1000000", "--speed", _SPEED]
        # The program ends by itself somewhat later, if nobody ends it before.
        command = [sys.executable, "-m", "tradecopy_desktop", *arguments]
        command += ["--seconds", str(seconds + _START_S)]
        with subprocess.Popen(command, cwd=ROOT) as demo:
            try:
                samples = _watch(demo, seconds)
            finally:
                for child in psutil.Process(demo.pid).children(recursive=True):
                    child.kill()
                demo.kill()
    grown = growing(samples)
    print(f"{len(samples)} samples: {'GREW: ' + '; '.join(grown) if grown else 'nothing grew'}")
    return 1 if grown else 0


def _watch(demo: "subprocess.Popen[bytes]", seconds: float) -> list[Sample]:
    process = psutil.Process(demo.pid)
    deadline = time.monotonic() + _START_S
    while _answer_ms() is None:
        if demo.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the program did not start: status {demo.poll()}")
        time.sleep(1)
    started = time.monotonic()
    samples: list[Sample] = []
    print(" time s  handles  memory MB  threads  GUI objects  lag ms")
    while (at := time.monotonic() - started) < seconds:
        lags = [lag for _ in range(5) if (lag := _answer_ms()) is not None]
        if demo.poll() is not None or not lags:
            raise RuntimeError(f"the program ended or fell silent after {at:.0f} s")
        sample = _look(process, at, max(lags))
        samples.append(sample)
        row = zip(astuple(sample), (7, 8, 10, 8, 12, 7), strict=True)
        print(" ".join(f"{value:{width}.0f}" for value, width in row), flush=True)
        time.sleep(_EVERY_S)
    return samples


def _look(process: psutil.Process, at: float, lag_ms: float) -> Sample:
    with process.oneshot():
        memory = process.memory_info()
        return Sample(
            at_s=at,
            handles=handles_of(process.pid),
            memory_mb=memory.rss / 2**20,
            threads=process.num_threads(),
            gui_objects=_gui_objects(process.pid),
            lag_ms=lag_ms,
        )


def _answer_ms() -> float | None:
    """Return how long the bridge took to refuse a stranger, which its loop does in one turn."""
    started = time.perf_counter()
    if not is_answered(_PORT, within_s=20):
        return None
    return (time.perf_counter() - started) * 1_000


if sys.platform == "win32":

    def _gui_objects(pid: int) -> float:
        may_ask = 0x0400
        process = ctypes.windll.kernel32.OpenProcess(may_ask, False, pid)
        count = ctypes.windll.user32.GetGuiResources
        found = count(process, _USER_OBJECTS) + count(process, _GDI_OBJECTS)
        ctypes.windll.kernel32.CloseHandle(process)
        return float(found)

else:

    def _gui_objects(pid: int) -> float:
        """Return 0: only Windows counts them."""
        return 0.0


if __name__ == "__main__":
    sys.exit(main())
