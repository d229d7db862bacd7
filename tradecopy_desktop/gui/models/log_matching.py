"""Whether a line of the trade log is one that was asked for. The store asks the same of its own."""

from tradecopy_desktop.app.history_views import LogQuery
from tradecopy_desktop.app.views import TradeLogRow


def matches(query: LogQuery, row: TradeLogRow) -> bool:
    """Tell whether a line is one that was asked for."""
    return _is_in_time(query, row) and _is_of_kind(query, row) and _has_text(query, row)


def _is_in_time(query: LogQuery, row: TradeLogRow) -> bool:
    begun = query.since is None or row.at >= query.since
    return begun and (query.until is None or row.at < query.until)


def _is_of_kind(query: LogQuery, row: TradeLogRow) -> bool:
    if query.outcomes and row.outcome not in query.outcomes:
        return False
    if query.route and row.route != query.route:
        return False
    return query.follower is None or row.follower == query.follower


def _has_text(query: LogQuery, row: TradeLogRow) -> bool:
    if not query.text:
        return True
    searched = (
        row.route_name,
        row.follower_name,
        row.action,
        row.master_symbol,
        row.symbol,
        row.reason,
    )
    return query.text.casefold() in "\n".join(searched).casefold()
