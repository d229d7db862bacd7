"""What is found before a route is armed, and whether the trader has read it. Arms nothing."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QCheckBox

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.preflight import Check, Finding, Level, WasThere, Wishes
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.widgets.findings import FindingsGroup


class BeforeArming:
    """One route. `answer` is what the program said last, "" for nothing."""

    def __init__(self, desk: Desk, route: str, groups: Mapping[Level, FindingsGroup]) -> None:
        self._desk = desk
        self._route = route
        self._groups = groups
        self._questions: frozenset[tuple[Check, str]] = frozenset()
        self.confirm = QCheckBox(words.READ_THIS)
        self.findings: Sequence[Finding] = ()
        self.is_refused = False
        self.answer = ""

    @property
    def asks(self) -> bool:
        """Tell whether the trader's yes is wanted."""
        return bool(self._questions) and not self.is_refused

    @property
    def is_unread(self) -> bool:
        """Tell whether that yes is missing."""
        return self.asks and not self.confirm.isChecked()

    @property
    def why_not(self) -> str:
        """Return why it was not armed, or cannot be; nothing where it can."""
        return self.answer or (words.MEND_FIRST if self.is_refused else "")

    def wishes(self, copy_now: tuple[str, ...]) -> Wishes:
        """Return what the trader chose: positions to copy now, and the yes to what is asked."""
        confirmed = bool(self._questions) and self.confirm.isChecked()
        return Wishes(copy_now=copy_now, confirmed=confirmed)

    def look(self) -> Sequence[WasThere] | None:
        """Look at the route again, and return what is open; None where the program refuses."""
        try:
            findings = self._desk.preflight(self._route)
            there = self._desk.what_was_there(self._route)
        except TradeCopyError as error:
            self.is_refused, self.answer = True, str(error)
            return None
        for level, group in self._groups.items():
            group.show_findings([each for each in findings if each.level is level])
        self.findings = findings
        questions = frozenset(
            (each.check, each.symbol) for each in findings if each.level is Level.ASK
        )
        if questions - self._questions:
            # A question that came meanwhile has not been read.
            self.confirm.setChecked(False)
        self._questions = questions
        self.is_refused = any(each.level is Level.REFUSE for each in findings)
        return there
