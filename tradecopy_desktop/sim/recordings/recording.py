"""What a recorded history becomes: its deals in order. Knows no file format."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tradecopy_desktop.domain.values import DealEntry, MarginMode, Platform, Reason, Side


class RecordingError(Exception):
    """A file cannot be replayed; the message is one line that names file, row and fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedDeal:
    """One deal that changed the volume of a position.

    MT4 statements and MQL5 Signals know tickets alone: there `deal` and `order` repeat the ticket
    of the row, so an opening and its closing may carry the same.
    """

    row: int
    time: datetime  # The broker's wall clock: no form of history names its time zone.
    deal: str
    order: str
    position: str  # The first order of the position; it is kept through additions and reversals.
    symbol: str
    side: Side
    entry: DealEntry
    volume: Decimal
    price: Decimal
    stop_loss: Decimal | None  # As the opening order had it; None when the file does not tell.
    take_profit: Decimal | None
    reason: Reason
    profit: Decimal
    commission: Decimal
    swap: Decimal
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A recorded account: its deals by time, and in `notes` what its file could not tell."""

    form: str
    platform: Platform
    margin_mode: MarginMode
    currency: str | None  # None when the file does not name it.
    deals: tuple[RecordedDeal, ...]
    notes: tuple[str, ...]
