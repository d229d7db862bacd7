"""Rows about the guards of accounts, published when they changed. It judges nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from tradecopy_desktop.app.guard_views import GuardRow, StandRow
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.guarding import GuardMemory, Rung
from tradecopy_desktop.domain.limits import Consistency
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.guard.levels import Stand

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an account stands: `blind` says why that cannot be seen now, "" if it can."""

    account: AccountState
    stands: tuple[Stand, ...]
    blind: str
    can_act: bool


class GuardBoard:
    """Makes a row of an account's newest standing, when one is wanted.

    `publish` hears of each that is another than before; `name_of` names accounts, and what stands
    of those that are not `registered` is nobody's business any more.
    """

    def __init__(
        self,
        publish: Callable[[GuardRow], None],
        name_of: Callable[[AccountKey], str],
        registered: Callable[[AccountKey], bool],
    ) -> None:
        self._publish = publish
        self._name_of = name_of
        self._registered = registered
        self._standings: dict[AccountKey, Standing] = {}
        self._shown: dict[AccountKey, GuardRow] = {}

    def rows(self) -> tuple[GuardRow, ...]:
        """Return every account's row, by name."""
        rows = (self._row(each) for key, each in self._standings.items() if self._registered(key))
        return tuple(sorted(rows, key=lambda row: row.name))

    def put(self, standing: Standing) -> None:
        """Note how an account stands: ten times a second, where its prices move."""
        self._standings[standing.account.key] = standing

    def flush(self) -> None:
        """Publish what is other than what was published last."""
        for key, standing in self._standings.items():
            if not self._registered(key):
                # Told anew should it be registered again.
                self._shown.pop(key, None)
                continue
            row = self._row(standing)
            if self._shown.get(key) != row:
                self._shown[key] = row
                self._publish(row)

    def _row(self, standing: Standing) -> GuardRow:
        key, memory = standing.account.key, standing.account.guard_memory
        lock = memory.flattening or memory.lock
        stands = tuple(_stand_row(each, memory) for each in standing.stands)
        rungs = [Rung.FLATTEN] if lock is not None else [each.rung for each in stands]
        return GuardRow(
            account=key,
            name=self._name_of(key),
            rung=max(rungs, default=Rung.FINE, key=lambda rung: rung.height),
            stands=stands,
            locked=lock.why if lock is not None else "",
            closing=memory.flattening is not None,
            blind=standing.blind,
            can_act=standing.can_act,
        )


def _stand_row(stand: Stand, memory: GuardMemory) -> StandRow:
    percent = None
    if stand.percent is not None:
        exact = Decimal(stand.percent.numerator) / Decimal(stand.percent.denominator)
        # As the text rounds it: a limit that is not reached never reads as 100 percent.
        percent = exact.quantize(_TENTH, ROUND_FLOOR)
    return StandRow(
        limit=stand.limit.id,
        name=stand.limit.name,
        percent=percent,
        text=stand.text,
        rung=memory.rungs.get(stand.limit.id, Rung.FINE),
        estimated=stand.estimated,
        shown_only=isinstance(stand.limit.rule, Consistency),
    )
