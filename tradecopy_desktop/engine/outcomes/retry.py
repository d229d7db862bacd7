"""When a refused order is tried again: an opening a few times, a close until it is proven."""

from tradecopy_desktop.engine.outcomes.return_codes import Until, Verdict, meaning_of

OPENING_ATTEMPTS = 3
FIRST_WAIT_MS = 1_000
LONGEST_WAIT_MS = 60_000
CLOSED_MARKET_WAIT_MS = 600_000
_REPEATED = (Verdict.NOW, Verdict.LATER)


def may_succeed(code: str) -> bool:
    """Tell whether an opening refused with `code` can succeed a moment later."""
    return meaning_of(code).verdict in _REPEATED


def at_once(code: str) -> bool:
    """Tell whether an opening refused with `code` only needs a fresh price."""
    return meaning_of(code).verdict is Verdict.NOW


def wait_before_retry_ms(tries: int, code: str = "") -> int:
    """Return the wait before try number `tries` + 1 of a close: 1 s, doubling to 60 s (rule C4).

    A revision that was overtaken is only renumbered, without a wait. Where the market is closed
    or trading is not allowed, nothing changes by asking: news of either ends a long wait early.
    """
    if code == "stale":
        return 0
    until = meaning_of(code).until
    if until is not Until.TIME:
        return CLOSED_MARKET_WAIT_MS if until is Until.QUOTE else LONGEST_WAIT_MS
    return int(min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** min(max(tries - 1, 0), 10)))
