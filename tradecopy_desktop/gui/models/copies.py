"""The cockpit's positions beside the master's: what each column says. Holds no rows."""

from dataclasses import dataclass, replace

from tradecopy_desktop.app.views import CopyRow, CopyState, FindingRow, Health
from tradecopy_desktop.domain.findings import FindingKind
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats, begun
from tradecopy_desktop.gui.models.columns import (
    Column,
    Look,
    grouped,
    number,
    plain,
    tone_of_gain,
)
from tradecopy_desktop.gui.theme import TONE_OF_HEALTH, Tone

FOLLOWER, BY_STATE = 0, 1
SIDE_TONES = {Side.BUY: Tone.BUY, Side.SELL: Tone.SELL}
# The worst first: what costs money without a master comes before what is merely not exact.
_MARKS = {
    CopyState.NAKED: ("mark-naked", Health.BAD),
    CopyState.WRONG_SIDE: ("mark-bad", Health.BAD),
    CopyState.EXTRA: ("mark-extra", Health.BAD),
    CopyState.MISSING: ("mark-missing", Health.BAD),
    CopyState.UNLINKED: ("mark-unlinked", Health.BAD),
    CopyState.UNKNOWN: ("mark-unknown", Health.BAD),
    CopyState.UNPROVEN: ("mark-unknown", Health.WARNING),
    CopyState.DRIFT: ("mark-size", Health.WARNING),
    CopyState.STOP_DIFFERS: ("mark-warning", Health.WARNING),
    CopyState.WORKING: ("mark-working", Health.IDLE),
    CopyState.PENDING: ("mark-pending", Health.IDLE),
    CopyState.IN_STEP: ("mark-good", Health.GOOD),
}
_RANKS = {state: rank for rank, state in enumerate(_MARKS)}
_STATE_OF = {
    FindingKind.MISSING: CopyState.MISSING,
    FindingKind.EXTRA: CopyState.EXTRA,
    FindingKind.WRONG_SIZE: CopyState.DRIFT,
    FindingKind.WRONG_SIDE: CopyState.WRONG_SIDE,
    FindingKind.UNPROTECTED: CopyState.NAKED,
    FindingKind.STOP_DIFFERS: CopyState.STOP_DIFFERS,
    FindingKind.UNLINKED: CopyState.UNLINKED,
    FindingKind.UNPROVEN: CopyState.UNPROVEN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A position beside the master's, what was found about it, and what came of a correction.

    `late` is the key of the question whether to copy it now, "" where none is asked. `note` is a
    sentence about it, "" while there is nothing to say.
    """

    row: CopyRow
    finding: FindingRow | None = None
    late: str = ""
    note: str = ""
    is_correcting: bool = False

    @property
    def key(self) -> str:
        """What it is known by; never shown."""
        return self.late or self.row.copy

    @property
    def state(self) -> CopyState:
        """Return how it stands, by the worse of what it shows and what was found."""
        if self.is_correcting:
            return CopyState.WORKING
        if self.finding is None:
            return self.row.state
        return min(self.row.state, state_of(self.finding), key=_RANKS.__getitem__)

    @property
    def action(self) -> str:
        """Return the word for what puts it right, "" where nothing here can."""
        if self.is_correcting:
            return ""
        if self.late:
            return words.COPY_LATE_SHORT
        if self.finding is None or not self.finding.remedy:
            return ""
        return words.DO_ABOUT[self.finding.kind]


def state_of(finding: FindingRow) -> CopyState:
    """Return the state of a position that something was found about."""
    return _STATE_OF.get(finding.kind, CopyState.UNPROVEN)


def worse(one: FindingRow, other: FindingRow | None) -> FindingRow:
    """Return the one of two findings that matters more."""
    if other is None:
        return one
    return min(one, other, key=lambda each: (_RANKS[state_of(each)], not each.remedy))


def health_of(state: CopyState) -> Health:
    """Return how bad a state is."""
    return _MARKS[state][1]


def copy_columns(formats: Formats) -> tuple[Column[Beside], ...]:
    """Return the columns: whose, how it stands, the master's side, the follower's, what to do."""
    return (
        Column(
            title=words.FOLLOWER,
            look=plain(lambda each: each.row.follower_name),
            order=lambda each: (0, 0.0, each.row.follower_name.casefold()),
            chars=16,
            tip=lambda each: f"{each.row.follower_name}\n{words.ROUTE}: {each.row.route_name}",
        ),
        Column(
            title=words.STATE,
            look=_state,
            order=lambda each: (
                _RANKS[each.state],
                each.row.since.timestamp(),
                each.row.follower_name.casefold(),
            ),
            chars=12,
            tip=_state_tip,
        ),
        Column(
            title=words.SIDE,
            look=lambda each: Look(words.SIDES[each.row.side], SIDE_TONES[each.row.side]),
            chars=4,
        ),
        *_master_columns(formats),
        *_follower_columns(formats),
        *_last_columns(),
    )


def _last_columns() -> tuple[Column[Beside], ...]:
    return (
        Column(
            title=words.WHAT,
            look=lambda each: Look(begun(each.note), Tone.MUTED),
            chars=13,
            stretch=True,
            tip=lambda each: begun(each.note),
            yields=7,
        ),
        Column(
            title=words.TO_DO,
            look=_action,
            order=lambda each: (0 if each.action else 1, 0.0, each.action),
            chars=11,
            tip=_action_tip,
            title_tip=words.TO_DO_TIP,
            spoken=lambda each: words.spoken(words.TO_DO, each.action) if each.action else "",
        ),
    )


def action_column(columns: tuple[Column[Beside], ...]) -> int:
    """Return where the column of what puts a row right stands."""
    return len(columns) - 1


def copy_band(each: Beside) -> Tone | None:
    """Return the tint of a row that is not as it should be."""
    health = health_of(each.state)
    return TONE_OF_HEALTH[health] if health in {Health.WARNING, Health.BAD} else None


def _state(each: Beside) -> Look:
    mark, health = _MARKS[each.state]
    tone = TONE_OF_HEALTH[health]
    quiet = health in {Health.GOOD, Health.IDLE}
    return Look(words.COPY_STATES[each.state], Tone.TEXT if quiet else tone, mark, tone)


def _state_tip(each: Beside) -> str:
    return "\n".join(part for part in (words.COPY_STATE_TIPS[each.state], begun(each.note)) if part)


def _action(each: Beside) -> Look:
    return Look(each.action, Tone.ACCENT, button=True) if each.action else Look("")


def _action_tip(each: Beside) -> str:
    if each.finding is not None:
        text = begun(each.finding.text)
        return f"{text}\n{begun(each.finding.remedy) or words.NO_REMEDY}"
    return begun(each.note)


def _master_columns(formats: Formats) -> tuple[Column[Beside], ...]:
    symbol: Column[Beside] = Column(
        title=words.SYMBOL, look=plain(lambda each: each.row.master_symbol), chars=9
    )
    price: Column[Beside] = number(
        words.PRICE, lambda each: each.row.master_price, formats.price, 8
    )
    return grouped(
        words.MASTER,
        replace(symbol, yields=4),
        number(words.LOTS, lambda each: each.row.master_lots, formats.lots, 5),
        replace(price, yields=5),
    )


def _follower_columns(formats: Formats) -> tuple[Column[Beside], ...]:
    price: Column[Beside] = number(words.PRICE, lambda each: each.row.price, formats.price, 8)
    profit: Column[Beside] = number(
        words.TAKE_PROFIT, lambda each: each.row.take_profit, formats.price, 8
    )
    due: Column[Beside] = number(
        words.DUE, lambda each: each.row.prescribed_lots, formats.lots, 5, title_tip=words.DUE_TIP
    )
    stop: Column[Beside] = number(
        words.STOP_LOSS, lambda each: each.row.stop_loss, formats.price, 8, tone=_stop_tone
    )
    return grouped(
        words.FOLLOWER,
        Column(title=words.SYMBOL, look=plain(lambda each: each.row.symbol), chars=9),
        replace(due, yields=2),
        number(
            words.HELD,
            lambda each: each.row.held_lots,
            formats.lots,
            5,
            tone=_held_tone,
            title_tip=words.HELD_TIP,
        ),
        replace(price, yields=6),
        replace(stop, yields=3, tip=lambda each: _stop_tip(each, formats)),
        replace(profit, yields=8),
        number(
            words.PROFIT,
            lambda each: each.row.profit,
            formats.gain,
            9,
            tone=lambda each: tone_of_gain(each.row.profit),
            title_tip=words.PROFIT_TIP,
        ),
    )


def _stop_tone(each: Beside) -> Tone:
    return Tone.BAD if each.state is CopyState.NAKED else Tone.TEXT


def _stop_tip(each: Beside, formats: Formats) -> str:
    due = each.row.due_stop
    if due is None or due == each.row.stop_loss:
        return ""
    return words.stop_due(formats.price(due))


def _held_tone(each: Beside) -> Tone:
    if each.row.held_lots == each.row.prescribed_lots:
        return Tone.TEXT
    health = health_of(each.state)
    return TONE_OF_HEALTH[health] if health is not Health.IDLE else Tone.TEXT
