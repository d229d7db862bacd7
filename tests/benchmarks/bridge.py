"""The program under test, in a process of its own: 1 master, many followers, same lots.

Prints its port, `ready` once all terminals are there, and at the end how late its loop came at
worst in each second.
"""

import argparse
import asyncio
import json
import sys
from pathlib import Path

from tests.benchmarks import frames
from tradecopy_desktop.adapters.keys import hash_key
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.app.views import LoopLagged
from tradecopy_desktop.bootstrap import Running, Session, Setup, run_plain, run_window
from tradecopy_desktop.bootstrap.window import has_display
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.pace import WIDE_PACE, Pace
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
    await until_all_are_there(now)
    late_ms.clear()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    print(json.dumps(late_ms), flush=True)
    return 0


async def until_all_are_there(now: Running) -> None:
    """Print the port, and wait for all terminals."""
    print(now.program.port, flush=True)
    while not now.program.is_ready():  # noqa: ASYNC110 - nothing tells, and no figure counts yet
        await asyncio.sleep(0.05)


def arguments() -> argparse.ArgumentParser:
    """Return what every program under test is told: how many followers, and its folder."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--followers", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True)
    return parser


def setup_of(choice: argparse.Namespace, pace: Pace) -> Setup:
    """Return a program with a master and the wished followers, on a free port."""

    def set_up(settings: Settings, _vault: SecretVault) -> None:
        install(settings, choice.followers)

    return Setup(data_dir=choice.data, port=0, vault=MemoryVault(), install=set_up, pace=pace)


def run(session: Session, pace: Pace) -> int:
    """Run the program with or without its window, as its arguments say."""
    parser = arguments()
    parser.add_argument("--window", action="store_true")
    choice = parser.parse_args()
    setup = setup_of(choice, pace)
    if not choice.window:
        return run_plain(setup, session)
    return run_window(setup, lambda now, _window: session(now), seen=has_display())


if __name__ == "__main__":
    # What is measured is the bridge, not how long it holds back what comes too fast for a broker.
    sys.exit(run(serve_until_told, WIDE_PACE))
