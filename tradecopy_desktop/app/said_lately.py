"""Keeps the same words about the same matter from being said twice in a minute. Says nothing."""

from typing import Final

from tradecopy_desktop.ports import Clock

_SILENT_NS: Final = 60_000_000_000


class SaidLately:
    """What was said within a minute, by the matter."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._said: dict[str, tuple[str, int]] = {}

    def is_repeat(self, key: str, text: str) -> bool:
        """Tell whether the last words about a matter were these; else they are from now on."""
        now = self._clock.monotonic_ns()
        self._said = {of: said for of, said in self._said.items() if now - said[1] < _SILENT_NS}
        if self._said.get(key, ("", 0))[0] == text:
            return True
        self._said[key] = (text, now)
        return False
