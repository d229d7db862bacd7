"""What Windows starts when the user logs on: shortcuts in a folder, and lines of the registry.

Starts nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_FOLDER: Final = "Microsoft/Windows/Start Menu/Programs/Startup"
_MOST_BYTES: Final = 65_536


@dataclass(frozen=True, slots=True)
class Startup:
    """All that is started: the content of shortcuts and command lines, in lower case."""

    said: tuple[str, ...]

    def names(self, text: str) -> bool:
        """Tell whether one of them names something."""
        return any(text.lower() in each for each in self.said)


def look_at_startup(environment: Mapping[str, str], commands: Sequence[str]) -> Startup:
    """Return what is started; `commands` are the lines of the registry."""
    said = [command.lower() for command in commands]
    for variable in ("APPDATA", "PROGRAMDATA"):
        root = environment.get(variable)
        if root:
            said += _shortcuts(Path(root) / _FOLDER)
    return Startup(tuple(said))


def _shortcuts(folder: Path) -> Iterator[str]:
    try:
        files = sorted(folder.iterdir())
    except OSError:
        return
    for file in files:
        try:
            with file.open("rb") as opened:
                content = opened.read(_MOST_BYTES)
        except OSError:
            continue
        # A shortcut holds its target as ANSI, as UTF-16, or both, at no even place for sure.
        yield file.name.lower()
        yield content.decode("cp1252", "replace").lower()
        for start in (0, 1):
            yield content[start:].decode("utf-16-le", "replace").lower()
