"""Finds the tables of an MT5 trade report by the shape of their rows.

Reports speak the language of their terminal, so no header word is ever read; only the values
"buy", "sell", "in" and "out" are the same everywhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tradecopy_desktop.domain.values import DealEntry, MarginMode, Side
from tradecopy_desktop.sim.recordings.exact import is_ticket, is_time
from tradecopy_desktop.sim.recordings.recording import RecordingError
from tradecopy_desktop.sim.recordings.rows import Row, RowError, split_tables

SIDES = {"buy": Side.BUY, "sell": Side.SELL}
ENTRIES = {
    "in": DealEntry.IN,
    "out": DealEntry.OUT,
    "in/out": DealEntry.INOUT,
    "out by": DealEntry.OUT_BY,
}
_MODES = {
    "hedge": MarginMode.HEDGING,
    "hedging": MarginMode.HEDGING,
    "netting": MarginMode.NETTING,
    "exchange": MarginMode.NETTING,
}
_ACCOUNT = re.compile(r"\(([A-Z]{3,4}), (?:.*, )?([^,]*)\)")
_COLUMNS_WITH_FEE = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Mt5Tables:
    """The rows of a report by what they hold. Deals are buys and sells alone."""

    currency: str | None
    margin_mode: MarginMode | None  # None when the account line does not tell it.
    deals: tuple[Row, ...]
    money_moves: tuple[Row, ...]
    has_fee: bool  # Newer terminals have a column for the fee, before the swap.
    orders: tuple[Row, ...]
    positions: tuple[Row, ...]


def is_mt5_row(row: Row) -> bool:
    """Return whether a row has the shape of an MT5 report: time, ticket and more."""
    return is_time(row.text(0)) and is_ticket(row.text(1)) and len(row.cells) >= 11


def find_tables(rows: Sequence[Row]) -> Mt5Tables:
    """Return the tables of a report; raise RecordingError when there are no deals to read."""
    head, tables = split_tables(rows)
    found: dict[str, tuple[Row, list[Row]]] = {}
    for header, *below in tables:
        content = _content(below)
        kind = _kind_of_table(content)
        if kind and kind in found:
            raise RowError(header.number, f"begins a second table of {kind}s")
        found[kind] = header, content
    if "deal" not in found:
        raise RecordingError("the report holds no table of deals")
    header, content = found["deal"]
    deals = tuple(_expect("deal", row) for row in content if not _is_money_move(row))
    currency, mode = _account(head)
    return Mt5Tables(
        currency=currency,
        margin_mode=mode,
        deals=deals,
        money_moves=tuple(row for row in content if _is_money_move(row)),
        has_fee=sum(1 for cell in header.cells if cell) >= _COLUMNS_WITH_FEE,
        orders=tuple(_all("order", found)),
        positions=tuple(_all("position", found)),
    )


def _content(rows: Sequence[Row]) -> list[Row]:
    kept: list[Row] = []
    for row in rows:
        # A table ends with its totals (no time, no ticket) or with a label such as "Balance:".
        if not row.text(1) and not is_time(row.text(0)):
            break
        kept.append(row)
    for row in rows[len(kept) :]:
        if is_mt5_row(row):
            raise row.fault("a trade stands below the end of its table")
    return kept


def _kind_of_table(rows: Sequence[Row]) -> str:
    kinds = {_kind(row) for row in rows}
    return next((kind for kind in ("deal", "position", "order") if kind in kinds), "")


def _kind(row: Row) -> str:
    if row.text(3) in SIDES and row.text(4) in ENTRIES:
        return "deal"
    if _is_money_move(row):
        return "deal"
    if " / " in row.text(4) and is_time(row.text(8)):
        return "order"
    if row.text(3) in SIDES and is_time(row.text(8)):
        return "position"
    return ""


def _is_money_move(row: Row) -> bool:
    # Deposits, credits, charges: no symbol, no direction, no volume.
    return not any(row.cells[4:7]) and not row.text(2) and row.text(3) not in {"", *SIDES}


def _all(kind: str, found: dict[str, tuple[Row, list[Row]]]) -> Iterator[Row]:
    if kind in found:
        yield from (_expect(kind, row) for row in found[kind][1])


def _expect(kind: str, row: Row) -> Row:
    if _kind(row) != kind:
        raise row.fault(f"is not the {kind} that its table should hold; it may be cut")
    return row


def _account(head: Sequence[Row]) -> tuple[str | None, MarginMode | None]:
    for row in head:
        for cell in row.cells:
            found = _ACCOUNT.search(cell)
            if found:
                return found[1], _MODES.get(found[2].strip().lower())
    return None, None
