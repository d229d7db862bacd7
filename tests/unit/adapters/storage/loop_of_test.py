"""The loop of a test: runs what other threads hand over, until something is so."""

from collections.abc import Callable
from queue import Empty, SimpleQueue

PATIENCE_S = 20.0


class TestLoop:
    """Takes calls from any thread and runs them in the test's own."""

    __test__ = False

    def __init__(self) -> None:
        self._calls: SimpleQueue[Callable[[], None]] = SimpleQueue()

    def call(self, function: Callable[[], None]) -> None:
        """Queue a call, as loop.call_soon_threadsafe does."""
        self._calls.put(function)

    def run_until(self, is_so: Callable[[], bool]) -> None:
        """Run calls until `is_so`; fail the test if none comes for long."""
        while not is_so():
            try:
                function = self._calls.get(timeout=PATIENCE_S)
            except Empty:
                raise AssertionError("nothing happened any more") from None
            function()
