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
    BEFORE_ROUTE = "before_route"
    FILTERED_SYMBOL = "filtered_symbol"
    FILTERED_SIDE = "filtered_side"
    FILTERED_MAGIC = "filtered_magic"
    FILTERED_COMMENT = "filtered_comment"
    FILTERED_LOTS = "filtered_lots"
    FILTERED_KIND = "filtered_kind"
    OUTSIDE_SESSION = "outside_session"
    TOO_OLD = "too_old"
    NO_QUOTE = "no_quote"
    SPREAD_TOO_WIDE = "spread_too_wide"
    TOO_MANY_POSITIONS = "too_many_positions"
    TOO_MANY_LOTS = "too_many_lots"
    FOLLOWER_AWAY = "follower_away"
    FOLLOWER_NOT_WHOLE = "follower_not_whole"
    FOLLOWER_MAY_NOT_TRADE = "follower_may_not_trade"
    NO_SYMBOL = "no_symbol"
    AMBIGUOUS_SYMBOL = "ambiguous_symbol"
    SYMBOL_INCOMPLETE = "symbol_incomplete"
    SYMBOL_CLOSED_FOR_OPENINGS = "symbol_closed_for_openings"
    CONTRACT_SIZE_UNCONFIRMED = "contract_size_unconfirmed"
    STALE_FUNDS = "stale_funds"
    NO_RATE = "no_rate"
    TICK_VALUE_MISMATCH = "tick_value_mismatch"
    NO_STOP_LOSS = "no_stop_loss"
    BELOW_MINIMUM = "below_minimum"
    ACCOUNT_CAP = "account_cap"
    STOP_REFUSED = "stop_refused"
    SLIPPED = "slipped"
    FURTHER_ORDER = "further_order"
    TOO_MANY_OPENINGS = "too_many_openings"
    OTHER_SIDE_HELD = "other_side_held"
    SHARED_SYMBOL = "shared_symbol"
    LOOP = "loop"
    FIFO = "fifo"
    MISSED_WHILE_AWAY = "missed_while_away"
    FROZEN = "frozen"
    PENDING_NOT_COPIED = "pending_not_copied"
    PENDING_KIND_UNKNOWN = "pending_kind_unknown"
    ENDED_EARLY = "ended_early"
    REQUEST_BUDGET = "request_budget"
    GUARDED = "guarded"


Refusal = tuple[SkipReason, str]
"""Why not, and the sentence for the trader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Why the guard bars all openings of an account, until it says otherwise.

    `cancels`: orders that wait there are taken back as well (rule C6).
    """

    reason: SkipReason
    text: str
    cancels: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the explanation: the rule, a sentence, what went in, and what came out.

    `inputs` are names and values as the trader reads them, in the order of the formula.
    """

    rule: str
    text: str
    inputs: tuple[tuple[str, str], ...] = ()
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A route saw the event and sends nothing for it. `alarming`: the trader must be told."""

    route: str
    reason: SkipReason
    detail: str
    steps: tuple[Step, ...] = ()
    link: Link | None = None
    alarming: bool = False
    settings_version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A route acts on the event: the link as it is from now, and the commands to send in order.

    The commands of a shadow copy are recorded and never sent.
    """

    route: str
    link: Link
    commands: tuple[Command, ...]
    steps: tuple[Step, ...] = ()
    master_lots: Decimal = Decimal(0)
    settings_version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToDo:
    """The event changes nothing for the route: the target stays what it is."""

    route: str
    link: Link | None
    detail: str


Decision = Copied | Skipped | NothingToDo
