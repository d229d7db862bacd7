"""What a route decided about a master's event. A refusal is a value with a reason."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tradecopy_desktop.domain.commands import Command
from tradecopy_desktop.domain.links import Link


class SkipReason(StrEnum):
    """Why a route did not copy, in stable words for reports; the window has sentences."""

    ROUTE_OFF = "route_off"
    ROUTE_CLOSE_ONLY = "route_close_only"
    SHADOW = "shadow"
    FILTERED_SYMBOL = "filtered_symbol"
    FILTERED_SIDE = "filtered_side"
    TOO_OLD = "too_old"
    FOLLOWER_AWAY = "follower_away"
    FOLLOWER_NOT_WHOLE = "follower_not_whole"
    FOLLOWER_MAY_NOT_TRADE = "follower_may_not_trade"
    NO_SYMBOL = "no_symbol"
    SYMBOL_CLOSED_FOR_OPENINGS = "symbol_closed_for_openings"
    CONTRACT_SIZE_UNCONFIRMED = "contract_size_unconfirmed"
    BELOW_MINIMUM = "below_minimum"
    OTHER_SIDE_HELD = "other_side_held"
    BEFORE_ROUTE = "before_route"
    MISSED_WHILE_AWAY = "missed_while_away"
    PENDING_NOT_COPIED = "pending_not_copied"
    ENDED_EARLY = "ended_early"
    SYMBOL_INCOMPLETE = "symbol_incomplete"
    TOO_MANY_OPENINGS = "too_many_openings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the explanation: the rule, what went in, and what came out."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A route saw the event and sends nothing for it. `alarming`: the trader must be told."""

    route: str
    reason: SkipReason
    detail: str
    steps: tuple[Step, ...] = ()
    link: Link | None = None
    alarming: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A route acts on the event: the link as it is from now, and the commands to send in order."""

    route: str
    link: Link
    commands: tuple[Command, ...]
    steps: tuple[Step, ...] = ()
    master_lots: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToDo:
    """The event changes nothing for the route: the target stays what it is."""

    route: str
    link: Link | None
    detail: str


Decision = Copied | Skipped | NothingToDo
