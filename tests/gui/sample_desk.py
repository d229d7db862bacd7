"""A desk in memory with believable rows: it remembers orders and publishes what they change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

from tests.gui.sample_arming import FINE, THERE
from tests.gui.sample_checkup import SampleCheckUp
from tests.gui.sample_findings import FINDINGS, QUESTIONS, sample_comparisons
from tests.gui.sample_followers import FOLLOWERS, SampleFollowers
from tests.gui.sample_guards import SampleGuards
from tests.gui.sample_own import SampleOwn
from tests.gui.sample_past import SamplePast
from tests.gui.sample_preview import SamplePreview
from tests.gui.sample_routes import SampleRoutes
from tests.gui.sample_rows import (
    ACCOUNTS,
    ALERTS,
    QUEUES,
    ROUTES,
    sample_copies,
    sample_log,
    sample_stages,
)
from tests.gui.sample_terminals import SampleTerminals
from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.app.queue_views import QueueRow
from tradecopy_desktop.app.views import (
    AccountRow,
    AlertRaised,
    ComparisonRow,
    CopyRow,
    DeskState,
    FindingRemoved,
    FindingRow,
    FollowerRow,
    Health,
    LatencySample,
    LateRow,
    LedgerLagged,
    LoopLagged,
    RouteRow,
    TradeLogRow,
)
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.caps import AccountCaps
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.pace import USUAL_PACE, Pace
from tradecopy_desktop.domain.preflight import Finding, WasThere, Wishes
from tradecopy_desktop.domain.routes import RouteMode, RouteSettings
from tradecopy_desktop.domain.sizing import SameLots


class SampleDesk(
    SampleFollowers,
    SampleGuards,
    SamplePast,
    SamplePreview,
    SampleTerminals,
    SampleCheckUp,
    SampleOwn,
    SampleRoutes,
):
    """Stands in for the program. `refusal`, when set, is what every order is answered with.

    `before_arming` and `there` are what is told of every route before it is armed, `wishes` what
    came with each order of a mode. `stubborn`: a correction changes nothing.
    """

    def __init__(self, *, empty: bool = False, demo: bool = True) -> None:
        self.bus = Bus()
        SampleGuards.__init__(self, empty=empty)
        SamplePreview.__init__(self, empty=empty)
        SampleTerminals.__init__(self, empty=empty)
        SampleCheckUp.__init__(self)
        SamplePast.__init__(self, empty=empty)
        SampleRoutes.__init__(self, empty=empty)
        self.refusal = ""
        self.orders: list[str] = []
        self.wishes: list[Wishes] = []
        self.before_arming: dict[str, tuple[Finding, ...]] = {}
        self.stubborn = False
        self.paces: dict[AccountKey, Pace] = {}
        self.there: tuple[WasThere, ...] = THERE
        self._accounts = {} if empty else {row.key: row for row in ACCOUNTS}
        self._routes = {} if empty else {row.id: row for row in ROUTES}
        self._followers = {} if empty else {row.key: row for row in FOLLOWERS}
        self._copies = {} if empty else {row.copy: row for row in sample_copies()}
        self._log = [] if empty else sample_log(200)
        self._alerts = [] if empty else list(ALERTS)
        self._demo = demo
        self._queues = {} if empty else {row.follower: row for row in QUEUES}
        self._found = {} if empty else {row.key: row for row in FINDINGS}
        self._asked = {} if empty else {row.key: row for row in QUESTIONS}
        self._compared = {row.route: row for row in sample_comparisons(self._routes.values())}
        usual = RouteSettings(version=1, sizing=SameLots())
        self._settings = {id: replace(usual, sizing=row.sizing) for id, row in self._routes.items()}

    def state(self) -> DeskState:
        live = any(row.mode is RouteMode.LIVE for row in self._routes.values())
        masters = [row for row in self._accounts.values() if Role.MONITOR in row.roles]
        executors = [row for row in self._accounts.values() if Role.EXECUTOR in row.roles]
        return DeskState(
            health=Health.WARNING if live else Health.IDLE,
            status="Copying, 1 follower away" if live else "Not copying",
            masters_connected=sum(bool(row.connected) for row in masters),
            masters=len(masters),
            followers_connected=sum(bool(row.connected) for row in executors),
            followers=len(executors),
            open_copies=len(self._copies),
            copied=sum(row.copied for row in self._routes.values()),
            port=8080,
            demo=self._demo,
        )

    def accounts(self) -> Sequence[AccountRow]:
        return tuple(self._accounts.values())

    def routes(self) -> Sequence[RouteRow]:
        return tuple(self._routes.values())

    def followers(self) -> Sequence[FollowerRow]:
        return tuple(self._followers.values())

    def copies(self) -> Sequence[CopyRow]:
        return tuple(self._copies.values())

    def queues(self) -> Sequence[QueueRow]:
        return tuple(self._queues.values())

    def queue(self, row: QueueRow) -> None:
        """Publish what waits for a follower."""
        self._queues[row.follower] = row
        self.bus.publish(row)

    def log(self) -> Sequence[TradeLogRow]:
        return tuple(self._log)

    def alerts(self) -> Sequence[AlertRaised]:
        return tuple(self._alerts)

    def preflight(self, route: str) -> Sequence[Finding]:
        return self.before_arming.get(self._known(route).id, FINE)

    def what_was_there(self, route: str) -> Sequence[WasThere]:
        self._known(route)
        return self.there

    async def set_route_mode(
        self, route: str, mode: RouteMode, wishes: Wishes | None = None
    ) -> None:
        self._take(f"{route} {mode.value}")
        self.wishes.append(wishes or Wishes())
        self._set_mode(self._known(route), mode)
        self.bus.publish(self.state())

    def settings_of(self, route: str) -> RouteSettings:
        self._known(route)
        return self._settings[route]

    async def set_settings(self, route: str, settings: RouteSettings) -> None:
        self._take(f"{route} {settings}")
        self._routes[route] = replace(self._known(route), sizing=settings.sizing)
        self._settings[route] = replace(settings, version=self._settings[route].version + 1)
        self.bus.publish(self._routes[route])

    async def set_caps(self, account: AccountKey, caps: AccountCaps) -> None:
        self._take(f"{account} {caps}")

    def pace_of(self, account: AccountKey) -> Pace:
        return self.paces.get(account, USUAL_PACE)

    async def renew_key(self, account: AccountKey) -> None:
        self._take(f"new key for {account}")

    async def set_pace(self, account: AccountKey, pace: Pace) -> None:
        self._take(f"request limits of {account}")
        self.paces[account] = pace

    def change_account(self, account: AccountKey, **values: object) -> None:
        """Publish an account with other values, as if its terminal had told something."""
        row = replace(self._accounts[account], **values)  # type: ignore[arg-type]
        self._accounts[account] = row
        self.bus.publish(row)

    def change_route(self, route: str, **values: object) -> None:
        """Publish a route with other values, as if something had happened to it."""
        self._routes[route] = replace(self._known(route), **values)  # type: ignore[arg-type]
        self.bus.publish(self._routes[route])

    def forget_route(self, route: str) -> None:
        """Lose a route, as if it had been deleted elsewhere."""
        del self._routes[route]

    async def pause_all(self) -> int:
        self._take("pause all")
        live = [row for row in self._routes.values() if row.mode is RouteMode.LIVE]
        for row in live:
            self._set_mode(row, RouteMode.CLOSE_ONLY)
        self.bus.publish(self.state())
        return len(live)

    async def add_account(self, name: str, key: AccountKey, roles: frozenset[Role]) -> str:
        self._take(f"add account {name} {key} {','.join(sorted(roles))}")
        row = AccountRow(
            key=key,
            name=name,
            roles=roles,
            connected=frozenset(),
            platform=None,
            margin_mode=None,
            kind=None,
            company="",
            currency="",
            balance=None,
            equity=None,
            positions=None,
            may_trade=None,
            ea_version="",
            round_trip_ms=None,
            health=Health.IDLE,
            status="Waiting for its terminal",
        )
        self._accounts[key] = row
        self.bus.publish(row)
        return "tc1-k7wq-2m9d-x4hp"

    async def add_route(
        self, name: str, master: AccountKey, follower: AccountKey, settings: RouteSettings
    ) -> str:
        self._take(f"add route {name} {master} {follower} {settings.sizing}")
        row = RouteRow(
            id=f"route-{len(self._routes) + 1}",
            name=name,
            master=master,
            master_name=self._accounts[master].name,
            follower=follower,
            follower_name=self._accounts[follower].name,
            mode=RouteMode.OFF,
            sizing=settings.sizing,
            copied=0,
            skipped=0,
            refused=0,
            open_copies=0,
            last_total_ms=None,
            health=Health.IDLE,
            status="Off",
        )
        self._routes[row.id] = row
        self._settings[row.id] = settings
        self.bus.publish(row)
        return row.id

    def findings(self) -> Sequence[FindingRow]:
        return tuple(self._found.values())

    def late_openings(self) -> Sequence[LateRow]:
        return tuple(self._asked.values())

    def comparisons(self) -> Sequence[ComparisonRow]:
        return tuple(self._compared.values())

    def compare_now(self) -> None:
        self.orders.append("compare now")

    async def correct(self, finding: str) -> None:
        self._take(f"correct {finding}")
        if not self.stubborn:
            self.settle(finding)

    async def answer_late(self, key: str, *, opens: bool) -> None:
        self.end_question(key)
        self._take(f"{'open' if opens else 'skip'} {key}")

    def find(self, row: FindingRow) -> None:
        """Publish something that differs."""
        self._found[row.key] = row
        self.bus.publish(row)

    def settle(self, *findings: str) -> None:
        """Publish that what differed no longer does."""
        for key in findings:
            del self._found[key]
            self.bus.publish(FindingRemoved(key=key))

    def ask_late(self, row: LateRow) -> None:
        """Publish a question, or what has changed about it."""
        self._asked[row.key] = row
        self.bus.publish(row)

    def end_question(self, key: str) -> None:
        """Publish the end of a question."""
        self.bus.publish(replace(self._asked.pop(key), is_open=False))

    def compare(self, route: str, **values: object) -> None:
        """Publish how a route was compared."""
        row = replace(self._compared[route], **values)  # type: ignore[arg-type]
        self._compared[route] = row
        self.bus.publish(row)

    def measure(self, number: int, seed: int = 1) -> None:
        """Publish copies' times, as if that many had just been carried out."""
        dice = Random(seed)
        for n in range(number):
            self.bus.publish(
                LatencySample(
                    at_s=float(n),
                    route="route-1",
                    route_name="Gold to Nordpeak",
                    follower_name="Nordpeak 50k",
                    stages=sample_stages(dice),
                )
            )
        for second in range(30):
            lag = LoopLagged(at_s=float(second), worst_ms=round(dice.uniform(0.2, 2.4), 1))
            self.bus.publish(lag)
            self.bus.publish(LedgerLagged(at_s=float(second), records=second, seconds=0.25))

    def trade(self, number: int, seed: int = 2) -> list[TradeLogRow]:
        """Publish that many new lines of the trade log, and return them."""
        now = datetime(2025, 3, 14, 15, 0, tzinfo=UTC)
        rows = [
            replace(row, key=f"new-{seed}-{n}", at=now + timedelta(seconds=n))
            for n, row in enumerate(sample_log(number, seed))
        ]
        self.stored += rows
        for row in rows:
            self.bus.publish(row)
        return rows

    def move_prices(self, seed: int = 3) -> None:
        """Publish another profit for every follower and every open copy."""
        dice = Random(seed)
        for key, follower in self._followers.items():
            if follower.equity is not None:
                step = Decimal(dice.randint(-9_000, 9_000)) / 100
                self._followers[key] = replace(follower, equity=follower.equity + step)
                self.bus.publish(self._followers[key])
        for name, copy in self._copies.items():
            self._copies[name] = replace(copy, profit=Decimal(dice.randint(-90_000, 90_000)) / 100)
            self.bus.publish(self._copies[name])

    def _known(self, route: str) -> RouteRow:
        if route not in self._routes:
            raise TradeCopyError("this route is no longer there")
        return self._routes[route]

    def _set_mode(self, row: RouteRow, mode: RouteMode) -> None:
        self._routes[row.id] = replace(row, mode=mode)
        self.bus.publish(self._routes[row.id])

    def _take(self, order: str) -> None:
        if self.refusal:
            raise TradeCopyError(self.refusal)
        self.orders.append(order)
