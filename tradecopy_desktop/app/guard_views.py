"""What a trader is shown of the guard, as frozen rows. Nothing here formats text."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.guarding import Rung


@dataclass(frozen=True, slots=True, kw_only=True)
class StandRow:
    """How an account stands to one limit. Amounts in what the limit counts; None: not known.

    `percent` of the limit is used, 100 means reached. `estimated`: the money at the last reset was
    not seen. `shown_only`: the limit bars and closes nothing.
    """

    limit: str
    name: str
    percent: Decimal | None
    text: str
    rung: Rung
    estimated: bool = False
    shown_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardRow:
    """One account's guard at a glance.

    `rung` is the highest of its limits. `locked` says why nothing may be opened until it is
    unlocked, `closing` that it is not flat yet, `blind` why its money cannot be seen; "" if not.
    `can_act`: it has an executor, so that something can be closed there.
    """

    account: AccountKey
    name: str
    rung: Rung
    stands: tuple[StandRow, ...] = ()
    locked: str = ""
    closing: bool = False
    blind: str = ""
    can_act: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One thing that the guard or the trader did to an account; None: to all."""

    at: datetime
    account: AccountKey | None
    name: str
    what: str
    why: str
