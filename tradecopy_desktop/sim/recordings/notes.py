"""The sentences that tell what a history could not. Every guess of a reader is named here."""

from collections.abc import Sequence

NO_ZONE = "The file names no time zone: its times are the wall clock of whoever wrote it."
NO_PRICES = "The file holds no prices between the deals."
BY_HAND = (
    "The file does not tell trades made by hand from those of an expert; "
    "where no cause is given they are read as made by hand."
)
AS_AT_CLOSING = (
    "S/L, T/P and comments are those at closing. What S/L and T/P were at opening and when they "
    "were moved is not told, so deals carry none."
)
NO_LEVELS = "The file holds neither S/L nor T/P."
_LISTED = 10


def listed(items: Sequence[str]) -> str:
    """Name the items, the first ten at most."""
    rest = len(items) - _LISTED
    return ", ".join(items[:_LISTED]) + (f" and {rest} more" if rest > 0 else "")


def still_open(count: int) -> list[str]:
    """Say how many positions have no end in the file, if any."""
    return [f"Positions still open at the end: {count}."] if count else []


def left_out(count: int, what: str) -> list[str]:
    """Say how many rows were no deals and what they were, if any."""
    return [f"Rows left out: {count} ({what})."] if count else []
