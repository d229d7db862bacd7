"""Joins the tickets that MT4 gives one position when it is closed in parts.

Each partial close ends a ticket ("to #N") and goes on under a new one ("from #N").
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tradecopy_desktop.sim.recordings.comments import hedge_ticket, ticket_after, ticket_before
from tradecopy_desktop.sim.recordings.mt4_trades import Trade


def chains(trades: Sequence[Trade]) -> Iterator[tuple[Trade, ...]]:
    """Return the tickets of each position from first to last.

    Raises RowError for a comment that names an unknown ticket and for parts that do not fit.
    """
    by_ticket = _by_ticket(trades)
    whole = {ticket: _with_hedged_volume(trade, by_ticket) for ticket, trade in by_ticket.items()}
    after = _links(whole)
    later = set(after.values())
    seen: set[str] = set()
    for first in [ticket for ticket in whole if ticket not in later]:
        chain = [whole[first]]
        while chain[-1].ticket in after:
            chain.append(_fitting(chain[-1], whole[after[chain[-1].ticket]]))
        seen.update(trade.ticket for trade in chain)
        yield tuple(chain)
    circle = whole.keys() - seen
    if circle:
        trade = whole[min(circle, key=int)]
        raise trade.row.fault(f"the partial closings of ticket {trade.ticket} run in a circle")


def _by_ticket(trades: Sequence[Trade]) -> dict[str, Trade]:
    found: dict[str, Trade] = {}
    for trade in trades:
        if trade.ticket in found:
            raise trade.row.fault(
                f"ticket {trade.ticket} is already in row {found[trade.ticket].row.number}"
            )
        found[trade.ticket] = trade
    return found


def _with_hedged_volume(trade: Trade, trades: Mapping[str, Trade]) -> Trade:
    if trade.volume:
        return trade
    # Of two tickets closed by each other, MT4 shows the volume with one and zero with the other.
    other = trades.get(hedge_ticket(trade.comment) or "")
    if other is None or not other.volume:
        raise trade.row.fault("volume must be > 0, was 0 and no ticket it was closed by is told")
    return replace(trade, volume=other.volume)


def _links(trades: Mapping[str, Trade]) -> dict[str, str]:
    after: dict[str, str] = {}
    for trade in trades.values():
        for earlier, later in _named_links(trade):
            unknown = {earlier, later} - trades.keys()
            if unknown:
                raise trade.row.fault(
                    f"the comment names ticket {unknown.pop()}, which the statement does not list"
                )
            if after.setdefault(earlier, later) != later:
                raise trade.row.fault(f"ticket {earlier} goes on under two others")
    for ticket, count in Counter(after.values()).items():
        if count > 1:
            raise trades[ticket].row.fault(f"ticket {ticket} is the rest of two others")
    return after


def _named_links(trade: Trade) -> Iterator[tuple[str, str]]:
    before, after = ticket_before(trade.comment), ticket_after(trade.comment)
    if before:
        yield before, trade.ticket
    if after:
        yield trade.ticket, after


def _fitting(before: Trade, rest: Trade) -> Trade:
    if before.closing is None:
        raise rest.row.fault(f"is the rest of ticket {before.ticket}, which is still open")
    if (before.symbol, before.side, before.price) != (rest.symbol, rest.side, rest.price):
        raise rest.row.fault(
            f"is the rest of ticket {before.ticket}, but symbol, side or opening price differ"
        )
    if rest.closing and rest.closing.time < before.closing.time:
        raise rest.row.fault(f"was closed before ticket {before.ticket}, of which it is the rest")
    return rest
