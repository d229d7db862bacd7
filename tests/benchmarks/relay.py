"""A bare relay by Python's `websockets`: what any bridge in Python pays at least. Reads nothing."""

import argparse
import asyncio
import sys
from contextlib import suppress

from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed


class Relay:
    """Passes each frame of the master on to every follower."""

    def __init__(self, followers: int) -> None:
        self._expected = followers
        self._followers: list[ServerConnection] = []

    async def serve(self, connection: ServerConnection) -> None:
        """Serve one connection; its path says which side it is."""
        assert connection.request is not None
        if connection.request.path != "/master":
            self._followers.append(connection)
            await connection.wait_closed()
            return
        if len(self._followers) == self._expected:
            print("ready", flush=True)
        with suppress(ConnectionClosed):
            async for frame in connection:
                broadcast(self._followers, frame)


async def run(followers: int) -> None:
    """Serve until the standard input ends."""
    relay = Relay(followers)
    async with serve(
        relay.serve, "127.0.0.1", 0, compression=None, ping_interval=None, close_timeout=1
    ) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--followers", type=int, required=True)
    asyncio.run(run(parser.parse_args().followers))
