"""Has sources compiled by a terminal's own MetaEditor. Never touches the terminal itself.

MetaEditor's exit status says nothing; its log and the file that it made do.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tradecopy_desktop.adapters.terminals.installed_experts import compiled_of
from tradecopy_desktop.adapters.terminals.settings_text import read_text

MOST_S: Final = 120.0
_TOO_LATE: Final = "MetaEditor did not end within 2 minutes and was stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """A terminal's MetaEditor. `tree` is the folder MQL4 or MQL5 that its includes lie in."""

    file: Path
    tree: Path
    portable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """What came of one source: whether its program was made anew, and the compiler's lines."""

    fine: bool
    log: tuple[str, ...]


def switches(editor: Editor, source: Path, log: Path) -> list[tuple[str, str]]:
    """Return what MetaEditor is told, as pairs of a switch and its path ("" for none)."""
    told = [("/compile", str(source)), ("/inc", str(editor.tree)), ("/log", str(log))]
    return [*told, ("/portable", "")] if editor.portable else told


def windows_command_line(editor: Editor, source: Path, log: Path) -> str:
    """Return the command line as MetaEditor reads it: quotes stand around the paths alone.

    The quoting of the standard library would put them around the whole argument.
    """
    parts = [f'"{editor.file}"']
    for switch, path in switches(editor, source, log):
        parts.append(f'{switch}:"{path}"' if path else switch)
    return " ".join(parts)


def compile_sources(
    editor: Editor, sources: Sequence[Path], *, most_s: float = MOST_S
) -> list[Compiled]:
    """Compile one source after the other, in `most_s` seconds at most for all of them."""
    ends = time.monotonic() + most_s
    return [_compile(editor, source, ends - time.monotonic()) for source in sources]


def _compile(editor: Editor, source: Path, left_s: float) -> Compiled:
    made, log = compiled_of(source), source.with_suffix(".log")
    before = _written(made)
    trouble = _forget(log) or _run(editor, source, log, left_s)
    lines = [line.strip() for line in (read_text(log) or "").splitlines() if line.strip()]
    _forget(log)
    if trouble:
        lines.append(f"{source.name}: {trouble}")
    after = _written(made)
    is_new = after is not None and after != before and after >= (_written(source) or 0)
    if not is_new and not trouble:
        lines.append(f"{source.name}: MetaEditor made no new {made.name}")
    return Compiled(fine=is_new and not trouble, log=tuple(lines))


def _run(editor: Editor, source: Path, log: Path, left_s: float) -> str:
    if left_s <= 0:
        return _TOO_LATE
    command: str | list[str] = windows_command_line(editor, source, log)
    if sys.platform != "win32":
        told = switches(editor, source, log)
        command = [str(editor.file), *(f"{s}:{path}" if path else s for s, path in told)]
    try:
        subprocess.run(
            command,
            cwd=editor.file.parent,
            timeout=left_s,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return _TOO_LATE
    except OSError as error:
        return f"MetaEditor could not be started ({error.strerror or error})"
    return ""


def _forget(log: Path) -> str:
    try:
        log.unlink(missing_ok=True)
    except OSError as error:
        return f"the log of the last time could not be removed ({os.strerror(error.errno or 0)})"
    return ""


def _written(file: Path) -> int | None:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return None
