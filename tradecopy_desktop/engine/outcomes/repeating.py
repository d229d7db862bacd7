"""Whether and when a refused opening is sent again. Under a new id each time (rule L9)."""

from tradecopy_desktop.domain.facts import InstructionReported, Outcome
from tradecopy_desktop.engine.outcomes.retry import OPENING_ATTEMPTS, Verdict, judge_refusal

NOW_WAIT_MS = 100
_LATER_WAIT_MS = 500


def may_retry_opening(report: InstructionReported, tries: int, life_left_ms: float) -> bool:
    """Tell whether a refused opening may be sent again under a new id."""
    if report.outcome not in (Outcome.REFUSED, Outcome.CHANGED):
        return False
    is_final = judge_refusal(_code(report)) is Verdict.NEVER
    return not is_final and tries < OPENING_ATTEMPTS and life_left_ms > NOW_WAIT_MS


def wait_before_opening_ms(report: InstructionReported, life_left_ms: float) -> int:
    """Return the wait before the next try: short, or half of the life that is left at most."""
    if judge_refusal(_code(report)) is Verdict.NOW:
        return NOW_WAIT_MS
    return min(_LATER_WAIT_MS, int(life_left_ms / 2))


def _code(report: InstructionReported) -> str:
    return "changed" if report.outcome is Outcome.CHANGED else report.code
