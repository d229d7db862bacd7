"""A trader's roaming folder with terminals in it, as they leave their files there."""

import stat
import struct
import sys
from collections.abc import Sequence
from pathlib import Path

from tradecopy_desktop.adapters.terminals.machine import (
    InstalledProgram,
    Machine,
    RunningTerminal,
)

MT5_ID = "D0E8209F77C8CF37AD8BF550E51FF075"
MT4_ID = "50CA3DFB510CC5A8F28B48D1BF2A5702"

# Writes what MetaEditor would: a log in UTF-16 with its mark, and the program. It leaves with 1
# when all is well, as MetaEditor does. `{how}` is what goes wrong.
_EDITOR = """#!{python}
import pathlib, sys, time
told = dict(each.split(":", 1) for each in sys.argv[1:] if ":" in each)
how = {how!r}
if how == "hangs":
    time.sleep(60)
source = pathlib.Path(told["/compile"])
assert (pathlib.Path(told["/inc"]) / "Include/TradeCopy/Account.mqh").is_file()
(source.parent / "switches.txt").write_text("\\n".join(sys.argv[1:]), encoding="utf-8")
broken = how == "errors" or how == source.stem
wrong = "TradeCopy.mqh(7,1) : error 256: undeclared identifier\\n" if broken else ""
result = "Result: " + ("1 errors" if broken else "0 errors") + ", 0 warnings"
said = source.name + "\\n" + wrong + result + "\\n"
pathlib.Path(told["/log"]).write_text(said, encoding="utf-16")
if not broken and how != "makes nothing":
    made = source.with_suffix(source.suffix.replace("mq", "ex"))
    made.write_bytes(b"EX:" + source.read_bytes())
sys.exit(1)
"""


class FakeMachine:
    """Builds terminals below one folder and tells of them as Windows would."""

    def __init__(self, folder: Path) -> None:
        self.roaming = folder / "Jos\u00e9 M\u00fcller \u65e5\u672c/AppData/Roaming"
        self.programs = folder / "Program Files"
        self.installed: list[InstalledProgram] = []
        self.running: list[RunningTerminal] = []

    @property
    def machine(self) -> Machine:
        return Machine(
            environment={"APPDATA": str(self.roaming)},
            installed=lambda: self.installed,
            running=lambda: self.running,
        )

    def program(
        self, name: str, *, mt4: bool = False, build: int = 4153, editor: str | None = "fine"
    ) -> Path:
        """Put a program there, as its installer does; `editor` None for one without MetaEditor."""
        folder = self.programs / name
        folder.mkdir(parents=True)
        version = struct.pack("<IIII", 0xFEEF04BD, 0x00010000, 5 << 16, build)
        file = folder / ("terminal.exe" if mt4 else "terminal64.exe")
        file.write_bytes(b"MZ" + b"\0" * 98 + version + b"\0" * 40)
        if editor is not None:
            write_editor(folder / ("metaeditor.exe" if mt4 else "metaeditor64.exe"), editor)
        return folder

    def data(self, id: str, origin: Path | str | None, *, mt4: bool = False, ini: str = "") -> Path:
        """Put a data folder there, as a terminal does on its first start."""
        folder = self.roaming / "MetaQuotes/Terminal" / id
        fill_data(folder, mt4=mt4, ini=ini)
        if origin is not None:
            (folder / "origin.txt").write_text(str(origin), encoding="utf-16")
        return folder

    def run(self, program: Path, *names: str, portable: bool = False) -> None:
        """Have a program run."""
        file = program / (names[0] if names else "terminal64.exe")
        self.running.append(RunningTerminal(file=file, portable=portable))

    def list_program(self, title: str, folder: Path) -> None:
        """Have Windows list a program."""
        self.installed.append(InstalledProgram(title=title, folder=folder))


def fill_data(folder: Path, *, mt4: bool = False, ini: str = "") -> None:
    """Make a data folder's own folders and its settings."""
    for name in ("Experts", "Include", "Files"):
        (folder / ("MQL4" if mt4 else "MQL5") / name).mkdir(parents=True, exist_ok=True)
    (folder / "logs").mkdir(exist_ok=True)
    (folder / "config").mkdir(exist_ok=True)
    if ini:
        (folder / "config/common.ini").write_text(ini, encoding="utf-16")


def write_editor(file: Path, how: str) -> None:
    """Put a stand-in for MetaEditor there that a Linux can start."""
    file.write_text(_EDITOR.format(python=sys.executable, how=how), encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


def names(found: Sequence[object]) -> list[str]:
    """Return the titles of terminals."""
    return [str(getattr(each, "title", each)) for each in found]
