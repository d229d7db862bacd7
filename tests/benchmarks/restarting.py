"""How soon copies are right after a restart: `python3 -m tests.benchmarks.restarting`.

200 copies are open; the bridge is killed; of every four the master closes two and reduces one,
which only its new picture tells. Timed from the moment at which the terminals connect again until
the follower's own book is right. The machine's clock times it, so the machine should be quiet.
"""

import argparse
import asyncio
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.benchmarks.machine import this_machine
from tests.benchmarks.table import machine_lines
from tests.e2e.killable_bridge import KillableBridge, killable_bridge
from tests.e2e.rig import MASTER, follower
from tests.e2e.scripted_follower import ScriptedFollower
from tests.e2e.scripted_master import ScriptedMaster
from tests.e2e.scripted_terminal import part

COPIES = 200
WITHIN_S = 5.0


def main() -> int:
    """Restart several times and print how long each took."""
    rounds = _arguments().rounds
    print(*machine_lines(this_machine("")), sep="\n")
    print(f"{COPIES} open copies; aim: reconciled within {WITHIN_S:g} s")
    seconds = [_one_round(number) for number in range(1, rounds + 1)]
    print(f"median {median(seconds):.2f} s, slowest {max(seconds):.2f} s")
    return int(max(seconds) > WITHIN_S)


def _one_round(number: int) -> float:
    with TemporaryDirectory() as folder:
        took_s = asyncio.run(_restart(Path(folder)))
    print(f"round {number}: {took_s:.2f} s")
    return took_s


async def _restart(folder: Path) -> float:
    master, copier = ScriptedMaster(MASTER), ScriptedFollower(follower(1))
    async with killable_bridge(folder, 1) as bridge:
        try:
            await _connect(await bridge.start(), copier, master)
            positions = [await master.open("0.10") for _ in range(COPIES)]
            await copier.until(lambda: len(copier.positions) == COPIES)
            await copier.settle()
            return await _killed(bridge, copier, master, positions)
        finally:
            await part(master, copier)


async def _killed(
    bridge: KillableBridge,
    copier: ScriptedFollower,
    master: ScriptedMaster,
    positions: list[str],
) -> float:
    await bridge.ended()
    await part(master, copier)
    for number, position in enumerate(positions):
        if number % 2:
            await master.close(position)
        elif number % 4:
            await master.reduce(position, "0.04")
    # So that no event is told again.
    master.begin_new_life()
    due = ["0.06"] * (COPIES // 4) + ["0.10"] * (COPIES // 4)
    port = await bridge.start(again=False)
    began = perf_counter()
    await _connect(port, copier, master)
    await copier.until(lambda: sorted(copier.volumes) == due, within_s=60)
    return perf_counter() - began


async def _connect(port: int, copier: ScriptedFollower, master: ScriptedMaster) -> None:
    await copier.connect(port)
    await master.connect(port)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
