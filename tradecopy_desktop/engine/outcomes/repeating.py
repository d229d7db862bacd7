"""Whether and when a refused opening is sent again. Under a new id each time (rule L9)."""

from tradecopy_desktop.domain.facts import InstructionReported, Outcome
from tradecopy_desktop.engine.outcomes.retry import OPENING_ATTEMPTS, at_once, may_succeed
from tradecopy_desktop.engine.outcomes.return_codes import meaning_of

NOW_WAIT_MS = 100
_LATER_WAIT_MS = 500


def may_retry_opening(report: InstructionReported, tries: int, life_left_ms: float) -> bool:
    """Tell whether a refused opening may be sent again under a new id."""
    if report.outcome not in (Outcome.REFUSED, Outcome.CHANGED):
        return False
    is_final = not may_succeed(_code(report))
    return not is_final and tries < OPENING_ATTEMPTS and life_left_ms > NOW_WAIT_MS


def wait_before_opening_ms(report: InstructionReported, life_left_ms: float) -> int:
    """Return the wait before the next try: short, or half of the life that is left at most."""
    if at_once(_code(report)):
        return NOW_WAIT_MS
    return min(_LATER_WAIT_MS, int(life_left_ms / 2))


def _code(report: InstructionReported) -> str:
    return "changed" if report.outcome is Outcome.CHANGED else report.code


def why_refused(report: InstructionReported) -> str:
    """Return an executor's reason in words: its own, else those of the code."""
    if report.message:
        return report.message
    words = meaning_of(report.code).words
    return f"{words}, code {report.code}" if words else report.code or report.outcome.value
