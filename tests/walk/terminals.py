"""The simulated terminals and their brokers, in a process that outlasts the program.

They wait for keys and trade as in the demo. Asked for its books by a line, it writes as JSON what
every account holds at its broker. The program is not asked.
"""

import asyncio
import json
import sys
from pathlib import Path

from tradecopy_desktop.sim.running import Run
from tradecopy_desktop.sim.running.control import END, listen
from tradecopy_desktop.sim.running.world import build_world
from tradecopy_desktop.sim.scenario import read_scenario


async def main(scenario: Path) -> None:
    """Let the terminals of a scenario live until the other side is gone."""
    run = Run(build_world(read_scenario(scenario)))
    ended = asyncio.Event()

    def hear(word: str) -> None:
        if word == END:
            run.stop()
            ended.set()
        else:
            print(json.dumps(_books(run)), flush=True)

    listen(asyncio.get_running_loop(), hear)
    await run.connect()
    trading = asyncio.create_task(run.trade(), name="trading")
    await ended.wait()
    trading.cancel()
    await asyncio.gather(trading, return_exceptions=True)
    await run.close()


def _books(run: Run) -> dict[str, list[list[str]]]:
    return {
        seat.account.key.login: [
            [each.symbol, each.side.value, str(each.volume)] for each in seat.broker.holdings()
        ]
        for seat in run.world.seats
    }


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
