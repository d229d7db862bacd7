"""Lays the sources of the Expert Advisors out as a terminal wants them. Compiles nothing.

Copying is the whole installation: shared sources go beside those of the platform.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tradecopy_desktop.adapters.terminals.settings_files import mql_folder
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.values import Platform

_OURS: Final = "TradeCopy"
# Frames that the self-test reads.
_VECTORS: Final = "vectors.jsonl"
_WHERE: Final = "in the terminal choose File > Open Data Folder and give the folder that opens"


def platform_of(data_folder: Path) -> Platform:
    """Return whose data folder it is; raise TradeCopyError if that cannot be told."""
    if not data_folder.is_dir():
        raise TradeCopyError(f"{data_folder} is no folder: {_WHERE}")
    found = _platforms_in(data_folder)
    if len(found) == 1:
        return found[0]
    if found:
        raise TradeCopyError(
            f"{data_folder} holds both MQL4 and MQL5, so it is not one terminal's: {_WHERE}"
        )
    raise TradeCopyError(
        f"{data_folder} holds neither MQL4 nor MQL5, so it is no data folder: {_WHERE}"
    )


def lay_out_both(sources: Path, folder: Path) -> int:
    """Lay out both platforms in a folder of no terminal, to be copied from there by hand.

    Return how many files it is; raise TradeCopyError.
    """
    if len(_platforms_in(folder)) == 1:
        raise TradeCopyError(
            f"{folder} looks like a terminal's data folder: use --data-folder, or another folder"
        )
    return sum(lay_out(sources, folder, platform) for platform in Platform)


def _platforms_in(folder: Path) -> list[Platform]:
    return [each for each in Platform if (folder / mql_folder(each)).is_dir()]


def lay_out(sources: Path, folder: Path, platform: Platform) -> int:
    """Copy what `sources` (the folder "ea") has for a platform into `folder`/MQL4 or /MQL5.

    Return how many files it is; files that are there are replaced. Raise TradeCopyError.
    """
    tree = folder / mql_folder(platform)
    count = 0
    try:
        for source, target in _files(sources, tree, platform):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            count += 1
    except OSError as error:
        raise TradeCopyError(
            f"the Expert Advisors could not be copied to {tree} ({error.strerror or error}): "
            "check the folder and who may write there"
        ) from error
    return count


def laid_out(sources: Path, folder: Path, platform: Platform) -> list[Path]:
    """Return the files that `lay_out` writes."""
    return [target for _, target in _files(sources, folder / mql_folder(platform), platform)]


def _files(sources: Path, tree: Path, platform: Platform) -> Iterator[tuple[Path, Path]]:
    own = sources / mql_folder(platform)
    for source in sorted((sources / "Shared" / _OURS).glob("*.mqh")):
        yield source, tree / "Include" / _OURS / source.name
    for source in sorted(own.rglob("*.mq[h45]")):
        yield source, tree / source.relative_to(own)
    yield sources / _VECTORS, tree / "Files" / _OURS / _VECTORS
