"""Mutants of a file: its code with one small fault. Finds and writes them; runs nothing."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tests.mutation.operators import replacements
from tests.mutation.sites import Site, sites

ROOMS = ("tradecopy_desktop/domain", "tradecopy_desktop/engine")
STRICT = frozenset({"sizing", "filters", "reconciling"})
"""Files and folders in which no mutant may survive without a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """The `number`-th fault of a file: what a statement says, and what it says with the fault."""

    file: str
    number: int
    line: int
    lines: range
    function: str
    before: str
    after: str

    @property
    def is_strict(self) -> bool:
        """Tell whether this mutant may not survive without a reason."""
        return not STRICT.isdisjoint(Path(self.file).with_suffix("").parts)


def mutants_of(file: str, source: str) -> list[Mutant]:
    """Return all mutants of a file's source; `file` is its path from the root of the project."""
    module = ast.parse(source)
    return [
        Mutant(
            file=file,
            number=number,
            line=getattr(site.node, "lineno", site.place.lines.start),
            lines=site.place.lines,
            function=site.place.function,
            **_told(site, other),
        )
        for number, (site, other) in enumerate(_faults(module))
    ]


def mutated(source: str, number: int) -> str:
    """Return a source with its `number`-th fault; comments and layout are lost."""
    module = ast.parse(source)
    site, other = next(islice(_faults(module), number, None))
    site.put(other)
    return ast.unparse(ast.fix_missing_locations(module)) + "\n"


def all_mutants(root: Path, only: Sequence[str] = ("",)) -> list[Mutant]:
    """Return the mutants of the files of domain and engine whose path holds one of `only`."""
    files = [file for room in ROOMS for file in sorted((root / room).rglob("*.py"))]
    names = [file.relative_to(root).as_posix() for file in files]
    return [
        mutant
        for file, name in zip(files, names, strict=True)
        if any(part in name for part in only)
        for mutant in mutants_of(name, file.read_text(encoding="utf-8"))
    ]


def _faults(module: ast.Module) -> Iterator[tuple[Site, ast.AST]]:
    for site in list(sites(module)):
        for other in replacements(site):
            yield site, other


def _told(site: Site, other: ast.AST) -> dict[str, str]:
    whole = site.place.statement
    if whole is None or whole is site.node:
        return {"before": _first_line(site.node), "after": _first_line(other)}
    before = _first_line(whole)
    site.put(other)
    after = _first_line(whole)
    site.put(site.node)
    if before == after:
        return {"before": _first_line(site.node), "after": _first_line(other)}
    return {"before": before, "after": after}


def _first_line(node: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(node)).partition("\n")[0]
