"""What the trader chooses about a route's recovery, and what is offered. Decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from tradecopy_desktop.domain.recovery_rules import (
    Corrections,
    LatePolicy,
    MasterAway,
    RecoveryRules,
)
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import PartialFill
from tradecopy_desktop.domain.stop_rules import MovedByHand
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.widgets.numbered_choice import Number, Option

C = TypeVar("C", bound=StrEnum)

_MOST_MINUTES = 1_440
_MOST_POINTS = 1_000_000
_MINUTE_S = 60

POINTS = Number(unit=words.UNIT_POINTS, least=0, most=_MOST_POINTS, fault=words.NEED_POINTS)
MINUTES = Number(unit=words.UNIT_MINUTES, least=1, most=_MOST_MINUTES, fault=words.NEED_MINUTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """The part of a route's settings that is about recovery."""

    rules: RecoveryRules
    moved_by_hand: MovedByHand
    partial_fill: PartialFill

    @property
    def ask_min(self) -> int:
        """Return how long a question stands, in minutes begun."""
        return -(-self.rules.ask_s // _MINUTE_S)

    def with_ask_min(self, minutes: int) -> "Recovery":
        """Return it with another time for questions; what was set to the second stays so."""
        if minutes == self.ask_min:
            return self
        return replace(self, rules=replace(self.rules, ask_s=minutes * _MINUTE_S))


def recovery_of(settings: RouteSettings) -> Recovery:
    """Return what is set at present."""
    return Recovery(
        rules=settings.recovery,
        moved_by_hand=settings.stops.moved_by_hand,
        partial_fill=settings.volume.partial_fill,
    )


def with_recovery(settings: RouteSettings, recovery: Recovery) -> RouteSettings:
    """Return the settings with another recovery; all else stays."""
    return replace(
        settings,
        recovery=recovery.rules,
        stops=replace(settings.stops, moved_by_hand=recovery.moved_by_hand),
        volume=replace(settings.volume, partial_fill=recovery.partial_fill),
    )


def _options(
    names: Mapping[C, str], hints: Mapping[C, str], numbers: Mapping[C, Number] | None = None
) -> tuple[Option[C], ...]:
    found = numbers or {}
    return tuple(
        Option(value=each, name=names[each], hint=hints[each], number=found.get(each))
        for each in names
    )


CORRECTIONS: tuple[Option[Corrections], ...] = _options(words.CORRECTIONS, words.CORRECTION_HINTS)
LATE: tuple[Option[LatePolicy], ...] = _options(
    words.LATE, words.LATE_HINTS, {LatePolicy.WITHIN: POINTS, LatePolicy.ASK: MINUTES}
)
AWAY: tuple[Option[MasterAway], ...] = _options(
    words.AWAY, words.AWAY_HINTS, {MasterAway.CLOSE: MINUTES}
)
BY_HAND: tuple[Option[MovedByHand], ...] = _options(words.BY_HAND, words.BY_HAND_HINTS)
PARTIAL: tuple[Option[PartialFill], ...] = _options(words.PARTIAL, words.PARTIAL_HINTS)
