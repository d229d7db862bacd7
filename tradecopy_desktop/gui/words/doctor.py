"""Words of the check-up page."""

from tradecopy_desktop.domain.checkup import Verdict

DOCTOR = "Check-up"
CHECK_AGAIN = "Check again"
CHECK_AGAIN_TIP = "Look at everything anew"
COPY_CHECKS = "Copy report"
COPY_CHECKS_TIP = "Copy all lines, to send them to somebody who helps"
CHECKED_WHAT = "What"
CHECKED_HOW = "Result"
CHECKED_FOUND = "Found, and what to do"
NOT_CHECKED = "Nothing was checked yet"
NOT_CHECKED_HINT = "It takes a few seconds and changes nothing."
CHECKING = "Checking…"
CHECKING_HINT = "Terminals, accounts, keyring, database and Windows are looked at."
ALL_FINE = "Everything is fine"
CHECKS_COPIED = "The report is copied."
CHECK_DETAIL_NONE = "Select a line to read all of it."
VERDICTS = {
    Verdict.WRONG: "Problem",
    Verdict.HINT: "Hint",
    Verdict.UNKNOWN: "Not known",
    Verdict.FINE: "Fine",
}


def checks_summary(wrong: int, hints: int, unknown: int, at: str) -> str:
    """Return what a check-up found, in one line."""
    if not (wrong or hints or unknown):
        return f"{ALL_FINE}, checked at {at}"
    problems = "No problem" if not wrong else f"{wrong} problem{'s' if wrong > 1 else ''}"
    parts = [problems]
    if hints:
        parts.append(f"{hints} hint{'s' if hints > 1 else ''}")
    if unknown:
        parts.append(f"{unknown} not known")
    return f"{', '.join(parts)}, checked at {at}"


def check_detail(text: str, remedy: str) -> str:
    """Return a line of a check-up as a whole."""
    return f"{text}.\nTo do: {remedy}." if remedy else f"{text}."
