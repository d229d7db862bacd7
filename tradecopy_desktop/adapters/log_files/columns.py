"""What a file of the trade log has in its columns. Writes no file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from tradecopy_desktop.history_ports import LogLine

Cell = str | float | Decimal | datetime | None


class Kind(StrEnum):
    """What a column holds: it says how a number is shown."""

    TIME = "time"
    TEXT = "text"
    LOTS = "lots"
    PRICE = "price"
    POINTS = "points"
    MONEY = "money"
    MS = "ms"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what it holds, its width in characters, and a line's value."""

    title: str
    kind: Kind
    width: int
    value: Callable[[LogLine], Cell]


def _stage(place: int) -> Callable[[LogLine], Cell]:
    return lambda line: None if line.stages is None else line.stages[place]


COLUMNS: Final = (
    Column("Time (UTC)", Kind.TIME, 22, lambda line: line.at),
    Column("Route", Kind.TEXT, 24, lambda line: line.route_name),
    Column("Follower", Kind.TEXT, 22, lambda line: line.follower_name),
    Column(
        "Account", Kind.TEXT, 24, lambda line: "" if line.follower is None else str(line.follower)
    ),
    Column("Action", Kind.TEXT, 13, lambda line: line.action),
    Column("Side", Kind.TEXT, 7, lambda line: line.side or ""),
    Column("Master symbol", Kind.TEXT, 15, lambda line: line.master_symbol),
    Column("Symbol", Kind.TEXT, 15, lambda line: line.symbol),
    Column("Master lots", Kind.LOTS, 12, lambda line: line.master_lots),
    Column("Lots", Kind.LOTS, 10, lambda line: line.lots),
    Column("Master price", Kind.PRICE, 13, lambda line: line.master_price),
    Column("Price", Kind.PRICE, 13, lambda line: line.price),
    Column("Slippage (points)", Kind.POINTS, 17, lambda line: line.slippage_points),
    Column("Slippage (money)", Kind.MONEY, 17, lambda line: line.slippage_money),
    Column("Currency", Kind.TEXT, 10, lambda line: line.currency),
    Column("Outcome", Kind.TEXT, 11, lambda line: line.outcome),
    Column("Reason", Kind.TEXT, 50, lambda line: line.reason),
    Column("Detect (ms)", Kind.MS, 12, _stage(0)),
    Column("Transit (ms)", Kind.MS, 12, _stage(1)),
    Column("Decide (ms)", Kind.MS, 12, _stage(2)),
    Column("Send (ms)", Kind.MS, 12, _stage(3)),
    Column("Execute (ms)", Kind.MS, 12, _stage(4)),
    Column("Confirm (ms)", Kind.MS, 12, _stage(5)),
    Column("Total (ms)", Kind.MS, 12, lambda line: line.total_ms),
)
