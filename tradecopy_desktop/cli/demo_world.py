"""The accounts and routes of the demo, laid out so that every trade of the master can be copied.

Followers differ in platform, netting, steps, contract sizes and multipliers; only the smallest
volume that the master will trade is taken into account, so that no route has to skip.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.routes import (
    Multiplier,
    Route,
    RouteMode,
    RouteSettings,
    SameLots,
    Sizing,
)
from tradecopy_desktop.domain.values import MarginMode, Platform
from tradecopy_desktop.sim.recordings import Recording

_MOST_LOTS = Decimal(1_000_000)
_AGE_MS = 5_000
_HURRIED_AGE_MS = 120_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """One simulated account."""

    key: AccountKey
    name: str
    platform: Platform
    margin_mode: MarginMode
    currency: str
    instruments: tuple[Instrument, ...]
    spread_points: int
    fill_delay_ms: int
    slippage_points: int
    balance: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoWorld:
    """The master, its followers, and a route to each."""

    master: DemoAccount
    followers: tuple[DemoAccount, ...]
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """How a demo follower differs. Its lots are `share` steps for the master's smallest volume.

    From 2.5 on no addition can vanish in the rounding of an earlier partial close.
    """

    firm: str
    platform: Platform
    margin_mode: MarginMode
    step: Decimal | None
    share: Decimal
    contract: Decimal
    suffix: str
    spread_points: int
    fill_delay_ms: int


_HEDGING, _NETTING = MarginMode.HEDGING, MarginMode.NETTING
_MT4, _MT5 = Platform.MT4, Platform.MT5

# A step of None is the master's own: the first follower trades the same lots.
_KINDS = (
    _Kind(
        firm="Alder Markets",
        platform=_MT5,
        margin_mode=_HEDGING,
        step=None,
        share=Decimal(1),
        contract=Decimal(1),
        suffix="",
        spread_points=8,
        fill_delay_ms=4,
    ),
    _Kind(
        firm="Brookfield FX",
        platform=_MT4,
        margin_mode=_HEDGING,
        step=Decimal("0.01"),
        share=Decimal("3.5"),
        contract=Decimal(1),
        suffix=".b",
        spread_points=12,
        fill_delay_ms=9,
    ),
    _Kind(
        firm="Cedar Prime",
        platform=_MT5,
        margin_mode=_NETTING,
        step=Decimal("0.1"),
        share=Decimal("3.3"),
        contract=Decimal(1),
        suffix=".pro",
        spread_points=6,
        fill_delay_ms=3,
    ),
    _Kind(
        firm="Dunmore Mini",
        platform=_MT5,
        margin_mode=_HEDGING,
        step=Decimal(1),
        share=Decimal("2.75"),
        contract=Decimal("0.1"),
        suffix="-m",
        spread_points=15,
        fill_delay_ms=12,
    ),
    _Kind(
        firm="Elmwood",
        platform=_MT4,
        margin_mode=_HEDGING,
        step=Decimal("0.1"),
        share=Decimal("2.6"),
        contract=Decimal(1),
        suffix="_e",
        spread_points=10,
        fill_delay_ms=6,
    ),
)

_FOREX = Decimal(100_000)
# Name, digits, contract size, base, profit currency.
_RANDOM_SYMBOLS = (
    ("EURUSD", 5, _FOREX, "EUR", "USD"),
    ("GBPUSD", 5, _FOREX, "GBP", "USD"),
    ("AUDUSD", 5, _FOREX, "AUD", "USD"),
    ("XAUUSD", 2, Decimal(100), "XAU", "USD"),
    ("US500", 1, Decimal(10), "USD", "USD"),
)
_RANDOM_STEP = Decimal("0.1")


def plan_world(followers: int, recording: Recording | None, *, hurried: bool) -> DemoWorld:
    """Return accounts and routes for the master of a recording, or for a random one.

    `hurried`: days are traded in a second, so that a copy may wait behind a hundred others.
    """
    master = _master(recording)
    smallest = _smallest_volume(recording)
    # A master of random trades keeps to one side of a symbol; a recorded one may hold both,
    # which a netting account cannot follow.
    may_net = recording is None or recording.margin_mode is _NETTING
    accounts = tuple(
        _follower(place, master, smallest, may_net=may_net) for place in range(followers)
    )
    routes = tuple(
        _route(place, master, account, _settings(place, master, account, smallest, hurried=hurried))
        for place, account in enumerate(accounts)
    )
    return DemoWorld(master=master, followers=accounts, routes=routes)


def _master(recording: Recording | None) -> DemoAccount:
    netting = recording is not None and recording.margin_mode is _NETTING
    return DemoAccount(
        key=AccountKey(login="700100", server="Hawthorn-Demo"),
        name="Hawthorn",
        platform=recording.platform if recording else _MT5,
        margin_mode=_NETTING if netting else _HEDGING,
        currency=(recording.currency if recording else None) or "USD",
        instruments=_recorded_symbols(recording) if recording else _random_symbols(),
        spread_points=8,
        fill_delay_ms=2,
        slippage_points=0,
        balance=Decimal(5_000_000),
    )


def _random_symbols() -> tuple[Instrument, ...]:
    return tuple(
        _instrument(name, digits, contract, _RANDOM_STEP, base=base, profit=profit)
        for name, digits, contract, base, profit in _RANDOM_SYMBOLS
    )


def _recorded_symbols(recording: Recording) -> tuple[Instrument, ...]:
    digits: dict[str, int] = {}
    for deal in recording.deals:
        for price in (deal.price, deal.stop_loss, deal.take_profit):
            exponent = price.as_tuple().exponent if price is not None else 0
            places = -exponent if isinstance(exponent, int) else 0
            digits[deal.symbol] = max(digits.get(deal.symbol, 0), places, 0)
    step = _step_of(recording)
    # What one lot is worth is not in a history; the demo's money is only for show there.
    return tuple(
        _instrument(name, places, Decimal(1), step) for name, places in sorted(digits.items())
    )


def _step_of(recording: Recording) -> Decimal:
    places = 0
    for deal in recording.deals:
        exponent = deal.volume.normalize().as_tuple().exponent
        places = max(places, -exponent if isinstance(exponent, int) else 0)
    return Decimal(1).scaleb(-places)


def _smallest_volume(recording: Recording | None) -> Decimal:
    if recording is None:
        return _RANDOM_STEP
    return min(_step_of(recording), *(deal.volume for deal in recording.deals))


def _instrument(
    name: str, digits: int, contract: Decimal, step: Decimal, *, base: str = "", profit: str = "USD"
) -> Instrument:
    point = Decimal(1).scaleb(-digits)
    return Instrument(
        name=name,
        digits=digits,
        point=point,
        tick_size=point,
        tick_value=point * contract,
        contract_size=contract,
        lot_min=step,
        lot_step=step,
        lot_max=_MOST_LOTS,
        fillings=("fok", "ioc"),
        calc_mode="forex" if contract == _FOREX else "cfd",
        description=name,
        path=f"Demo\\{name}",
        base=base,
        profit=profit,
        margin="USD",
    )


def _follower(place: int, master: DemoAccount, smallest: Decimal, *, may_net: bool) -> DemoAccount:
    kind = _KINDS[place % len(_KINDS)]
    again = place // len(_KINDS)
    step = kind.step or smallest
    return DemoAccount(
        key=AccountKey(login=str(810_001 + place), server=f"{kind.firm.split()[0]}-Demo"),
        name=kind.firm if not again else f"{kind.firm} {again + 1}",
        platform=kind.platform,
        margin_mode=kind.margin_mode if may_net else _HEDGING,
        currency="USD",
        instruments=tuple(_followed(one, kind, step) for one in master.instruments),
        spread_points=kind.spread_points,
        fill_delay_ms=kind.fill_delay_ms,
        slippage_points=2,
        balance=Decimal(5_000_000),
    )


def _followed(instrument: Instrument, kind: _Kind, step: Decimal) -> Instrument:
    contract = instrument.contract_size * kind.contract
    return replace(
        instrument,
        name=instrument.name + kind.suffix,
        contract_size=contract,
        tick_value=instrument.tick_size * contract,
        lot_min=step,
        lot_step=step,
    )


def _route(
    place: int, master: DemoAccount, follower: DemoAccount, settings: RouteSettings
) -> Route:
    return Route(
        id=str(uuid5(NAMESPACE_URL, f"tradecopy demo route {place + 1}")),
        name=f"Hawthorn to {follower.name}",
        master=master.key,
        follower=follower.key,
        mode=RouteMode.LIVE,
        settings=settings,
    )


def _settings(
    place: int, master: DemoAccount, follower: DemoAccount, smallest: Decimal, *, hurried: bool
) -> RouteSettings:
    names = zip(master.instruments, follower.instruments, strict=True)
    return RouteSettings(
        version=1,
        sizing=_sizing(_KINDS[place % len(_KINDS)], smallest),
        symbol_map=tuple((theirs.name, own.name) for theirs, own in names),
        max_age_ms=_HURRIED_AGE_MS if hurried else _AGE_MS,
        literal_lots_confirmed=True,
    )


def _sizing(kind: _Kind, smallest: Decimal) -> Sizing:
    if kind.step is None:
        return SameLots()
    factor = kind.step / smallest * kind.share
    return Multiplier(factor=max(factor, kind.share).normalize())
