"""What a master held when a route was armed: it came before the route and is not copied (C3)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Identifiers of the positions, and tickets of the pending orders, before the route.

    On a netting master only the pending orders count: a later change of a position is copied.
    """

    route: str
    positions: frozenset[str] = frozenset()
    pendings: frozenset[str] = frozenset()
