"""What a run of the simulation hands over to be judged: complete histories, nothing summed up.

Everything comes from the simulated brokers and terminals; nothing from the copier under test.
"""

from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import DealEntry, MarginMode, Platform, Reason, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryDeal:
    """One deal of a broker's history, in the order in which the broker made them.

    `position` is the identifier that never changes (MT4: root ticket). `at_ns` is the run's steady
    clock in nanoseconds. `volume` of an inout deal is the whole deal. `copy`, `instruction` and
    `source` come from the executor's journal, by the deal's ticket; None where it has none.
    """

    ticket: str
    order: str
    position: str
    symbol: str
    side: Side
    entry: DealEntry
    volume: Decimal
    price: Decimal
    reason: Reason
    magic: str
    at_ns: int
    copy: str | None = None
    instruction: str | None = None
    route: str | None = None
    master: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountHistory:
    """One account's whole run: every deal, and what is open at the end.

    `asked`: sources of openings that this account's executor received an instruction for, whether
    or not it carried them out.
    """

    key: AccountKey
    name: str
    platform: Platform
    margin_mode: MarginMode
    instruments: dict[str, Instrument]
    deals: tuple[HistoryDeal, ...]
    open_positions: tuple[Position, ...]
    asked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteUnderTest:
    """A route as the scenario set it: literal lots times `factor` (1: same lots).

    `symbol_map` goes from the master's names to the follower's; a name not in it is the same.
    """

    id: str
    name: str
    master: AccountKey
    follower: AccountKey
    factor: Decimal
    symbol_map: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunHistory:
    """All accounts and routes of one run."""

    accounts: dict[AccountKey, AccountHistory]
    routes: tuple[RouteUnderTest, ...]
