"""What counting anew comes to. Counts and sentences only; nothing here is decided."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from tradecopy_desktop.domain.accounts import AccountKey

STILL_UNDER_WAY: Final = timedelta(seconds=60)
"""What was decided less than this ago may still be on its way, and is not counted yet."""


class Fate(StrEnum):
    """What became of one prescription. EXCUSED: a rule says why nothing came of it."""

    MADE = "made"
    UNDER_WAY = "under way"
    EXCUSED = "excused"
    NOTHING_OWED = "nothing owed"
    MISSED = "missed"
    DUPLICATED = "duplicated"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The fate of a prescription; `text` says what is wrong where it is a fault."""

    fate: Fate
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that went wrong: when, on which route and follower, and what."""

    at: datetime
    route: str
    follower: AccountKey | None
    fate: Fate
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteCounts:
    """What one route did. `skipped` are its refusals and those of the broker, with their reasons.

    `prescribed` are the openings and closings that were due: each is one of `copies`, which were
    made once and as ordered, or a fault.
    """

    route: str
    events: frozenset[int]
    prescribed: int
    copies: int
    skipped: int
    missed: int
    duplicated: int
    wrong: int


FAULTS: Final = (Fate.MISSED, Fate.DUPLICATED, Fate.WRONG)
MADE: Final = Judged(fate=Fate.MADE)
EXCUSED: Final = Judged(fate=Fate.EXCUSED)
NOTHING_OWED: Final = Judged(fate=Fate.NOTHING_OWED)
UNDER_WAY: Final = Judged(fate=Fate.UNDER_WAY)
