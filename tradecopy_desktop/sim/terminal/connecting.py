"""Opening a connection to the bridge, and how long to wait before the next try."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus, WebSocketException
from websockets.typing import Subprotocol

from tradecopy_desktop.sim.codec import WireError
from tradecopy_desktop.sim.codec.frames import LARGEST
from tradecopy_desktop.sim.terminal.session import BridgeRefusedError
from tradecopy_desktop.sim.terminal.setup import Pace

_HOPELESS = frozenset({400, 401, 403, 404})
_TOO_MANY = 429
# What ends a connection without being a fault of the simulation itself.
ENDINGS = (OSError, WebSocketException, TimeoutError, WireError, BridgeRefusedError)


@asynccontextmanager
async def bridge_at(
    url: str, key: str, left: list[ClientConnection]
) -> AsyncIterator[ClientConnection]:
    """Give the connection to a bridge; it is closed afterwards unless it was `left` lying."""
    socket = await connect(
        url,
        additional_headers={"Authorization": f"Bearer {key}"},
        subprotocols=[Subprotocol("tradecopy.v1")],
        compression=None,
        max_size=LARGEST,
        ping_interval=None,
        proxy=None,
        close_timeout=2,
    )
    try:
        yield socket
    finally:
        if socket not in left:
            await socket.close()


def is_unknown_key(ending: BaseException) -> bool:
    """Tell whether the bridge refused the key."""
    return isinstance(ending, InvalidStatus) and ending.response.status_code == 401


class BackOff:
    """Waits that grow from try to try, with jitter, so that terminals do not come back as one."""

    def __init__(self, pace: Pace, dice: Random) -> None:
        """Begin with the shortest wait."""
        self._pace = pace
        self._dice = dice
        self._tries = 0

    def succeeded(self) -> None:
        """Begin again with the shortest wait."""
        self._tries = 0

    def after(self, ending: BaseException | None) -> float:
        """Return the seconds to wait after a connection ended like this."""
        if isinstance(ending, InvalidStatus):
            status = ending.response.status_code
            if status in _HOPELESS:
                return self._pace.refused
            if status == _TOO_MANY:
                return self._pace.too_many
        if isinstance(ending, BridgeRefusedError):
            return self._pace.refused
        first, longest = self._pace.backoff
        upper = min(longest, first * 2**self._tries)
        self._tries = min(self._tries + 1, 16)
        return self._dice.uniform(upper / 2, upper)
