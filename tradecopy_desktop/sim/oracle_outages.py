"""When a master and its follower could both be heard; never whether somebody used that time."""

from bisect import bisect_right
from collections.abc import Iterable

UNDER_WAY_NS = 1_000_000_000
"""How long an opening may be under way when an end goes away, and be lost by that."""
_BACK_NS = 1_000_000_000
"""How long after an outage both sides may still be telling each other what there is."""

Outage = tuple[int, int]


class Outages:
    """The outages of both ends of a route, as one."""

    def __init__(self, *ends: Iterable[Outage]) -> None:
        """Put the outages of the ends together."""
        self._spans: list[Outage] = []
        for begun, ended in sorted(outage for end in ends for outage in end):
            if self._spans and begun <= self._spans[-1][1]:
                first, last = self._spans[-1]
                self._spans[-1] = (first, max(last, ended))
            else:
                self._spans.append((begun, ended))
        self._begun = [begun for begun, _ in self._spans]

    def touch(self, since_ns: int, until_ns: int) -> bool:
        """Tell whether anything was away between two moments, or had just come back."""
        place = bisect_right(self._begun, until_ns)
        return place > 0 and self._spans[place - 1][1] + _BACK_NS >= since_ns

    def whole_from(self, at_ns: int, span_ns: int) -> int:
        """Return the first moment from which both were there for as long as `span_ns`."""
        for begun, ended in self._spans:
            if begun - at_ns > span_ns:
                break
            at_ns = max(at_ns, ended)
        return at_ns
