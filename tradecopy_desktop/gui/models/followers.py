"""The cockpit's table of followers: what each column says. Holds no rows."""

from dataclasses import dataclass, replace

from tradecopy_desktop.app.guard_views import GuardRow
from tradecopy_desktop.app.queue_views import QueueRow, QueueState
from tradecopy_desktop.app.views import FollowerRow, Health
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import NOTHING, Formats, begun
from tradecopy_desktop.gui.models.columns import (
    Column,
    Look,
    SortKey,
    marked,
    number,
    tone_of_gain,
)
from tradecopy_desktop.gui.models.guard import bar_of, by_used, left_of, nearest
from tradecopy_desktop.gui.theme import TONE_OF_HEALTH, Tone

CHEVRON, NAME, BY_STATE = 0, 1, 2
_SHORT = {QueueState.SAVING: Health.WARNING, QueueState.CLOSES_ONLY: Health.BAD}
_WORST_FIRST = (Health.BAD, Health.WARNING, Health.GOOD, Health.IDLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A follower, what waits to leave for it, and how it stands to its limits; None: not known.

    `opened`: its positions take the room.
    """

    row: FollowerRow
    queue: QueueRow | None = None
    guard: GuardRow | None = None
    opened: bool = False

    @property
    def key(self) -> AccountKey:
        """What it is known by."""
        return self.row.key

    @property
    def waiting(self) -> int | None:
        """How many instructions wait."""
        queue = self.queue
        if queue is None:
            return None
        return queue.waiting_closes + queue.waiting_changes + queue.waiting_openings


def follower_columns(formats: Formats) -> tuple[Column[Followed], ...]:
    """Return the columns of the followers table, which is sorted by the state: the worst first."""
    return (
        Column(
            title="",
            look=_chevron,
            chars=0,
            tip=lambda each: words.CLOSE_TIP if each.opened else words.OPEN_TIP,
            spoken=lambda each: words.OPENED if each.opened else words.NOT_OPENED,
        ),
        Column(
            title=words.FOLLOWER,
            look=lambda each: Look(each.row.name, second=_login(each)),
            order=lambda each: (0, 0.0, each.row.name.casefold()),
            chars=20,
            tip=lambda each: f"{each.row.name}\n{_login(each)}\n{each.row.key.server}",
        ),
        Column(
            title=words.STATE,
            look=_state,
            order=_by_state,
            chars=14,
            stretch=True,
            tip=_state_tip,
        ),
        *_of_money(formats),
        Column(
            title=words.ROOM,
            look=lambda each: _room(each, formats),
            order=lambda each: by_used(nearest(each.guard) if each.guard else None),
            chars=16,
            tip=_room_tip,
            title_tip=words.ROOM_TIP,
        ),
        *_of_copies(formats),
    )


def follower_band(each: Followed) -> Tone | None:
    """Return the tint of a follower that needs the trader now."""
    return Tone.BAD if each.row.health is Health.BAD else None


def limits_tip(row: GuardRow) -> str:
    """Return how every limit of an account stands, a line each."""
    return "\n".join(words.limit_line(stand.name, begun(stand.text)) for stand in row.stands)


def day_tip(each: Followed, formats: Formats) -> str:
    """Return how the day's gain is counted."""
    day, currency = each.row.day, each.row.currency
    if day is None:
        return ""
    amount, begun_with = (
        formats.gain(day.amount, currency),
        formats.money(day.begun_with, currency),
    )
    text = words.day_detail(amount, begun_with, formats.moment(day.since))
    return text if day.whole else words.day_not_whole(text)


def _chevron(each: Followed) -> Look:
    return Look("", mark="chevron-down" if each.opened else "chevron-right")


def _login(each: Followed) -> str:
    row = each.row
    where = [row.key.login]
    if row.platform is not None:
        where.insert(0, words.PLATFORMS[row.platform])
    return words.listed(where)


def _state(each: Followed) -> Look:
    row = each.row
    quiet = row.health in {Health.GOOD, Health.IDLE}
    tone = Tone.TEXT if quiet else TONE_OF_HEALTH[row.health]
    return marked(words.FOLLOWER_STATES[row.state], row.health, tone)._replace(
        second=begun(row.status)
    )


def _by_state(each: Followed) -> SortKey:
    return _WORST_FIRST.index(each.row.health), 0.0, each.row.name.casefold()


def _state_tip(each: Followed) -> str:
    parts = (begun(each.row.status), words.FOLLOWER_STATE_TIPS[each.row.state])
    return "\n".join(part for part in parts if part)


def _of_money(formats: Formats) -> tuple[Column[Followed], ...]:
    def equity(each: Followed) -> Look:
        return Look(formats.money(each.row.equity), second=each.row.currency)

    def money(each: Followed) -> str:
        row, currency = each.row, each.row.currency
        return words.money_detail(
            formats.money(row.equity, currency),
            formats.money(row.balance, currency),
            formats.gain(row.floating, currency),
        )

    shown: Column[Followed] = number(words.EQUITY, lambda each: each.row.equity, formats.money, 11)
    day: Column[Followed] = number(
        words.DAY,
        lambda each: each.row.day.amount if each.row.day else None,
        formats.gain,
        16,
        title_tip=words.DAY_TIP,
    )
    return (
        replace(shown, look=equity, tip=money),
        replace(
            day, look=lambda each: _day(each, formats), tip=lambda each: day_tip(each, formats)
        ),
    )


def _day(each: Followed, formats: Formats) -> Look:
    day = each.row.day
    if day is None:
        return Look(NOTHING, Tone.MUTED)
    percent = formats.gained_percent(day.percent)
    second = percent if day.whole else words.day_since(percent, formats.minute(day.since))
    return Look(formats.gain(day.amount), tone_of_gain(day.amount), second=second)


def _room(each: Followed, formats: Formats) -> Look:
    guard = each.guard
    stand = nearest(guard) if guard else None
    if guard is None or stand is None:
        known = guard is not None and bool(guard.stands)
        return Look(words.NOT_KNOWN if known else words.NO_LIMITS, Tone.MUTED)
    bar = bar_of(stand, formats)
    text = words.room_left(left_of(stand, formats), stand.name)
    return bar._replace(text=text, below=True)


def _room_tip(each: Followed) -> str:
    if each.guard is None or not each.guard.stands:
        return words.NO_LIMITS_TIP
    return limits_tip(each.guard)


def _of_copies(formats: Formats) -> tuple[Column[Followed], ...]:
    waiting: Column[Followed] = number(
        words.QUEUE, lambda each: each.waiting, formats.count, 13, title_tip=words.QUEUE_TIPS
    )
    drift: Column[Followed] = number(
        words.DRIFT,
        lambda each: each.row.drift_lots,
        formats.lots,
        6,
        tone=lambda each: Tone.WARNING if each.row.drift_lots else Tone.TEXT,
        title_tip=words.DRIFT_TIP,
    )
    held: Column[Followed] = number(
        words.OPEN,
        lambda each: each.row.open_copies,
        formats.count,
        4,
        title_tip=words.OPEN_SHORT_TIP,
    )
    return (
        replace(held, yields=1),
        replace(drift, yields=2),
        replace(waiting, look=lambda each: _queue(each, formats), tip=_queue_tip, yields=3),
    )


def _queue(each: Followed, formats: Formats) -> Look:
    queue = each.queue
    if queue is None:
        return Look(NOTHING, Tone.MUTED)
    today = formats.count(queue.requests_today)
    if queue.budget is not None:
        today = words.of_budget(today, formats.count(queue.budget))
    look = Look(formats.count(each.waiting), second=today)
    health = _SHORT.get(queue.state)
    if health is None:
        return look
    tone = TONE_OF_HEALTH[health]
    return look._replace(tone=tone, mark=f"mark-{health.value}", mark_tone=tone)


def _queue_tip(each: Followed) -> str:
    queue = each.queue
    if queue is None:
        return ""
    waiting = words.waiting(queue.waiting_closes, queue.waiting_changes, queue.waiting_openings)
    at_once = words.at_once(queue.tokens_left, queue.burst)
    return f"{words.QUEUE_STATES[queue.state]}\n{waiting}\n{at_once}\n{words.REQUESTS_TIP}"
