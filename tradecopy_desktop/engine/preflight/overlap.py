"""Whether two routes can meet in one symbol of a follower, as far as their filters tell.

Two masters may call one instrument by two names; that shows, and is refused, when they trade it.
"""

from functools import cache

from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.routes import Route, RouteSettings

_ANY = "*"


def takes(filters: Filters, symbol: str) -> bool:
    """Tell whether the filters let a master's symbol through."""
    if any(matches(denied, symbol) for denied in filters.symbols_denied):
        return False
    allowed = filters.symbols_allowed
    return not allowed or any(matches(pattern, symbol) for pattern in allowed)


def matches(pattern: str, symbol: str) -> bool:
    """Tell whether a pattern, in which `*` stands for any letters, means a symbol, in any case."""
    pattern, symbol = pattern.lower(), symbol.lower()
    first, *rest = pattern.split(_ANY)
    if not rest:
        return symbol == pattern
    *middle, last = rest
    if not symbol.startswith(first) or not symbol.endswith(last):
        return False
    at, end = len(first), len(symbol) - len(last)
    for part in middle:
        found = symbol.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return at <= end


def apart(one: Route, other: Route) -> bool:
    """Tell whether the filters of two routes keep them from sharing a follower's symbol."""
    ours, theirs = _allowed(one.settings), _allowed(other.settings)
    if ours and theirs and not any(_can_meet(a, b) for a in ours for b in theirs):
        return True
    # What is denied is named by the master, so only routes of one master can be compared.
    return one.master == other.master and (
        _denies_all(one.settings.filters, other.settings.filters)
        or _denies_all(other.settings.filters, one.settings.filters)
    )


def _allowed(settings: RouteSettings) -> frozenset[str]:
    """Return what may be held of the allowed symbols: themselves and what the map makes of them."""
    allowed = settings.filters.symbols_allowed
    mapped = dict(settings.symbol_map)
    names = (mapped.get(name, name).lower() for name in allowed)
    # A pattern also takes symbols that the map renames.
    renamed = (
        target.lower()
        for name, target in mapped.items()
        if any(matches(pattern, name) for pattern in allowed)
    )
    return frozenset(names) | frozenset(renamed)


def _denies_all(one: Filters, other: Filters) -> bool:
    """Tell whether everything that `other` allows is denied by `one`."""
    return bool(other.symbols_allowed) and all(
        any(matches(denied, allowed) for denied in one.symbols_denied)
        for allowed in other.symbols_allowed
    )


def _can_meet(one: str, other: str) -> bool:
    """Tell whether a name exists that both patterns mean."""

    @cache
    def meet(i: int, j: int) -> bool:
        if i == len(one):
            return all(letter == _ANY for letter in other[j:])
        if j == len(other):
            return all(letter == _ANY for letter in one[i:])
        if one[i] == _ANY:
            return meet(i + 1, j) or meet(i, j + 1)
        if other[j] == _ANY:
            return meet(i, j + 1) or meet(i + 1, j)
        return one[i] == other[j] and meet(i + 1, j + 1)

    return meet(0, 0)
