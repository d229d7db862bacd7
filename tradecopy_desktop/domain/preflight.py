"""What was found when a route is about to be armed, and what the trader answers (rules C3, C9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tradecopy_desktop.domain.routes import OpenCopies
from tradecopy_desktop.domain.trades import Position


class Level(StrEnum):
    """What a finding means for arming."""

    OK = "ok"
    ASK = "ask"  # the trader decides
    WAIT = "wait"  # it cannot be known yet, and is looked at again
    REFUSE = "refuse"


class Check(StrEnum):
    """What was looked at, in stable words for reports; the window has sentences."""

    CONNECTION = "connection"
    ACCOUNT_KIND = "account_kind"
    PERMISSION = "permission"
    LOOP = "loop"
    TWO_PATHS = "two_paths"
    SHARED_SYMBOL = "shared_symbol"
    BOTH_SIDES = "both_sides"
    FUNDED = "funded"
    FIFO = "fifo"
    SYMBOL = "symbol"
    SPECIFICATION = "specification"
    MARKET_WATCH = "market_watch"
    QUOTE = "quote"
    TRADE_MODE = "trade_mode"
    PRICES = "prices"
    PENDINGS = "pendings"
    CONVERSION = "conversion"
    CONTRACT_SIZE = "contract_size"
    SIZE = "size"
    MARGIN = "margin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check and its answer, a sentence for the trader. `symbol` is the master's, if any."""

    level: Level
    check: Check
    text: str
    symbol: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WasThere:
    """A master's position from before the route, which the trader may have copied now.

    `price_now` is what its side would be opened at on the master now, None while unknown.
    """

    position: Position
    price_now: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the trader chose beside the mode.

    `copies` is what becomes of open copies when a route is switched off, `copy_now` the master's
    positions from before the route that are copied at once, and `confirmed` says that the trader
    has read the preflight's questions.
    """

    copies: OpenCopies = OpenCopies.FOLLOW
    copy_now: tuple[str, ...] = ()
    confirmed: bool = False


_WORST_FIRST = (Level.REFUSE, Level.WAIT, Level.ASK)


def worst_of(findings: Iterable[Finding]) -> Level:
    """Return the level that decides: a refusal before waiting before a question."""
    levels = {finding.level for finding in findings}
    return next((level for level in _WORST_FIRST if level in levels), Level.OK)
