"""Finds the terminals of this user: by data folders, installed programs and what runs.

Never starts, ends or changes one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tradecopy_desktop.adapters.terminals.machine import Machine, RunningTerminal
from tradecopy_desktop.adapters.terminals.terminal_folders import (
    is_folder,
    origin_of,
    place,
    platform_here,
    read_terminal,
    same,
)
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.terminals import FoundTerminal


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the machine says at one moment."""

    titles: dict[str, str]
    running: Sequence[RunningTerminal]

    def title_of(self, program: Path | None) -> str:
        return "" if program is None else self.titles.get(place(program), "")

    def runs(self, program: Path | None, *, portable: bool) -> bool:
        return program is not None and any(
            same(each.file.parent, program) and each.portable is portable for each in self.running
        )

    def runs_portable(self, program: Path) -> bool:
        return self.runs(program, portable=True)

    def programs(self) -> list[Path]:
        known = {place(each.file.parent): each.file.parent for each in self.running}
        return list(known.values())


def find_terminals(machine: Machine) -> tuple[FoundTerminal, ...]:
    """Return every terminal that was found, running ones first, then by title."""
    seen = _look(machine)
    folders = [*_data_folders(machine)]
    found = [each for folder in folders if (each := _by_data_folder(folder, seen)) is not None]
    installed = [each.program for each in found if each.program is not None]
    found += _in_own_folders(machine, seen, installed)
    return tuple(sorted(_told_apart(found), key=lambda each: (not each.running, each.title)))


def look_at(machine: Machine, folder: Path) -> FoundTerminal:
    """Return the terminal that a program or data folder belongs to; raise TradeCopyError."""
    if not is_folder(folder):
        raise TradeCopyError(f"{folder} is no folder, or it cannot be read: choose another one")
    seen = _look(machine)
    of_program = [each for each in _data_folders(machine) if _names(each, folder)]
    if of_program and not seen.runs_portable(folder):
        data_folder, program = of_program[0], folder
    else:
        data_folder, program = folder, origin_of(folder) or folder
    portable = same(data_folder, program)
    if portable and platform_here(folder, None) is None and platform_here(folder, folder):
        raise TradeCopyError(
            f"the terminal in {folder} has no data folder yet: start it once, then look again"
        )
    found = read_terminal(
        data_folder,
        program if is_folder(program) else None,
        title=seen.title_of(program),
        portable=portable,
        running=seen.runs(program, portable=portable),
    )
    if found is None:
        raise TradeCopyError(
            f"{folder} is no terminal's folder: in the terminal choose File > Open Data Folder "
            "and give the folder that opens"
        )
    return found


def _look(machine: Machine) -> _Seen:
    titles = {place(each.folder): each.title for each in machine.installed() if each.title}
    return _Seen(titles, machine.running())


def _data_folders(machine: Machine) -> Iterator[Path]:
    roaming = machine.environment.get("APPDATA")
    if not roaming:
        return
    try:
        folders = sorted((Path(roaming) / "MetaQuotes" / "Terminal").iterdir())
    except OSError:
        return
    # The others ("Common", "Community", "Help") belong to no terminal.
    yield from (folder for folder in folders if len(folder.name) == 32 and is_folder(folder))


def _names(data_folder: Path, program: Path) -> bool:
    origin = origin_of(data_folder)
    return origin is not None and same(origin, program)


def _by_data_folder(folder: Path, seen: _Seen) -> FoundTerminal | None:
    program = origin_of(folder)
    if program is not None and not is_folder(program):
        # It was uninstalled, and its data stayed behind.
        return None
    return read_terminal(
        folder,
        program,
        title=seen.title_of(program),
        portable=False,
        running=seen.runs(program, portable=False),
    )


def _in_own_folders(
    machine: Machine, seen: _Seen, with_data_folder: Sequence[Path]
) -> list[FoundTerminal]:
    """Return those that keep their data beside their program."""
    apart = {place(each) for each in with_data_folder}
    folders = [each.folder for each in machine.installed()] + seen.programs()
    found = {}
    for folder in folders:
        runs = seen.runs_portable(folder)
        # An installed one without data of its own anywhere was never started.
        if not runs and (place(folder) in apart or not is_folder(folder / "logs")):
            continue
        if platform_here(folder, None) is None:
            continue
        terminal = read_terminal(
            folder,
            folder,
            title=seen.title_of(folder),
            portable=True,
            running=runs or seen.runs(folder, portable=False),
        )
        if terminal is not None:
            found[place(folder)] = terminal
    return list(found.values())


def _told_apart(found: Sequence[FoundTerminal]) -> list[FoundTerminal]:
    """Return them with titles of which no two are alike: what is said of one is not another's."""
    forms = [_forms(each) for each in found]
    times = Counter(form for each in forms for form in each)
    return [
        replace(terminal, title=next((form for form in each if times[form] == 1), each[-1]))
        for terminal, each in zip(found, forms, strict=True)
    ]


def _forms(terminal: FoundTerminal) -> tuple[str, str, str]:
    title, folder = terminal.title, terminal.program or terminal.data_folder
    return title, f"{title} ({folder.name})", f"{title} ({terminal.data_folder})"
