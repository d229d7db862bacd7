"""What a table's column shows of a row: text, tone, order and explanation."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Generic, NamedTuple, TypeVar

from tradecopy_desktop.app.views import Health
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import begun
from tradecopy_desktop.gui.theme import TONE_OF_HEALTH, Tone

R = TypeVar("R")
N = TypeVar("N", bound=Decimal | float | None)

# Missing values last, then numbers, then text: comparable whatever the row holds.
SortKey = tuple[int, float, str]

# The mark of a cell whose row is still being read.
WAITING = "waiting"


class Look(NamedTuple):
    """One cell as it is drawn. `mark` names a drawing in front, `second` is a line below.

    `bar` fills so many percent of a bar in front, or across the cell `below` its text, in the color
    of `mark_tone`; -1 draws none. A `button` has a frame: a click on it does what it says.
    """

    text: str
    tone: Tone = Tone.TEXT
    mark: str = ""
    mark_tone: Tone = Tone.MUTED
    second: str = ""
    bar: int = -1
    below: bool = False
    button: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[R]):
    """One column. `chars`: room in characters; `stretch`: takes the width that is left.

    Where there is too little room, columns that yield are left out, the highest `yields` first; 0
    stays. `spoken` is what a screen reader says of a cell, where its text does not say it.
    """

    title: str
    look: Callable[[R], Look]
    chars: int
    order: Callable[[R], SortKey] | None = None
    tip: Callable[[R], str] | None = None
    title_tip: str = ""
    numeric: bool = False
    stretch: bool = False
    group: str = ""
    yields: int = 0
    spoken: Callable[[R], str] | None = None

    def sort_key(self, row: R) -> SortKey:
        """Return what the row is sorted by: its text where nothing else was said."""
        return self.order(row) if self.order else (0, 0.0, self.look(row).text.casefold())


def by_number(value: Decimal | float | None) -> SortKey:
    """Return the sort key of a number that may be missing."""
    return (1, 0.0, "") if value is None else (0, float(value), "")


def number(
    title: str,
    value: Callable[[R], N],
    write: Callable[[N], str],
    chars: int,
    *,
    tone: Callable[[R], Tone] | None = None,
    title_tip: str = "",
) -> Column[R]:
    """Return a column of numbers: right-aligned and sorted by value."""

    def look(row: R) -> Look:
        return Look(write(value(row)), tone(row) if tone else Tone.TEXT)

    return Column(
        title=title,
        look=look,
        order=lambda row: by_number(value(row)),
        chars=chars,
        title_tip=title_tip,
        numeric=True,
    )


def status(health: Callable[[R], Health], text: Callable[[R], str], chars: int) -> Column[R]:
    """Return the last column of a table: a sentence, in the color of its health."""
    return Column(
        title=words.STATUS,
        look=lambda row: toned(text(row), health(row)),
        chars=chars,
        stretch=True,
        tip=lambda row: begun(text(row)),
    )


def grouped(group: str, *columns: Column[R]) -> tuple[Column[R], ...]:
    """Return the columns under a common title."""
    return tuple(replace(column, group=group) for column in columns)


def plain(text: Callable[[R], str], tone: Tone = Tone.TEXT) -> Callable[[R], Look]:
    """Return a look that is the text alone."""
    return lambda row: Look(text(row), tone)


def marked(text: str, health: Health, tone: Tone = Tone.TEXT) -> Look:
    """Return a text behind the mark of its health."""
    return Look(text, tone, f"mark-{health.value}", TONE_OF_HEALTH[health])


def toned(text: str, health: Health) -> Look:
    """Return a text that is quiet while all is well and has its health's color otherwise."""
    quiet = health in {Health.GOOD, Health.IDLE}
    return Look(begun(text), Tone.MUTED if quiet else TONE_OF_HEALTH[health])


def tone_of_gain(amount: Decimal | None) -> Tone:
    """Return the tone of a profit or a loss."""
    if not amount:
        return Tone.TEXT
    return Tone.GOOD if amount > 0 else Tone.BAD
