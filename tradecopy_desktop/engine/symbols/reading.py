"""One symbol's name, taken apart: what it is a price of, and what its broker put around it.

Judges neither whether the name is right nor whether two names mean the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tradecopy_desktop.domain.symbol_table import Kind
from tradecopy_desktop.engine.symbols.lexicon import HEAD, SEPARATORS, Lexicon, Word, squeezed

Decoration = tuple[str, str]
BARE: Decoration = ("", "")

# More than this around a name is no ending but another name.
_MOST_AROUND = 12
_MOST_ATTACHED = 4
_SHORTEST_PAIR = 6
_CODE_LENGTHS = (3, 4, 5)
_PREFIX = re.compile(r"[^A-Za-z0-9]+(?=[A-Za-z0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A name in parts. `core` names the instrument, `key` how it is spelled, without separators.

    `pair` tells whether its name is made of two codes, `ticker` that shares have it too, `former`
    that it is from before a renaming.
    """

    core: str
    kind: Kind
    key: str
    decoration: Decoration
    pair: bool
    ticker: bool = False
    former: bool = False


def read(name: str, lexicon: Lexicon) -> Reading | None:
    """Return a name in parts, None if nothing known stands in it."""
    letters = name.upper()
    # Some letters outside ASCII change their number; no broker uses them in what we could know.
    if len(letters) != len(name):
        return None
    for start in _starts(letters):
        if letters[start : start + HEAD] in lexicon.heads:
            found = _read_at(name, letters, start, lexicon)
            if found is not None:
                return found if len(found.decoration[1]) <= _MOST_AROUND else None
    return _behind_letters(name, letters, lexicon)


def _starts(letters: str) -> Iterator[int]:
    yield 0
    for gap in _PREFIX.finditer(letters, 0, _MOST_AROUND + 1):
        yield gap.end()


def _read_at(name: str, letters: str, start: int, lexicon: Lexicon) -> Reading | None:
    pair = _pair_at(name, letters, start, lexicon)
    could_be_word = letters[start : start + HEAD] in lexicon.word_heads
    word = _word_at(letters, start, lexicon) if could_be_word else None
    if squeezed(name) in lexicon.never:
        return None
    if word is not None and (pair is None or word[0] > pair[0]):
        end, known = word
        return _word_reading(known, (name[:start], name[end:]), pair=False)
    if pair is None:
        return None
    end, base, quote = pair
    decoration = (name[:start], name[end:])
    renamed = lexicon.words.get(base + quote)
    if renamed is not None:
        return _word_reading(renamed, decoration, pair=True)
    return _pair_reading(base, quote, decoration, lexicon)


def _word_reading(word: Word, decoration: Decoration, *, pair: bool) -> Reading:
    return Reading(
        core=word.core,
        kind=word.kind,
        key=word.key,
        decoration=decoration,
        pair=pair,
        ticker=word.ticker,
        former=word.former,
    )


def _pair_reading(base: str, quote: str, decoration: Decoration, lexicon: Lexicon) -> Reading:
    kinds = (lexicon.bases[base], lexicon.quotes[quote])
    coin = next((kind for kind in (Kind.CRYPTO, Kind.METAL) if kind in kinds), Kind.FX)
    return Reading(
        core=f"{base}/{quote}",
        kind=coin,
        key=base + quote,
        decoration=decoration,
        pair=True,
    )


def _pair_at(name: str, letters: str, start: int, lexicon: Lexicon) -> tuple[int, str, str] | None:
    best: tuple[int, str, str] | None = None
    for base_length in _CODE_LENGTHS:
        middle = start + base_length
        base = letters[start:middle]
        if base not in lexicon.bases:
            continue
        if letters[middle : middle + 1] in SEPARATORS:
            middle += 1
        for quote_length in _CODE_LENGTHS:
            end = middle + quote_length
            quote = letters[middle:end]
            if quote not in lexicon.quotes or quote == base:
                continue
            # The small letter of BTCUSDc is an ending; USDC is a coin.
            part = name[start:end]
            if part.isupper() or part.islower():
                best = (end, base, quote) if best is None or end > best[0] else best
    return best


def _word_at(letters: str, start: int, lexicon: Lexicon) -> tuple[int, Word] | None:
    key, cuts = "", set[int]()
    best: tuple[int, Word] | None = None
    for at in range(start, len(letters)):
        letter = letters[at]
        if letter in SEPARATORS:
            cuts.add(len(key))
            continue
        key += letter
        if len(key) > lexicon.longest:
            break
        word = lexicon.words.get(key)
        # A figure behind a name is part of it: the DAX 50 is not the DAX.
        if word and cuts <= word.cuts and not letters[at + 1 : at + 2].isdigit():
            best = (at + 1, word)
    return best


def _behind_letters(name: str, letters: str, lexicon: Lexicon) -> Reading | None:
    for start in range(1, min(_MOST_ATTACHED, len(name) - _SHORTEST_PAIR) + 1):
        if not name[:start].isalpha():
            return None
        if letters[start : start + HEAD] in lexicon.heads:
            found = _read_at(name, letters, start, lexicon)
            if found is not None and found.pair:
                return found if len(found.decoration[1]) <= _MOST_AROUND else None
    return None
