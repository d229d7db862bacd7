"""Which name of a list is the instrument that a master's name means. Unsure means none."""

from collections.abc import Sequence

from tradecopy_desktop.domain.symbol_table import Standing
from tradecopy_desktop.engine.symbols.answer import Resolved, nothing, several
from tradecopy_desktop.engine.symbols.endings import is_likely, parts_of, stands_alone
from tradecopy_desktop.engine.symbols.listing import Entry, Listing
from tradecopy_desktop.engine.symbols.reading import BARE, Reading


def choose(symbol: str, master: Reading, listing: Listing) -> Resolved:
    """Return the list's name for what `master`, the reading of `symbol`, is a price of.

    The same spelling with the list's own ending comes before other names of the instrument.
    """
    entries = listing.entries.get(master.core, ())
    meant = [entry for entry in entries if _is_meant(entry, listing)]
    spelled = [entry for entry in meant if entry.reading.key == master.key]
    if master.decoration == BARE:
        # EUR/USD is the same name as EURUSD.
        spelled = [entry for entry in spelled if entry.reading.decoration == BARE] or spelled
    if any(_is_sure(entry, listing) for entry in spelled):
        return _one_of(symbol, spelled, master, listing)
    if not meant:
        return nothing(_none_of(symbol, entries))
    return _one_of(symbol, _current(meant, master), master, listing)


def has_sure_rival(symbol: str, reading: Reading, listing: Listing) -> bool:
    """Tell whether a name is likely a share's and the list has the instrument by another name."""
    entries = listing.entries.get(reading.core, ())
    own = [entry for entry in entries if entry.name == symbol]
    rivals = [entry for entry in entries if entry.name != symbol and _is_sure(entry, listing)]
    return any(listing.is_share(entry) for entry in own) and bool(rivals)


def _is_meant(entry: Entry, listing: Listing) -> bool:
    if entry.mark.standing is Standing.OTHER:
        return False
    if listing.explains(entry):
        return True
    return entry.mark.standing is not Standing.SIZE and is_likely(entry.reading, listing.lexicon)


def _is_sure(entry: Entry, listing: Listing) -> bool:
    return listing.explains(entry) and not listing.is_share(entry)


def _current(entries: list[Entry], master: Reading) -> list[Entry]:
    # A list that has both keeps the old name for what is left of the old contract.
    current = [entry for entry in entries if not entry.reading.former]
    return entries if master.former else current or entries


def _one_of(symbol: str, entries: list[Entry], master: Reading, listing: Listing) -> Resolved:
    sure = [entry for entry in entries if _is_sure(entry, listing)]
    alike = [entry for entry in sure if _same_ending(entry.reading, master, listing)]
    if len(alike) == 1:
        return _taken(symbol, alike[0], master)
    names = [entry.name for entry in entries]
    if len(names) > 1:
        return several(names, f"{symbol} could be any of them, and nothing tells which; map it")
    if sure:
        return _taken(symbol, sure[0], master)
    return nothing(_unsure(symbol, entries[0], listing))


def _same_ending(reading: Reading, master: Reading, listing: Listing) -> bool:
    if not stands_alone(master.kind, master.decoration, listing.lexicon):
        return False
    return parts_of(reading.decoration[1])[:1] == parts_of(master.decoration[1])


def _taken(symbol: str, entry: Entry, master: Reading) -> Resolved:
    reading = entry.reading
    around = _around(reading)
    if reading.key == master.key:
        told = f"{entry.name} is {symbol} as this broker writes it"
    else:
        told = f"{symbol} and {entry.name} are names of one instrument, {master.core}"
    return Resolved(name=entry.name, reason=told + (f", {around}" if around else ""))


def _around(reading: Reading) -> str:
    prefix, suffix = reading.decoration
    before = f"{prefix!r} before its names" if prefix else ""
    behind = f"{suffix!r} behind its names" if suffix else ""
    put = " and ".join(part for part in (before, behind) if part)
    return f"which puts {put}" if put else ""


def _unsure(symbol: str, entry: Entry, listing: Listing) -> str:
    name = entry.name
    if listing.is_share(entry):
        return f"{name} may be a share here and not {symbol}; map it if it is meant"
    said = f" ({entry.mark.meaning})" if entry.mark.meaning else ""
    prefix, suffix = entry.reading.decoration
    return (
        f"only {name} looks like {symbol}, and {prefix + suffix!r}{said} does not explain the "
        "whole list; map it if it is meant"
    )


def _none_of(symbol: str, entries: Sequence[Entry]) -> str:
    others = [entry for entry in entries if entry.reading.decoration != BARE and entry.mark.meaning]
    if not others:
        return f"the broker has no symbol that is known to be {symbol}; map it"
    told = ", ".join(f"{entry.name} is {entry.mark.meaning}" for entry in others[:3])
    return f"the broker has no {symbol}: {told}"
