"""How a demo runs: terminals connect, the master trades, everything settles, it is judged."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tradecopy_desktop.app.program import Program
from tradecopy_desktop.cli.report import Report, make_report
from tradecopy_desktop.cli.simulation import Simulation
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.ports import Clock

_READY_WITHIN_S = 30.0
_SETTLE_WITHIN_S = 330.0
_LOOK_EVERY_S = 0.1
_QUIET_AFTER_S = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoRun:
    """One run. `seconds` of trading, 0 until the trades are done.

    `show` is called often; `before_end` once, while the master still trades; `settled` once, when
    nothing is traded any more and all terminals are still connected.
    """

    program: Program
    simulation: Simulation
    clock: Clock
    seconds: float
    show: Callable[[], None]
    settled: Callable[[], Awaitable[None]]
    before_end: Callable[[], Awaitable[None]] | None = None

    async def play(self) -> Report:
        """Run to the end and return the report."""
        await self._wait_for_terminals()
        self.simulation.begin()
        await self._trade()
        if self.before_end is not None:
            await self.before_end()
        self.simulation.stop()
        await self._settle()
        result = await self.simulation.result()
        self.program.board.flush()
        return make_report(result, self.program)

    async def _wait_for_terminals(self) -> None:
        deadline = self._now() + _READY_WITHIN_S
        while not self.program.is_ready():
            if self.simulation.has_ended:
                await self.simulation.result()
                raise TradeCopyError("the simulated terminals ended before they traded")
            if self._now() > deadline:
                raise TradeCopyError(
                    f"the simulated terminals did not connect within {_READY_WITHIN_S:.0f} s"
                )
            await self.clock.sleep(_LOOK_EVERY_S)

    async def _trade(self) -> None:
        deadline = self._now() + self.seconds if self.seconds else None
        while not self._is_over() and (deadline is None or self._now() < deadline):
            await self.clock.sleep(_LOOK_EVERY_S)
            self.show()

    def _is_over(self) -> bool:
        return self.simulation.has_ended or self.simulation.state in ("settling", "done")

    async def _settle(self) -> None:
        # The simulation waits for a second of silence; what was sent is done well before.
        await self.clock.sleep(_QUIET_AFTER_S)
        await self.settled()
        # Counted from here: pictures of the window take their time on a slow machine.
        deadline = self._now() + _SETTLE_WITHIN_S
        while not self.simulation.has_ended:
            if self._now() > deadline:
                self.simulation.kill()
                raise TradeCopyError("the simulated terminals did not settle; nothing was judged")
            await self.clock.sleep(_LOOK_EVERY_S)
            self.show()

    def _now(self) -> float:
        return self.clock.monotonic_ns() / 1e9
