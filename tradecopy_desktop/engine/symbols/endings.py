"""What is around a symbol's name, and whether it makes another instrument of it."""

import re
from dataclasses import dataclass

from tradecopy_desktop.domain.symbol_table import Kind, Standing
from tradecopy_desktop.engine.symbols.lexicon import Lexicon
from tradecopy_desktop.engine.symbols.reading import BARE, Decoration, Reading

_MONTHS = frozenset(
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
)
# Multiplied contracts (x10, 100x), hours (24h), contract months (z6, h27), numbers, words.
_PART = re.compile(r"x\d+|\d+x\d*|\d+h|[fghjkmnquvxz]\d{1,4}|\d+|[a-z]+")
_MULTIPLIED = re.compile(r"x\d+|\d+x")
_MONTH = re.compile(r"[fghjkmnquvxz](?:\d{1,2}|20\d\d)")
_LONGEST_UNKNOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a decoration says. `standing` None: nothing is known of it."""

    standing: Standing | None
    meaning: str = ""


PLAIN = Mark(standing=Standing.ACCOUNT)
_UNKNOWN = Mark(standing=None)
_WORST = (Standing.OTHER, Standing.SIZE, Standing.UNSURE, None, Standing.ACCOUNT)


def parts_of(text: str) -> tuple[str, ...]:
    """Return the words and numbers in a decoration, small."""
    return tuple(_PART.findall(text.lower()))


def mark_of(decoration: Decoration, lexicon: Lexicon) -> Mark:
    """Return the gravest thing that the decoration of a name says."""
    if decoration == BARE:
        return PLAIN
    prefix, suffix = decoration
    marks = [_mark(part, lexicon) for part in (*parts_of(prefix), *parts_of(suffix))]
    return min(marks, key=lambda mark: _WORST.index(mark.standing), default=PLAIN)


def _mark(part: str, lexicon: Lexicon) -> Mark:
    ending = lexicon.endings.get(part)
    if ending is not None:
        return Mark(standing=ending.standing, meaning=ending.meaning)
    if _MULTIPLIED.fullmatch(part):
        return Mark(standing=Standing.OTHER, meaning="a multiplied contract")
    if part in _MONTHS or _MONTH.fullmatch(part):
        return Mark(standing=Standing.OTHER, meaning="a future of one month")
    if part.upper() in lexicon.currencies:
        return Mark(standing=Standing.OTHER, meaning="a price in another currency")
    if part[0].isdigit():
        return Mark(standing=Standing.UNSURE, meaning="a number")
    return _UNKNOWN


def stands_alone(kind: Kind, decoration: Decoration, lexicon: Lexicon) -> bool:
    """Tell whether a name of a kind may carry a decoration that no other name carries."""
    parts = parts_of(decoration[1])
    ending = lexicon.endings.get(parts[0]) if len(parts) == 1 else None
    return not decoration[0] and ending is not None and kind in ending.kinds


def is_likely(reading: Reading, lexicon: Lexicon) -> bool:
    """Tell whether a name means what stands in it, rather than holding it by chance.

    GOLDmicro is gold and GOLDMAN is not; #GOLD and GOLD.N are shares.
    """
    prefix, suffix = reading.decoration
    before, behind = parts_of(prefix), parts_of(suffix)
    if begins_with_letters(reading, lexicon):
        return False
    if reading.pair:
        return True
    if reading.ticker and ("#" in prefix or lexicon.exchanges.intersection(behind)):
        return False
    if not _all_known(before, lexicon):
        return False
    return _is_ending(suffix, behind, lexicon)


def _is_ending(suffix: str, behind: tuple[str, ...], lexicon: Lexicon) -> bool:
    if not suffix[:1].isalpha():
        return True
    # A capital right behind a name is more often the next letter of a share's.
    if not suffix[0].isascii() or (len(behind[0]) == 1 and suffix[0].isupper()):
        return False
    return behind[0] in lexicon.endings


def begins_with_letters(reading: Reading, lexicon: Lexicon) -> bool:
    """Tell whether unknown letters stand right before a name: WBTCUSD is not the price of BTC."""
    prefix = reading.decoration[0]
    return prefix[-1:].isalnum() and not _all_known(parts_of(prefix), lexicon)


def can_be_stripped(reading: Reading, mark: Mark, lexicon: Lexicon) -> bool:
    """Tell whether a name means the same without its decoration, whatever list it is from."""
    if not is_likely(reading, lexicon) or mark.standing is Standing.OTHER:
        return False
    if not "".join(reading.decoration).isascii():
        return False
    parts = parts_of(reading.decoration[1])
    known = all(len(part) <= _LONGEST_UNKNOWN or part in lexicon.endings for part in parts)
    return known and not any(part[0].isdigit() for part in parts)


def _all_known(parts: tuple[str, ...], lexicon: Lexicon) -> bool:
    return all(part in lexicon.endings for part in parts)
