"""What a run of the simulation hands over to be judged: complete histories, nothing summed up.

Everything comes from the simulated brokers and terminals; nothing from the copier under test.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.sizing import SameLots, Sizing, SymbolOverride, VolumeRules
from tradecopy_desktop.domain.stop_rules import COPY_PRICES, StopRules
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import DealEntry, MarginMode, Platform, Reason, Side
from tradecopy_desktop.sim.attempts_of_run import HistoryAttempt
from tradecopy_desktop.sim.told import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryDeal:
    """One deal of a broker's history, in the order in which the broker made them.

    `position` is the identifier that never changes (MT4: root ticket). `at_ns` is the run's steady
    clock in nanoseconds. `volume` of an inout deal is the whole deal. `copy`, `instruction` and
    `source` come from the executor's journal, by the deal's ticket; None where it has none.
    `order_volume` is what the deal's whole order asked for, None where this was all of it. The
    last three are the position's after the deal; `held_at` is its average price.
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
    order_volume: Decimal | None = None
    stop_loss: Decimal | None = None
    take_profit: Decimal | None = None
    held_at: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountHistory:
    """One account's whole run: every deal, and what is open at the end.

    `asked`: sources of openings that this account's executor received an instruction for, whether
    or not it carried them out. `attempts`: what reached its broker. `told` is what the terminal
    told of prices and money, and when; `away` from when until when it was not heard, or did not see
    its whole account.
    """

    key: AccountKey
    name: str
    platform: Platform
    margin_mode: MarginMode
    instruments: dict[str, Instrument]
    deals: tuple[HistoryDeal, ...]
    open_positions: tuple[Position, ...]
    asked: frozenset[str] = frozenset()
    currency: str = "USD"
    told: Told = field(default_factory=Told)
    attempts: tuple[HistoryAttempt, ...] = ()
    away: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteUnderTest:
    """A route as the scenario set it, with all that its sizes come from.

    `symbol_map` goes from the master's names to the follower's; a name not in it is the same.
    `contract_ratios` are, by the master's names, the follower's lots that are one of the master's
    where a contract is copied to another one (rule S6).
    """

    id: str
    name: str
    master: AccountKey
    follower: AccountKey
    symbol_map: dict[str, str] = field(default_factory=dict)
    sizing: Sizing = SameLots()
    volume: VolumeRules = VolumeRules()
    overrides: tuple[SymbolOverride, ...] = ()
    stops: StopRules = COPY_PRICES
    reverse: bool = False
    contract_ratios: dict[str, Fraction] = field(default_factory=dict)

    def override_of(self, symbol: str) -> SymbolOverride:
        """Return the other settings for one of the master's symbols; an empty one without any."""
        found = (each for each in self.overrides if each.symbol == symbol)
        return next(found, SymbolOverride(symbol=symbol))


@dataclass(frozen=True, slots=True, kw_only=True)
class RunHistory:
    """All accounts and routes of one run."""

    accounts: dict[AccountKey, AccountHistory]
    routes: tuple[RouteUnderTest, ...]
