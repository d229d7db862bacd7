"""What a trader is shown, as frozen rows. Nothing here formats text or knows a widget."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from tradecopy_desktop.app.follower_views import DayGain, FollowerState
from tradecopy_desktop.app.places import Place
from tradecopy_desktop.domain.accounts import AccountKey, AccountKind, Role
from tradecopy_desktop.domain.decisions import Step
from tradecopy_desktop.domain.findings import FindingKind
from tradecopy_desktop.domain.recovery_rules import RecoveryRules
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.sizing import Sizing
from tradecopy_desktop.domain.stage_times import StageTimes
from tradecopy_desktop.domain.values import MarginMode, Platform, Side


class Health(StrEnum):
    """How a thing is: always shown with a word, never by color alone."""

    IDLE = "idle"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One account and its terminals. None: the terminal has not said so yet."""

    key: AccountKey
    name: str
    roles: frozenset[Role]
    connected: frozenset[Role]
    platform: Platform | None
    margin_mode: MarginMode | None
    kind: AccountKind | None
    company: str
    currency: str
    balance: Decimal | None
    equity: Decimal | None
    positions: int | None
    may_trade: bool | None
    ea_version: str
    round_trip_ms: float | None
    health: Health
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRemoved:
    """The account is registered no more; its rows go."""

    key: AccountKey


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteRow:
    """One copy route with what it has done since the program started."""

    id: str
    name: str
    master: AccountKey
    master_name: str
    follower: AccountKey
    follower_name: str
    mode: RouteMode
    sizing: Sizing
    copied: int
    skipped: int
    refused: int
    open_copies: int
    last_total_ms: float | None
    health: Health
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowerRow:
    """One follower at a glance. `drift_lots`: sum of |held - prescribed| over its copies.

    `day` None: its money was not seen today.
    """

    key: AccountKey
    name: str
    platform: Platform | None
    currency: str
    balance: Decimal | None
    equity: Decimal | None
    floating: Decimal | None
    open_copies: int
    drift_lots: Decimal
    health: Health
    status: str
    state: FollowerState = FollowerState.IN_STEP
    day: DayGain | None = None


class CopyState(StrEnum):
    """How a follower's position stands against the master's."""

    IN_STEP = "in step"
    WORKING = "working"
    PENDING = "pending"  # its order waits for a price, or its lots for more of them
    MISSING = "missing"  # the master holds it; the follower should, and does not
    EXTRA = "extra"  # the follower holds it, and its master's position is over
    DRIFT = "drift"  # more or less than is due
    WRONG_SIDE = "wrong side"
    NAKED = "naked"  # open without the SL that it should have
    STOP_DIFFERS = "stop differs"
    UNKNOWN = "unknown"  # the outcome of its order is not known
    UNPROVEN = "unproven"  # the master's position is gone, and no deal of it was shown
    UNLINKED = "unlinked"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow:
    """A follower's position beside the master's. `copy` keys the row and is never shown.

    `stop_loss` is what the follower's position shows, `due_stop` what was ordered. Of the master's
    side, and of what is due, None is what is not known.
    """

    copy: str
    follower: AccountKey
    follower_name: str
    route_name: str
    side: Side
    master_symbol: str
    master_lots: Decimal | None
    master_price: Decimal | None
    symbol: str
    prescribed_lots: Decimal | None
    held_lots: Decimal
    price: Decimal | None
    stop_loss: Decimal | None
    take_profit: Decimal | None
    profit: Decimal | None
    state: CopyState
    since: datetime
    due_stop: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRemoved:
    """The copy is over; its row goes."""

    copy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LatencySample:
    """One copy's way, published when its report came. `at_s`: monotonic seconds."""

    at_s: float
    route: str
    route_name: str
    follower_name: str
    stages: StageTimes


class LogOutcome(StrEnum):
    """How a line of the trade log ended."""

    DONE = "done"
    PART = "part"
    SKIPPED = "skipped"
    REFUSED = "refused"
    WAITING = "waiting"
    UNKNOWN = "unknown"
    IMAGINED = "imagined"


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeLogRow:
    """One decision or execution. A later row with the same `key` replaces the earlier one.

    `slippage_points` is positive when the follower's fill was worse than the master's, and
    `slippage_money` is what that cost, in the follower's `currency`. `route` and `follower` name
    whom the row is about, "" and None where that is no longer known.
    """

    key: str
    at: datetime
    route_name: str
    follower_name: str
    action: str
    side: Side | None
    master_symbol: str
    symbol: str
    master_lots: Decimal | None
    lots: Decimal | None
    master_price: Decimal | None
    price: Decimal | None
    slippage_points: Decimal | None
    stages: StageTimes | None
    outcome: LogOutcome
    reason: str
    steps: tuple[Step, ...]
    route: str = ""
    follower: AccountKey | None = None
    slippage_money: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRaised:
    """Something the trader must know. `key` names the matter, so it is not told twice.

    `place` is where the trader sees to it, `account` the one that is selected there.
    """

    key: str
    at: datetime
    health: Health
    title: str
    text: str
    place: Place = Place.ALERTS
    account: AccountKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """Something that is not as prescribed. `remedy`: what a correction would do, "" for none.

    `copy` is the copy that it is about, "" for none; `beside` is its row where no copy is open:
    what was never opened, and what is held for no copy.
    """

    key: str
    kind: FindingKind
    route: str
    route_name: str
    follower: AccountKey
    follower_name: str
    symbol: str
    since: datetime
    text: str
    remedy: str
    copy: str = ""
    beside: CopyRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteRemoved:
    """The trader removed a route; its rows go."""

    route: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRemoved:
    """What was found is settled; its row goes."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LateRow:
    """A question: open a late copy now? It stands `asks_s` seconds; not `is_open` once it ended.

    `left_s` of them are left. `price_now` is the master's price for such an opening now, beside
    `price` at which it opened; None where it is not known.
    """

    key: str
    route: str
    route_name: str
    follower: AccountKey
    follower_name: str
    position: str
    symbol: str
    side: Side
    lots: Decimal
    price: Decimal
    text: str
    asks_s: int
    left_s: int
    price_now: Decimal | None
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """When both ends of a route were compared last, and what came of it.

    `at` None: not since the start. `waits_for` is the end that has not shown all that it holds,
    None where both have.
    """

    route: str
    route_name: str
    master_name: str
    follower_name: str
    mode: RouteMode
    recovery: RecoveryRules
    at: datetime | None
    waits_for: Role | None
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopLagged:
    """How late the event loop's own timer came, in ms: the worst of the last second."""

    at_s: float
    worst_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLagged:
    """How far the ledger is behind copying: what waits to be stored, and for how long already."""

    at_s: float
    records: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskState:
    """The program at a glance, for title bar and tray."""

    health: Health
    status: str
    masters_connected: int
    masters: int
    followers_connected: int
    followers: int
    open_copies: int
    copied: int
    port: int
    demo: bool
