"""The table of what differs between master and follower: what each column says. Holds no rows."""

from dataclasses import dataclass

from tradecopy_desktop.app.views import FindingRow, Health
from tradecopy_desktop.domain.findings import FindingKind
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats, begun
from tradecopy_desktop.gui.models.columns import Column, Look, marked, plain
from tradecopy_desktop.gui.theme import Tone

FOUND = 0
_WORST_FIRST = (Health.BAD, Health.WARNING, Health.IDLE)
_QUIET = {FindingKind.WAITING: Health.IDLE}
_MILD = {FindingKind.WRONG_SIZE, FindingKind.UNPROVEN, FindingKind.STOP_DIFFERS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A difference, and what came of the trader's last try to correct it, "" before any."""

    row: FindingRow
    answer: str = ""

    @property
    def key(self) -> str:
        """What it is known by; never shown."""
        return self.row.key

    @property
    def can_be_corrected(self) -> bool:
        """Tell whether a click would do anything."""
        return bool(self.row.remedy) and self.answer != words.CORRECTING

    @property
    def remedy(self) -> str:
        """Return what a correction would do, or that there is none."""
        return words.remedy_line(self.row.remedy) if self.row.remedy else words.NO_REMEDY


def found_columns(formats: Formats) -> tuple[Column[Found], ...]:
    """Return the columns of the differences table."""
    return (
        Column(
            title=words.FOUND,
            look=lambda each: marked(words.FINDINGS[each.row.kind], health_of(each.row.kind)),
            order=lambda each: (_rank(each), each.row.since.timestamp(), each.key),
            chars=12,
            tip=lambda each: words.FINDING_TIPS[each.row.kind],
        ),
        Column(
            title=words.ROUTE_AND_FOLLOWER,
            look=lambda each: Look(each.row.route_name, second=each.row.follower_name),
            chars=22,
            tip=lambda each: f"{each.row.route_name}\n{each.row.follower_name}",
        ),
        Column(title=words.SYMBOL, look=plain(lambda each: each.row.symbol), chars=9),
        Column(
            title=words.WHAT_IS_WRONG,
            look=lambda each: Look(begun(each.row.text), second=each.answer or each.remedy),
            chars=20,
            stretch=True,
            tip=detail,
        ),
        Column(
            title=words.SINCE,
            look=plain(lambda each: formats.time_of_day(each.row.since), Tone.MUTED),
            order=lambda each: (0, each.row.since.timestamp(), each.key),
            chars=8,
            tip=lambda each: formats.moment(each.row.since),
        ),
    )


def detail(each: Found) -> str:
    """Return all that there is to say about a difference."""
    remedy = each.remedy.removesuffix(".")
    return " ".join(part for part in (f"{begun(each.row.text)}. {remedy}.", each.answer) if part)


def health_of(kind: FindingKind) -> Health:
    """Return how bad a difference is."""
    return _QUIET.get(kind) or (Health.WARNING if kind in _MILD else Health.BAD)


def _rank(each: Found) -> int:
    return _WORST_FIRST.index(health_of(each.row.kind))
