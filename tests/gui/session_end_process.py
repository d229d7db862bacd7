"""The program with its window while the desktop's session ends; it prints what came of it.

A process of its own, since the program takes Qt's messages into its own hands.
"""

import asyncio
import json
import socket
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer

from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.bootstrap.assembly import Running, Setup
from tradecopy_desktop.bootstrap.window import run_window
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.session_end import SessionEnd

KEY = AccountKey(login="2001", server="Follower-Demo")


def connect(port: int, key: str) -> socket.socket:
    """Return the link of a terminal that never says a word, and no goodbye either."""
    link = socket.create_connection(("127.0.0.1", port))
    lines = (
        "GET /ea HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Protocol: tradecopy.v1",
        f"Authorization: Bearer {key}",
        "",
        "",
    )
    link.sendall("\r\n".join(lines).encode())
    assert link.recv(12) == b"HTTP/1.1 101"
    return link


def main(folder: Path) -> None:
    """Run the program in `folder` until the session ends."""
    seen: dict[str, object] = {}
    silent: list[socket.socket] = []

    async def session(now: Running, window: MainWindow) -> int:
        key = await now.program.add_account("Nordpeak", KEY, frozenset({Role.EXECUTOR}))
        silent.append(await asyncio.to_thread(connect, now.program.port, key))
        (ending,) = window.quitting.findChildren(SessionEnd)

        def end() -> None:
            began = time.monotonic()
            seen["stored"] = ending.end()
            seen["seconds"] = time.monotonic() - began

        QTimer.singleShot(0, end)
        await asyncio.get_running_loop().create_future()
        return 1

    setup = Setup(data_dir=folder, port=0, vault=MemoryVault())
    seen["status"] = run_window(setup, session, seen=False)
    silent[0].close()
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
