"""What the window may ask of the program. The only door from widgets to copying."""

from collections.abc import Sequence
from typing import Protocol

from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.app.desk_accounts import DeskAccounts
from tradecopy_desktop.app.desk_doctor import DeskDoctor
from tradecopy_desktop.app.desk_history import DeskPast
from tradecopy_desktop.app.desk_preview import DeskPreview
from tradecopy_desktop.app.desk_routes import DeskRoutes
from tradecopy_desktop.app.desk_settings import DeskClosing, DeskProgramSettings, DeskSupport
from tradecopy_desktop.app.desk_terminals import DeskTerminals
from tradecopy_desktop.app.guard_views import AuditRow, GuardRow
from tradecopy_desktop.app.queue_views import QueueRow
from tradecopy_desktop.app.views import (
    AccountRow,
    AlertRaised,
    ComparisonRow,
    CopyRow,
    DeskState,
    FindingRow,
    FollowerRow,
    LateRow,
    RouteRow,
    TradeLogRow,
)
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.caps import AccountCaps
from tradecopy_desktop.domain.guarding import AccountGuard, RuleSet
from tradecopy_desktop.domain.notices import NoticeRules
from tradecopy_desktop.domain.pace import Pace
from tradecopy_desktop.domain.preflight import Finding, WasThere, Wishes
from tradecopy_desktop.domain.routes import RouteMode, RouteSettings


class DeskView(Protocol):
    """What is there now; changes come over the bus with the same row types."""

    @property
    def bus(self) -> Bus:
        """Where changes are published."""
        ...

    def state(self) -> DeskState:
        """Return the program at a glance."""
        ...

    def accounts(self) -> Sequence[AccountRow]:
        """Return all accounts."""
        ...

    def routes(self) -> Sequence[RouteRow]:
        """Return all routes."""
        ...

    def followers(self) -> Sequence[FollowerRow]:
        """Return all followers."""
        ...

    def copies(self) -> Sequence[CopyRow]:
        """Return all open copies."""
        ...

    def queues(self) -> Sequence[QueueRow]:
        """Return what waits for each follower, and what is left of its requests."""
        ...


class DeskHistory(Protocol):
    """What was."""

    def log(self) -> Sequence[TradeLogRow]:
        """Return the newest lines of the trade log, oldest first, at most 5,000."""
        ...

    def alerts(self) -> Sequence[AlertRaised]:
        """Return the alerts since the start, oldest first."""
        ...


class DeskOrders(Protocol):
    """What the trader may order. Each raises TradeCopyError with a sentence for the trader."""

    def preflight(self, route: str) -> Sequence[Finding]:
        """Return what there is to say before a route is armed (rule C9)."""
        ...

    def what_was_there(self, route: str) -> Sequence[WasThere]:
        """Return the master's positions that would be before a route that is armed now (C3)."""
        ...

    async def set_route_mode(
        self, route: str, mode: RouteMode, wishes: Wishes | None = None
    ) -> None:
        """Arm, rehearse, pause (close-only) or switch off a route."""
        ...

    async def pause_all(self) -> int:
        """Put every live route on close-only; return how many."""
        ...

    async def add_account(self, name: str, key: AccountKey, roles: frozenset[Role]) -> str:
        """Register an account and return its terminal's new key, shown once."""
        ...

    async def renew_key(self, account: AccountKey) -> None:
        """Give an account's terminals another key over their connection (rule P4)."""
        ...

    async def add_route(
        self, name: str, master: AccountKey, follower: AccountKey, settings: RouteSettings
    ) -> str:
        """Add a route, off at first, and return its id."""
        ...


class DeskFollowers(Protocol):
    """What the trader may order about one follower. Each raises TradeCopyError like an order."""

    async def pause_follower(self, account: AccountKey) -> int:
        """Put every live route to a follower on close-only; return how many."""
        ...


