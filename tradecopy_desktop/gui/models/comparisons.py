"""The table of when each route was compared last: what each column says. Holds no rows."""

from tradecopy_desktop.app.views import ComparisonRow, Health
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.models.columns import Column, Look, marked, plain, toned
from tradecopy_desktop.gui.theme import Tone


def comparison_columns(formats: Formats) -> tuple[Column[ComparisonRow], ...]:
    """Return the columns of the comparisons table."""
    return (
        Column(
            title=words.ROUTE,
            look=lambda row: marked(row.route_name, health_of(row)),
            chars=20,
        ),
        Column(title=words.MASTER, look=plain(lambda row: row.master_name), chars=17),
        Column(title=words.FOLLOWER, look=plain(lambda row: row.follower_name), chars=17),
        Column(
            title=words.COMPARED,
            look=lambda row: _when(row, formats),
            order=lambda row: (0, row.at.timestamp() if row.at else 0.0, row.route),
            chars=8,
            tip=lambda row: formats.moment(row.at) if row.at else words.NOT_COMPARED_HINT,
        ),
        Column(
            title=words.RESULT,
            look=lambda row: toned(result_of(row), health_of(row)),
            chars=10,
            stretch=True,
            tip=result_of,
        ),
        Column(
            title=words.DIFFERENCES_ARE,
            look=plain(lambda row: words.CORRECTIONS_SHORT[row.recovery.corrections], Tone.MUTED),
            chars=10,
            tip=lambda row: words.CORRECTION_HINTS[row.recovery.corrections],
        ),
        Column(
            title=words.LATE_TRADES_ARE,
            look=plain(lambda row: words.LATE_SHORT[row.recovery.late], Tone.MUTED),
            chars=9,
            tip=lambda row: words.LATE_HINTS[row.recovery.late],
        ),
    )


def result_of(row: ComparisonRow) -> str:
    """Return what came of a route's last comparison."""
    if row.waits_for is not None:
        return words.WAITS_FOR[row.waits_for]
    if row.at is None:
        return words.NEVER
    return words.differ(row.found) if row.found else words.AGREES


def health_of(row: ComparisonRow) -> Health:
    """Return how a route stands."""
    if row.waits_for is not None or row.at is None:
        return Health.IDLE
    return Health.WARNING if row.found else Health.GOOD


def _when(row: ComparisonRow, formats: Formats) -> Look:
    return Look(formats.time_of_day(row.at) if row.at else words.NEVER, Tone.MUTED)
