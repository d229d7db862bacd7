"""Puts our Expert Advisors into a terminal, and takes them away. Touches nothing that is not ours.

What the terminal and its Expert Advisors wrote (its settings, their journals) stays as it is. A
list of what was put there lies beside the key, so that an older version leaves nothing behind.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tradecopy_desktop.adapters.terminals.compiling import Compiled, Editor, compile_sources
from tradecopy_desktop.adapters.terminals.expert_sources import laid_out, lay_out
from tradecopy_desktop.adapters.terminals.installed_experts import EXPERTS, compiled_of
from tradecopy_desktop.adapters.terminals.settings_files import mql_folder, write_key_file
from tradecopy_desktop.adapters.terminals.settings_text import read_text
from tradecopy_desktop.adapters.terminals.terminal_folders import editor_file, is_folder
from tradecopy_desktop.adapters.terminals.whole_file import write_whole
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.terminals import FoundTerminal, Installed

_LIST: Final = "Files/TradeCopy/installed.txt"
_KEY: Final = "Files/TradeCopy/bridge.txt"
_OURS: Final = "TradeCopy"
_BY_HAND: Final = (
    "press F4 in the terminal, open Experts > TradeCopy in MetaEditor, and press F7 on "
    "TradeCopy_Monitor and TradeCopy_Executor"
)


def install(sources: Path, terminal: FoundTerminal, *, port: int, key: str) -> Installed:
    """Copy, give port and key, and have it all compiled; raise TradeCopyError.

    It blocks for as long as MetaEditor takes, which is two minutes at most.
    """
    tree = _tree(terminal)
    if not is_folder(terminal.data_folder):
        raise TradeCopyError(f"{terminal.data_folder} is gone: look for terminals again")
    before, ours = _listed(tree), _ours(sources, terminal)
    lay_out(sources, terminal.data_folder, terminal.platform)
    _drop(set(before) - set(ours))
    _write_list(tree, ours)
    write_key_file(terminal.data_folder, terminal.platform, port=port, key=key)
    editor = editor_file(terminal.program, terminal.platform)
    if editor is None:
        return Installed(
            compiled=False,
            log=(),
            to_do=f"MetaEditor was not found: {_BY_HAND}",
        )
    programs = [file for file in ours if file.suffix in (".mq4", ".mq5")]
    tool = Editor(file=editor, tree=tree, portable=terminal.portable)
    return _told(programs, compile_sources(tool, programs))


def remove(sources: Path, terminal: FoundTerminal) -> None:
    """Take away what was put there, and the key; raise TradeCopyError where a file is held."""
    tree = _tree(terminal)
    # Those that were copied by hand, or by the command line, are on no list.
    files = [*_listed(tree), *_ours(sources, terminal), tree / _LIST, tree / _KEY]
    _drop(files)
    for folder in sorted({file.parent for file in files}, key=lambda each: -len(each.parts)):
        if folder.name == _OURS:
            _drop_empty(folder)


def _tree(terminal: FoundTerminal) -> Path:
    return terminal.data_folder / mql_folder(terminal.platform)


def _ours(sources: Path, terminal: FoundTerminal) -> list[Path]:
    written = laid_out(sources, terminal.data_folder, terminal.platform)
    return [*written, *(compiled_of(file) for file in written if file.suffix in (".mq4", ".mq5"))]


def _told(programs: list[Path], results: list[Compiled]) -> Installed:
    # That the self-test was not made keeps nothing from being copied.
    fine = all(
        result.fine
        for program, result in zip(programs, results, strict=True)
        if program.stem in EXPERTS
    )
    return Installed(
        compiled=fine,
        log=tuple(line for result in results for line in result.log),
        to_do="" if fine else f"not all could be compiled: {_BY_HAND}; it shows what is wrong",
    )


def _listed(tree: Path) -> list[Path]:
    """Return what lies there of ours; only names within our own folders are believed."""
    names = (read_text(tree / _LIST) or "").split("\n")
    return [tree.joinpath(*parts) for name in names if _is_ours(parts := name.split("/"))]


def _is_ours(parts: list[str]) -> bool:
    is_one_name = "\\" not in "".join(parts) and parts[-1] not in ("", ".", "..")
    # A folder above, or another drive, is no folder of the tree.
    is_inside = parts[0].isalnum()
    return len(parts) == 3 and is_inside and parts[1] == _OURS and is_one_name


def _write_list(tree: Path, files: Iterable[Path]) -> None:
    names = sorted(file.relative_to(tree).as_posix() for file in files)
    try:
        write_whole(tree / _LIST, "".join(f"{name}\n" for name in names))
    except OSError as error:
        raise TradeCopyError(
            f"{tree / _LIST} could not be written ({error.strerror or error}): "
            "check the folder and who may write there"
        ) from error


def _drop(files: Iterable[Path]) -> None:
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise TradeCopyError(
                f"{file} could not be removed ({error.strerror or error}): take the Expert "
                "Advisor off its chart, close MetaEditor, and try again"
            ) from error


def _drop_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        # What the Expert Advisors or the trader keep there stays.
        return
