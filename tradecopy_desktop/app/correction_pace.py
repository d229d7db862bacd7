"""How soon a correction that had no effect is tried again: 1 s, doubling to 60 s (rule C4)."""

from collections.abc import Set
from dataclasses import dataclass

NS_PER_S = 1_000_000_000
LONGEST_S = 60
_FORGOTTEN_S = 300


@dataclass(slots=True)
class _Tried:
    route: str
    times: int
    last_ns: int
    is_open: bool = True

    @property
    def next_ns(self) -> int:
        wait_s = min(LONGEST_S, 1 << min(self.times - 1, 6))
        return self.last_ns + wait_s * NS_PER_S


class CorrectionPace:
    """Counts corrections by what they correct. Times are steady nanoseconds.

    Whoever undoes one again and again must not use up the broker's patience.
    """

    def __init__(self) -> None:
        self._tried: dict[str, _Tried] = {}

    def take(self, key: str, route: str, now_ns: int) -> bool:
        """Tell whether a correction may be made now, and count it if so."""
        tried = self._tried.get(key)
        if tried is None:
            self._tried[key] = _Tried(route, 1, now_ns)
            return True
        if now_ns < tried.next_ns:
            return False
        tried.times += 1
        tried.last_ns = now_ns
        return True

    def due(self, now_ns: int) -> set[str]:
        """Return the routes on which a correction may be tried again."""
        tried = self._tried.values()
        return {each.route for each in tried if each.is_open and now_ns >= each.next_ns}

    def note(self, route: str, present: Set[str]) -> None:
        """Note what is still to be corrected on a route."""
        for key, tried in self._tried.items():
            if tried.route == route:
                tried.is_open = key in present

    def forget(self, now_ns: int) -> None:
        """Forget what was not corrected for five minutes."""
        since = now_ns - _FORGOTTEN_S * NS_PER_S
        self._tried = {key: each for key, each in self._tried.items() if each.last_ns > since}
