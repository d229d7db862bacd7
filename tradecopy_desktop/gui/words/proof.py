"""Words of the proof: what was counted, how it was counted, and what it comes to."""

PROOF = "Proof"
PROOF_ROUTES = "By route"
PROOF_FAULTS = "Faults"
PROOF_TODAY = "Today"
PROOF_WEEK = "7 days"
PROOF_MONTH = "30 days"
PROOF_TIP = "Count what was copied in this time"
COMPARE_AGAIN = "Compare now"
COMPARE_AGAIN_TIP = "Compare what every follower holds with what its routes prescribe"
FAULT_AT = "When"
FAULT = "What was wrong"

PROOF_EVENTS = "Events"
PRESCRIBED = "To copy"
COPIES_MADE = "Copied"
SKIPPED_WITH_REASON = "Skipped, with a reason"
MISSED = "Missed"
DOUBLED = "Doubled"
WRONG_LOTS = "Wrong lots"
WRONG_SHORT = "Wrong"
LARGEST_DRIFT = "Largest drift"
EVENTS_MEANING = "Every trade, change and close that a master's terminal told."
PRESCRIBED_MEANING = "Copies that the routes had to make by their rules."
COPIES_MEANING = "Copies that were made, as the followers' terminals report."
SKIPPED_MEANING = "Trades a route refused; each has its reason in the trade log."
MISSED_MEANING = "Copies that had to be made and were not."
DOUBLED_MEANING = "Copies that were made twice for one trade of the master."
WRONG_MEANING = "Copies that were made with other lots than prescribed."
DRIFT_MEANING = "Most lots by which a comparison found a follower off its routes."

NO_PROOF = "Nothing was copied in this time"
NO_PROOF_HINT = "Choose a longer time, or arm a route."
PROOF_UNREAD = "The ledger could not be read"
PROOF_READING = "Counting\N{HORIZONTAL ELLIPSIS}"
NEVER_COMPARED = "No comparison yet in this time: it comes once a minute while terminals are there."
VERDICT_IDLE = "Nothing had to be copied in this time."
VERDICT_UNPROVEN = "No fault is recorded, but nothing was compared with the brokers in this time."


def verdict_good(number: int, text: str) -> str:
    """Return the sentence about copies without a fault."""
    copies = "1 copy" if number == 1 else f"{text} copies"
    return f"Nothing missed, nothing doubled, no wrong lot in {copies}."


def verdict_bad(faults: list[str], number: int, text: str) -> str:
    """Return the sentence about copies with faults, which are given in words."""
    copies = "1 copy" if number == 1 else f"{text} copies"
    return f"{_enumerated(faults)} in {copies}: look at the faults below."


def missed(number: int) -> str:
    """Return how many copies were missed."""
    return f"{number} missed"


def doubled(number: int) -> str:
    """Return how many copies were doubled."""
    return f"{number} doubled"


def wrong(number: int) -> str:
    """Return how many copies had wrong lots."""
    return f"{number} with wrong lots"


def drifting(lots: str) -> str:
    """Return the sentence about a difference without any copy at fault."""
    return f"Every copy was made, but a comparison found a follower off by {lots} lots."


def last_compared(ago: str, number: int, text: str) -> str:
    """Return when both ends were compared last, and how often."""
    times = "once" if number == 1 else f"{text} times"
    return f"Last comparison {ago} ago, compared {times} in this time."


def drift_of(text: str) -> str:
    """Return lots with their unit."""
    return f"{text} lots"


def how_long(seconds: int) -> str:
    """Return how long something is past, in the unit that says most."""
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def faults_counted(number: str) -> str:
    """Return how many faults are listed."""
    return f"{PROOF_FAULTS} ({number})"


def _enumerated(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
