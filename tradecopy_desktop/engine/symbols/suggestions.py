"""Names to offer a trader who maps a symbol by hand, the likest first. Never trades on them."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from tradecopy_desktop.engine.symbols.lexicon import squeezed

_MOST = 10
_LEAST_LIKENESS = 0.5


def suggestions(symbol: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return at most ten names that look like a symbol, the likest first."""
    matcher = SequenceMatcher(autojunk=False)
    # The matcher remembers what it knows of the second text: that one stays.
    matcher.set_seq2(squeezed(symbol))
    found = list[tuple[float, str]]()
    for name in names:
        matcher.set_seq1(squeezed(name))
        if matcher.real_quick_ratio() < _LEAST_LIKENESS or matcher.quick_ratio() < _LEAST_LIKENESS:
            continue
        likeness = matcher.ratio()
        if likeness >= _LEAST_LIKENESS:
            found.append((-likeness, name))
    return tuple(name for _, name in sorted(found)[:_MOST])
