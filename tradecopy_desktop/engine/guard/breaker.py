"""Counts orders that a follower's broker refused one after another (R6.6). Pauses nothing.

An order counts once, however often it was tried and in however many parts it was sent (rule S2). A
refused close or change of a stop is no reason to open less, and counts for nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

_KEPT = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Orders of one route that were refused in a row, the newest last, and why that one was."""

    orders: tuple[str, ...] = ()
    why: str = ""


_EMPTY = Row()


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaker:
    """What each route was refused since it last opened something."""

    rows: Mapping[str, Row] = field(default_factory=dict)

    def refused_in_a_row(self, route: str) -> int:
        """Return how many orders of a route were refused since its last one that was not."""
        return len(self.rows.get(route, _EMPTY).orders)


FRESH_BREAKER = Breaker()


def refused(breaker: Breaker, route: str, order: str, why: str) -> Breaker:
    """Return the breaker once an opening was refused for good; `order` names the master's."""
    row = breaker.rows.get(route, _EMPTY)
    if order in row.orders:
        return breaker
    counted = Row(orders=(*row.orders, order)[-_KEPT:], why=why)
    return Breaker(rows={**breaker.rows, route: counted})


def filled(breaker: Breaker, route: str) -> Breaker:
    """Return the breaker once an opening was filled or an order placed; also once rearmed."""
    if route not in breaker.rows:
        return breaker
    return Breaker(rows={name: row for name, row in breaker.rows.items() if name != route})


def broken(breaker: Breaker, route: str, most: int | None) -> str | None:
    """Return why a route is to open nothing more, None while fewer than `most` were refused."""
    row = breaker.rows.get(route, _EMPTY)
    count = len(row.orders)
    if most is None or count < most:
        return None
    if count == 1:
        return f"an order was refused: {row.why}"
    return f"{count} orders in a row were refused, the last one: {row.why}"
