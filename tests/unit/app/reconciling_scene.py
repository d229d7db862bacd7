"""A program that looks whether its copies are as prescribed, around a scripted broker."""

from dataclasses import replace
from decimal import Decimal

from tests.unit.app.bench import Bench
from tests.unit.engine.samples import FOLLOWER, MASTER, SETTINGS, picture, route
from tradecopy_desktop.app.reconciling import Reconciling
from tradecopy_desktop.app.views import FindingRemoved, FindingRow, LateRow
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.baseline import Baseline
from tradecopy_desktop.domain.facts import Fact, Quote, TerminalLost
from tradecopy_desktop.domain.recovery_rules import Corrections, RecoveryRules
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.trades import ClosedPosition, Position
from tradecopy_desktop.domain.values import MarginMode

AUTOMATIC = RecoveryRules(corrections=Corrections.AUTOMATIC)


class Scene:
    """A bench whose facts are looked at as the program does it; its master is seen from the start.

    `shown` is what the window was told.
    """

    def __init__(
        self,
        recovery: RecoveryRules = AUTOMATIC,
        settings: RouteSettings = SETTINGS,
        *,
        before: tuple[Position, ...] = (),
        master: MarginMode = MarginMode.HEDGING,
        follower: MarginMode = MarginMode.HEDGING,
    ) -> None:
        of = route(replace(settings, recovery=recovery))
        self.bench = Bench(of, master=master, follower=follower)
        self.shown: list[FindingRow | FindingRemoved | LateRow] = []
        self.attach()
        self.master_shows(*before)
        self.bench.book.baselines["r1"] = Baseline(
            route="r1", positions=frozenset(each.id for each in before)
        )

    def attach(self) -> None:
        """Look at the present program's copies."""
        bench = self.bench
        self.reconciling = Reconciling(
            bench.book, bench.copying.carrying, bench.broker, bench.clock, bench.notes
        )
        self.reconciling.publish = self.shown.append
        self.reconciling.late.restore(bench.copying.seen_before)
        bench.copying.on_decided = self.reconciling.decided

    def restart(self) -> None:
        """Kill the program and start it again on what it left behind."""
        baselines = dict(self.bench.book.baselines)
        self.bench.restart()
        self.bench.book.baselines.update(baselines)
        self.attach()

    def tell(self, *facts: Fact) -> None:
        """Hand facts over, each looked at once it is in the book."""
        for fact in facts:
            self.bench.handle(fact)
            self.reconciling.took(fact)

    def master_shows(
        self,
        *positions: Position,
        ended: tuple[ClosedPosition, ...] = (),
        whole: bool = True,
    ) -> None:
        """Let the master's terminal show what it holds."""
        self.tell(picture(*positions, ended=ended, whole=whole))

    def follower_shows(self, *positions: Position) -> None:
        """Let the follower's terminal show what it holds."""
        self.tell(picture(*positions, account=FOLLOWER, role=Role.EXECUTOR))

    def lose_master(self) -> None:
        """Break the master's link."""
        self.tell(TerminalLost(account=MASTER, role=Role.MONITOR, reason="no answer"))

    def lose_follower(self) -> None:
        """Break the follower's link."""
        self.bench.lose()

    def wait_s(self, seconds: int) -> None:
        """Let time pass, looking once a second as the program does."""
        for _ in range(seconds):
            self.bench.wait_ms(1_000)
            self.reconciling.sweep()

    def minutes(self, number: int) -> None:
        """Let minutes pass, in which the follower shows what it holds whenever it is asked."""
        for _ in range(number):
            self.wait_s(60)
            if FOLLOWER in self.bench.broker.asked_pictures:
                self.bench.broker.asked_pictures.clear()
                self.bench.show()
            self.bench.answer_all()

    def quote(self, bid: str, ask: str) -> None:
        """Let the follower's price of EURUSD be this."""
        told = Quote(symbol="EURUSD", bid=Decimal(bid), ask=Decimal(ask), at=0)
        self.bench.book.account(FOLLOWER).quotes["EURUSD"] = told
