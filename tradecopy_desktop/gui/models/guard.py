"""The guard's tables: accounts, an account's limits, the audit trail. They hold no rows."""

from decimal import Decimal

from tradecopy_desktop.app.guard_views import AuditRow, GuardRow, StandRow
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.domain.guarding import Rung
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import NOTHING, Formats, begun
from tradecopy_desktop.gui.models.columns import Column, Look, by_number, marked, plain
from tradecopy_desktop.gui.theme import TONE_OF_HEALTH, Tone

_FULL = Decimal(100)
_HEALTHS = {
    Rung.FINE: Health.GOOD,
    Rung.WARN: Health.WARNING,
    Rung.CLOSE_ONLY: Health.BAD,
    Rung.FLATTEN: Health.BAD,
}
_WORST_FIRST = (Health.BAD, Health.WARNING, Health.GOOD, Health.IDLE)


def guard_columns(formats: Formats) -> tuple[Column[GuardRow], ...]:
    """Return the columns of the accounts, which are sorted by the second: the worst first."""
    return (
        Column(
            title=words.ACCOUNT,
            look=lambda row: Look(row.name, second=_where(row)),
            chars=24,
            tip=lambda row: f"{row.name}\n{_where(row)}",
        ),
        Column(
            title=words.STATE,
            look=_state,
            order=lambda row: (_WORST_FIRST.index(health_of(row)), 0.0, row.name.casefold()),
            chars=12,
            tip=reason_of,
        ),
        Column(
            title=words.USED,
            look=lambda row: _used_and_left(nearest(row), formats),
            order=lambda row: by_used(nearest(row)),
            chars=12,
            title_tip=words.USED_TIP,
        ),
        Column(
            title=words.NEAREST_LIMIT,
            look=_nearest,
            chars=16,
            stretch=True,
            tip=_nearest_tip,
        ),
    )


def stand_columns(formats: Formats) -> tuple[Column[StandRow], ...]:
    """Return the columns of an account's limits, which are sorted by the second."""
    return (
        Column(
            title=words.LIMIT,
            look=lambda row: marked(row.name, health_of_stand(row)),
            chars=26,
            tip=lambda row: f"{row.name}\n{words.STANDINGS[row.rung]}",
        ),
        Column(
            title=words.USED,
            look=lambda row: bar_of(row, formats),
            order=by_used,
            chars=12,
            title_tip=words.USED_TIP,
        ),
        Column(
            title=words.ROOM_LEFT,
            look=lambda row: Look(left_of(row, formats)),
            order=lambda row: by_number(row.percent),
            chars=8,
            title_tip=words.ROOM_LEFT_TIP,
            numeric=True,
        ),
        Column(
            title=words.STANDING,
            look=plain(lambda row: begun(row.text)),
            chars=16,
            stretch=True,
            tip=_stand_tip,
        ),
        Column(title="", look=_badge, chars=12, tip=_badge_tip),
    )


def audit_columns(formats: Formats) -> tuple[Column[AuditRow], ...]:
    """Return the columns of the audit trail, which is sorted by the first."""
    return (
        Column(
            title=words.TIME,
            look=plain(lambda row: formats.moment(row.at), Tone.MUTED),
            order=lambda row: (0, row.at.timestamp(), row.what),
            chars=19,
        ),
        Column(title=words.ACCOUNT, look=plain(lambda row: row.name), chars=20),
        Column(
            title=words.WHAT_WAS_DONE,
            look=plain(lambda row: words.AUDITED.get(row.what, begun(row.what))),
            chars=14,
        ),
        Column(
            title=words.WHY,
            look=plain(lambda row: begun(row.why)),
            chars=30,
            stretch=True,
            tip=lambda row: begun(row.why),
        ),
    )


def nearest(row: GuardRow) -> StandRow | None:
    """Return the limit of which most is used; one that is only shown only where all are."""
    known = [each for each in row.stands if each.percent is not None]
    acting = [each for each in known if not each.shown_only]
    return max(acting or known, key=lambda each: each.percent or Decimal(0), default=None)


def state_of(row: GuardRow) -> str:
    """Return in a word or two how an account stands."""
    if row.closing:
        return words.FLATTENING
    if row.locked:
        return words.LOCKED
    if row.blind and (row.stands or row.can_act):
        return words.BLIND
    return words.STANDINGS[row.rung] if row.stands else words.NO_LIMITS


