"""The table of a master's positions from before a route, each with its tick. Holds no rows."""

from dataclasses import dataclass

from tradecopy_desktop.domain.preflight import WasThere
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.models.columns import Column, Look, by_number, number, plain
from tradecopy_desktop.gui.models.copies import SIDE_TONES
from tradecopy_desktop.gui.theme import Tone

TICK = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedPosition:
    """A position that the trader may have copied now. `place` is its place in the list."""

    place: int
    there: WasThere
    ticked: bool

    @property
    def id(self) -> str:
        """What the position is known by; never shown."""
        return self.there.position.id


def was_there_columns(formats: Formats) -> tuple[Column[OfferedPosition], ...]:
    """Return the columns of the table."""
    return (
        Column(
            title=words.COPY_NOW,
            look=_tick,
            order=lambda row: by_number(row.place),
            chars=9,
            tip=lambda _: words.COPY_NOW_TIP,
        ),
        Column(title=words.SIDE, look=_side, chars=5),
        Column(
            title=words.SYMBOL,
            look=plain(lambda row: row.there.position.symbol),
            chars=10,
            stretch=True,
        ),
        number(words.LOTS, lambda row: row.there.position.volume, formats.lots, 7),
        number(words.OPENED_AT, lambda row: row.there.position.price, formats.price, 10),
        number(words.PRICE_NOW, lambda row: row.there.price_now, formats.price, 10),
    )


def _tick(row: OfferedPosition) -> Look:
    if row.ticked:
        return Look(words.TICKED, Tone.TEXT, "box-ticked", Tone.ACCENT)
    return Look(words.LEFT_ALONE, Tone.MUTED, "box", Tone.MUTED)


def _side(row: OfferedPosition) -> Look:
    side = row.there.position.side
    return Look(words.SIDES[side], SIDE_TONES[side])
