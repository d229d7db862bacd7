"""The tables of the proof: how every route copied, and what went wrong."""

from tradecopy_desktop.app.history_views import ProofFault, ProofRow
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats, begun
from tradecopy_desktop.gui.models.columns import Column, Look, by_number, number, plain
from tradecopy_desktop.gui.theme import Tone


def route_columns(formats: Formats) -> tuple[Column[ProofRow], ...]:
    """Return the columns of routes; what is a fault has the color of one."""

    def fault(title: str, meaning: str, name: str) -> Column[ProofRow]:
        return number(
            title,
            lambda row: int(getattr(row, name)),
            formats.count,
            5,
            tone=lambda row: Tone.BAD if getattr(row, name) else Tone.TEXT,
            title_tip=meaning,
        )

    def count(title: str, meaning: str, name: str) -> Column[ProofRow]:
        return number(
            title, lambda row: int(getattr(row, name)), formats.count, 5, title_tip=meaning
        )

    return (
        Column(title=words.ROUTE, look=plain(lambda row: row.route_name), chars=18, stretch=True),
        count(words.PROOF_EVENTS, words.EVENTS_MEANING, "events"),
        count(words.PRESCRIBED, words.PRESCRIBED_MEANING, "prescribed"),
        count(words.COPIES_MADE, words.COPIES_MEANING, "copies"),
        count(words.SKIPPED, words.SKIPPED_MEANING, "skipped"),
        fault(words.MISSED, words.MISSED_MEANING, "missed"),
        fault(words.DOUBLED, words.DOUBLED_MEANING, "duplicated"),
        fault(words.WRONG_SHORT, words.WRONG_MEANING, "wrong"),
        number(
            words.DRIFT_LOTS,
            lambda row: row.drift_lots,
            formats.lots,
            5,
            tone=lambda row: Tone.WARNING if row.drift_lots else Tone.TEXT,
            title_tip=words.DRIFT_MEANING,
        ),
    )


def fault_columns(formats: Formats) -> tuple[Column[ProofFault], ...]:
    """Return the columns of faults."""
    return (
        Column(
            title=words.FAULT_AT,
            look=plain(lambda row: formats.day_and_time(row.at)),
            order=lambda row: by_number(row.at.timestamp()),
            chars=12,
        ),
        Column(title=words.ROUTE, look=plain(lambda row: row.route_name), chars=16),
        Column(title=words.FOLLOWER, look=plain(lambda row: row.follower_name), chars=16),
        Column(
            title=words.FAULT,
            look=lambda row: Look(begun(row.text), Tone.BAD, "mark-bad", Tone.BAD),
            chars=40,
            stretch=True,
            tip=lambda row: begun(row.text),
        ),
    )
