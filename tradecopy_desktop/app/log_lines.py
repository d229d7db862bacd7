"""Rows of the trade log as they are kept, and back. Keeps none."""

from tradecopy_desktop.app.history_views import LogQuery
from tradecopy_desktop.app.views import LogOutcome, TradeLogRow
from tradecopy_desktop.history_ports import LogLine, LogWanted


def line_of(row: TradeLogRow) -> LogLine:
    """Return a row as it is kept."""
    stages = row.stages
    return LogLine(
        key=row.key,
        at=row.at,
        route=row.route,
        route_name=row.route_name,
        follower=row.follower,
        follower_name=row.follower_name,
        action=row.action,
        side=row.side,
        master_symbol=row.master_symbol,
        symbol=row.symbol,
        master_lots=row.master_lots,
        lots=row.lots,
        master_price=row.master_price,
        price=row.price,
        slippage_points=row.slippage_points,
        slippage_money=row.slippage_money,
        currency=row.currency,
        outcome=row.outcome,
        reason=row.reason,
        stages=stages,
        total_ms=None if stages is None else stages.total,
        steps=row.steps,
    )


def row_of(line: LogLine) -> TradeLogRow:
    """Return a kept line as the window shows it."""
    return TradeLogRow(
        key=line.key,
        at=line.at,
        route=line.route,
        route_name=line.route_name,
        follower=line.follower,
        follower_name=line.follower_name,
        action=line.action,
        side=line.side,
        master_symbol=line.master_symbol,
        symbol=line.symbol,
        master_lots=line.master_lots,
        lots=line.lots,
        master_price=line.master_price,
        price=line.price,
        slippage_points=line.slippage_points,
        slippage_money=line.slippage_money,
        currency=line.currency,
        outcome=LogOutcome(line.outcome),
        reason=line.reason,
        stages=line.stages,
        steps=line.steps,
    )


def wanted_of(query: LogQuery) -> LogWanted:
    """Return what a query asks for."""
    return LogWanted(
        since=query.since,
        until=query.until,
        text=query.text,
        outcomes=frozenset(outcome.value for outcome in query.outcomes),
        route=query.route,
        follower=query.follower,
    )
