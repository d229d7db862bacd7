"""A netting position that turned to a side nobody ordered: closed at once (it was a race)."""

from collections.abc import Collection

from tradecopy_desktop.domain.values import Reason, Side
from tradecopy_desktop.sim.broker.requests import MarketRequest
from tradecopy_desktop.sim.terminal.account_view import AccountView
from tradecopy_desktop.sim.terminal.trade_calls import CallTimes, TradeCalls

RACED = "reversed_by_race"


async def undo_race(
    view: AccountView,
    calls: TradeCalls,
    instruction: str,
    symbol: str,
    ordered: Collection[Side | None],
    times: CallTimes,
) -> str:
    """Read the position again; close a side that is not in `ordered` and return the code for it."""
    net = view.net(symbol)
    if net.side is None or net.side in ordered:
        return ""
    request = MarketRequest(
        symbol=symbol, side=net.side.opposite, volume=net.volume, reason=Reason.EXPERT
    )
    await calls.call(request, instruction, times)
    return RACED
