"""The program under test, in a process of its own: 1 master, many followers, same lots.

Prints its port, `ready` once all terminals are there, and at the end how late its loop came at
worst in each second.
"""

import argparse
import asyncio
import json
import os
import sys
from pathlib import Path

from tests.benchmarks import frames
from tradecopy_desktop.adapters.keys import hash_key
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.app.views import LoopLagged
from tradecopy_desktop.bootstrap import Running, Setup, run_plain, run_window
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.pace import WIDE_PACE
from tradecopy_desktop.domain.routes import Route, RouteMode, RouteSettings
from tradecopy_desktop.domain.sizing import SameLots
from tradecopy_desktop.ports import AccountRecord, SecretVault, Settings


def install(settings: Settings, followers: int) -> None:
    """Register the accounts and a live route to each follower."""
    master = AccountKey(login=frames.MASTER_LOGIN, server=frames.SERVER)
    settings.save_account(_record(master, "Master", Role.MONITOR))
    for place in range(followers):
        key = AccountKey(login=frames.follower_login(place), server=frames.SERVER)
        settings.save_account(_record(key, f"Follower {place + 1}", Role.EXECUTOR))
        settings.save_route(
            Route(
                id=f"00000000-0000-4000-8000-{place:012d}",
                name=f"to follower {place + 1}",
                master=master,
                follower=key,
                mode=RouteMode.LIVE,
                settings=RouteSettings(version=1, sizing=SameLots()),
            )
        )


def _record(key: AccountKey, name: str, role: Role) -> AccountRecord:
    return AccountRecord(
        key=key,
        name=name,
        roles=frozenset({role}),
        key_hash=hash_key(frames.key_of(key.login)),
        secret_name=f"terminal {key}",
    )


async def serve_until_told(now: Running) -> int:
    """Serve until the standard input ends."""
    late_ms: list[float] = []
    now.program.bus.subscribe(LoopLagged, lambda lag: late_ms.append(lag.worst_ms))
    print(now.program.port, flush=True)
    while not now.program.is_ready():  # noqa: ASYNC110 - nothing tells, and no figure counts yet
        await asyncio.sleep(0.05)
    late_ms.clear()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    print(json.dumps(late_ms), flush=True)
    return 0


def main() -> int:
    """Run the program with or without its window."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--window", action="store_true")
    parser.add_argument("--followers", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True)
    choice = parser.parse_args()

    def set_up(settings: Settings, _vault: SecretVault) -> None:
        install(settings, choice.followers)

    # What is measured is the bridge, not how long it holds back what comes too fast for a broker.
    setup = Setup(data_dir=choice.data, port=0, vault=MemoryVault(), install=set_up, pace=WIDE_PACE)
    if not choice.window:
        return run_plain(setup, serve_until_told)
    seen = sys.platform != "linux" or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    return run_window(setup, lambda now, _window: serve_until_told(now), seen=seen)


if __name__ == "__main__":
    sys.exit(main())
