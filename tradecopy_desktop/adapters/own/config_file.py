"""The program's own settings in config.toml. What cannot be read is told, and stays as it is."""

import re
import tomllib
from pathlib import Path
from typing import Final

import msgspec

from tradecopy_desktop.adapters.terminals.whole_file import write_whole
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.program_settings import ProgramSettings
from tradecopy_desktop.program_ports import StoredProgramSettings

NAME: Final = "config.toml"
_USUAL: Final = ProgramSettings()
_TEXT: Final = """\
# Settings of TradeCopy Desktop itself. They are read when it starts.

[bridge]
# The port on which terminals find the bridge, 1024 to 65535. --port goes before it.
port = {port}
# true: where it is taken the next free one is used; false: the trader is asked.
finds_another_port = {finds_another_port}

[records]
# For how many days the trade log is kept, and events of which nothing was copied.
log_days = {log_days}
raw_days = {raw_days}
"""
_UNKNOWN: Final = re.compile(r"unknown field `([^`]*)`")
_AT: Final = re.compile(r" - at `\$\.?([^`]*)`")


class _Bridge(msgspec.Struct, forbid_unknown_fields=True):
    port: int = _USUAL.port
    finds_another_port: bool = _USUAL.finds_another_port


class _Records(msgspec.Struct, forbid_unknown_fields=True):
    log_days: int = _USUAL.log_days
    raw_days: int = _USUAL.raw_days


class _Config(msgspec.Struct, forbid_unknown_fields=True):
    bridge: _Bridge = msgspec.field(default_factory=_Bridge)
    records: _Records = msgspec.field(default_factory=_Records)


class ConfigFile:
    """Reads and replaces one file. Calls may block: not for the loop."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME

    def load(self) -> StoredProgramSettings:
        """Return what is set; of what cannot be read, file and line are told."""
        try:
            text = self._file.read_text(encoding="utf-8")
        except FileNotFoundError:
            return StoredProgramSettings(settings=_USUAL)
        except (OSError, UnicodeDecodeError) as error:
            return _unread(f"{self._file} cannot be read: {error}")
        try:
            return StoredProgramSettings(settings=_settings(text))
        except (ValueError, msgspec.ValidationError) as error:
            return _unread(f"{self._file}{_place(text, error)}: {_plain(error)}")

    def save(self, settings: ProgramSettings) -> None:
        """Replace the file as a whole; raise TradeCopyError."""
        text = _TEXT.format(
            port=settings.port,
            finds_another_port="true" if settings.finds_another_port else "false",
            log_days=settings.log_days,
            raw_days=settings.raw_days,
        )
        try:
            write_whole(self._file, text)
        except OSError as error:
            raise TradeCopyError(f"{self._file} could not be written: {error}") from error


def _settings(text: str) -> ProgramSettings:
    config = msgspec.convert(tomllib.loads(text), _Config)
    return ProgramSettings(
        port=config.bridge.port,
        finds_another_port=config.bridge.finds_another_port,
        log_days=config.records.log_days,
        raw_days=config.records.raw_days,
    )


def _unread(trouble: str) -> StoredProgramSettings:
    return StoredProgramSettings(settings=_USUAL, trouble=trouble)


def _plain(error: Exception) -> str:
    unknown = _UNKNOWN.search(str(error))
    if unknown is not None:
        return f"there is no setting named {unknown.group(1)}"
    return _AT.sub("", str(error))


def _place(text: str, error: Exception) -> str:
    """Return in which line the error is, where it names a setting; TOML's own errors name it."""
    found = _UNKNOWN.search(str(error)) or _AT.search(str(error))
    # The words of a value that is out of its bounds begin with the setting's name.
    name = found.group(1).rpartition(".")[2] if found is not None else str(error).partition(" ")[0]
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(rf"\s*\[?\s*{re.escape(name)}\s*(=|\])", line):
            return f", line {number}"
    return ""
