"""What is known about how brokers name symbols: families, endings, traps. Data, no rules."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Kind(StrEnum):
    """What a symbol is a price of."""

    FX = "fx"
    METAL = "metal"
    INDEX = "index"
    ENERGY = "energy"
    CRYPTO = "crypto"


class Standing(StrEnum):
    """What an ending makes of a name.

    `account`: the same instrument on an account of another type. `unsure`: brokers mean several
    things by it. `size`: the same in a smaller contract, unless the whole list has the ending.
    `other`: another instrument, always.
    """

    ACCOUNT = "account"
    UNSURE = "unsure"
    SIZE = "size"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Names of one instrument; a space in a name is where brokers may write a separator.

    `former` are names from before a renaming, `tickers` those of the names that are shares on
    other lists. `never` are names that look alike and are something else, with the reason.
    `currency` is what the price is counted in, "" where brokers differ.
    """

    name: str
    kind: Kind
    names: tuple[str, ...]
    currency: str = ""
    former: tuple[str, ...] = ()
    tickers: tuple[str, ...] = ()
    never: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractPair:
    """Two futures on one underlying: one `large` contract is worth `ratio` `small` ones."""

    large: str
    small: str
    ratio: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A suffix or prefix that brokers add, small and without separators, and what it means.

    A name of one of `kinds` may carry it alone, when nothing else on the list does.
    """

    text: str
    meaning: str
    standing: Standing
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SymbolTable:
    """All that is known; `version` is the day of the data, YYYY-MM-DD.

    `currencies`, `metals` and `coins` are the codes that pairs are made of, `quotes` the coins
    that others are priced in. `shares` are well-known tickers, by which a list of shares is
    recognized, and `exchanges` the endings of shares. `roots` are futures without the month.
    """

    version: str
    currencies: tuple[str, ...] = ()
    metals: tuple[str, ...] = ()
    coins: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    exchanges: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    families: tuple[Family, ...] = ()
    pairs: tuple[ContractPair, ...] = ()
    endings: tuple[Ending, ...] = ()

    def __hash__(self) -> int:
        # What is derived from a table is kept by it, and must be found faster than it is derived.
        return hash(self.version)


EMPTY_TABLE = SymbolTable(version="1970-01-01")
