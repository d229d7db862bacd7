"""The cockpit's table of followers: what each column says. Holds no rows."""

from dataclasses import dataclass, replace

from tradecopy_desktop.app.queue_views import QueueRow, QueueState
from tradecopy_desktop.app.views import FollowerRow, Health
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import NOTHING, Formats
from tradecopy_desktop.gui.models.columns import (
    Column,
    Look,
    marked,
    number,
    plain,
    status,
    tone_of_gain,
)
from tradecopy_desktop.gui.theme import TONE_OF_HEALTH, Tone

_SHORT = {QueueState.SAVING: Health.WARNING, QueueState.CLOSES_ONLY: Health.BAD}


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A follower, and what waits to leave for it; None before any of that is known."""

    row: FollowerRow
    queue: QueueRow | None = None

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

    @property
    def requests(self) -> int | None:
        """How many requests were made today."""
        return None if self.queue is None else self.queue.requests_today


def follower_columns(formats: Formats) -> tuple[Column[Followed], ...]:
    """Return the columns of the followers table."""
    return (
        Column(
            title=words.FOLLOWER, look=plain(lambda each: each.row.name), chars=20, tip=_account
        ),
        Column(
            title=words.STATE,
            look=lambda each: marked(words.HEALTH[each.row.health], each.row.health),
            chars=11,
        ),
        *_of_money(formats),
        *_of_copies(formats),
        *_of_requests(formats),
        status(lambda each: each.row.health, lambda each: each.row.status, 17),
    )


def _of_money(formats: Formats) -> tuple[Column[Followed], ...]:
    def balance(each: Followed) -> Look:
        return Look(formats.money(each.row.balance, each.row.currency))

    def equity(each: Followed) -> Look:
        return Look(formats.money(each.row.equity, each.row.currency))

    return (
        replace(
            number(words.BALANCE, lambda each: each.row.balance, formats.money, 15), look=balance
        ),
        replace(number(words.EQUITY, lambda each: each.row.equity, formats.money, 15), look=equity),
        number(
            words.FLOATING,
            lambda each: each.row.floating,
            formats.gain,
            10,
            tone=lambda each: tone_of_gain(each.row.floating),
        ),
    )


def _of_copies(formats: Formats) -> tuple[Column[Followed], ...]:
    return (
        number(
            words.OPEN,
            lambda each: each.row.open_copies,
            formats.count,
            5,
            title_tip=words.OPEN_COPIES,
        ),
        number(
            words.DRIFT_LOTS,
            lambda each: each.row.drift_lots,
            formats.lots,
            8,
            tone=lambda each: Tone.WARNING if each.row.drift_lots else Tone.TEXT,
            title_tip=words.DRIFT_TIP,
        ),
    )


def _of_requests(formats: Formats) -> tuple[Column[Followed], ...]:
    def requests(each: Followed) -> Look:
        queue = each.queue
        if queue is None:
            return Look(NOTHING)
        today = formats.count(queue.requests_today)
        if queue.budget is not None:
            today = words.of_budget(today, formats.count(queue.budget))
        health = _SHORT.get(queue.state)
        if health is None:
            return Look(today)
        return marked(today, health, TONE_OF_HEALTH[health])

    waiting: Column[Followed] = number(
        words.QUEUE, lambda each: each.waiting, formats.count, 5, title_tip=words.QUEUE_TIP
    )
    made: Column[Followed] = number(
        words.REQUESTS,
        lambda each: each.requests,
        formats.count,
        12,
        title_tip=words.REQUESTS_TIP,
    )
    return (replace(waiting, tip=_queue_tip), replace(made, look=requests, tip=_queue_tip))


def _account(each: Followed) -> str:
    row = each.row
    where = [row.key.login, row.key.server]
    if row.platform is not None:
        where.insert(0, words.PLATFORMS[row.platform])
    return f"{row.name}\n{words.listed(where)}"


def _queue_tip(each: Followed) -> str:
    queue = each.queue
    if queue is None:
        return ""
    waiting = words.waiting(queue.waiting_closes, queue.waiting_changes, queue.waiting_openings)
    at_once = words.at_once(queue.tokens_left, queue.burst)
    return f"{words.QUEUE_STATES[queue.state]}\n{waiting}\n{at_once}"
