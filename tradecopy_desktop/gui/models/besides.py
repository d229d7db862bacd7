"""Puts copies, what was found about them and what is asked together, a row each. Draws nothing."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from tradecopy_desktop.app.views import (
    CopyRemoved,
    CopyRow,
    CopyState,
    FindingRemoved,
    FindingRow,
    LateRow,
)
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.models.copies import Beside, worse

Changes = tuple[list[Beside], list[str]]

# A question ends by itself: it stands before what else is missing.
_FIRST = datetime.fromtimestamp(0, UTC)


class Besides:
    """Knows the newest of each. What it takes in, it answers with rows that changed and are gone.

    A finding belongs to its copy's row; where no copy is open, it has a row of its own.
    """

    def __init__(self) -> None:
        self._copies: dict[str, CopyRow] = {}
        self._findings: dict[str, FindingRow] = {}
        self._of_copy: dict[str, dict[str, FindingRow]] = {}
        self._late: dict[str, LateRow] = {}
        self._answers: dict[str, str] = {}
        self._correcting: set[str] = set()

    def begin(
        self, copies: Iterable[CopyRow], findings: Iterable[FindingRow], late: Iterable[LateRow]
    ) -> list[Beside]:
        """Take over what is there now, and return all rows."""
        self._copies = {row.copy: row for row in copies}
        self.take_findings(tuple(findings))
        self._late = {row.key: row for row in late if row.is_open}
        names = dict.fromkeys((*self._copies, *self._of_copy))
        rows = [row for name in names if (row := self._row(name)) is not None]
        return [*rows, *(self._question(row) for row in self._late.values())]

    def take_copies(self, changes: Sequence[CopyRow | CopyRemoved]) -> Changes:
        """Take over copies that changed or are over."""
        for change in changes:
            if isinstance(change, CopyRow):
                self._copies[change.copy] = change
            else:
                self._copies.pop(change.copy, None)
        return self._changes(change.copy for change in changes)

    def take_findings(self, changes: Sequence[FindingRow | FindingRemoved]) -> Changes:
        """Take over what was found, and what is settled."""
        touched: dict[str, None] = {}
        for change in changes:
            before = self._findings.pop(change.key, None)
            if before is not None:
                self._of_copy.get(before.copy, {}).pop(before.key, None)
                touched[before.copy] = None
            if isinstance(change, FindingRow):
                self._findings[change.key] = change
                self._of_copy.setdefault(change.copy, {})[change.key] = change
                touched[change.copy] = None
            else:
                self._answers.pop(change.key, None)
                self._correcting.discard(change.key)
        # What is about no copy is about a route, and said elsewhere.
        touched.pop("", None)
        return self._changes(touched)

    def take_late(self, changes: Sequence[LateRow]) -> Changes:
        """Take over questions about late openings, and their ends."""
        rows, gone = [], []
        for change in changes:
            if change.is_open:
                self._late[change.key] = change
                rows.append(self._question(change))
            else:
                self._late.pop(change.key, None)
                self._correcting.discard(change.key)
                gone.append(change.key)
        return rows, gone

    def say(self, key: str, answer: str, *, is_correcting: bool) -> Changes:
        """Note what came of a correction or of an answer, or that it is under way."""
        (self._correcting.add if is_correcting else self._correcting.discard)(key)
        self._answers[key] = answer
        if key in self._late:
            return [self._question(self._late[key])], []
        finding = self._findings.get(key)
        return ([], []) if finding is None else self._changes((finding.copy,))

    def _changes(self, names: Iterable[str]) -> Changes:
        rows: list[Beside] = []
        gone: list[str] = []
        for name in names:
            row = self._row(name)
            if row is None:
                gone.append(name)
            else:
                rows.append(row)
        return rows, gone

    def _row(self, name: str) -> Beside | None:
        row = self._copies.get(name)
        finding: FindingRow | None = None
        for each in self._of_copy.get(name, {}).values():
            finding = worse(each, finding)
        if row is None and finding is not None:
            row = finding.beside
        if row is None:
            return None
        key = finding.key if finding is not None else ""
        return Beside(
            row=row,
            finding=finding,
            note=self._answers.get(key) or (finding.text if finding is not None else ""),
            is_correcting=key in self._correcting,
        )

    def _question(self, late: LateRow) -> Beside:
        row = CopyRow(
            copy=late.key,
            follower=late.follower,
            follower_name=late.follower_name,
            route_name=late.route_name,
            side=late.side,
            master_symbol=late.symbol,
            master_lots=late.lots,
            master_price=late.price,
            symbol="",
            prescribed_lots=None,
            held_lots=Decimal(0),
            price=None,
            stop_loss=None,
            take_profit=None,
            profit=None,
            state=CopyState.MISSING,
            since=_FIRST,
        )
        return Beside(
            row=row,
            late=late.key,
            note=self._answers.get(late.key) or words.late_note(late.text),
            is_correcting=late.key in self._correcting,
        )
