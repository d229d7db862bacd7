"""A loop whose time jumps to what is due next, and the clocks that read it."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, TypeVarTuple, Unpack

_Result = TypeVar("_Result")
_Values = TypeVarTuple("_Values")
_BEGIN = datetime(2026, 3, 4, 12, tzinfo=UTC)
_BEGIN_S = 1_000.0


class _Jumping(selectors.SelectSelector):
    """Waits for nothing: what is due later is due now."""

    def __init__(self) -> None:
        super().__init__()
        self.elapsed_s = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready:
            return ready
        if timeout is None:
            raise RuntimeError("everything waits, and nothing is due")
        self.elapsed_s += max(timeout, 0.0)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop that never sleeps."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        """Return seconds since long before the loop was made."""
        return _BEGIN_S + self._jumping.elapsed_s

    def run_in_executor(
        self,
        executor: Executor | None,
        func: Callable[[Unpack[_Values]], _Result],
        *args: *_Values,
    ) -> asyncio.Future[_Result]:
        """Do the work now: a thread would take its own time."""
        done: asyncio.Future[_Result] = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as error:  # noqa: BLE001 - the waiter's, whatever it is
            done.set_exception(error)
        return done


class VirtualClock:
    """Time and waiting for the program, the brokers and the terminals of one loop."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop
        self._slept_s = 0.0

    def sleep_machine(self, seconds: float) -> None:
        """Let the time of day go on while everything else stands still."""
        self._slept_s += seconds

    def now(self) -> datetime:
        """Return the time in UTC, aware."""
        return _BEGIN + timedelta(seconds=self._loop.time() - _BEGIN_S + self._slept_s)

    def utc_ms(self) -> int:
        """Return milliseconds since 1970 in UTC."""
        return int(self.now().timestamp() * 1_000)

    def monotonic_ns(self) -> int:
        """Return steady nanoseconds."""
        return int(self._loop.time() * 1e9)

    def steady_ns(self) -> int:
        """Return steady nanoseconds."""
        return self.monotonic_ns()

    async def sleep(self, seconds: float) -> None:
        """Let this much time pass."""
        await asyncio.sleep(seconds)


def played(loop: VirtualLoop, act: Coroutine[Any, Any, _Result]) -> _Result:
    """Return what `act` gives, played on a loop of this kind."""
    return loop.run_until_complete(act)
