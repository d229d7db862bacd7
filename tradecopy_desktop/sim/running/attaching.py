"""Terminals that wait for their settings file, as Expert Advisors do. It writes no file."""

import asyncio
from pathlib import Path

from tradecopy_desktop.sim.seat import Seat

_LOOK_EVERY_S = 0.1


async def attach(seat: Seat) -> None:
    """Connect a terminal as its file says, and anew whenever that changes, until cancelled."""
    known: tuple[str, str] | None = None
    while True:
        told = await asyncio.to_thread(_read, Path(seat.account.key_file))
        if told is not None and told != known:
            known = told
            port, key = told
            await seat.terminal.take_settings(url=f"ws://127.0.0.1:{port}/ea", key=key)
        await asyncio.sleep(_LOOK_EVERY_S)


def _read(file: Path) -> tuple[str, str] | None:
    """Return port and key; None as long as the file does not say both."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    said = dict(line.split("=", 1) for line in lines if "=" in line)
    port, key = said.get("port", ""), said.get("key", "")
    return (port, key) if port.isdecimal() and key else None
