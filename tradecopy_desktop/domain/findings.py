"""What is not as it should be between a master and a follower, and what would put it right."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.decisions import Decision


class FindingKind(StrEnum):
    """The ways in which a copy can differ from what was prescribed (rules C2, C7, L3, W1, W2)."""

    MISSING = "missing"  # prescribed and never executed
    EXTRA = "extra"  # held for a copy whose master is proven flat
    WRONG_SIZE = "wrong_size"
    WRONG_SIDE = "wrong_side"
    UNPROTECTED = "unprotected"  # its rule gives an SL, and it has none
    STOP_DIFFERS = "stop_differs"
    UNLINKED = "unlinked"  # ours, but of no copy that is known
    UNPROVEN = "unproven"  # the master's position is gone, and no closing deal was shown
    WAITING = "waiting"  # an end is not whole, so nothing is known


class Force(StrEnum):
    """When a correction is carried out."""

    ALWAYS = "always"  # a proven close is never asked about
    AS_SET = "as_set"  # by itself where the route corrects automatically, else by click
    BY_CLICK = "by_click"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One difference. `key` stays the same while it lasts.

    `text` says what is wrong, `remedy` what the correction would do, "" where there is none.
    `decisions` are the correction; those of a MISSING copy are made when it is carried out.
    """

    key: str
    kind: FindingKind
    route: str
    follower: AccountKey
    symbol: str
    text: str
    remedy: str = ""
    copy: str = ""
    decisions: tuple[Decision, ...] = ()
    force: Force = Force.AS_SET

    @property
    def can_be_corrected(self) -> bool:
        """Tell whether there is anything that a correction could do."""
        return bool(self.remedy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """An opening of the master that no copy was made of while an end was away.

    `proven`: it is known to be an opening and no remainder of an older position (rule L6). `added`
    are the lots of an addition to a position that is copied, None for an opening; `order` names it.
    """

    route: str
    position: str
    proven: bool
    added: Decimal | None = None
    order: str = ""

    @property
    def key(self) -> str:
        """Return what names it."""
        name = f"late {self.route} {self.position}"
        return name if self.added is None else f"{name} {self.order}"
