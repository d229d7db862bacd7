"""The table of questions about late openings: what each column says. Holds no rows."""

from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.app.views import LateRow
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import NOTHING, Formats, begun
from tradecopy_desktop.gui.models.columns import Column, Look, by_number, number, plain
from tradecopy_desktop.gui.theme import Tone

_HURRY_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, and whether the trader's answer to it is under way."""

    row: LateRow
    is_answered: bool = False

    @property
    def key(self) -> str:
        """What it is known by; never shown."""
        return self.row.key


def late_columns(formats: Formats) -> tuple[Column[Question], ...]:
    """Return the columns of the questions, which are sorted by the first."""
    return (
        Column(
            title=words.LEFT,
            look=_left,
            order=lambda each: (0, float(each.row.left_s), each.key),
            chars=5,
            title_tip=words.LEFT_TIP,
        ),
        Column(
            title=words.ROUTE_AND_FOLLOWER,
            look=lambda each: Look(each.row.route_name, second=each.row.follower_name),
            chars=22,
        ),
        Column(title=words.SYMBOL, look=lambda each: _traded(each.row, formats), chars=9),
        number(words.THEN, lambda each: each.row.price, formats.price, 9, title_tip=words.THEN_TIP),
        Column(
            title=words.PRICE_NOW,
            look=lambda each: _now(each.row, formats),
            order=lambda each: by_number(each.row.price_now),
            chars=12,
            title_tip=words.NOW_TIP,
        ),
        Column(
            title=words.WHAT_HAPPENED,
            look=plain(lambda each: begun(each.row.text), Tone.MUTED),
            chars=12,
            stretch=True,
            tip=lambda each: begun(each.row.text),
        ),
    )


def _left(each: Question) -> Look:
    if each.is_answered:
        return Look(words.ANSWERING, Tone.MUTED)
    minutes, seconds = divmod(each.row.left_s, 60)
    hurry = each.row.left_s < _HURRY_S
    text = f"{minutes}:{seconds:02d}"
    return Look(text, Tone.WARNING, "mark-warning", Tone.WARNING) if hurry else Look(text)


def _traded(row: LateRow, formats: Formats) -> Look:
    return Look(row.symbol, second=f"{words.SIDES[row.side]} {formats.lots(row.lots)}")


def _now(row: LateRow, formats: Formats) -> Look:
    if row.price_now is None:
        return Look(NOTHING, Tone.MUTED)
    by: Decimal = (row.price_now - row.price) * row.side.sign
    text = formats.price(row.price_now)
    if not by:
        return Look(text)
    if by > 0:
        return Look(text, Tone.BAD, second=words.worse(formats.price(by)))
    return Look(text, Tone.GOOD, second=words.better(formats.price(-by)))