def health_of(row: GuardRow) -> Health:
    """Return how bad it is."""
    if row.closing or row.locked:
        return Health.BAD
    if row.blind and (row.stands or row.can_act):
        return max(Health.WARNING, _HEALTHS[row.rung], key=_badness)
    return _HEALTHS[row.rung] if row.stands else Health.IDLE


def reason_of(row: GuardRow) -> str:
    """Return why an account is in its state, and what that means where nobody said why."""
    said = row.locked or (row.blind if state_of(row) == words.BLIND else "")
    if said:
        return begun(said)
    if row.closing:
        return words.FLATTENING_TIP
    if row.stands and not row.can_act:
        return words.WATCHED_ONLY
    return words.STANDING_TIPS[row.rung] if row.stands else words.NO_LIMITS_TIP


def guard_band(row: GuardRow) -> Tone | None:
    """Return the tint of an account on which nothing may be opened."""
    return Tone.BAD if row.closing or row.locked else None


def _badness(health: Health) -> int:
    return -_WORST_FIRST.index(health)


def _where(row: GuardRow) -> str:
    return words.listed([row.account.login, row.account.server])


def _state(row: GuardRow) -> Look:
    health = health_of(row)
    quiet = health in {Health.GOOD, Health.IDLE}
    look = marked(state_of(row), health, Tone.TEXT if quiet else TONE_OF_HEALTH[health])
    return look if row.can_act or not row.stands else look._replace(second=words.WARNS_ONLY)


def _nearest(row: GuardRow) -> Look:
    stand = nearest(row)
    stopped = state_of(row) in {words.LOCKED, words.FLATTENING, words.BLIND}
    if stand is None:
        return Look(words.NOT_KNOWN if row.stands else NOTHING, Tone.MUTED, second=reason_of(row))
    return Look(stand.name, second=reason_of(row) if stopped else begun(stand.text))


def _nearest_tip(row: GuardRow) -> str:
    return "\n".join(part for part in (_stand_tip(nearest(row)), reason_of(row)) if part)


def bar_of(stand: StandRow | None, formats: Formats) -> Look:
    """Return how much of a limit is used, as a number behind a bar."""
    if stand is None or stand.percent is None:
        return Look(NOTHING, Tone.MUTED)
    tone = Tone.ACCENT if stand.shown_only else TONE_OF_HEALTH[_HEALTHS[stand.rung]]
    percent = max(stand.percent, Decimal(0))
    return Look(formats.percent(percent), mark_tone=tone, bar=min(int(percent), 100))


def _used_and_left(stand: StandRow | None, formats: Formats) -> Look:
    used = bar_of(stand, formats)
    if stand is None or used.bar < 0:
        return used
    return used._replace(second=words.left(left_of(stand, formats)))


def by_used(stand: StandRow | None) -> tuple[int, float, str]:
    """Return what limits are sorted by."""
    # As with the worst state: what is most used comes first.
    if stand is None or stand.percent is None:
        return by_number(None)
    # What only is shown comes last.
    return (2 if stand.shown_only else 0, -float(stand.percent), "")


def left_of(stand: StandRow, formats: Formats) -> str:
    """Return the room that is left of a limit."""
    if stand.percent is None:
        return NOTHING
    # A profit has a negative loss: more than all of it is not left to lose.
    return formats.percent(min(max(_FULL - stand.percent, Decimal(0)), _FULL))


def health_of_stand(row: StandRow) -> Health:
    """Return how bad it is that so much of a limit is used."""
    if row.shown_only or row.percent is None:
        return Health.IDLE
    return _HEALTHS[row.rung]


def _badge(row: StandRow) -> Look:
    badges = [
        text
        for text, holds in (
            (words.ESTIMATED, row.estimated),
            (words.SHOWN_ONLY, row.shown_only),
        )
        if holds
    ]
    return Look(", ".join(badges), Tone.WARNING if row.estimated else Tone.ACCENT)


def _badge_tip(row: StandRow) -> str:
    tips = (words.ESTIMATED_TIP, row.estimated), (words.SHOWN_ONLY_TIP, row.shown_only)
    return "\n".join(tip for tip, holds in tips if holds)


def _stand_tip(row: StandRow | None) -> str:
    if row is None:
        return ""
    return "\n".join(part for part in (begun(row.text), _badge_tip(row)) if part)
