"""The process that runs one scenario for another: control lines in, progress and a result out."""

import argparse
import asyncio
import json
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tradecopy_desktop.sim.recordings import RecordingError
from tradecopy_desktop.sim.running.control import END, listen, say
from tradecopy_desktop.sim.running.result import result_of
from tradecopy_desktop.sim.running.run import Run
from tradecopy_desktop.sim.running.world import build_world
from tradecopy_desktop.sim.running.wronging import wronged
from tradecopy_desktop.sim.scenario import Scenario, ScenarioError, read_scenario

_SAY_EVERY_S = 0.2


def main(arguments: Sequence[str]) -> int:
    """Run the scenario named on the command line; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tradecopy_desktop.sim")
    parser.add_argument("--scenario", type=Path, required=True, metavar="FILE.json")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.json")
    given = parser.parse_args(list(arguments))
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    try:
        scenario = wronged(read_scenario(given.scenario), os.environ)
        return asyncio.run(_Child(scenario, given.out).run())
    except (ScenarioError, RecordingError, ValueError, OSError) as e:
        sys.stderr.write(f"the simulation cannot run: {e}\n")
        return 1


class _Child:
    def __init__(self, scenario: Scenario, out: Path) -> None:
        self._run = Run(build_world(scenario))
        self._out = out
        self._started = asyncio.Event()
        self._ended = asyncio.Event()
        self._may_end = asyncio.Event()
        self._may_end.set()

    async def run(self) -> int:
        """Play the scenario to its end, or until the other side is gone."""
        listen(asyncio.get_running_loop(), self._hear)
        playing = asyncio.create_task(self._play(), name="scenario")
        telling = asyncio.create_task(self._tell(), name="progress")
        ending = asyncio.create_task(self._ended.wait(), name="end of the other side")
        try:
            await asyncio.wait({playing, ending}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (telling, ending, playing):
                if not task.done():
                    task.cancel()
            await asyncio.gather(telling, ending, playing, return_exceptions=True)
            await self._run.close()
        if not playing.cancelled():
            playing.result()
            say(state="done", events=self._run.events)
        return 0

    async def _play(self) -> None:
        await self._run.connect()
        await self._started.wait()
        await self._run.trade()
        await self._may_end.wait()
        await self._run.settle()
        result = await asyncio.to_thread(result_of, self._run)
        text = json.dumps(result, indent=2, default=str)
        await asyncio.to_thread(self._out.write_text, text + "\n", encoding="utf-8")

    async def _tell(self) -> None:
        told: tuple[str, int] = ("", -1)
        while True:
            now = (self._run.state, self._run.events)
            if now != told:
                told = now
                say(state=now[0], events=now[1])
            await asyncio.sleep(_SAY_EVERY_S)

    def _hear(self, word: str) -> None:
        if word == "start":
            self._started.set()
        elif word == "stop":
            self._started.set()
            self._run.stop()
        elif word == "hold":
            self._may_end.clear()
        elif word == "release":
            self._may_end.set()
        elif word == "trouble":
            self._run.make_trouble_to_show()
        elif word == END:
            self._run.stop()
            self._may_end.set()
            self._ended.set()
