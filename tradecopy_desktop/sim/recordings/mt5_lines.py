"""Reads the single rows of an MT5 report: deals, orders, closed positions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tradecopy_desktop.domain.values import ZERO, DealEntry, Reason, Side
from tradecopy_desktop.sim.recordings.comments import closing_reason
from tradecopy_desktop.sim.recordings.mt5_tables import ENTRIES, SIDES
from tradecopy_desktop.sim.recordings.recording import RecordedDeal
from tradecopy_desktop.sim.recordings.rows import Row

_STATE = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """What the table of orders adds to a deal."""

    stop_loss: Decimal | None
    take_profit: Decimal | None
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPosition:
    """What the table of positions tells when a position is over."""

    row: int
    position: str
    symbol: str
    side: Side
    volume: Decimal
    stop_loss: Decimal | None
    take_profit: Decimal | None
    closed: datetime
    profit: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DealColumns:
    """Where a deal keeps its money; newer terminals have a fee before the swap."""

    has_fee: bool

    @property
    def swap(self) -> int:
        """Return the column of the swap; profit, balance and comment follow it."""
        return 10 if self.has_fee else 9

    def fee(self, row: Row) -> Decimal:
        """Return the fee of a deal."""
        return row.money(9) if self.has_fee else ZERO

    def balance(self, row: Row) -> Decimal | None:
        """Return the balance after a deal; None when the cell is empty."""
        column = self.swap + 2
        return row.number_at(column) if row.text(column) else None

    def change(self, row: Row) -> Decimal:
        """Return by how much a deal moved the balance."""
        costs = row.money(8) + self.fee(row)
        return costs + row.money(self.swap) + row.money(self.swap + 1)


def order_of(row: Row) -> tuple[str, OrderLine]:
    """Return the ticket of an order and what deals need of it."""
    line = OrderLine(
        stop_loss=row.level(6),
        take_profit=row.level(7),
        comment=next((cell for cell in row.cells[_STATE + 1 :] if cell), ""),
    )
    return row.ticket(1), line


def position_of(row: Row) -> ClosedPosition:
    """Return a closed position."""
    return ClosedPosition(
        row=row.number,
        position=row.ticket(1),
        symbol=row.word(2),
        side=SIDES[row.text(3)],
        volume=row.volume(4),
        stop_loss=row.level(6),
        take_profit=row.level(7),
        closed=row.time(8),
        profit=row.number_at(12),
    )


def deal_of(row: Row, columns: DealColumns, orders: Mapping[str, OrderLine]) -> RecordedDeal:
    """Return a deal, still without its position, which the table of deals does not name."""
    entry, ticket = ENTRIES[row.text(4)], row.ticket(7)
    order = orders.get(ticket)
    comment = row.text(columns.swap + 3) or (order.comment if order else "")
    opens = entry is DealEntry.IN
    return RecordedDeal(
        row=row.number,
        time=row.time(0),
        deal=row.ticket(1),
        order=ticket,
        position="",
        symbol=row.word(2),
        side=SIDES[row.text(3)],
        entry=entry,
        volume=row.volume(5),
        price=row.number_at(6),
        stop_loss=order.stop_loss if order and opens else None,
        take_profit=order.take_profit if order and opens else None,
        reason=_reason(entry, comment),
        profit=row.number_at(columns.swap + 1),
        commission=row.number_at(8) + columns.fee(row),
        swap=row.number_at(columns.swap),
        comment=comment,
    )


def _reason(entry: DealEntry, comment: str) -> Reason:
    if entry is DealEntry.OUT_BY:
        return Reason.CLOSE_BY
    return Reason.CLIENT if entry is DealEntry.IN else closing_reason(comment)
