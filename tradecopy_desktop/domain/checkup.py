"""What a check-up says: one line for each thing that was looked at. It looks at nothing."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a thing is. A hint keeps nothing from copying; what is unknown was not looked at."""

    WRONG = "wrong"
    HINT = "hint"
    UNKNOWN = "unknown"
    FINE = "fine"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One line of a check-up. `remedy` says what to do, "" where there is nothing to do."""

    title: str
    verdict: Verdict
    text: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact that could not be learned, and why."""

    why: str


def fine(title: str, text: str) -> CheckLine:
    """Return a line about what is as it should be."""
    return CheckLine(title=title, verdict=Verdict.FINE, text=text)


def hint(title: str, text: str, remedy: str) -> CheckLine:
    """Return a line about what could be better."""
    return CheckLine(title=title, verdict=Verdict.HINT, text=text, remedy=remedy)


def wrong(title: str, text: str, remedy: str) -> CheckLine:
    """Return a line about what keeps something from working."""
    return CheckLine(title=title, verdict=Verdict.WRONG, text=text, remedy=remedy)


def unknown(title: str, why: str, remedy: str = "") -> CheckLine:
    """Return a line about what cannot be told."""
    return CheckLine(title=title, verdict=Verdict.UNKNOWN, text=why, remedy=remedy)
