"""What became of a prescribed close or reduction, by what the executor answered (rules C4, S4)."""

from collections.abc import Sequence

from tradecopy_desktop.domain.evidence import Answered, CopyNow, Sent
from tradecopy_desktop.domain.facts import Outcome
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.proving.owed import Answers, Owed
from tradecopy_desktop.engine.proving.verdicts import (
    MADE,
    NOTHING_OWED,
    UNDER_WAY,
    Fate,
    Judged,
)

_CARRIED_OUT = frozenset(
    {Outcome.FILLED, Outcome.DONE, Outcome.ALREADY_DONE, Outcome.PARTLY_FILLED}
)
_WHOLE = frozenset({Outcome.FILLED, Outcome.DONE})


def judge_closing(
    due: Owed, now: CopyNow | None, answers: Answers, *, was_held: bool, is_old: bool
) -> Judged:
    """Return what became of a close or a reduction to `due.lots`.

    Wrong: its deals took off more than was ordered, or it was reported as done while more is left,
    and nothing put that right. Made: an answer since shows no more than was to be left, or the
    copy is over. Nothing was owed of a copy that never held lots, or that the trader took over.
    Missed: none of this, and older than a minute.
    """
    since = [a for a in answers.about(due.copy) if a.ordinal >= due.ordinal]
    reached = any(a.outcome in _CARRIED_OUT and a.left <= due.lots for a in since)
    own = [(sent, a) for sent in due.sent for a in answers.of(sent) if a.outcome in _WHOLE]
    text = _wrong(own, reached=reached)
    if text:
        return Judged(fate=Fate.WRONG, text=text)
    if reached:
        return MADE if was_held or due.lots else NOTHING_OWED
    if now is None or now.link.state is LinkState.HANDED_OVER:
        return NOTHING_OWED
    link = now.link
    if not link.is_live or link.filled <= due.lots:
        return MADE if was_held else NOTHING_OWED
    if not is_old:
        return UNDER_WAY
    text = f"the copy was to keep {due.lots:f} lots, and still holds {link.filled:f}"
    return Judged(fate=Fate.MISSED, text=text)


def _wrong(own: Sequence[tuple[Sent, Answered]], *, reached: bool) -> str:
    for sent, answer in own:
        lots = sent.lots or ZERO
        taken = sum((deal.lots for deal in answer.deals), ZERO)
        if taken and answer.left < lots < answer.left + taken:
            return f"{lots:f} lots were to be left, and {answer.left:f} were"
        if answer.left > lots and not reached:
            return f"reported as done with {answer.left:f} lots left instead of {lots:f}"
    return ""