class DeskSettings(Protocol):
    """What the trader set, and how it is changed. Each raises TradeCopyError like an order."""

    def settings_of(self, route: str) -> RouteSettings:
        """Return a route's present settings."""
        ...

    async def set_settings(self, route: str, settings: RouteSettings) -> None:
        """Give a route other settings; they act on later openings only (rule L4)."""
        ...

    async def set_caps(self, account: AccountKey, caps: AccountCaps) -> None:
        """Limit an account, whatever its routes allow (rule C11)."""
        ...

    def pace_of(self, account: AccountKey) -> Pace:
        """Return how fast an account's instructions may leave, and how many a day."""
        ...

    async def set_pace(self, account: AccountKey, pace: Pace) -> None:
        """Give an account another pace and daily budget; it acts at once (rule G6)."""
        ...


class DeskGuards(Protocol):
    """How accounts are guarded, and what the trader may do about it. GuardRow comes by the bus.

    Each order raises TradeCopyError with a sentence for the trader.
    """

    def guards(self) -> Sequence[GuardRow]:
        """Return how every account stands to its limits."""
        ...

    def guard_of(self, account: AccountKey) -> AccountGuard:
        """Return how an account is guarded."""
        ...

    async def set_guard(self, account: AccountKey, guard: AccountGuard) -> None:
        """Guard an account by other limits, from now on."""
        ...

    async def flatten(self, account: AccountKey) -> None:
        """Close everything on an account, cancel its orders, and lock it."""
        ...

    async def flatten_all(self) -> int:
        """Flatten and lock every follower; return how many."""
        ...

    async def unlock(self, account: AccountKey, reason: str) -> None:
        """Lift an account's lock, for a reason that is kept."""
        ...


class DeskRuleSets(Protocol):
    """Limits that the trader keeps under names, and what was done to accounts."""

    async def rule_sets(self) -> Sequence[RuleSet]:
        """Return the trader's rule sets and the examples, by name."""
        ...

    async def save_rule_set(self, rules: RuleSet) -> None:
        """Add or replace one of the trader's rule sets."""
        ...

    async def drop_rule_set(self, name: str) -> None:
        """Forget one of the trader's rule sets; raise TradeCopyError for an example."""
        ...

    async def audit(self, newest: int = 200) -> Sequence[AuditRow]:
        """Return what was done to accounts, the newest first."""
        ...


class DeskNotices(Protocol):
    """Where alarms go besides the window (rule G7). Orders raise TradeCopyError with a sentence."""

    def notice_rules(self) -> NoticeRules:
        """Return where alarms go."""
        ...

    async def set_notices(self, rules: NoticeRules, *, password: str | None = None) -> None:
        """Send alarms elsewhere from now on; `password` is the mail's, None keeps the one known."""
        ...

    def notice_ways(self) -> Sequence[str]:
        """Return the names of the ways by which alarms leave the machine now."""
        ...

    async def test_notice(self, way: str) -> None:
        """Send a test message and wait for it; raise TradeCopyError if it did not arrive."""
        ...


class DeskFindings(Protocol):
    """What is not as prescribed, and what may be done about it.

    Changes come by the bus: FindingRow, FindingRemoved, LateRow and ComparisonRow.
    """

    def findings(self) -> Sequence[FindingRow]:
        """Return what is found at present."""
        ...

    def late_openings(self) -> Sequence[LateRow]:
        """Return the late openings that the trader is asked about, with the time that is left."""
        ...

    def comparisons(self) -> Sequence[ComparisonRow]:
        """Return when each route was compared last."""
        ...

    def compare_now(self) -> None:
        """Compare every route in a moment, instead of at the next minute."""
        ...

    async def correct(self, finding: str) -> None:
        """Put right what a finding's key names; raise TradeCopyError with why it cannot be."""
        ...

    async def answer_late(self, key: str, *, opens: bool) -> None:
        """Open a late copy at market, or leave it; raise TradeCopyError with why it was not."""
        ...


class Desk(
    DeskView,
    DeskHistory,
    DeskPast,
    DeskOrders,
    DeskFollowers,
    DeskSettings,
    DeskGuards,
    DeskRuleSets,
    DeskNotices,
    DeskFindings,
    DeskPreview,
    DeskTerminals,
    DeskDoctor,
    DeskProgramSettings,
    DeskSupport,
    DeskClosing,
    DeskAccounts,
    DeskRoutes,
    Protocol,
):
    """Everything the window needs, in one constructor argument."""
