"""A broker's whole list of names, and which endings explain it rather than one name.

An ending is believed where nearly all currency pairs of the list have it, or nearly all symbols
of one kind, such as the indices. One name alone proves nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tradecopy_desktop.domain.symbol_table import Kind, Standing, SymbolTable
from tradecopy_desktop.engine.symbols.endings import (
    Mark,
    begins_with_letters,
    can_be_stripped,
    is_likely,
    mark_of,
    stands_alone,
)
from tradecopy_desktop.engine.symbols.lexicon import Lexicon, lexicon_of
from tradecopy_desktop.engine.symbols.reading import BARE, Decoration, Reading, read

_NEARLY_ALL = 80  # percent
_MANY = 3
_SOME = 2
_MAJOR = ("AUD", "CAD", "CHF", "EUR", "GBP", "JPY", "NZD", "USD")
_MAJORS = frozenset(f"{base}/{quote}" for base in _MAJOR for quote in _MAJOR)
_LEAST_OF_KIND = {Kind.METAL: _SOME, Kind.ENERGY: _SOME, Kind.INDEX: _MANY, Kind.CRYPTO: _MANY}
# Of the kinds in which a share's ticker is also the usual name: GOLD beside SILVER is a metal.
_NAMED_BY_WORDS = (Kind.METAL, Kind.ENERGY)

_Cores = Mapping[Decoration, set[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A name of the list in which something known stands."""

    name: str
    reading: Reading
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list of names, read. `accounts` are the decorations that explain all of it.

    `kinds` are those that explain all symbols of a kind, `shares` those under which shares stand.
    """

    lexicon: Lexicon
    names: tuple[str, ...]
    folded: Mapping[str, tuple[str, ...]]
    entries: Mapping[str, tuple[Entry, ...]]
    accounts: frozenset[Decoration]
    kinds: Mapping[Kind, frozenset[Decoration]]
    shares: frozenset[Decoration]

    def explains(self, entry: Entry) -> bool:
        """Tell whether the list, or the table, says that a name's decoration changes nothing."""
        decoration, standing = entry.reading.decoration, entry.mark.standing
        if decoration == BARE:
            return True
        if decoration in self.accounts:
            return True
        if standing in (Standing.OTHER, Standing.SIZE, Standing.UNSURE):
            return False
        likely = is_likely(entry.reading, self.lexicon) or not entry.reading.ticker
        kind = entry.reading.kind
        if likely and decoration in self.kinds.get(kind, ()):
            return True
        inner = (_within(decoration, account) for account in (BARE, *self.accounts))
        return any(stands_alone(kind, each, self.lexicon) for each in inner if each)

    def is_share(self, entry: Entry) -> bool:
        """Tell whether a name is likely a share's ticker, because shares are listed just so."""
        reading = entry.reading
        if not reading.ticker or reading.decoration not in self.shares:
            return False
        return not (reading.kind in _NAMED_BY_WORDS and self._has_sibling(reading))

    def _has_sibling(self, reading: Reading) -> bool:
        others = [e.reading for c, each in self.entries.items() for e in each if c != reading.core]
        return any(
            not other.pair and (other.kind, other.decoration) == (reading.kind, reading.decoration)
            for other in others
        )


@lru_cache(maxsize=8)
def listing_of(names: tuple[str, ...], table: SymbolTable) -> Listing:
    """Return a list of names, read; the same list is read once."""
    lexicon = lexicon_of(table)
    folded: dict[str, list[str]] = defaultdict(list)
    entries: dict[str, list[Entry]] = defaultdict(list)
    marks = dict[Decoration, Mark]()
    for name in names:
        folded[name.casefold()].append(name)
        reading = read(name, lexicon)
        if reading is None:
            continue
        mark = marks.get(reading.decoration)
        if mark is None:
            mark = marks[reading.decoration] = mark_of(reading.decoration, lexicon)
        entries[reading.core].append(Entry(name=name, reading=reading, mark=mark))
    same = [entry for each in entries.values() for entry in each]
    counted = [entry for entry in same if entry.mark.standing is not Standing.OTHER]
    clear = [entry for entry in counted if not begins_with_letters(entry.reading, lexicon)]
    majors = _of_majors(counted)
    return Listing(
        lexicon=lexicon,
        names=names,
        folded={key: tuple(sorted(each)) for key, each in folded.items()},
        entries={core: tuple(each) for core, each in entries.items()},
        accounts=_of_all(clear, lexicon) if majors is None else majors,
        kinds={kind: _of_kind(kind, clear) for kind in _LEAST_OF_KIND},
        shares=_with_shares(table, frozenset(names), {e.reading.decoration for e in same}),
    )


def _of_majors(entries: list[Entry]) -> frozenset[Decoration] | None:
    majors = _cores(entry for entry in entries if entry.reading.core in _MAJORS)
    if len(_all(majors)) < _MANY:
        return None
    return frozenset(each for each in _explaining(majors, _MANY) if each != BARE)


def _of_all(entries: list[Entry], lexicon: Lexicon) -> frozenset[Decoration]:
    known = _cores(entries)
    proofs = {entry.reading.decoration: _proof(entry, lexicon) for entry in entries}
    return frozenset(
        decoration
        for decoration in _explaining(known, 1)
        if decoration != BARE and len(known[decoration]) >= proofs[decoration]
    )


def _proof(entry: Entry, lexicon: Lexicon) -> int:
    unclear = (Standing.UNSURE, Standing.SIZE)
    if entry.mark.standing in unclear or not can_be_stripped(entry.reading, entry.mark, lexicon):
        return _MANY
    # Two currency codes in a row are a name beyond doubt, so that what follows is an ending.
    return 1 if entry.reading.pair else _SOME


def _of_kind(kind: Kind, entries: list[Entry]) -> frozenset[Decoration]:
    cores = _cores(entry for entry in entries if entry.reading.kind is kind)
    return frozenset(_explaining(cores, _LEAST_OF_KIND[kind]))


def _cores(entries: Iterable[Entry]) -> _Cores:
    cores: dict[Decoration, set[str]] = defaultdict(set)
    for entry in entries:
        cores[entry.reading.decoration].add(entry.reading.core)
    return cores


def _all(cores: _Cores) -> set[str]:
    return set[str]().union(*cores.values())


def _explaining(cores: _Cores, least: int) -> list[Decoration]:
    total = len(_all(cores))
    return [
        decoration
        for decoration, having in cores.items()
        if len(having) >= least and 100 * len(having) >= _NEARLY_ALL * total
    ]


def _with_shares(
    table: SymbolTable, names: frozenset[str], decorations: set[Decoration]
) -> frozenset[Decoration]:
    found = {
        (prefix, suffix): sum(prefix + share + suffix in names for share in table.shares)
        for prefix, suffix in decorations
    }
    return frozenset(decoration for decoration, count in found.items() if count >= _SOME)


def _within(decoration: Decoration, account: Decoration) -> Decoration | None:
    prefix, suffix = decoration
    before, behind = account
    if not (prefix.startswith(before) and suffix.endswith(behind)):
        return None
    return prefix[len(before) :], suffix[: len(suffix) - len(behind)]
