"""Asks before a position is put right from its own row, and orders it. Decides nothing."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import FindingRow, Health, LateRow
from tradecopy_desktop.domain.findings import FindingKind
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.formats import begun
from tradecopy_desktop.gui.models.copies import Beside
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.notices import Notices

# These may close a position.
_CLOSING = frozenset({FindingKind.EXTRA, FindingKind.UNLINKED, FindingKind.UNPROVEN})


class RowCorrections(QObject):
    """`said` carries a finding's or a question's key, what came of it, and whether it goes on."""

    said = Signal(str, str, bool)

    def __init__(
        self, desk: Desk, tasks: Tasks, notices: Notices, appearance: Appearance, owner: QWidget
    ) -> None:
        super().__init__(owner)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._formats = appearance.formats

    def ask(self, each: Beside) -> None:
        """Ask whether what stands on a row shall be done."""
        if not each.action:
            return
        if each.late:
            self._ask_late(each)
        elif each.finding is not None:
            self._ask_to_correct(each.finding, each.action)

    def leave(self, each: Beside) -> None:
        """Leave a late trade uncopied."""
        if each.late and each.action:
            self._answer(each, opens=False)

    def _ask_to_correct(self, finding: FindingRow, action: str) -> None:
        text, remedy = begun(finding.text).rstrip("."), begun(finding.remedy).rstrip(".")
        self._notices.ask(
            words.correct_ask(action, finding.follower_name, finding.symbol),
            words.correct_detail(text, remedy),
            yes=(words.without_dots(action), lambda: self._correct(finding)),
            danger=finding.kind in _CLOSING,
        )

    def _ask_late(self, each: Beside) -> None:
        late = next((row for row in self._desk.late_openings() if row.key == each.late), None)
        if late is None:
            self._notices.say(words.is_settled(each.row.follower_name, each.row.master_symbol))
            return
        self._notices.ask(
            words.late_ask(
                late.follower_name,
                words.SIDES[late.side],
                self._formats.lots(late.lots),
                late.symbol,
            ),
            self._late_detail(late),
            yes=(words.without_dots(each.action), lambda: self._answer(each, opens=True)),
        )

    def _late_detail(self, late: LateRow) -> str:
        formats = self._formats
        return words.late_detail(
            begun(late.text), formats.price(late.price), formats.price(late.price_now)
        )

    def _correct(self, finding: FindingRow) -> None:
        self.said.emit(finding.key, words.CORRECTING, True)
        self._tasks.start(
            self._desk.correct(finding.key),
            name=f"{words.CORRECT}: {finding.route_name}",
            done=lambda _: self._on_corrected(finding),
            refused=lambda why: self._on_refused(
                finding.key, finding.follower_name, finding.symbol, why
            ),
        )

    def _on_corrected(self, finding: FindingRow) -> None:
        is_there = any(row.key == finding.key for row in self._desk.findings())
        self.said.emit(finding.key, words.STILL_THERE if is_there else "", False)
        if not is_there:
            said = words.corrected(finding.follower_name, finding.symbol)
            self._notices.say(said, Health.GOOD)

    def _answer(self, each: Beside, *, opens: bool) -> None:
        row = each.row
        self.said.emit(each.late, words.ANSWERING, True)
        self._tasks.start(
            self._desk.answer_late(each.late, opens=opens),
            name=f"{words.COPY_NOW if opens else words.SKIP}: {row.route_name}",
            done=lambda _: self.said.emit(each.late, "", False),
            refused=lambda why: self._on_refused(
                each.late, row.follower_name, row.master_symbol, why
            ),
        )

    def _on_refused(self, key: str, follower: str, symbol: str, why: str) -> None:
        self.said.emit(key, words.not_corrected(why), False)
        self._notices.say(words.row_refused(follower, symbol, why), Health.BAD)
