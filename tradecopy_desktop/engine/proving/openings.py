"""What became of a prescribed opening, by what the executor answered (rules L5, L9, C11)."""

from collections.abc import Sequence
from decimal import Decimal

from tradecopy_desktop.domain.evidence import Answered, CopyNow, Sent
from tradecopy_desktop.domain.facts import Outcome
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.proving.owed import Answers, Owed
from tradecopy_desktop.engine.proving.verdicts import (
    EXCUSED,
    MADE,
    NOTHING_OWED,
    UNDER_WAY,
    Fate,
    Judged,
)

_WHOLE = frozenset({Outcome.FILLED, Outcome.DONE})
_FILLED = frozenset({Outcome.FILLED, Outcome.PARTLY_FILLED, Outcome.ALREADY_DONE, Outcome.DONE})
_WAITS = frozenset({LinkState.PENDING, LinkState.GATHERING})
_SETTLED = frozenset({LinkState.REFUSED, LinkState.CANCELLED, LinkState.HANDED_OVER})


def judge_opening(due: Owed, now: CopyNow | None, answers: Answers, *, is_old: bool) -> Judged:
    """Return what became of an opening.

    Wrong: an instruction was reported as filled with other lots than were ordered. Duplicated: all
    its deals together are more than was ordered, though none of its answers is wrong by itself.
    Excused: its last instruction was refused, voided or taken back on record. Missed: none of
    this, no fill known in any way, and older than a minute.
    """
    deals: dict[str, Decimal] = {}
    is_filled = False
    for sent in due.sent:
        for answer in answers.of(sent):
            wrong = _wrong(sent, answer)
            if wrong:
                return Judged(fate=Fate.WRONG, text=wrong)
            if answer.outcome in _FILLED:
                deals |= {deal.deal: deal.lots for deal in answer.deals}
                is_filled |= _says_filled(sent, answer)
    lots = sum(deals.values(), ZERO)
    if lots > due.lots:
        text = f"opened {lots:f} lots in {len(deals)} deals where {due.lots:f} were ordered"
        return Judged(fate=Fate.DUPLICATED, text=text)
    if lots or is_filled:
        return MADE
    return _unfilled(due, now, answers, is_old=is_old)


def _wrong(sent: Sent, answer: Answered) -> str:
    lots = sum((deal.lots for deal in answer.deals), ZERO)
    is_whole = sent.kind == "open" and answer.revision and answer.outcome in _WHOLE
    if not is_whole or not answer.deals or lots == sent.lots:
        return ""
    return f"{sent.lots or ZERO:f} lots were ordered, and {lots:f} were reported as filled"


def _says_filled(sent: Sent, answer: Answered) -> bool:
    if answer.revision == 0:
        # To a void: done means that the opening will never be carried out.
        return answer.outcome is Outcome.ALREADY_DONE
    if sent.kind == "place":
        # Done means that the order was placed.
        return answer.outcome is Outcome.FILLED
    return answer.outcome in (*_WHOLE, Outcome.ALREADY_DONE)


def _unfilled(due: Owed, now: CopyNow | None, answers: Answers, *, is_old: bool) -> Judged:
    last = due.sent[-1]
    if now is not None and (now.link.pending is not None or now.link.state in _WAITS):
        return NOTHING_OWED
    if any(a.outcome is Outcome.REFUSED for a in answers.of(last)):
        return EXCUSED
    if _is_settled(last, now, answers.of(last)):
        # An order that waited for its price and was taken back was no opening yet (rule C6).
        return NOTHING_OWED if last.kind == "place" else EXCUSED
    if now is not None and _was_held(due, now, answers):
        return MADE
    if not is_old:
        return UNDER_WAY
    text = f"{due.lots:f} lots were ordered, and no fill is known"
    if any(answer.outcome is Outcome.UNKNOWN for answer in answers.of(last)):
        text += ": the terminal cannot tell whether it was carried out"
    return Judged(fate=Fate.MISSED, text=text)


def _is_settled(last: Sent, now: CopyNow | None, answers: Sequence[Answered]) -> bool:
    """Tell whether it stands on record that an opening will not be carried out any more."""
    if any(a.revision == 0 and a.outcome is Outcome.DONE for a in answers):
        return True
    if now is None:
        return False
    # What expired, was dropped or taken back is taken out of the copy, with the reason.
    return now.link.state in _SETTLED or last.id not in {each.id for each in now.link.opens}


def _was_held(due: Owed, now: CopyNow, answers: Answers) -> bool:
    """Tell whether a list of the account showed what no answer told of."""
    link = now.link
    if link.filled > ZERO and link.filled >= link.target:
        return True
    later = (a for a in answers.about(due.copy) if a.ordinal > due.ordinal)
    only = len(link.opens) == 1
    return only and (link.filled > ZERO or any(a.left > ZERO or a.deals for a in later))
