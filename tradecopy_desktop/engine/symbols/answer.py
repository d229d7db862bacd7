"""What a search for a symbol ends in: one name, none, or several that the trader chooses from."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The follower's symbol and why it is the one. `name` None: none, or one of `candidates`.

    `ratio` is how many of the follower's lots are worth one of the master's.
    """

    name: str | None
    reason: str
    candidates: tuple[str, ...] = ()
    ratio: Fraction = Fraction(1)


def nothing(reason: str) -> Resolved:
    """Return that there is no such symbol."""
    return Resolved(name=None, reason=reason)


def several(names: Iterable[str], reason: str) -> Resolved:
    """Return that the trader must choose between these names."""
    return Resolved(name=None, reason=reason, candidates=tuple(sorted(names)))
