"""Where masters, followers and routes stand on the map. Pure: rows in, rectangles out.

Followers stand one below the other, in the order of their masters, so that arrows cross as little
as they can. Each route has a label beside its follower; each master stands in the middle of what
follows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from PySide6.QtCore import QPointF, QRectF

from tradecopy_desktop.app.views import AccountRow, RouteRow
from tradecopy_desktop.domain.accounts import AccountKey, Role

NODE_HEIGHT = 54
CHIP_HEIGHT = 26
_CHIP_STEP = 32
_MARGIN = 16
_GAP = 12
_PORTS = 5
_NODE_LEAST = 164
_NODE_MOST = 250
_CHIP_LEAST = 150
_CHIP_MOST = 210
_CHIP_GAP = 20


@dataclass(frozen=True, slots=True)
class Node:
    """An account on one side of the map; one that leads and follows stands on both."""

    key: AccountKey
    leads: bool
    rect: QRectF


@dataclass(frozen=True, slots=True)
class Wire:
    """A route: from its master's edge to its label, and from there to its follower."""

    route: str
    start: QPointF
    chip: QRectF
    end: QPointF


@dataclass(frozen=True, slots=True)
class Placed:
    """The whole map, in points."""

    nodes: tuple[Node, ...]
    wires: tuple[Wire, ...]
    height: float

    def node_at(self, place: QPointF) -> Node | None:
        """Return the account that stands there."""
        return next((node for node in self.nodes if node.rect.contains(place)), None)

    def node(self, key: AccountKey, *, leads: bool) -> Node | None:
        """Return where an account stands."""
        sought = (node for node in self.nodes if node.key == key and node.leads is leads)
        return next(sought, None)

    def wire_at(self, place: QPointF) -> Wire | None:
        """Return the route whose label stands there."""
        return next((wire for wire in self.wires if wire.chip.contains(place)), None)

    def wire(self, route: str) -> Wire | None:
        """Return where a route stands."""
        return next((wire for wire in self.wires if wire.route == route), None)


def place(accounts: Sequence[AccountRow], routes: Sequence[RouteRow], width: float) -> Placed:
    """Return the map of these accounts and routes in `width` points."""
    masters = _ordered(accounts, Role.MONITOR)
    rank = {row.key: number for number, row in enumerate(masters)}
    known = {row.key for row in accounts if Role.EXECUTOR in row.roles}
    drawn = [each for each in routes if each.master in rank and each.follower in known]
    followers = _followers(accounts, drawn, rank)
    node = min(_NODE_MOST, max(_NODE_LEAST, width * 0.24))
    chip = min(_CHIP_MOST, max(_CHIP_LEAST, width * 0.21))
    right = max(width - _MARGIN - node, _MARGIN + node + chip + 3 * _CHIP_GAP)
    rects, low = _stack(followers, drawn, QRectF(right, _MARGIN, node, NODE_HEIGHT))
    chips = _chips(drawn, rects, rank, QRectF(right - _CHIP_GAP - chip, 0, chip, CHIP_HEIGHT))
    leading = _centered(masters, drawn, chips, QRectF(_MARGIN, _MARGIN, node, NODE_HEIGHT))
    nodes = [Node(key, leads=True, rect=rect) for key, rect in leading.items()]
    nodes += [Node(key, leads=False, rect=rect) for key, rect in rects.items()]
    wires = _wires(drawn, leading, chips, right)
    bottom = max([low, *(rect.bottom() for rect in leading.values())], default=0)
    return Placed(tuple(nodes), tuple(wires), bottom + _MARGIN)


def _ordered(accounts: Sequence[AccountRow], role: Role) -> list[AccountRow]:
    return sorted((row for row in accounts if role in row.roles), key=lambda row: row.name)


def _followers(
    accounts: Sequence[AccountRow], routes: Sequence[RouteRow], rank: dict[AccountKey, int]
) -> list[AccountRow]:
    led: dict[AccountKey, list[int]] = {}
    for route in routes:
        led.setdefault(route.follower, []).append(rank[route.master])

    def order(row: AccountRow) -> tuple[float, str]:
        # Whoever follows nobody yet stands below the others.
        return (fmean(led[row.key]) if row.key in led else len(rank), row.name)

    return sorted(_ordered(accounts, Role.EXECUTOR), key=order)


def _stack(
    followers: Sequence[AccountRow], routes: Sequence[RouteRow], first: QRectF
) -> tuple[dict[AccountKey, QRectF], float]:
    top, rects = first.top(), {}
    for row in followers:
        arrows = sum(route.follower == row.key for route in routes)
        height = max(first.height(), arrows * _CHIP_STEP)
        rects[row.key] = QRectF(first.left(), top, first.width(), height)
        top += height + _GAP
    return rects, top - _GAP


def _chips(
    routes: Sequence[RouteRow],
    rects: dict[AccountKey, QRectF],
    rank: dict[AccountKey, int],
    pattern: QRectF,
) -> dict[str, QRectF]:
    chips = {}
    for key, rect in rects.items():
        own = sorted((r for r in routes if r.follower == key), key=lambda r: rank[r.master])
        top = rect.center().y() - (len(own) - 1) * _CHIP_STEP / 2 - pattern.height() / 2
        for number, route in enumerate(own):
            chips[route.id] = pattern.translated(0, top + number * _CHIP_STEP)
    return chips


def _centered(
    masters: Sequence[AccountRow],
    routes: Sequence[RouteRow],
    chips: dict[str, QRectF],
    pattern: QRectF,
) -> dict[AccountKey, QRectF]:
    wanted = []
    for row in masters:
        ends = [chips[route.id].center().y() for route in routes if route.master == row.key]
        middle = fmean((min(ends), max(ends))) if ends else float("inf")
        wanted.append((middle, row.key))
    rects, free = {}, pattern.top()
    for middle, key in sorted(wanted, key=lambda each: each[0]):
        top = free if middle == float("inf") else max(free, middle - pattern.height() / 2)
        rects[key] = QRectF(pattern.left(), top, pattern.width(), pattern.height())
        free = top + pattern.height() + _GAP
    return rects


def _wires(
    routes: Sequence[RouteRow],
    leading: dict[AccountKey, QRectF],
    chips: dict[str, QRectF],
    right: float,
) -> list[Wire]:
    wires = []
    for key, rect in leading.items():
        own = sorted((r for r in routes if r.master == key), key=lambda r: chips[r.id].top())
        # Arrows leave their master apart from each other, as far as its edge has room.
        apart = min(_PORTS, (rect.height() - 16) / max(1, len(own) - 1))
        first = rect.center().y() - (len(own) - 1) * apart / 2
        for number, route in enumerate(own):
            chip = chips[route.id]
            start = QPointF(rect.right(), first + number * apart)
            wires.append(Wire(route.id, start, chip, QPointF(right, chip.center().y())))
    return sorted(wires, key=lambda wire: wire.chip.top())
