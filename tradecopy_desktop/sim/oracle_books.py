"""What a follower's book shows open at the end, against its deals; knows no copies."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import DealEntry, MarginMode
from tradecopy_desktop.sim.histories_of_run import AccountHistory


def book_differences(account: AccountHistory) -> list[str]:
    """Return a sentence for each position that is not what its deals add up to."""
    netting = account.margin_mode is MarginMode.NETTING
    by_deals: defaultdict[str, Decimal] = defaultdict(Decimal)
    for deal in account.deals:
        if netting:
            by_deals[deal.symbol] += deal.side.sign * deal.volume
        else:
            gone = deal.entry is not DealEntry.IN
            by_deals[deal.position] += -deal.volume if gone else deal.volume
    shown: defaultdict[str, Decimal] = defaultdict(Decimal)
    for position in account.open_positions:
        if netting:
            shown[position.symbol] += position.side.sign * position.volume
        else:
            shown[position.id] += position.volume
    return [
        f"the deals of {name} leave {by_deals[name]:f} lots, the book shows {shown[name]:f}"
        for name in sorted(by_deals.keys() | shown.keys())
        if by_deals[name] != shown[name]
    ]


def open_strays(
    account: AccountHistory, magics: frozenset[str], known: Collection[str]
) -> list[Position]:
    """Return the open positions with a magic of ours that neither link nor deal explains."""
    return [
        position
        for position in account.open_positions
        if position.link is None and position.magic in magics and position.id not in known
    ]
