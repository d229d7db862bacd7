"""Brokers and terminals as the tests of the simulation need them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.values import MarginMode, Platform
from tradecopy_desktop.sim.broker import BrokerSetup, Faults, SimBroker, WallClock
from tradecopy_desktop.sim.terminal import Disk, Pace, SimTerminal, TerminalSetup

D = Decimal
LOGIN = "5012"
SMALL = Pace(backoff=(0.01, 0.05), refused=0.05, too_many=0.05, scan=0.001, push=0.02)


def eurusd(name: str = "EURUSD", **other: Any) -> Instrument:
    """A forex pair of 5 digits: a point of one lot is worth one unit of money."""
    fields: dict[str, Any] = {
        "digits": 5,
        "point": D("0.00001"),
        "tick_size": D("0.00001"),
        "tick_value": D(1),
        "contract_size": D(100_000),
        "lot_min": D("0.01"),
        "lot_step": D("0.01"),
        "lot_max": D(100),
    }
    return Instrument(name=name, **{**fields, **other})


@dataclass
class ManualClock:
    """A clock that stands until it is moved."""

    ms: int = 1_700_000_000_000
    ns: int = 5_000_000_000_000

    def utc_ms(self) -> int:
        return self.ms

    def steady_ns(self) -> int:
        return self.ns

    def move(self, ms: int) -> None:
        self.ms += ms
        self.ns += ms * 1_000_000


def broker_of(
    platform: Platform = Platform.MT5,
    margin_mode: MarginMode = MarginMode.HEDGING,
    *,
    clock: ManualClock | WallClock | None = None,
    faults: Faults | None = None,
    **other: Any,
) -> SimBroker:
    """Return a broker with EURUSD at 1.10000/1.10010 and GBPUSD at 1.30000/1.30010."""
    setup = BrokerSetup(
        key=AccountKey(login=other.pop("login", LOGIN), server="Sim-Demo"),
        platform=platform,
        margin_mode=margin_mode,
        instruments=other.pop("instruments", (eurusd(), eurusd("GBPUSD"))),
        faults=faults or Faults(),
        **other,
    )
    broker = SimBroker(setup, clock or ManualClock())
    for symbol, bid in (("EURUSD", "1.10000"), ("GBPUSD", "1.30000")):
        if symbol in broker.instruments:
            broker.quote(symbol, D(bid), D(bid) + D("0.00010"))
    return broker


def terminal_of(
    broker: SimBroker, url: str, *roles: Role, disk: Disk | None = None, pace: Pace = SMALL
) -> SimTerminal:
    """Return a terminal with short waits."""
    setup = TerminalSetup(
        url=url, key="k" * 20, roles=roles or (Role.EXECUTOR,), pace=pace, name="Test"
    )
    return SimTerminal(broker, setup, disk)
