"""What the ledger's decisions owed: openings and closings, with the instructions that were sent.

An instruction that an answer led to, as a repeat or the rest of a part, belongs to what the
answered one was sent for.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from tradecopy_desktop.domain.evidence import Answered, Decided, Evidence, Sent
from tradecopy_desktop.domain.values import ZERO

OPENS = frozenset({"open", "place"})
REDUCES = "set_volume"


@dataclass(slots=True, kw_only=True)
class Owed:
    """One prescription. `lots` are to be opened, or to be left where it does not open.

    What a comparison corrected is a prescription of its own, as what the trader asked for is.
    `sent` are its instructions in their order; a split order has several from the beginning.
    """

    route: str
    copy: str
    ordinal: int
    at: datetime
    opens: bool
    lots: Decimal
    sent: list[Sent] = field(default_factory=list)


class Answers:
    """The answers of a time, by instruction and by copy, each in the order of the records."""

    def __init__(self, answered: Iterable[Answered]) -> None:
        self.by_ordinal: dict[int, Answered] = {}
        self._by_id: defaultdict[str, list[Answered]] = defaultdict(list)
        self._by_copy: defaultdict[str, list[Answered]] = defaultdict(list)
        for answer in answered:
            self.by_ordinal[answer.ordinal] = answer
            self._by_id[answer.id].append(answer)
            self._by_copy[answer.copy].append(answer)

    def of(self, sent: Sent) -> list[Answered]:
        """Return the answers to an instruction, and to the void of an opening."""
        return self._by_id.get(sent.id, [])

    def about(self, copy: str) -> list[Answered]:
        """Return the answers that tell what a copy holds: those to a void do not."""
        return [each for each in self._by_copy.get(copy, ()) if each.revision]


def owed(evidence: Evidence, answers: Answers) -> list[Owed]:
    """Return what the decisions of the time owed, in the order in which it was decided."""
    routes = {(each.ordinal, each.copy): each for each in evidence.decided if each.kind == "copied"}
    found: dict[tuple[int, str, bool], Owed] = {}
    of_instruction: dict[str, Owed] = {}
    for sent in evidence.sent:
        if sent.kind not in OPENS and sent.kind != REDUCES:
            continue
        decided = routes.get((sent.ordinal, sent.copy))
        due: Owed | None = None
        if decided is not None:
            due = _due(found, decided, sent)
        elif (answer := answers.by_ordinal.get(sent.ordinal)) is not None:
            due = of_instruction.get(answer.id)
        if due is not None and due.opens is (sent.kind in OPENS):
            due.sent.append(sent)
            of_instruction[sent.id] = due
    return list(found.values())


def _due(found: dict[tuple[int, str, bool], Owed], decided: Decided, sent: Sent) -> Owed:
    opens = sent.kind in OPENS
    key = (sent.ordinal, sent.copy, opens)
    due = found.get(key)
    if due is None:
        due = found[key] = Owed(
            route=decided.route,
            copy=sent.copy,
            ordinal=sent.ordinal,
            at=decided.at,
            opens=opens,
            lots=ZERO,
        )
    lots = sent.lots or ZERO
    due.lots = due.lots + lots if opens else lots
    return due
