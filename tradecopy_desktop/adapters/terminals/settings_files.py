"""Where Expert Advisors find port and key: one file all share, one of each terminal.

The shared file never holds a key. A terminal's own file is the one place outside the keyring where
a key is stored, because an Expert Advisor cannot ask a keyring.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tradecopy_desktop.adapters.terminals.whole_file import write_whole
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.values import Platform

COMMON_FILES_VARIABLE: Final = "TRADECOPY_COMMON_FILES"
_FILE: Final = "TradeCopy/bridge.txt"


def common_files_folder(environment: Mapping[str, str], system: str) -> Path | None:
    """Return the files folder that all terminals of this user share; None where there is none.

    `system` as `sys.platform` names it. Elsewhere than on Windows only the environment knows it.
    """
    given = environment.get(COMMON_FILES_VARIABLE)
    if given:
        return Path(given)
    roaming = environment.get("APPDATA")
    if system != "win32" or not roaming:
        return None
    return Path(roaming) / "MetaQuotes" / "Terminal" / "Common" / "Files"


def write_port_file(common_files: Path, port: int) -> None:
    """Tell all terminals the bridge's port; raise TradeCopyError."""
    file = common_files / _FILE
    try:
        write_whole(file, f"port={port}\n")
    except OSError as error:
        raise TradeCopyError(
            f"the port {port} could not be written to {file} ({error.strerror or error}): "
            f"type {port} under Inputs of each Expert Advisor"
        ) from error


def write_key_file(data_folder: Path, platform: Platform, *, port: int, key: str) -> Path:
    """Give one terminal its key, and a port for when the shared file is missing; return the file.

    Raise TradeCopyError.
    """
    file = key_file(data_folder, platform)
    try:
        write_whole(file, f"port={port}\nkey={key}\n")
    except OSError as error:
        raise TradeCopyError(
            f"the key could not be written to {file} ({error.strerror or error}): "
            "close what uses the file, or check who may write there"
        ) from error
    return file


def key_file(data_folder: Path, platform: Platform) -> Path:
    """Return the file in which a terminal finds its key."""
    return data_folder / mql_folder(platform) / "Files" / _FILE


def mql_folder(platform: Platform) -> str:
    """Return the name of the folder in which a platform keeps programs and files."""
    return "MQL4" if platform is Platform.MT4 else "MQL5"
