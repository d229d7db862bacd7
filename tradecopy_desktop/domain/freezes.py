"""Why an account's terminal is not believed at present, so that its routes stand still."""

from dataclasses import dataclass
from enum import StrEnum


class FreezeCause(StrEnum):
    """What happened to a terminal (rules W1, W2, P4)."""

    SWITCHED = "switched"  # logged in to another account or server
    LOST_BROKER = "lost_broker"  # has no connection to its trade server
    VANISHED = "vanished"  # shows nothing of what it held, and no deals that closed it


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """A terminal that is not believed. `text` goes on after "its terminal"."""

    cause: FreezeCause
    text: str
