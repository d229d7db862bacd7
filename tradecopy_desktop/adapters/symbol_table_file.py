"""The table of symbol names, read from its file. Resolves nothing."""

import re
from collections import Counter
from fractions import Fraction
from pathlib import Path

import msgspec

from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.symbol_table import (
    ContractPair,
    Ending,
    Family,
    Kind,
    Standing,
    SymbolTable,
)


class _Form(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What every entry of the file must say: where it was seen."""

    source: str


class _FamilyForm(_Form, frozen=True, kw_only=True):
    name: str
    kind: Kind
    names: tuple[str, ...]
    currency: str = ""
    former: tuple[str, ...] = ()
    tickers: tuple[str, ...] = ()
    never: tuple[tuple[str, str], ...] = ()


class _PairForm(_Form, frozen=True, kw_only=True):
    large: str
    small: str
    ratio: int


class _EndingForm(_Form, frozen=True, kw_only=True):
    texts: tuple[str, ...]
    meaning: str
    standing: Standing
    kinds: tuple[Kind, ...] = ()


class _TableForm(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    version: str
    currencies: tuple[str, ...]
    metals: tuple[str, ...]
    coins: tuple[str, ...]
    quotes: tuple[str, ...]
    shares: tuple[str, ...]
    exchanges: tuple[str, ...]
    roots: tuple[str, ...]
    families: tuple[_FamilyForm, ...]
    pairs: tuple[_PairForm, ...]
    endings: tuple[_EndingForm, ...]


def load_symbol_table(path: Path) -> SymbolTable:
    """Return the table in a file; raise TradeCopyError if it is unreadable or contradictory."""
    try:
        form = msgspec.toml.decode(path.read_bytes(), type=_TableForm)
    except (OSError, ValueError) as error:
        raise TradeCopyError(f"the table of symbol names {path} cannot be read: {error}") from error
    fault = _fault(form)
    if fault:
        raise TradeCopyError(f"the table of symbol names {path} is wrong: {fault}")
    return _to_table(form)


def _fault(form: _TableForm) -> str | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", form.version):
        return f"version must be a day written YYYY-MM-DD, was {form.version!r}"
    entries = (*form.families, *form.pairs, *form.endings)
    if not all(entry.source.strip() for entry in entries):
        return "an entry has no source"
    if not all(pair.ratio > 1 for pair in form.pairs):
        return "the ratio of futures must be above 1"
    names = Counter(_plain(name) for each in form.families for name in (*each.names, *each.former))
    texts = Counter(text for ending in form.endings for text in ending.texts)
    twice = sorted(text for text, times in (names + texts).items() if times > 1)
    if twice:
        return f"{', '.join(twice)} is given twice"
    outside = [t for each in form.families for t in each.tickers if t not in each.names]
    return f"the ticker {outside[0]} is none of its family's names" if outside else None


def _plain(name: str) -> str:
    return name.replace(" ", "")


def _to_table(form: _TableForm) -> SymbolTable:
    return SymbolTable(
        version=form.version,
        currencies=form.currencies,
        metals=form.metals,
        coins=form.coins,
        quotes=form.quotes,
        shares=form.shares,
        exchanges=form.exchanges,
        roots=form.roots,
        families=tuple(_to_family(each) for each in form.families),
        pairs=tuple(
            ContractPair(large=each.large, small=each.small, ratio=Fraction(each.ratio))
            for each in form.pairs
        ),
        endings=tuple(
            Ending(text=text, meaning=each.meaning, standing=each.standing, kinds=each.kinds)
            for each in form.endings
            for text in each.texts
        ),
    )


def _to_family(form: _FamilyForm) -> Family:
    return Family(
        name=form.name,
        kind=form.kind,
        names=form.names,
        currency=form.currency,
        former=form.former,
        tickers=form.tickers,
        never=form.never,
    )
