"""One installation of the program on a Windows: its folders, links and registry. Tests nothing."""

import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.windows.machine import Machine, RealWindows, run

APP = "TradeCopy Desktop"
RUN_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run"
_PORT_FILE = "MetaQuotes/Terminal/Common/Files/TradeCopy/bridge.txt"
UNINSTALL_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\TradeCopyDesktop"


@dataclass(frozen=True, slots=True)
class Installation:
    """Installs, looks at and removes the program."""

    machine: Machine
    setup_file: Path
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Return where the program is installed."""
        return self.machine.path("LOCALAPPDATA") / "Programs" / APP

    @property
    def data(self) -> Path:
        """Return where the program keeps its data."""
        return self.machine.path("LOCALAPPDATA") / APP

    @property
    def links(self) -> Path:
        """Return the folder of its links in the Start menu."""
        return self.machine.path("APPDATA") / "Microsoft/Windows/Start Menu/Programs" / APP

    @property
    def program(self) -> Path:
        """Return the folder that holds all that an upgrade replaces."""
        return self.folder / "program"

    def install(self, *options: str) -> int:
        """Run the setup without a window and return its exit code."""
        return run(self.machine, self._name(self.setup_file), "/S", *options, timeout_s=300).status

    def be_installed(self) -> None:
        """Install with autostart, unless the program is installed already."""
        if not (self.folder / "uninstall.exe").is_file():
            status = self.install("/AUTOSTART=1")
            if status:
                raise RuntimeError(f"the setup ended with {status}")

    def be_gone(self) -> None:
        """Remove the program, if it is installed."""
        if (self.folder / "uninstall.exe").is_file() and self.uninstall():
            raise RuntimeError("the uninstaller failed")

    def uninstall(self, *options: str) -> int:
        """Run the uninstaller without a window and return its exit code.

        It works from a copy of itself, which alone can remove it; told where, it is waited for.
        """
        with TemporaryDirectory(ignore_cleanup_errors=True) as place:
            copy, script = Path(place) / "uninstall.exe", Path(place) / "run.bat"
            copy.write_bytes((self.folder / "uninstall.exe").read_bytes())
            # The folder must stand there without quotes, and only a script can say it so.
            line = [f'"{self._name(copy)}"', "/S", *options, f"_?={self._name(self.folder)}"]
            script.write_text(" ".join(line) + "\r\nexit /b %errorlevel%\r\n", encoding="utf-8")
            return run(self.machine, "cmd", "/c", self._name(script), timeout_s=120).status

    def command(self, *arguments: str) -> tuple[int, str]:
        """Run the installed program in a terminal; return its exit status and what it said."""
        program = self._name(self.program / "tradecopy-desktop.exe")
        done = run(self.machine, program, *arguments, timeout_s=180)
        return done.status, done.said

    def start(self, *arguments: str) -> None:
        """Start the installed program with its window, and wait until it works."""
        # Written once the bridge listens.
        told = self.machine.path("APPDATA") / _PORT_FILE
        told.unlink(missing_ok=True)
        program = self._name(self.program / "TradeCopyDesktop.exe")
        process = self.machine.start([program, *arguments])
        self.started.append(process)
        deadline = time.monotonic() + 120
        while not told.exists():
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the program did not start: status {process.poll()}")
            time.sleep(0.2)

    def end(self) -> None:
        """End what was started."""
        for process in self.started:
            process.kill()
            process.communicate()
        self.started.clear()

    def registry(self, key: str, value: str) -> str | None:
        """Return a text or number of the registry, None where there is none."""
        done = run(self.machine, "reg", "query", key, "/v", value)
        lines = [line.split(maxsplit=2) for line in done.said.splitlines()]
        found = [line[2] for line in lines if len(line) == 3 and line[0] == value]
        return found[0].strip() if found and done.status == 0 else None

    def files(self) -> dict[str, int]:
        """Return every installed file and its size; Python's own caches do not count."""
        files = (f for f in self.folder.rglob("*") if f.is_file() and f.suffix != ".pyc")
        return {f.relative_to(self.folder).as_posix(): f.stat().st_size for f in files}

    def name(self, file: Path) -> str:
        """Return a file's name for the installed program."""
        return self._name(file)

    def _name(self, file: Path) -> str:
        return self.machine.name(file)

    @property
    def is_real(self) -> bool:
        """Tell whether this is a real Windows."""
        return isinstance(self.machine, RealWindows)
