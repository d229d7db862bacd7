"""Somebody who is no terminal and asks the bridge: it refuses, in one turn of its loop."""

import socket

_ASK = b"GET /nothing HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def is_answered(port: int, *, within_s: float) -> bool:
    """Tell whether somebody answers on a port of this machine; False where nobody listens."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=within_s) as link:
            link.sendall(_ASK)
            return link.recv(100).startswith(b"HTTP/1.1")
    except OSError:
        return False


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
