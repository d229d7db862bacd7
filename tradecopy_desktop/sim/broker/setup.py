"""How a simulated broker and its account are set up. Values only."""

from dataclasses import dataclass, field
from decimal import Decimal

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.values import MarginMode, Platform
from tradecopy_desktop.sim.broker.faults import Faults


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerSetup:
    """One account at one broker.

    `utc_offset_s` is its server's clock minus UTC. While `replaying`, prices between deals are
    unknown: no stop, pending order or margin limit acts by price.
    """

    key: AccountKey
    platform: Platform
    margin_mode: MarginMode
    instruments: tuple[Instrument, ...]
    seed: int = 1
    balance: Decimal = Decimal(1_000_000)
    leverage: int = 100
    spread_points: int = 0
    slippage_points: int = 0
    fill_delay_ms: int = 0
    stop_out_percent: Decimal = Decimal(50)
    utc_offset_s: int = 7_200
    replaying: bool = False
    faults: Faults = field(default=Faults())

    def __post_init__(self) -> None:
        """Refuse an account that no platform has."""
        if self.platform is Platform.MT4 and self.margin_mode is MarginMode.NETTING:
            raise ValueError(f"MT4 accounts are hedging, {self.key} was netting")
