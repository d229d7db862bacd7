"""Futures by root and contract month, in every notation. Never another month than the master's."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from tradecopy_desktop.domain.symbol_table import Standing, SymbolTable
from tradecopy_desktop.engine.symbols.answer import Resolved, nothing, several
from tradecopy_desktop.engine.symbols.endings import mark_of
from tradecopy_desktop.engine.symbols.lexicon import lexicon_of

_LETTERS = "FGHJKMNQUVXZ"
_NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_CENTURY = 2000
# A year in one figure is one of ten: from the one before the table's on.
_YEARS = 10
_HARMLESS = (Standing.ACCOUNT, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A future of one month. `around` is what the name has besides."""

    root: str
    year: int
    month: int
    around: tuple[str, str]


@lru_cache(maxsize=4)
def _pattern(table: SymbolTable) -> re.Pattern[str]:
    roots = "|".join(sorted(_roots(table), key=lambda root: (-len(root), root)) or ["(?!)"])
    months = "|".join(_NAMES)
    return re.compile(
        rf"(?P<before>|.{{0,11}}[^A-Z0-9])(?P<root>{roots})[ _.-]?"
        rf"(?:(?P<letter>[{_LETTERS}])(?P<year>20\d\d|\d{{1,2}})"
        rf"|(?P<name>{months})[ _-]?(?P<year2>20\d\d|\d\d)"
        r"|(?P<month>0[1-9]|1[0-2])-(?P<year3>20\d\d|\d\d)"
        r"|(?P<year4>20\d\d)(?P<month2>0[1-9]|1[0-2]))"
        r"(?P<behind>|[^A-Z0-9].{0,11}|[a-z]{1,5})",
    )


def _roots(table: SymbolTable) -> set[str]:
    return {*table.roots, *(root for pair in table.pairs for root in (pair.large, pair.small))}


def contract_in(name: str, table: SymbolTable) -> Contract | None:
    """Return the future that a name means, None if it is none: options and spreads are not."""
    found = _pattern(table).fullmatch(name)
    if found is None:
        return None
    parts = found.groupdict()
    if parts["letter"]:
        month = _LETTERS.index(parts["letter"]) + 1
    elif parts["name"]:
        month = _NAMES.index(parts["name"]) + 1
    else:
        month = int(parts["month"] or parts["month2"])
    written = parts["year"] or parts["year2"] or parts["year3"] or parts["year4"]
    around = (parts["before"], parts["behind"])
    if mark_of(around, lexicon_of(table)).standing not in _HARMLESS:
        return None
    return Contract(root=parts["root"], year=_year(written, table), month=month, around=around)


def _year(written: str, table: SymbolTable) -> int:
    if len(written) == 1:
        first = int(table.version[:4]) - 1
        return first + (int(written) - first) % _YEARS
    return int(written) if len(written) == 4 else _CENTURY + int(written)


def future_among(
    symbol: str, names: Iterable[str], table: SymbolTable, *, cross_contract: bool
) -> Resolved | None:
    """Return the same month of the same future, or of its mini or micro; None if it is no future.

    Another contract size is taken only with `cross_contract`.
    """
    wanted = contract_in(symbol, table)
    if wanted is None:
        return None
    # Roots are short, and a list has thousands of names: most are passed over by this alone.
    ratios = _ratios(wanted.root, table)
    texts = tuple(ratios)
    likely = [name for name in names if any(text in name for text in texts)]
    listed = [(name, found) for name in likely if (found := contract_in(name, table))]
    month = [
        (name, found)
        for name, found in listed
        if (found.year, found.month) == (wanted.year, wanted.month) and found.root in ratios
    ]
    same = [name for name, found in month if found.root == wanted.root]
    if same:
        return _one_of(symbol, same, listed)
    others = [(name, found.root) for name, found in month]
    if not others:
        return nothing(
            f"the broker has no {wanted.root} of {_NAMES[wanted.month - 1].title()} {wanted.year}; "
            "another month is never taken"
        )
    if not cross_contract:
        return nothing(
            f"the broker has no {symbol} but {others[0][0]}, a contract of another size; "
            "switch the conversion of contracts on to copy to it"
        )
    if len(others) > 1:
        return several((name for name, _ in others), f"{symbol} could be converted to any of them")
    return _converted(symbol, wanted, others[0], ratios)


def _one_of(symbol: str, names: list[str], listed: list[tuple[str, Contract]]) -> Resolved:
    if len(names) > 1:
        return several(names, f"{symbol} could be any of them, and nothing tells which; map it")
    around = next(found.around for name, found in listed if name == names[0])
    if any(around) and not all(found.around == around for _, found in listed):
        return nothing(
            f"only {names[0]} looks like {symbol}, and what it has besides does not explain the "
            "other futures; map it if it is meant"
        )
    return Resolved(name=names[0], reason=f"{names[0]} is the same month of the same future")


def _converted(
    symbol: str, wanted: Contract, other: tuple[str, str], ratios: dict[str, Fraction]
) -> Resolved:
    name, root = other
    ratio = ratios[root]
    if ratio >= 1:
        told = f"1 {wanted.root} is worth {ratio} {root}"
    else:
        told = f"1 {root} is worth {1 / ratio} {wanted.root}"
    return Resolved(name=name, reason=f"{symbol} is converted to {name}: {told}", ratio=ratio)


def _ratios(root: str, table: SymbolTable) -> dict[str, Fraction]:
    ratios = {root: Fraction(1)}
    for pair in table.pairs:
        if pair.large == root:
            ratios[pair.small] = pair.ratio
        elif pair.small == root:
            ratios[pair.large] = 1 / pair.ratio
    return ratios


@lru_cache(maxsize=1024)
def conversion_ratio(symbol: str, name: str, table: SymbolTable) -> Fraction:
    """Return how many lots of `name` one lot of `symbol` is worth; 1 unless both are futures."""
    if symbol == name:
        return Fraction(1)
    master, follower = contract_in(symbol, table), contract_in(name, table)
    if master is None or follower is None:
        return Fraction(1)
    return _ratios(master.root, table).get(follower.root, Fraction(1))
