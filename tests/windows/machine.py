"""A Windows to run programs on: this machine where it is one, else wine. Installs no wine."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import Protocol

from tests.windows.stand_ins import COMPILER, add_stand_ins

# wbemprox: Python asks it for the version of Windows, and wine's dies of the question. winedbg: it
# would keep a program that crashed, and whoever waits for it, for ever.
_OVERRIDES = "mscoree,mshtml,wbemprox,winedbg.exe=;ucrtbase=n"
# Another one, and prefixes of before are made anew.
_FORM = "2"
_TOOLS = ("wine", "wineserver", "Xvfb", COMPILER)
_DEBIAN = "wine wine64 xvfb gcc-mingw-w64-x86-64-posix"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How a Windows program ended, and what it said."""

    status: int
    said: str


class Machine(Protocol):
    """Where Windows programs run."""

    def path(self, folder: str) -> Path:
        """Return the folder that Windows knows by this variable's name, such as LOCALAPPDATA."""
        ...

    def name(self, file: Path) -> str:
        """Return the name by which Windows programs know a file."""
        ...

    def start(self, command: Sequence[str | Path]) -> subprocess.Popen[str]:
        """Start a Windows program, with pipes for what it reads and says."""
        ...


def run(machine: Machine, *command: str | Path, timeout_s: float = 120) -> Done:
    """Run a Windows program to its end; raise TimeoutExpired when it takes too long."""
    with machine.start(command) as process:
        try:
            said, _ = process.communicate(timeout=timeout_s)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    return Done(status=process.returncode, said=said)


@dataclass(frozen=True, slots=True)
class RealWindows:
    """This very machine."""

    def path(self, folder: str) -> Path:
        """Return the folder of an environment variable."""
        return Path(os.environ[folder])

    def name(self, file: Path) -> str:
        """Return the file's own name."""
        return str(file)

    def start(self, command: Sequence[str | Path]) -> subprocess.Popen[str]:
        """Start a program."""
        return _start([str(word) for word in command], dict(os.environ))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wine:
    """A wine prefix, and the screen that its windows are drawn on."""

    prefix: Path
    display: str
    extra: Mapping[str, str] = field(default_factory=dict)

    def path(self, folder: str) -> Path:
        """Return where wine keeps the folder of a Windows variable."""
        (user,) = [
            path
            for path in (self.prefix / "drive_c" / "users").iterdir()
            if path.name != "Public" and path.is_dir()
        ]
        known = {"LOCALAPPDATA": "AppData/Local", "APPDATA": "AppData/Roaming", "TEMP": "Temp"}
        return user / known[folder]

    def name(self, file: Path) -> str:
        """Return the file as on wine's drive of the whole machine."""
        return str(PureWindowsPath("Z:" + str(file.resolve())))

    def start(self, command: Sequence[str | Path]) -> subprocess.Popen[str]:
        """Start a program under wine."""
        words = [str(word) for word in command]
        return _start(["wine", *words], self.environment)

    @property
    def environment(self) -> dict[str, str]:
        """Return what wine is told by."""
        told = {
            "DISPLAY": self.display,
            "WINEARCH": "win64",
            "WINEDEBUG": os.environ.get("WINEDEBUG", "-all"),
            "WINEDLLOVERRIDES": _OVERRIDES,
            "WINEPREFIX": str(self.prefix),
        }
        return {**os.environ, **told, **self.extra}


def _start(words: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    # Pipes, because Python for Windows ends at once when wine gives it a plain file.
    return subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=environment,
    )


def why_no_wine() -> str | None:
    """Return why no wine can be had here, None where it can."""
    missing = [tool for tool in _TOOLS if _tool(tool) is None]
    if not missing:
        return None
    return f"{', '.join(missing)} not found: apt-get install --no-install-recommends {_DEBIAN}"


def _tool(name: str) -> str | None:
    # Debian keeps the server of wine away from the search path.
    return shutil.which(name) or shutil.which(name, path="/usr/lib/wine")


@contextmanager
def screen() -> Iterator[str]:
    """Give an X display that nobody sees, and take it away."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        command, pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        os.close(write)
        with os.fdopen(read, encoding="ascii") as told:
            number = told.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


@contextmanager
def wine(prefix: Path, *, keep: bool = False) -> Iterator[Wine]:
    """Give a wine that calls itself Windows 10, made in `prefix` unless it is there already.

    All its programs are ended afterwards; to `keep` the prefix saves making it the next time.
    """
    with screen() as display:
        machine = Wine(prefix=prefix, display=display)
        try:
            if not _is_made(prefix):
                _make(machine)
            yield machine
        finally:
            server = _tool("wineserver") or "wineserver"
            subprocess.run([server, "-k"], env=machine.environment, check=False)
            if not keep:
                shutil.rmtree(prefix, ignore_errors=True)


def _make(machine: Wine) -> None:
    shutil.rmtree(machine.prefix, ignore_errors=True)
    machine.prefix.parent.mkdir(parents=True, exist_ok=True)
    # The stand-ins are not there yet, so wine's own C library has to do.
    first = Wine(
        prefix=machine.prefix,
        display=machine.display,
        extra={"WINEDLLOVERRIDES": "mscoree,mshtml="},
    )
    run(first, "wineboot", "-i")
    run(first, "winecfg", "-v", "win10")
    # No window manager answers on that screen: wine would wait two seconds for it at each window.
    run(first, "reg", "add", r"HKCU\Software\Wine\X11 Driver", "/v", "Managed", "/d", "N", "/f")
    add_stand_ins(machine.prefix)
    (machine.prefix / "made").write_text(_FORM, encoding="utf-8")


def _is_made(prefix: Path) -> bool:
    stamp = prefix / "made"
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _FORM


if sys.platform == "win32":

    def why_no_windows() -> str | None:
        """Return None: this machine is a Windows."""
        return None

else:

    def why_no_windows() -> str | None:
        """Return why no Windows program runs here, None where one does."""
        return why_no_wine()
