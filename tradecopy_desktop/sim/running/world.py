"""Brokers, terminals, market and traders of a scenario, put together. Nothing runs yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.sim.broker import BrokerSetup, Faults, SimBroker, SimClock, WallClock
from tradecopy_desktop.sim.market import Feed, RandomWalk, RecordedTicks, TickSource
from tradecopy_desktop.sim.recordings import Recording, read_recording
from tradecopy_desktop.sim.scenario import Scenario, ScenarioError, SimAccount
from tradecopy_desktop.sim.seat import Seat
from tradecopy_desktop.sim.terminal import Disk, Pace, SimTerminal, TerminalSetup
from tradecopy_desktop.sim.traders import RandomTrader, ReplayTrader, Trader


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything of a scenario."""

    scenario: Scenario
    seats: tuple[Seat, ...]
    feed: Feed
    ticks: tuple[TickSource, ...]
    traders: dict[AccountKey, Trader]
    recording: Recording | None

    @property
    def masters(self) -> tuple[Seat, ...]:
        """Return the seats that others follow."""
        return tuple(seat for seat in self.seats if seat.account.is_master)


def build_world(
    scenario: Scenario, pace: Pace | None = None, clock: SimClock | None = None
) -> World:
    """Return the world of a scenario; raise ScenarioError or RecordingError where it cannot be."""
    recording = read_recording(Path(scenario.recording)) if scenario.recording else None
    seats = tuple(
        _seat(
            scenario,
            account,
            pace or Pace(),
            clock or WallClock(),
            replaying=recording is not None,
        )
        for account in scenario.accounts
    )
    masters = [seat for seat in seats if seat.account.is_master]
    feed = Feed()
    for seat in (*masters, *(s for s in seats if not s.account.is_master)):
        feed.add(seat.broker, _names(scenario, seat.account))
    market = _market(masters)
    ticks: tuple[TickSource, ...] = ()
    if recording is None:
        ticks = _sources(scenario, market, feed)
    else:
        # Sizes hang on prices, so every symbol has one before anything is traded.
        for deal in reversed(recording.deals):
            feed.show(deal.symbol, deal.price)
    return World(
        scenario=scenario,
        seats=seats,
        feed=feed,
        ticks=ticks,
        traders=_traders(scenario, _trading(seats), recording, feed),
        recording=recording,
    )


def _seat(
    scenario: Scenario, account: SimAccount, pace: Pace, clock: SimClock, *, replaying: bool
) -> Seat:
    flat_out = scenario.speed is None
    setup = BrokerSetup(
        key=account.key,
        platform=account.platform,
        margin_mode=account.margin_mode,
        instruments=account.instruments,
        seed=scenario.seed,
        balance=account.balance,
        leverage=account.leverage,
        spread_points=account.spread_points,
        slippage_points=account.slippage_points,
        # Flat out the bridge is tried, not how long a queue at a slow broker can get.
        fill_delay_ms=0 if flat_out else account.fill_delay_ms,
        utc_offset_s=account.utc_offset_s,
        replaying=replaying,
        faults=_faults(account),
    )
    broker = SimBroker(setup, clock)
    terminal = TerminalSetup(
        url=scenario.url,
        key=account.secret,
        roles=account.all_roles,
        name=account.name,
        company=account.company,
        currency=account.currency,
        kind=account.kind,
        seed=scenario.seed,
        pace=pace,
    )
    disk = Disk(key=account.secret)
    return Seat(account=account, broker=broker, terminal=SimTerminal(broker, terminal, disk))


def _faults(account: SimAccount) -> Faults:
    told = account.faults
    return Faults(
        chances=tuple(told.chances.items()),
        late_ms=told.late_ms,
        magic_zeroed=told.magic_zeroed,
        comment_cut=told.comment_cut,
        history_hidden=told.history_hidden,
        lists_late_s=told.lists_late_s,
        blind=told.blind,
        closes_once=told.closes_once,
        forgetful=told.forgetful,
    )


def _names(scenario: Scenario, account: SimAccount) -> Mapping[str, str]:
    names: dict[str, str] = {}
    for route in scenario.routes:
        if route.follower == str(account.key):
            names.update(route.symbol_map)
    return names


def _market(masters: list[Seat]) -> tuple[Instrument, ...]:
    known: dict[str, Instrument] = {}
    for seat in masters:
        for instrument in seat.account.instruments:
            known.setdefault(instrument.name, instrument)
    return tuple(known.values())


def _sources(
    scenario: Scenario, market: tuple[Instrument, ...], feed: Feed
) -> tuple[TickSource, ...]:
    files = {symbol: Path(path) for symbol, path in scenario.ticks.files.items()}
    walk = RandomWalk(
        (i for i in market if i.name not in files),
        seed=scenario.seed,
        prices=scenario.prices,
        every_s=scenario.ticks.every_ms / 1_000,
    )
    for symbol, price in walk.first().items():
        feed.show(symbol, Decimal(price))
    if not files:
        return (walk,)
    recorded = RecordedTicks(files, speed=scenario.ticks.speed)
    return (walk, recorded)


def _trading(seats: tuple[Seat, ...]) -> list[Seat]:
    """Return who trades: masters, and whoever may still be made one."""
    return [seat for seat in seats if seat.account.is_master or seat.account.key_file]


def _traders(
    scenario: Scenario, masters: list[Seat], recording: Recording | None, feed: Feed
) -> dict[AccountKey, Trader]:
    if recording is None:
        return {
            seat.account.key: RandomTrader(
                seat.broker,
                seed=scenario.seed,
                trades=scenario.trades,
                steps=scenario.volume_steps,
                gap_s=scenario.gap_s,
                ends_flat=scenario.ends_flat,
            )
            for seat in masters
        }
    if len(masters) != 1:
        raise ScenarioError("a recording is replayed by one master, there must be no other")
    master = masters[0]
    traded = {deal.symbol for deal in recording.deals}
    unknown = sorted(traded - set(master.broker.instruments))
    if unknown:
        raise ScenarioError(f"the master lacks symbols of the recording: {', '.join(unknown)}")
    return {master.account.key: ReplayTrader(feed, master.broker, recording)}
