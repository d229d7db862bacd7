"""A desktop of its own: a screen, a session bus, a window manager and a tray. Touches no other."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path

_TOOLS = ("Xvfb", "openbox", "trayer", "xdotool", "dbus-daemon", "import", "xprop")
_DEBIAN = "xvfb openbox trayer xdotool dbus-x11 imagemagick x11-utils libxcb-cursor0"
_WITHIN_S = 20.0
_LOOK_EVERY_S = 0.05


class WalkError(Exception):
    """What was waited for did not come."""


def why_no_desktop() -> str:
    """Return what is missing for a desktop of its own, "" for nothing."""
    missing = [tool for tool in _TOOLS if shutil.which(tool) is None]
    # Without it Qt opens no window under X.
    missing += [] if find_library("xcb-cursor") else ["libxcb-cursor"]
    if not missing:
        return ""
    return f"{', '.join(missing)} missing: on Debian apt-get install {_DEBIAN}"


def until(
    condition: Callable[[], bool], what: Callable[[], str], *, within_s: float = _WITHIN_S
) -> None:
    """Wait for a condition; raise WalkError saying what did not come."""
    end = time.monotonic() + within_s
    while not condition():
        if time.monotonic() > end:
            raise WalkError(f"{what()} did not come within {within_s:g} s")
        time.sleep(_LOOK_EVERY_S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desktop:
    """A screen of 1280 x 720 points. `environment` is what programs on it are started with."""

    environment: Mapping[str, str]

    def run(self, *command: str) -> bytes:
        """Run a tool on this screen and return what it says; raise WalkError if it fails."""
        done = subprocess.run(command, env=self.environment, capture_output=True, check=False)
        if done.returncode:
            raise WalkError(f"{' '.join(command)}: {done.stderr.decode(errors='replace').strip()}")
        return done.stdout

    def picture(self, file: Path) -> None:
        """Write what is on the screen, with all its windows, as a PNG."""
        self.run("import", "-window", "root", str(file))

    def pixels(self, left: int, top: int, width: int, height: int) -> bytes:
        """Return what a part of the screen looks like."""
        crop = f"{width}x{height}+{left}+{top}"
        return self.run("import", "-silent", "-window", "root", "-crop", crop, "rgb:-")


@contextmanager
def desktop() -> Iterator[Desktop]:
    """Start a desktop, and end all of it again."""
    with ExitStack() as stack:
        environment = dict(os.environ)
        for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS"):
            environment.pop(name, None)
        environment["DISPLAY"] = f":{stack.enter_context(_screen(environment))}"
        environment["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(_bus(environment))
        here = Desktop(environment=environment)
        stack.enter_context(_started(("openbox",), environment))
        until(lambda: "window id" in _root(here, "_NET_SUPPORTING_WM_CHECK"), lambda: "openbox")
        tray = ("--edge", "bottom", "--align", "right", "--widthtype", "request")
        stack.enter_context(_started(("trayer", *tray, "--height", "28"), environment))
        until(lambda: bool(_windows_of(here, "trayer")), lambda: "trayer")
        yield here


@contextmanager
def _screen(environment: Mapping[str, str]) -> Iterator[int]:
    reading, writing = os.pipe()
    # The server looks for a free number itself, and tells it once it can be drawn on.
    command = ("Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x720x24", "-dpi", "96")
    with _started((*command, "-nolisten", "tcp"), environment, keeps=(writing,)):
        os.close(writing)
        with os.fdopen(reading, encoding="ascii") as said:
            number = said.readline().strip()
        if not number.isdigit():
            raise WalkError("Xvfb did not start: it named no display")
        yield int(number)


@contextmanager
def _bus(environment: Mapping[str, str]) -> Iterator[str]:
    command = ("dbus-daemon", "--session", "--nofork", "--print-address=1")
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@contextmanager
def _started(
    command: Sequence[str], environment: Mapping[str, str], *, keeps: tuple[int, ...] = ()
) -> Iterator[None]:
    process = subprocess.Popen(
        command,
        env=environment,
        pass_fds=keeps,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _root(here: Desktop, name: str) -> str:
    return here.run("xprop", "-root", name).decode(errors="replace")


def _windows_of(here: Desktop, kind: str) -> list[str]:
    try:
        found = here.run("xdotool", "search", "--class", kind)
    except WalkError:
        # It fails where it finds none.
        return []
    return found.decode().split()
