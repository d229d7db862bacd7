"""Words for how fast an account's orders may leave, and how many requests it may make in a day."""

REQUEST_LIMITS = "Request limits"
ASK_LIMITS = "Request limits…"
LIMITS_TIP = "How fast orders leave for an account, and how many a day"
LIMITS_INTRO = (
    "Each order, change and close sent to the broker is a request. "
    "The limits hold for all routes of an account together, and act at once."
)
PER_MINUTE = "Requests a minute"
PER_MINUTE_HINT = "What comes faster waits for its turn; closes go first."
AT_ONCE = "At once"
AT_ONCE_HINT = "So many may leave together after a quiet moment."
KEPT_FOR_CLOSES = "Kept for closes"
KEPT_FOR_CLOSES_HINT = "Of those, so many are for closes alone, never for openings or stops."
PER_DAY = "Requests a day"
PER_DAY_HINT = "What your broker or prop firm allows. Empty: no budget."
DAY_STARTS = "Day starts at (UTC hour)"
DAY_STARTS_HINT = "When the count begins anew, 0 to 23: midnight at your broker, in UTC."
AT_70_AND_90 = "At 70 % and 90 % of the day's budget"
NEED_BUDGET_FIRST = "Enter the requests a day and the hour to see what happens then."

NEED_PER_DAY = "Enter a whole number, 1 or more, or leave it empty."
NEED_HOUR = "Enter a whole hour from 0 to 23."


def need_whole(least: str, most: str) -> str:
    """Return what is said where a number is wanted and something else was typed."""
    return f"Enter a whole number from {least} to {most}."


def need_below(burst: str) -> str:
    """Return what is said where all that may leave at once would be kept for closes."""
    return f"Enter less than what may leave at once, {burst}: nothing else could leave."


def at_70(requests: str, budget: str) -> str:
    """Return what happens when most of the budget is used."""
    return f"70 %: after {requests} of {budget} you are told, and SL and TP are changed less often."


def at_90(requests: str, hour: int) -> str:
    """Return what happens when what is left is kept for closes."""
    return f"90 %: after {requests} nothing is opened before {hour:02}:00 UTC. Closes always go."


def without_budget(budget: str, told: str, kept: str) -> str:
    """Return what happens without a budget, and what would with one."""
    return (
        "Without a budget requests are counted, and nothing is held back.\n"
        f"With {budget} a day, say, you would be told after {told}, and after {kept} nothing "
        "would be opened until the next day. Closes always go."
    )


def made_today(requests: str) -> str:
    """Return how many requests an account has made so far."""
    return f"Made today so far: {requests}."


def limits_title(names: list[str]) -> str:
    """Return the title of the window in which request limits are set."""
    which = names[0] if len(names) == 1 else f"{len(names)} accounts"
    return f"{REQUEST_LIMITS} of {which}"


def limits_saved(names: list[str]) -> str:
    """Return what is said after request limits were set."""
    return f"{limits_title(names)} are set. They act from now on."
