"""Reads MT5's "Trade History Report", from a workbook or a web page alike."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tradecopy_desktop.domain.values import DealEntry, MarginMode, Platform
from tradecopy_desktop.sim.recordings import notes
from tradecopy_desktop.sim.recordings.mt5_hedging import hedge
from tradecopy_desktop.sim.recordings.mt5_lines import (
    ClosedPosition,
    DealColumns,
    deal_of,
    order_of,
    position_of,
)
from tradecopy_desktop.sim.recordings.mt5_netting import net
from tradecopy_desktop.sim.recordings.mt5_tables import Mt5Tables, find_tables
from tradecopy_desktop.sim.recordings.recording import RecordedDeal, Recording, RecordingError
from tradecopy_desktop.sim.recordings.rows import Row, RowError

_A_CENT = Decimal("0.01")


def read_mt5_report(rows: Sequence[Row]) -> Recording:
    """Return the deals of a report; raise RecordingError when a row is not as it should be."""
    tables = find_tables(rows)
    if not tables.deals:
        raise RecordingError("the report holds no deal that bought or sold")
    columns = DealColumns(has_fee=tables.has_fee)
    orders = dict(map(order_of, tables.orders))
    positions = tuple(map(position_of, tables.positions))
    told = _in_order([deal_of(row, columns, orders) for row in tables.deals])
    mode, deals, doubts = _placed(told, positions, tables.margin_mode)
    unknown = sum(deal.order not in orders for deal in deals)
    return Recording(
        form="mt5-report",
        platform=Platform.MT5,
        margin_mode=mode,
        currency=tables.currency,
        deals=deals,
        notes=(
            notes.NO_ZONE,
            notes.NO_PRICES,
            notes.BY_HAND,
            *doubts,
            *_moved_levels(deals, positions),
            *_unlisted_orders(unknown),
            *_money(tables, columns),
        ),
    )


def _in_order(deals: list[RecordedDeal]) -> list[RecordedDeal]:
    seen: dict[str, int] = {}
    for deal in deals:
        if deal.deal in seen:
            raise RowError(deal.row, f"deal {deal.deal} is already in row {seen[deal.deal]}")
        seen[deal.deal] = deal.row
    return sorted(deals, key=lambda d: (d.time, int(d.deal)))


_Placed = tuple[MarginMode, tuple[RecordedDeal, ...], list[str]]


def _placed(
    deals: list[RecordedDeal], positions: Sequence[ClosedPosition], mode: MarginMode | None
) -> _Placed:
    if mode is None:
        return _placed_without_mode(deals, positions)
    if mode is MarginMode.NETTING:
        netted, still_open = net(deals)
        return mode, netted, notes.still_open(still_open)
    hedged = hedge(deals, positions)
    doubts = notes.still_open(hedged.still_open)
    if hedged.guesses:
        doubts.append(
            "The file does not name the position that a deal closed. Deals that fitted several "
            f"equally, of which the one opened first was taken: {hedged.guesses}."
        )
    return mode, hedged.deals, doubts


def _placed_without_mode(deals: list[RecordedDeal], positions: Sequence[ClosedPosition]) -> _Placed:
    try:
        mode, placed, doubts = _placed(deals, positions, MarginMode.NETTING)
    except RowError:
        mode, placed, doubts = _placed(deals, positions, MarginMode.HEDGING)
    guess = f"The file does not name the margin mode; its deals fit a {mode.value} account."
    return mode, placed, [guess, *doubts]


def _moved_levels(
    deals: Sequence[RecordedDeal], positions: Sequence[ClosedPosition]
) -> Iterator[str]:
    opening: dict[str, RecordedDeal] = {}
    for deal in deals:
        if deal.entry is DealEntry.IN:
            opening.setdefault(deal.position, deal)
    moved = [
        f"{p.position} in row {p.row}"
        for p in positions
        if p.position in opening and _levels(p) != _levels(opening[p.position])
    ]
    if moved:
        yield (
            "Positions whose S/L or T/P at closing differ from those of the opening order: "
            f"{len(moved)} ({notes.listed(moved)}). When they were moved is not told."
        )


def _levels(told: RecordedDeal | ClosedPosition) -> tuple[Decimal | None, Decimal | None]:
    return told.stop_loss, told.take_profit


def _unlisted_orders(count: int) -> Iterator[str]:
    if count:
        yield f"Deals whose order is not listed, so that its S/L and T/P are not told: {count}."


def _money(tables: Mt5Tables, columns: DealColumns) -> Iterator[str]:
    if any(columns.fee(row) for row in tables.deals):
        yield "Fees are added to the commissions."
    rows = sorted((*tables.deals, *tables.money_moves), key=lambda r: (r.time(0), int(r.ticket(1))))
    before: Decimal | None = None
    for row in rows:
        after = columns.balance(row)
        if _strayed(before, columns.change(row), after):
            yield f"The balance in row {row.number} does not follow from its profit and costs."
            return
        before = after


def _strayed(before: Decimal | None, change: Decimal, after: Decimal | None) -> bool:
    if before is None or after is None:
        return False
    return abs(before + change - after) > _A_CENT
