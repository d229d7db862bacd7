"""What a terminal keeps through a restart: key, journal, root tickets, guard. Not the positions."""

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from tradecopy_desktop.sim.terminal.journal import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What the bridge last said about guarding the account without it."""

    floor: Decimal | None
    block_after_ms: int
    flatten_at_floor: bool


@dataclass(slots=True)
class Disk:
    """The terminal's own folder. `roots` leads from an MT4 ticket to the first of its chain."""

    key: str
    old_key: str | None = None
    journal: Journal = field(default_factory=Journal)
    roots: dict[str, str] = field(default_factory=dict)
    guard: Guard | None = None

    @staticmethod
    def with_journal_file(key: str, path: Path) -> "Disk":
        """Return a disk whose journal is also a file, read where it exists."""
        return Disk(key=key, journal=Journal(path))
