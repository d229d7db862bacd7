"""Words of the page on which both ends of every route are compared."""

from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.findings import FindingKind

RECONCILIATION = "Reconciliation"
FINDINGS = {
    FindingKind.MISSING: "Not opened",
    FindingKind.EXTRA: "To be closed",
    FindingKind.WRONG_SIZE: "Wrong size",
    FindingKind.WRONG_SIDE: "Wrong side",
    FindingKind.UNPROTECTED: "Without SL",
    FindingKind.STOP_DIFFERS: "Stop differs",
    FindingKind.UNLINKED: "Unlinked",
    FindingKind.UNPROVEN: "Not proven",
    FindingKind.WAITING: "Waiting",
}
FINDING_TIPS = {
    FindingKind.MISSING: "The route prescribed this copy, and it was never opened.",
    FindingKind.EXTRA: "The master has closed, and the follower still holds.",
    FindingKind.WRONG_SIZE: "The follower holds more or less than is due.",
    FindingKind.WRONG_SIDE: "The follower holds the other side.",
    FindingKind.UNPROTECTED: "The copy should have an SL, and has none.",
    FindingKind.STOP_DIFFERS: "The copy's SL or TP is not the one that was ordered.",
    FindingKind.UNLINKED: "A position of ours that belongs to no copy that is known.",
    FindingKind.UNPROVEN: "The master's position is gone, and no closing deal was shown.",
    FindingKind.WAITING: "A terminal has not shown all that it holds.",
}
FOUND = "Found"
ROUTE_AND_FOLLOWER = "Route, follower"
WHAT_IS_WRONG = "What is wrong"
SINCE = "Since"
DIFFERENCES = "Differences"
CORRECT = "Correct"
CORRECT_TIP = "Do what stands below each selected difference"
COMPARE_NOW = "Compare now"
COMPARE_NOW_TIP = "Ask every terminal what it holds, and compare"
COMPARING = "Every terminal is asked what it holds."
CORRECTING = "Correcting"
NO_REMEDY = "Nothing can be done about it here; look at the terminal."
STILL_THERE = "Not corrected: it cannot be done now. It is looked at again within a minute."
CAME_AGAIN = "You corrected it, and it is there again: the trade log says what the broker answered."
SELECT_FINDING = "Select a difference to read all of it here."

QUESTIONS = "Waiting for your answer"
QUESTIONS_HINT = (
    "The master opened these while a terminal was away. Without an answer they are skipped."
)
LEFT = "Left"
LEFT_TIP = "Minutes and seconds until it is skipped"
THEN = "Then"
THEN_TIP = "At what price the master opened it"
NOW_TIP = "At what price the master would open it now"
COPY_LATE_TIP = "Open the selected copies at the market's price"
SKIP_LATE_TIP = "Leave the selected trades uncopied"
ANSWERING = "Answering"

COMPARISONS = "Last compared"
COMPARED = "Compared"
RESULT = "Result"
DIFFERENCES_ARE = "Corrected"
LATE_TRADES_ARE = "Late trades"
AGREES = "both ends agree"
NEVER = "not yet"
WAITS_FOR = {
    Role.MONITOR: "waits until the master's terminal shows what it holds",
    Role.EXECUTOR: "waits until the follower's terminal shows what it holds",
}

ALL_AGREE = "Both ends agree"
NOT_COMPARED = "Not compared yet"
NOT_COMPARED_HINT = (
    "A route is compared as soon as both of its terminals have shown what they hold."
)
NOTHING_TO_COMPARE = "Nothing to compare yet"
SOME_WAIT = "Nothing differs so far"


def agree_hint(at: str) -> str:
    """Return when everything was looked at last."""
    return f"On every route the follower holds what is prescribed. Last looked at {at}."


def some_wait_hint(waiting: int) -> str:
    """Return that some routes cannot be compared now."""
    which = "1 route waits" if waiting == 1 else f"{waiting} routes wait"
    return f"{which} for a terminal, as the list below says; the others agree."


def remedy_line(remedy: str) -> str:
    """Return what a correction would do."""
    return f"{CORRECT}: {remedy}"


def not_corrected(why: str) -> str:
    """Return why a correction was not carried out."""
    return f"Not corrected: {why}"


def differ(number: int) -> str:
    """Return how many things differ on a route."""
    return "1 difference" if number == 1 else f"{number} differences"


def questions(number: int) -> str:
    """Return the title above the questions."""
    return f"{QUESTIONS} ({number})"


def worse(by: str) -> str:
    """Return by how much a price is worse than the master's."""
    return f"worse by {by}"


def better(by: str) -> str:
    """Return by how much a price is better than the master's."""
    return f"better by {by}"
