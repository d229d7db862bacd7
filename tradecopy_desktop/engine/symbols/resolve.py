"""Which of the follower's symbols a master's symbol means. A guess never trades.

In this order: the trader's map; the same name; the name that the broker's whole list explains;
other names of the same instrument; the same month of a future; its mini or micro where the trader
allows it. Likeness alone decides nothing.
"""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.symbol_table import SymbolTable
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.symbols.answer import Resolved, nothing, several
from tradecopy_desktop.engine.symbols.choice import choose, has_sure_rival
from tradecopy_desktop.engine.symbols.confirmation import contradiction
from tradecopy_desktop.engine.symbols.endings import can_be_stripped, mark_of
from tradecopy_desktop.engine.symbols.futures import conversion_ratio, future_among
from tradecopy_desktop.engine.symbols.lexicon import lexicon_of, squeezed
from tradecopy_desktop.engine.symbols.listing import Listing, listing_of
from tradecopy_desktop.engine.symbols.reading import read

__all__ = ["Resolved", "resolve_name", "resolve_symbol"]

Explicit = Mapping[str, str] | Iterable[tuple[str, str]]
_ONE = Fraction(1)


def resolve_name(
    symbol: str,
    names: Collection[str],
    *,
    explicit: Explicit | None = None,
    table: SymbolTable,
    cross_contract: bool = False,
) -> Resolved:
    """Return which of a broker's names a master's symbol means; `explicit` is the trader's map."""
    wanted = _mapped(symbol, explicit)
    if wanted is not None:
        return _explicit(symbol, wanted, names, table, cross_contract=cross_contract)
    if symbol in names:
        return _same_name(symbol, names, table)
    listing = listing_of(tuple(names), table)
    return (
        _same_letters(symbol, listing)
        or _known(symbol, listing)
        or future_among(symbol, listing.names, table, cross_contract=cross_contract)
        or _with_the_lists_ending(symbol, listing)
        or nothing(f"the broker has no symbol that is known to be {symbol}; map it")
    )


def resolve_symbol(
    symbol: str,
    settings: RouteSettings,
    master: AccountState,
    follower: AccountState,
    table: SymbolTable,
    mapped: str | None,
) -> Resolved:
    """Return the follower's symbol, borne out by specification and price where they are known.

    `mapped` is what the symbol was confirmed as before; it is never resolved anew. The trader's
    map is not vetoed by a price, only told about it.
    """
    names = follower.instruments
    wanted = _mapped(symbol, settings.symbol_map)
    cross = settings.cross_contract
    if wanted is not None:
        found = _explicit(symbol, wanted, names, table, cross_contract=cross)
        told = contradiction(symbol, wanted, master, follower) if found.name else ""
        return _with_warning(found, told) if told else found
    if mapped is not None:
        found = _confirmed_before(symbol, mapped, names, table, cross_contract=cross)
    else:
        found = resolve_name(symbol, names, table=table, cross_contract=cross)
    if found.name is None:
        return found
    told = contradiction(symbol, found.name, master, follower)
    if told:
        return nothing(f"{found.name} is not taken for {symbol}: {told}; map it if it is meant")
    return found


def _mapped(symbol: str, explicit: Explicit | None) -> str | None:
    if not explicit:
        return None
    if isinstance(explicit, Mapping):
        return explicit.get(symbol)
    return next((name for own, name in explicit if own == symbol), None)


def _explicit(
    symbol: str,
    name: str,
    names: Collection[str],
    table: SymbolTable,
    *,
    cross_contract: bool,
) -> Resolved:
    if name not in names:
        return nothing(f"{symbol} is mapped to {name}, which the follower's broker does not have")
    ratio = conversion_ratio(symbol, name, table) if cross_contract else _ONE
    return Resolved(name=name, reason=f"{symbol} is mapped to {name}", ratio=ratio)


def _with_warning(found: Resolved, told: str) -> Resolved:
    return Resolved(name=found.name, reason=f"{found.reason}, although {told}", ratio=found.ratio)


def _confirmed_before(
    symbol: str,
    name: str,
    names: Collection[str],
    table: SymbolTable,
    *,
    cross_contract: bool,
) -> Resolved:
    if name not in names:
        return nothing(f"{symbol} was confirmed before as {name}, which is gone; map it anew")
    ratio = conversion_ratio(symbol, name, table)
    if ratio != _ONE and not cross_contract:
        return nothing(
            f"{symbol} was confirmed before as {name}, a contract of another size, and the "
            "conversion of contracts is switched off"
        )
    return Resolved(name=name, reason=f"{symbol} was confirmed before as {name}", ratio=ratio)


def _same_name(symbol: str, names: Collection[str], table: SymbolTable) -> Resolved:
    word = lexicon_of(table).words.get(symbol.upper())
    if word is not None and word.ticker:
        # GOLD among shares, with XAUUSD beside it, is a mining company.
        listing = listing_of(tuple(names), table)
        reading = read(symbol, listing.lexicon)
        if reading is not None and has_sure_rival(symbol, reading, listing):
            others = (entry.name for entry in listing.entries[reading.core])
            return several(others, f"{symbol} is likely a share here; map it")
    return Resolved(name=symbol, reason="same name")


def _same_letters(symbol: str, listing: Listing) -> Resolved | None:
    names = listing.folded.get(symbol.casefold(), ())
    wanted = read(symbol, listing.lexicon)
    core = wanted and wanted.core
    # BTCUSDc and BTCUSDC differ by more than a capital: one is priced in a stablecoin.
    same = [n for n in names if ((found := read(n, listing.lexicon)) and found.core) == core]
    if len(same) > 1:
        return several(same, f"several names are {symbol} but for capitals; map it")
    if same:
        return Resolved(name=same[0], reason="same name but for capitals")
    return None


def _known(symbol: str, listing: Listing) -> Resolved | None:
    why = listing.lexicon.never.get(squeezed(symbol))
    if why is not None:
        return nothing(f"{symbol} is not resolved ({why}); map it")
    reading = read(symbol, listing.lexicon)
    if reading is None:
        return None
    mark = mark_of(reading.decoration, listing.lexicon)
    if can_be_stripped(reading, mark, listing.lexicon):
        return choose(symbol, reading, listing)
    return None


def _with_the_lists_ending(symbol: str, listing: Listing) -> Resolved | None:
    names = set(listing.names)
    found = [
        name
        for prefix, suffix in listing.accounts
        # A capital behind a name that we do not know may be a part of another.
        if not suffix[:1].isupper() and (name := prefix + symbol + suffix) in names
    ]
    if len(found) > 1:
        return several(found, f"{symbol} could be any of them, and nothing tells which; map it")
    if found:
        told = f"{found[0]} is {symbol} with what this broker puts around all its names"
        return Resolved(name=found[0], reason=told)
    return None
