"""Trouble for a window to show: an SL taken away by hand, a terminal that is off for a moment."""

import asyncio
from collections.abc import Callable, Sequence

from tradecopy_desktop.domain.values import MarginMode
from tradecopy_desktop.sim.broker import SimBroker
from tradecopy_desktop.sim.broker.requests import StopsRequest
from tradecopy_desktop.sim.seat import Seat

_AWAY_S = 4.0
_AGAIN_S = 1.5


async def make_trouble_to_show(seats: Sequence[Seat], is_over: Callable[[], bool]) -> None:
    """Let the last follower's terminal be off for a while, then take SLs away until it is over."""
    *others, last = (seat for seat in seats if not seat.account.is_master)
    await last.terminal.kill()
    await asyncio.sleep(_AWAY_S)
    await last.terminal.restart()
    while not is_over():
        # Again and again, since the master closes what it has opened.
        any(_take_stop(seat.broker) for seat in others)
        await asyncio.sleep(_AGAIN_S)


def _take_stop(broker: SimBroker) -> bool:
    if broker.setup.margin_mode is MarginMode.NETTING:
        # Its stops may be those of several copies.
        return False
    for holding in reversed(broker.holdings()):
        if holding.magic != "0" and holding.stop_loss is not None:
            request = StopsRequest(
                ticket=holding.ticket, stop_loss=None, take_profit=holding.take_profit
            )
            return bool(broker.send(request).done)
    return False
