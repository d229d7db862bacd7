"""Rows about the guards of accounts, published when they changed. It judges nothing."""

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal

from tradecopy_desktop.app.guard_views import GuardRow, StandRow
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.guarding import GuardMemory, Rung
from tradecopy_desktop.domain.limits import Consistency
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.guard.levels import Stand

_TENTH = Decimal("0.1")


class GuardBoard:
    """Keeps the newest row of each account. `publish` hears of each that is another."""

    def __init__(self, publish: Callable[[GuardRow], None]) -> None:
        self._publish = publish
        self._rows: dict[AccountKey, GuardRow] = {}
        self._shown: dict[AccountKey, GuardRow] = {}
        self.name_of: Callable[[AccountKey], str] = str

    def rows(self) -> tuple[GuardRow, ...]:
        """Return every account's row, by name."""
        return tuple(sorted(self._rows.values(), key=lambda row: row.name))

    def put(
        self, account: AccountState, stands: Iterable[Stand], *, blind: str, can_act: bool
    ) -> None:
        """Note how an account stands."""
        memory = account.guard_memory
        lock = memory.flattening or memory.lock
        stand_rows = tuple(_stand_row(each, memory) for each in stands)
        rungs = [Rung.FLATTEN] if lock is not None else [row.rung for row in stand_rows]
        self._rows[account.key] = GuardRow(
            account=account.key,
            name=self.name_of(account.key),
            rung=max(rungs, default=Rung.FINE, key=lambda rung: rung.height),
            stands=stand_rows,
            locked=lock.why if lock is not None else "",
            closing=memory.flattening is not None,
            blind=blind,
            can_act=can_act,
        )

    def flush(self) -> None:
        """Publish what is other than what was published last."""
        for key, row in self._rows.items():
            if self._shown.get(key) != row:
                self._shown[key] = row
                self._publish(row)


def _stand_row(stand: Stand, memory: GuardMemory) -> StandRow:
    percent = None
    if stand.percent is not None:
        exact = Decimal(stand.percent.numerator) / Decimal(stand.percent.denominator)
        percent = exact.quantize(_TENTH, ROUND_HALF_UP)
    return StandRow(
        limit=stand.limit.id,
        name=stand.limit.name,
        percent=percent,
        text=stand.text,
        rung=memory.rungs.get(stand.limit.id, Rung.FINE),
        estimated=stand.estimated,
        shown_only=isinstance(stand.limit.rule, Consistency),
    )
