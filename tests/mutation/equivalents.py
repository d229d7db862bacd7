"""Mutants that no test can notice, with the reason of each: read from equivalents.toml."""

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.mutants import Mutant

FILE = Path(__file__).with_name("equivalents.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalent:
    """A change that makes no difference, and why. `times` it can be made in that function."""

    file: str
    function: str
    before: str
    after: str
    reason: str
    times: int = 1

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError(f"an equivalent mutant needs a reason: {self.file}, {self.before}")


def read_equivalents(text: str) -> tuple[Equivalent, ...]:
    """Return the mutants that a TOML text lists."""
    return tuple(Equivalent(**entry) for entry in tomllib.loads(text).get("equivalent", ()))


def without_equivalents(
    mutants: Iterable[Mutant], equivalents: Iterable[Equivalent]
) -> list[Mutant]:
    """Return the mutants that a test could notice."""
    known = {_key(each) for each in equivalents}
    return [mutant for mutant in mutants if _key(mutant) not in known]


def outdated(mutants: Iterable[Mutant], equivalents: Iterable[Equivalent]) -> list[Equivalent]:
    """Return the entries that do not fit the mutants of their files any more."""
    mutants = list(mutants)
    files = {mutant.file for mutant in mutants}
    times = Counter(_key(mutant) for mutant in mutants)
    return [each for each in equivalents if each.file in files and times[_key(each)] != each.times]


def _key(change: Mutant | Equivalent) -> tuple[str, str, str, str]:
    return change.file, change.function, change.before, change.after
