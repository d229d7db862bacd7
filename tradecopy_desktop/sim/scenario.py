"""A scenario: everything a run of the simulation needs to know, as one JSON file."""

from decimal import Decimal
from pathlib import Path

import msgspec

from tradecopy_desktop.domain.accounts import AccountKey, AccountKind, Role
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.sizing import VolumeRules
from tradecopy_desktop.domain.stop_rules import COPY_PRICES, StopRules
from tradecopy_desktop.domain.values import MarginMode, Platform
from tradecopy_desktop.sim.broker.faults import Fault
from tradecopy_desktop.sim.scenario_sizes import OverrideForm, SameLotsForm, SizingForm


class ScenarioError(Exception):
    """A scenario cannot be run; the message is one line that says why."""


class SimFaults(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an account's broker misbehaves; `chances` are per trade request."""

    chances: dict[Fault, float] = msgspec.field(default_factory=dict)
    late_ms: int = 400
    magic_zeroed: bool = False
    comment_cut: bool = False
    history_hidden: bool = False
    lists_late_s: float = 0.0
    blind: bool = False
    closes_once: bool = False
    forgetful: bool = False


class SimAccount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One account at one broker, and its terminal. `secret` is the terminal's key.

    Without `roles` a master has a monitor and everybody else an executor. With a `key_file` the
    terminal waits until that says to which port it connects, and with which key.
    """

    login: str
    server: str
    name: str
    platform: Platform
    margin_mode: MarginMode
    currency: str
    is_master: bool
    secret: str
    instruments: tuple[Instrument, ...]
    company: str = "Simulated Broker"
    kind: AccountKind = AccountKind.DEMO
    roles: tuple[Role, ...] = ()
    spread_points: int = 0
    fill_delay_ms: int = 0
    slippage_points: int = 0
    balance: Decimal = Decimal(1_000_000)
    leverage: int = 100
    utc_offset_s: int = 7_200
    key_file: str = ""
    faults: SimFaults = SimFaults()

    @property
    def key(self) -> AccountKey:
        """Return the account's identity."""
        return AccountKey(login=self.login, server=self.server)

    @property
    def all_roles(self) -> tuple[Role, ...]:
        """Return the roles of the account's terminal."""
        return self.roles or ((Role.MONITOR,) if self.is_master else (Role.EXECUTOR,))


class SimRoute(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A route as the program under test has it.

    `contract_ratios` are, by the master's names, how many lots of the follower's contract are how
    many of the master's.
    """

    id: str
    name: str
    master: str
    follower: str
    symbol_map: dict[str, str] = msgspec.field(default_factory=dict)
    sizing: SizingForm = SameLotsForm()
    volume: VolumeRules = VolumeRules()
    overrides: tuple[OverrideForm, ...] = ()
    stops: StopRules = COPY_PRICES
    reverse: bool = False
    contract_ratios: dict[str, tuple[int, int]] = msgspec.field(default_factory=dict)


class SimTicks(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where prices come from: files by the master's symbol, for the others a random walk."""

    every_ms: int = 50
    files: dict[str, str] = msgspec.field(default_factory=dict)
    speed: float = 1.0


class Scenario(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole run. `speed` None is as fast as possible; `seconds` 0 trades until all is done.

    `volume_steps` are the least and most steps of a random trade's volume, `gap_s` the least and
    most seconds between two. `prices` is where random prices begin, by the master's symbols. A run
    has settled when nothing happened for `quiet_s`. `chaos`, from 0 to 1, is how much goes wrong
    with links, terminals and by hand.
    """

    url: str
    accounts: tuple[SimAccount, ...]
    routes: tuple[SimRoute, ...]
    seed: int = 1
    trades: int = 200
    seconds: float = 0.0
    speed: float | None = 1.0
    recording: str | None = None
    volume_steps: tuple[int, int] = (1, 5)
    gap_s: tuple[float, float] = (0.02, 0.48)
    ends_flat: bool = True
    prices: dict[str, Decimal] = msgspec.field(default_factory=dict)
    ticks: SimTicks = SimTicks()
    quiet_s: float = 1.0
    chaos: float = 0.0


def write_scenario(scenario: Scenario, path: Path) -> None:
    """Write the file that `read_scenario` reads."""
    path.write_bytes(msgspec.json.encode(scenario))


def read_scenario(path: Path) -> Scenario:
    """Return the scenario in a file; raise ScenarioError where it cannot be run."""
    try:
        scenario = msgspec.json.decode(path.read_bytes(), type=Scenario)
    except OSError as e:
        raise ScenarioError(f"{path} cannot be read: {e.strerror}") from e
    except (msgspec.DecodeError, ValueError) as e:
        raise ScenarioError(f"{path} is no scenario: {e}") from e
    _check(scenario)
    return scenario


def _check(scenario: Scenario) -> None:
    keys = {str(account.key) for account in scenario.accounts}
    if len(keys) < len(scenario.accounts):
        raise ScenarioError("two accounts have the same login and server")
    if not any(account.is_master for account in scenario.accounts):
        raise ScenarioError("no account is a master")
    for route in scenario.routes:
        for end in (route.master, route.follower):
            if end not in keys:
                raise ScenarioError(f"route {route.name} names {end}, which is no account of it")
