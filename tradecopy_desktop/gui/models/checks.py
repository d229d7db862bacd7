"""The table of a check-up: what each column says. Holds no rows."""

from tradecopy_desktop.app.views import Health
from tradecopy_desktop.domain.checkup import CheckLine, Verdict
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import begun
from tradecopy_desktop.gui.models.columns import Column, Look, SortKey, marked, plain
from tradecopy_desktop.gui.theme import Tone

_HEALTH = {
    Verdict.WRONG: Health.BAD,
    Verdict.HINT: Health.WARNING,
    Verdict.UNKNOWN: Health.IDLE,
    Verdict.FINE: Health.GOOD,
}
_WORST_FIRST = tuple(Verdict)


def check_columns() -> tuple[Column[CheckLine], ...]:
    """Return the columns of the check-up."""
    return (
        Column(
            title=words.CHECKED_HOW,
            look=lambda line: marked(words.VERDICTS[line.verdict], _HEALTH[line.verdict]),
            order=_by_verdict,
            chars=12,
        ),
        Column(title=words.CHECKED_WHAT, look=plain(lambda line: line.title), chars=30),
        Column(
            title=words.CHECKED_FOUND,
            look=_found,
            chars=40,
            stretch=True,
            tip=lambda line: words.check_detail(begun(line.text), line.remedy),
        ),
    )


def _by_verdict(line: CheckLine) -> SortKey:
    return (0, float(_WORST_FIRST.index(line.verdict)), line.title.casefold())


def _found(line: CheckLine) -> Look:
    return Look(begun(line.text), Tone.TEXT, second=begun(line.remedy))
