"""The accounts and routes of the demo, laid out so that every trade of the master can be copied.

Followers differ in platform, netting, steps, contracts and sizes; what the master will trade is
taken into account, so that no route has to skip.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from uuid import NAMESPACE_URL, uuid5

from tradecopy_desktop.cli.arguments import DemoSizes
from tradecopy_desktop.cli.demo_kinds import KINDS, FollowerKind
from tradecopy_desktop.cli.demo_master import DemoAccount, MasterPlan, plan_master
from tradecopy_desktop.cli.demo_sizes import Need, Size, Traded
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.routes import Route, RouteMode, RouteSettings
from tradecopy_desktop.domain.values import MarginMode
from tradecopy_desktop.sim.recordings import Recording

__all__ = ["DemoAccount", "DemoWorld", "plan_world"]

_AGE_MS = 5_000
_HURRIED_AGE_MS = 120_000
# What a euro is in dollars at the beginning; a broker's tick value may be 2 % off later.
_EURO = Fraction(1085, 1000)
_EIGHT_DIGITS = Decimal("0.00000001")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoWorld:
    """The master, its followers, and a route to each."""

    master: DemoAccount
    followers: tuple[DemoAccount, ...]
    routes: tuple[Route, ...]


def plan_world(
    followers: int,
    recording: Recording | None,
    *,
    hurried: bool,
    sizes: DemoSizes = DemoSizes.MIXED,
) -> DemoWorld:
    """Return accounts and routes for the master of a recording, or for a random one.

    `hurried`: days are traded in a second, so that a copy may wait behind a hundred others.
    """
    plan = plan_master(recording, by_worth=sizes is DemoSizes.EVERY)
    kinds = KINDS[sizes]
    seats = [_seat(plan, kinds[place % len(kinds)]) for place in range(followers)]
    accounts = tuple(
        _account(place, place // len(kinds), plan, seat) for place, seat in enumerate(seats)
    )
    age_ms = _HURRIED_AGE_MS if hurried else _AGE_MS
    routes = tuple(
        _route(place, plan, accounts[place], _settings(plan, seat, age_ms))
        for place, seat in enumerate(seats)
    )
    return DemoWorld(master=plan.account, followers=accounts, routes=routes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seat:
    kind: FollowerKind
    currency: str
    instruments: tuple[Instrument, ...]
    size: Size


def _seat(plan: MasterPlan, kind: FollowerKind) -> _Seat:
    # Only random trades are sure to have a price between two currencies.
    currency = kind.currency if plan.is_random else plan.account.currency
    rate = Fraction(1) if currency == plan.account.currency else 1 / _EURO
    instruments = tuple(_followed(one.instrument, plan, kind, rate) for one in plan.traded)
    traded = tuple(
        Traded(
            theirs=one.instrument,
            own=own,
            unit=one.unit,
            most=one.most,
            price=one.price,
            stop=one.stop,
        )
        for one, own in zip(plan.traded, instruments, strict=True)
    )
    size = kind.size(Need(traded=traded, smallest=plan.smallest, rate=rate))
    return _Seat(kind=kind, currency=currency, instruments=instruments, size=size)


def _followed(
    instrument: Instrument, plan: MasterPlan, kind: FollowerKind, rate: Fraction
) -> Instrument:
    contract = instrument.contract_size * kind.contract
    tick_value = instrument.tick_size * contract * rate.numerator / rate.denominator
    step = kind.step or plan.smallest
    return replace(
        instrument,
        name=instrument.name + kind.suffix,
        contract_size=contract,
        tick_value=tick_value.quantize(_EIGHT_DIGITS) if rate != 1 else tick_value,
        lot_min=kind.least or step,
        lot_step=step,
    )


def _account(place: int, again: int, plan: MasterPlan, seat: _Seat) -> DemoAccount:
    kind = seat.kind
    return DemoAccount(
        key=AccountKey(login=str(810_001 + place), server=f"{kind.firm.split()[0]}-Demo"),
        name=kind.firm if not again else f"{kind.firm} {again + 1}",
        platform=kind.platform,
        margin_mode=kind.margin_mode if plan.may_net else MarginMode.HEDGING,
        currency=seat.currency,
        instruments=seat.instruments,
        spread_points=kind.spread_points,
        fill_delay_ms=kind.fill_delay_ms,
        slippage_points=2,
        balance=seat.size.balance,
    )


def _route(place: int, plan: MasterPlan, follower: DemoAccount, settings: RouteSettings) -> Route:
    return Route(
        id=str(uuid5(NAMESPACE_URL, f"tradecopy demo route {place + 1}")),
        name=f"Hawthorn to {follower.name}",
        master=plan.account.key,
        follower=follower.key,
        mode=RouteMode.LIVE,
        settings=settings,
    )


def _settings(plan: MasterPlan, seat: _Seat, age_ms: int) -> RouteSettings:
    names = zip(plan.account.instruments, seat.instruments, strict=True)
    return RouteSettings(
        version=1,
        sizing=seat.size.sizing,
        volume=seat.size.volume,
        symbol_map=tuple((theirs.name, own.name) for theirs, own in names),
        max_age_ms=age_ms,
        literal_lots_confirmed=True,
    )
