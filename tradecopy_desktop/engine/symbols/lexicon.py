"""The table of symbol names, laid out for reading names fast. Knows no broker's list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tradecopy_desktop.domain.symbol_table import Ending, Family, Kind, SymbolTable

SEPARATORS = frozenset("/_-. ")
_WITHOUT = str.maketrans(dict.fromkeys(SEPARATORS))
HEAD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A known name without separators. `cuts` are the places where brokers may write one."""

    key: str
    core: str
    kind: Kind
    cuts: frozenset[int]
    ticker: bool
    former: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All known names. `never` says what a look-alike is instead.

    `heads` are the first letters of whatever is known, `word_heads` of what is not two codes.
    """

    words: Mapping[str, Word]
    never: Mapping[str, str]
    heads: frozenset[str]
    word_heads: frozenset[str]
    longest: int
    bases: Mapping[str, Kind]
    quotes: Mapping[str, Kind]
    currencies: frozenset[str]
    endings: Mapping[str, Ending]
    exchanges: frozenset[str]


@lru_cache(maxsize=4)
def lexicon_of(table: SymbolTable) -> Lexicon:
    """Return a table laid out for reading; the same table is laid out once."""
    words: dict[str, Word] = {}
    for family in table.families:
        for word in _words(family):
            words.setdefault(word.key, word)
    metals = dict.fromkeys(table.metals, Kind.METAL)
    currencies = dict.fromkeys(table.currencies, Kind.FX)
    bases = dict.fromkeys(table.coins, Kind.CRYPTO) | metals | currencies
    word_heads = frozenset(head for word in words.values() for head in _heads(word))
    return Lexicon(
        words=words,
        never={squeezed(name): why for each in table.families for name, why in each.never},
        heads=word_heads | {base[:HEAD] for base in bases},
        word_heads=word_heads,
        longest=max(map(len, words), default=0),
        bases=bases,
        quotes=dict.fromkeys(table.quotes, Kind.CRYPTO) | metals | currencies,
        currencies=frozenset(table.currencies),
        endings={ending.text: ending for ending in table.endings},
        exchanges=frozenset(table.exchanges),
    )


def squeezed(name: str) -> str:
    """Return a name in capitals and without separators."""
    return name.upper().translate(_WITHOUT)


def _words(family: Family) -> Iterator[Word]:
    spelled = [(name, False) for name in family.names] + [(name, True) for name in family.former]
    for name, former in spelled:
        key, cuts = _places(name, family.currency)
        ticker = name in family.tickers
        yield _word(family, key, cuts, ticker=ticker, former=former)
        if family.currency and not key.endswith(family.currency):
            cuts = cuts | {len(key)}
            yield _word(family, key + family.currency, cuts, ticker=False, former=former)


def _word(family: Family, key: str, cuts: frozenset[int], *, ticker: bool, former: bool) -> Word:
    return Word(
        key=key,
        core=family.name,
        kind=family.kind,
        cuts=cuts,
        ticker=ticker,
        former=former,
    )


def _places(name: str, currency: str) -> tuple[str, frozenset[int]]:
    key, cuts = "", set[int]()
    for part in name.split(" "):
        cuts.add(len(key))
        key += part
    cuts.update(at for at in range(1, len(key)) if key[at - 1].isdigit() != key[at].isdigit())
    if currency and key.endswith(currency):
        cuts.add(len(key) - len(currency))
    return key, frozenset(cuts - {0})


def _heads(word: Word) -> Iterator[str]:
    yield word.key[:HEAD]
    for cut in word.cuts:
        if cut < HEAD:
            for sign in SEPARATORS:
                yield (word.key[:cut] + sign + word.key[cut:])[:HEAD]
