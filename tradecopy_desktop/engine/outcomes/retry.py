"""What a platform's refusal means: try again at once, later, or never.

Codes and classes: MQL5 "Return codes of the trade server" and MQL4 "Error codes" (docs.mql4.com),
sorted by whether the same order can succeed a moment later.
"""

from enum import StrEnum


class Verdict(StrEnum):
    """What to do about a refused opening."""

    NOW = "now"
    LATER = "later"
    NEVER = "never"


_NOW = frozenset(
    {
        "10004",  # requote
        "10020",  # price changed
        "10021",  # no quotes to process the request
        "129",  # MT4 invalid price
        "135",  # MT4 price changed
        "138",  # MT4 requote
        "magic_in_use",  # by the executor's journal; the next attempt takes another
    }
)
_LATER = frozenset(
    {
        "10024",  # too many requests
        "10028",  # request locked
        "10029",  # order or position frozen
        "4",  # MT4 server busy
        "6",  # MT4 no connection
        "8",  # MT4 too frequent requests
        "136",  # MT4 off quotes
        "137",  # MT4 broker busy
        "141",  # MT4 too many requests
        "146",  # MT4 trade context busy
        "changed",
    }
)
OPENING_ATTEMPTS = 3
FIRST_WAIT_MS = 1_000
LONGEST_WAIT_MS = 60_000


def judge_refusal(code: str) -> Verdict:
    """Return whether an opening refused with `code` may be tried again."""
    if code in _NOW:
        return Verdict.NOW
    return Verdict.LATER if code in _LATER else Verdict.NEVER


def wait_before_retry_ms(tries: int, code: str = "") -> int:
    """Return the wait before try number `tries` + 1 of a close: 1 s, doubling to 60 s (rule C4).

    A revision that was overtaken is only renumbered, without a wait.
    """
    if code == "stale":
        return 0
    return int(min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** min(max(tries - 1, 0), 10)))
