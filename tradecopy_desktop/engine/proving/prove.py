"""Counts from the ledger alone how correct copying was: what was due, made, and went wrong.

It asks none of the rules by which copies are made, and believes no count that was kept on the way.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from tradecopy_desktop.domain.evidence import CopyNow, Decided, Evidence
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.proving.closings import judge_closing
from tradecopy_desktop.engine.proving.openings import judge_opening
from tradecopy_desktop.engine.proving.owed import Answers, Owed, owed
from tradecopy_desktop.engine.proving.standing import standing_faults, unfollowed_closes
from tradecopy_desktop.engine.proving.verdicts import (
    FAULTS,
    STILL_UNDER_WAY,
    Fate,
    Fault,
    Judged,
    RouteCounts,
)

# Orders that wait are copied once they are filled; that they were not is no refusal.
_NOT_COUNTED = frozenset({"pending_not_copied"})


def prove(evidence: Evidence, now: datetime) -> tuple[tuple[RouteCounts, ...], tuple[Fault, ...]]:
    """Return what each route did, and every fault by its time.

    A copy has one fault of a kind at most for each prescription. What still differs now, and of
    which no prescription is a fault already, is counted as well: a copy that lives on after its
    master's close was told (missed), two copies of one order (duplicated), a copy that rests at
    other lots than its target (wrong).
    """
    answers = Answers(evidence.answered)
    copies = {each.link.copy: each for each in evidence.copies if not each.link.shadow}
    judged = _judge_all(evidence, answers, copies, now)
    faults = [_fault(due, each, copies) for due, each in judged if each.fate in FAULTS]
    settled = {due.copy for due, each in judged if each.fate in (*FAULTS, Fate.UNDER_WAY)}
    unfollowed = unfollowed_closes(evidence, copies.values(), settled, now)
    settled |= {copy for copy, _ in unfollowed}
    faults += [fault for _, fault in unfollowed]
    faults += standing_faults(copies.values(), settled, now)
    unheard = Counter(fault.route for _, fault in unfollowed)
    counts = _counts(evidence, judged, faults, unheard)
    return counts, tuple(sorted(faults, key=lambda fault: (fault.at, fault.text)))


def _judge_all(
    evidence: Evidence, answers: Answers, copies: dict[str, CopyNow], now: datetime
) -> list[tuple[Owed, Judged]]:
    judged: list[tuple[Owed, Judged]] = []
    held = _held_before(evidence, copies)
    # In turn: whether a close was owed depends on what became of the opening.
    for due in owed(evidence, answers):
        copy = copies.get(due.copy)
        is_old = now - due.at > STILL_UNDER_WAY
        if due.opens:
            each = judge_opening(due, copy, answers, is_old=is_old)
            if each.fate in (Fate.MADE, Fate.DUPLICATED, Fate.WRONG):
                held.add(due.copy)
        else:
            was_held = due.copy in held or _is_held(answers, due.copy)
            each = judge_closing(due, copy, answers, was_held=was_held, is_old=is_old)
        judged.append((due, each))
    return judged


def _held_before(evidence: Evidence, copies: dict[str, CopyNow]) -> set[str]:
    first = min((each.ordinal for each in evidence.decided), default=0)
    return {id for id, copy in copies.items() if copy.begun < first or copy.link.filled > ZERO}


def _is_held(answers: Answers, copy: str) -> bool:
    return any(answer.deals or answer.left > ZERO for answer in answers.about(copy))


def _fault(due: Owed, judged: Judged, copies: dict[str, CopyNow]) -> Fault:
    copy = copies.get(due.copy)
    text = judged.text
    if copy is not None:
        word = "opening" if due.opens else "close"
        text = f"{word} of {copy.link.symbol} for the master's {copy.link.master_symbol}: {text}"
    follower = copy.link.follower if copy is not None else None
    return Fault(at=due.at, route=due.route, follower=follower, fate=judged.fate, text=text)


def _counts(
    evidence: Evidence,
    judged: Sequence[tuple[Owed, Judged]],
    faults: Iterable[Fault],
    unheard: Counter[str],
) -> tuple[RouteCounts, ...]:
    fates: defaultdict[str, Counter[Fate]] = defaultdict(Counter)
    for due, each in judged:
        fates[due.route][each.fate] += 1
    found = Counter((fault.route, fault.fate) for fault in faults)
    skipped = Counter(each.route for each in evidence.decided if _is_refusal(each))
    events = _events(evidence)
    routes = sorted({*events, *fates, *(route for route, _ in found)})
    return tuple(
        RouteCounts(
            route=route,
            events=frozenset(events[route]),
            prescribed=sum(fates[route][fate] for fate in (Fate.MADE, *FAULTS)) + unheard[route],
            copies=fates[route][Fate.MADE],
            skipped=skipped[route] + fates[route][Fate.EXCUSED],
            missed=found[route, Fate.MISSED],
            duplicated=found[route, Fate.DUPLICATED],
            wrong=found[route, Fate.WRONG],
        )
        for route in routes
    )


def _is_refusal(decided: Decided) -> bool:
    return decided.kind == "skipped" and decided.reason not in _NOT_COUNTED


def _events(evidence: Evidence) -> defaultdict[str, set[int]]:
    told = {each.ordinal for each in evidence.told}
    events: defaultdict[str, set[int]] = defaultdict(set)
    for each in evidence.decided:
        if each.ordinal in told:
            events[each.route].add(each.ordinal)
    return events
