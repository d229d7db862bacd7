"""Believable guards: accounts in every state, two examples of rule sets, and a trail."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from tests.gui.sample_rows import ACCOUNTS
from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.app.guard_views import AuditRow, GuardRow, StandRow
from tradecopy_desktop.app.views import AccountRow
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.guarding import AccountGuard, Ladder, Limit, Reset, RuleSet, Rung
from tradecopy_desktop.domain.limits import (
    Amount,
    Anchor,
    Consistency,
    DrawdownLimit,
    Exposure,
    ExposureLimit,
    LossLimit,
    Period,
    Trail,
    Unit,
)
from tradecopy_desktop.domain.notices import NoticeRules

D = Decimal
AT = datetime(2025, 3, 14, 15, 4, 11, tzinfo=UTC)
_KEYS = {row.name: row.key for row in ACCOUNTS}


def _stand(limit: str, name: str, percent: str | None, text: str, **rest: object) -> StandRow:
    values: dict[str, object] = {"rung": Rung.FINE} | rest
    return StandRow(
        limit=limit,
        name=name,
        percent=None if percent is None else D(percent),
        text=text,
        **values,  # type: ignore[arg-type]
    )


def _row(name: str, rung: Rung, *stands: StandRow, **rest: object) -> GuardRow:
    return GuardRow(account=_KEYS[name], name=name, rung=rung, stands=stands, **rest)  # type: ignore[arg-type]


GUARDS = (
    _row("Gold master", Rung.FINE,
         _stand("m1", "Daily loss", "12.4", "620.00 of 5,000.00 USD used (12 %)"), can_act=False),
    _row("Index master", Rung.FINE, can_act=False),
    _row("Nordpeak 50k", Rung.FINE,
         _stand("n1", "Daily loss", "24", "600.00 of 2,500.00 USD used (24 %)"),
         _stand("n2", "Trailing drawdown", "8.2", "164.00 of 2,000.00 USD used (8.2 %)"),
         _stand("n3", "Open lots", "55", "5.5 of 10 lots open (55 %)")),
    _row("Calder prop 100k", Rung.WARN,
         _stand("c1", "Daily loss", "76.3", "3,815.00 of 5,000.00 USD used (76.3 %), estimated",
                rung=Rung.WARN, estimated=True),
         _stand("c2", "Static drawdown", "31", "3,100.00 of 10,000.00 USD used (31 %)"),
         _stand("c3", "Open lots in XAUUSD.r", "80", "4 of 5 lots of XAUUSD.r open (80 %)",
                rung=Rung.WARN),
         _stand("c4", "Best day's share", "94",
                "the best day made 1,410.00 of 5,000.00 USD profit, 28.2 %, at most 30 % (94 %)",
                shown_only=True)),
    _row("Vistamere small", Rung.CLOSE_ONLY,
         _stand("v1", "Weekly loss", "92.5", "111.00 of 120.00 EUR used (92.5 %)",
                rung=Rung.CLOSE_ONLY),
         _stand("v2", "Trades a day", "40", "4 of 10 trades today (40 %)")),
    _row("Oakridge test", Rung.FLATTEN,
         _stand("o1", "Daily loss", "101.2", "506.00 of 500.00 USD used (101.2 %)",
                rung=Rung.FLATTEN),
         locked="Daily loss: 506.00 of 500.00 USD used"),
    _row("Tarnwell contest", Rung.FINE,
         _stand("t1", "Static drawdown", None, "its money was not read yet"),
         blind="its terminal is away"),
    _row("Calder reserve", Rung.FINE),
)  # fmt: skip

DAILY = Limit(
    id="c1",
    name="Daily loss",
    rule=LossLimit(
        period=Period.DAY,
        amount=Amount(value=D(5), unit=Unit.PERCENT_OF_INITIAL),
        anchor=Anchor.INITIAL,
    ),
)
STATIC = Limit(
    id="c2",
    name="Static drawdown",
    rule=DrawdownLimit(
        trail=Trail.STATIC, amount=Amount(value=D(10), unit=Unit.PERCENT_OF_INITIAL)
    ),
)
GOLD = Limit(
    id="c3",
    name="Open lots in XAUUSD.r",
    rule=ExposureLimit(exposure=Exposure.LOTS, most=D(5), symbol="XAUUSD.r"),
    ladder=Ladder(warn=D(80), close_only=D(100), flatten=None),
)
SHARE = Limit(
    id="c4",
    name="Best day's share",
    rule=Consistency(most=D(30)),
    ladder=Ladder(warn=D(100), close_only=None, flatten=None),
)
CALDER_GUARD = AccountGuard(
    limits=(DAILY, STATIC, GOLD, SHARE),
    reset=Reset(zone="America/New_York", minute=17 * 60, first_weekday=6),
    initial_balance=D(100_000),
)
RULE_SETS = (
    RuleSet(
        name="Evaluation of two steps",
        limits=(DAILY, STATIC),
        reset=Reset(zone="Europe/Prague"),
        source="An example; compare it with your contract",
    ),
    RuleSet(
        name="My firm, funded",
        limits=(DAILY, STATIC, GOLD),
        reset=Reset(zone="America/New_York", minute=17 * 60),
        dated=date(2025, 2, 1),
        source="Contract of February",
    ),
)


def sample_audit() -> tuple[AuditRow, ...]:
    """Return what was done, the newest first."""
    told = (
        ("Oakridge test", "locked", "Daily loss: 506.00 of 500.00 USD used"),
        ("Oakridge test", "flatten", "Daily loss: 506.00 of 500.00 USD used"),
        ("Vistamere small", "close_only", "Weekly loss: 111.00 of 120.00 EUR used"),
        ("Calder prop 100k", "warn", "Daily loss: 3,815.00 of 5,000.00 USD used"),
        ("Nordpeak 50k", "unlocked", "reset was missed by the broker, checked by phone"),
        ("Nordpeak 50k", "limits", "3 limits are set"),
    )
    return tuple(
        AuditRow(
            at=AT - timedelta(minutes=7 * n), account=_KEYS[name], name=name, what=what, why=why
        )
        for n, (name, what, why) in enumerate(told)
    )


class SampleGuards:
    """The guards' part of the sample desk; `_take` is the desk's."""

    bus: Bus

    def __init__(self, *, empty: bool) -> None:
        self._guards = {} if empty else {row.account: row for row in GUARDS}
        self.guard_settings = {} if empty else {_KEYS["Calder prop 100k"]: CALDER_GUARD}
        self._rule_sets = {} if empty else {each.name: each for each in RULE_SETS}
        self.notices = NoticeRules()
        self.trail: list[AuditRow] = [] if empty else list(sample_audit())

    def guards(self) -> Sequence[GuardRow]:
        return tuple(self._guards.values())

    def guard_of(self, account: AccountKey) -> AccountGuard:
        if account not in self._guards:
            raise TradeCopyError("this account is no longer there")
        return self.guard_settings.get(account, AccountGuard())

    async def set_guard(self, account: AccountKey, guard: AccountGuard) -> None:
        self._take(f"guard {account}")
        self.guard_settings[account] = guard

    async def flatten(self, account: AccountKey) -> None:
        self._take(f"flatten {account}")
        self.stand(account, closing=True)

    async def flatten_all(self) -> int:
        self._take("flatten all")
        return sum(Role.EXECUTOR in row.roles for row in self.accounts())

    async def unlock(self, account: AccountKey, reason: str) -> None:
        self._take(f"unlock {account}: {reason}")
        self.stand(account, locked="", closing=False, rung=Rung.FINE)

    async def rule_sets(self) -> Sequence[RuleSet]:
        return tuple(sorted(self._rule_sets.values(), key=lambda each: each.name))

    async def save_rule_set(self, rules: RuleSet) -> None:
        self._take(f"keep {rules.name}")
        self._rule_sets[rules.name] = rules

    async def drop_rule_set(self, name: str) -> None:
        self._take(f"forget {name}")
        if name == RULE_SETS[0].name:
            raise TradeCopyError("this is an example that comes with the program: it stays")
        del self._rule_sets[name]

    async def audit(self, newest: int = 200) -> Sequence[AuditRow]:
        return tuple(self.trail[:newest])

    def notice_rules(self) -> NoticeRules:
        return self.notices

    async def set_notices(self, rules: NoticeRules, *, password: str | None = None) -> None:
        self._take(f"notices, password {password}")
        self.notices = rules

    def notice_ways(self) -> Sequence[str]:
        ways = (("webhook", self.notices.webhook), ("e-mail", self.notices.mail))
        return tuple(name for name, settings in ways if settings is not None)

    async def test_notice(self, way: str) -> None:
        self._take(f"test {way}")

    def stand(self, account: AccountKey, **values: object) -> None:
        """Publish how an account stands."""
        self._guards[account] = replace(self._guards[account], **values)  # type: ignore[arg-type]
        self.bus.publish(self._guards[account])

    def forget_guard(self, account: AccountKey) -> None:
        """Lose an account, as if it had been deleted elsewhere."""
        del self._guards[account]

    def accounts(self) -> Sequence[AccountRow]:
        raise NotImplementedError

    def _take(self, order: str) -> None:
        raise NotImplementedError
