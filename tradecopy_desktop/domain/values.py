"""Small words that every trade is made of. Nothing here knows a platform or a file."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

ZERO = Decimal(0)


@lru_cache(maxsize=4_096)
def exact(number: Decimal) -> Fraction:
    """Return a number as a fraction; lots and prices come again and again."""
    return Fraction(number)


class Platform(StrEnum):
    """The kind of terminal that an account is traded in."""

    MT4 = "mt4"
    MT5 = "mt5"


class MarginMode(StrEnum):
    """Whether an account keeps one position per symbol (netting) or many (hedging)."""

    HEDGING = "hedging"
    NETTING = "netting"


class Side(StrEnum):
    """The direction of a position or an order."""

    BUY = "buy"
    SELL = "sell"

    @property
    def opposite(self) -> "Side":
        """Return the side that closes this one."""
        return Side.SELL if self is Side.BUY else Side.BUY

    @property
    def sign(self) -> int:
        """Return +1 for buy and -1 for sell."""
        return 1 if self is Side.BUY else -1


class DealEntry(StrEnum):
    """What a deal did to its position (MT5 DEAL_ENTRY; MT4 deals are put in the same words).

    Deposits and the like are deals too; they have no entry.
    """

    IN = "in"
    OUT = "out"
    INOUT = "inout"
    OUT_BY = "out_by"
    NONE = "none"


class Reason(StrEnum):
    """Why a deal happened, in the words of MT5's DEAL_REASON."""

    CLIENT = "client"
    EXPERT = "expert"
    STOP_LOSS = "sl"
    TAKE_PROFIT = "tp"
    STOP_OUT = "stop_out"
    ROLLOVER = "rollover"
    CLOSE_BY = "close_by"
    OTHER = "other"


class PendingKind(StrEnum):
    """The order types that wait for a price."""

    LIMIT = "limit"
    STOP = "stop"
    STOP_LIMIT = "stop_limit"
