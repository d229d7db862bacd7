"""How a test's client opens its socket, rightly or in a wrong way on purpose. Says no hello."""

import asyncio
import socket
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

SUBPROTOCOL = "tradecopy.v1"


async def dial(port: int, key: str | None, **changes: Any) -> ClientConnection:
    """Return an open connection; raise InvalidStatus where the handshake is refused.

    `path` and `receive_bytes` (the size of the socket's buffer) are ours, all other changes are
    those of websockets.
    """
    path = changes.pop("path", "/ea")
    receive_bytes = changes.pop("receive_bytes", None)
    headers = [] if key is None else [("Authorization", f"Bearer {key}")]
    options: dict[str, Any] = {
        "additional_headers": headers,
        "subprotocols": [SUBPROTOCOL],
        "compression": None,
        "ping_interval": None,
        "max_size": 1_048_576,
        "proxy": None,
        "close_timeout": 1,
    }
    if receive_bytes is not None:
        options["sock"] = await _small_socket(port, receive_bytes)
    return await connect(f"ws://127.0.0.1:{port}{path}", **(options | changes))


async def _small_socket(port: int, receive_bytes: int) -> socket.socket:
    small = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # Before connecting: the window is agreed upon in the handshake.
    small.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
    small.setblocking(False)
    await asyncio.get_running_loop().sock_connect(small, ("127.0.0.1", port))
    return small
