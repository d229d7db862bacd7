"""What terminals write into the comment of a deal: why it closed, and its other tickets."""

import re

from tradecopy_desktop.domain.values import Reason

_WHY = re.compile(r"\[(sl|tp|so)\b|^(so):")
_FROM = re.compile(r"\bfrom #([0-9]{1,20})")
_TO = re.compile(r"\bto #([0-9]{1,20})")
_HEDGE = re.compile(r"\bclose hedge by #([0-9]{1,20})")
_CLOSE_BY = re.compile(r"\bclose #([0-9]{1,20}) by #([0-9]{1,20})")
_MAGIC = re.compile(r"#0*[1-9][0-9]*(?: |$)")
_REASONS = {"sl": Reason.STOP_LOSS, "tp": Reason.TAKE_PROFIT, "so": Reason.STOP_OUT}


def closing_reason(comment: str) -> Reason:
    """Return why a deal closed; CLIENT when the comment gives no cause."""
    found = _WHY.search(comment)
    if found:
        return _REASONS[(found[1] or found[2])]
    return Reason.CLOSE_BY if _HEDGE.search(comment) else Reason.CLIENT


def has_magic(tooltip: str) -> bool:
    """Return whether an MT4 tooltip begins with the magic number of an expert ("#7 name")."""
    return bool(_MAGIC.match(tooltip))


def ticket_before(comment: str) -> str | None:
    """Return the MT4 ticket that this one is the rest of ("from #N"), if any."""
    return _first(_FROM, comment)


def ticket_after(comment: str) -> str | None:
    """Return the MT4 ticket that the rest went on under ("to #N"), if any."""
    return _first(_TO, comment)


def hedge_ticket(comment: str) -> str | None:
    """Return the MT4 ticket that this one was closed against, if any."""
    return _first(_HEDGE, comment)


def closed_by(comment: str) -> tuple[str, ...]:
    """Return the two MT5 positions that were closed against each other, if any."""
    found = _CLOSE_BY.search(comment)
    return found.groups() if found else ()


def _first(pattern: re.Pattern[str], comment: str) -> str | None:
    found = pattern.search(comment)
    return found[1] if found else None
