"""The demo's master: its account, and what it will trade, by a recording or at random."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import gcd

from tradecopy_desktop.cli.demo_sizes import BALANCE
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.values import MarginMode, Platform
from tradecopy_desktop.sim.recordings import RecordedDeal, Recording

_MOST_LOTS = Decimal(1_000_000)
_FOREX = Decimal(100_000)


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
class TradedSymbol:
    """A symbol of the master: volumes are multiples of `unit`, `most` at the most.

    `price` is the highest, `stop` the largest distance of an SL.
    """

    instrument: Instrument
    unit: Decimal
    most: Decimal
    price: Decimal
    stop: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterPlan:
    """The master and what it will trade, its smallest volume among it.

    `may_net`: a netting account can follow it.
    """

    account: DemoAccount
    traded: tuple[TradedSymbol, ...]
    smallest: Decimal
    may_net: bool
    is_random: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Random:
    name: str
    digits: int
    contract: Decimal
    base: str
    price: Decimal


_RANDOM = (
    _Random(name="EURUSD", digits=5, contract=_FOREX, base="EUR", price=Decimal("1.08500")),
    _Random(name="GBPUSD", digits=5, contract=_FOREX, base="GBP", price=Decimal("1.27200")),
    _Random(name="AUDUSD", digits=5, contract=_FOREX, base="AUD", price=Decimal("0.65800")),
    _Random(name="XAUUSD", digits=2, contract=Decimal(100), base="XAU", price=Decimal("2350.00")),
    _Random(name="US500", digits=1, contract=Decimal(10), base="USD", price=Decimal("5230.0")),
)
PRICES = {one.name: one.price for one in _RANDOM}
"""Where random prices begin."""

_RANDOM_STEP = Decimal("0.1")
_RANDOM_MOST = Decimal("0.5")
# Random prices stay within a fifth of their beginning; a stop lies within 1,300 ticks of a fill.
_HIGHEST = Decimal("1.2")
_LONGEST_STOP = 1_300


def plan_master(recording: Recording | None, *, by_worth: bool) -> MasterPlan:
    """Return the master of a recording, or of random trades.

    `by_worth`: contract sizes make one lot of every recorded symbol worth about as much.
    """
    if recording is None:
        traded = tuple(_random_symbol(one) for one in _RANDOM)
        smallest = _RANDOM_STEP
    else:
        traded = _recorded_symbols(recording, by_worth=by_worth)
        smallest = min(_step_of(recording), *(deal.volume for deal in recording.deals))
    netting = recording is not None and recording.margin_mode is MarginMode.NETTING
    account = DemoAccount(
        key=AccountKey(login="700100", server="Hawthorn-Demo"),
        name="Hawthorn",
        platform=recording.platform if recording else Platform.MT5,
        margin_mode=MarginMode.NETTING if netting else MarginMode.HEDGING,
        currency=_currency(recording),
        instruments=tuple(one.instrument for one in traded),
        spread_points=8,
        fill_delay_ms=2,
        slippage_points=0,
        balance=BALANCE,
    )
    # A master of random trades keeps to one side of a symbol; a recorded one may hold both.
    return MasterPlan(
        account=account,
        traded=traded,
        smallest=smallest,
        may_net=recording is None or netting,
        is_random=recording is None,
    )


def _currency(recording: Recording | None) -> str:
    return (recording.currency if recording else None) or "USD"


def _random_symbol(one: _Random) -> TradedSymbol:
    instrument = _instrument(
        one.name, one.digits, one.contract, _RANDOM_STEP, base=one.base, profit="USD"
    )
    return TradedSymbol(
        instrument=instrument,
        unit=_RANDOM_STEP,
        most=_RANDOM_MOST,
        price=one.price * _HIGHEST,
        stop=_LONGEST_STOP * instrument.tick_size,
    )


def _recorded_symbols(recording: Recording, *, by_worth: bool) -> tuple[TradedSymbol, ...]:
    deals: dict[str, list[RecordedDeal]] = {}
    for deal in recording.deals:
        deals.setdefault(deal.symbol, []).append(deal)
    step = _step_of(recording)
    profit = _currency(recording)
    return tuple(
        _recorded_symbol(name, deals[name], step, profit, by_worth=by_worth)
        for name in sorted(deals)
    )


def _recorded_symbol(
    name: str, deals: list[RecordedDeal], step: Decimal, profit: str, *, by_worth: bool
) -> TradedSymbol:
    price = max(deal.price for deal in deals)
    # What one lot is worth is not in a history; the demo's money is only for show there.
    contract = Decimal(10) ** max(4 - price.adjusted(), 0) if by_worth else Decimal(1)
    told = ((d.price, d.stop_loss, d.take_profit) for d in deals)
    digits = max(_places(one) for prices in told for one in prices if one is not None)
    distances = (abs(d.price - d.stop_loss) for d in deals if d.stop_loss is not None)
    return TradedSymbol(
        instrument=_instrument(name, digits, contract, step, profit=profit),
        unit=_unit(deal.volume for deal in deals),
        most=max(deal.volume for deal in deals),
        price=price,
        stop=max(distances, default=Decimal(0)),
    )


def _step_of(recording: Recording) -> Decimal:
    places = max(_places(deal.volume.normalize()) for deal in recording.deals)
    return Decimal(1).scaleb(-places)


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _unit(volumes: Iterable[Decimal]) -> Decimal:
    """Return the largest volume of which all are whole multiples."""
    parts = [Fraction(volume) for volume in volumes]
    whole = 1
    for part in parts:
        whole = whole * part.denominator // gcd(whole, part.denominator)
    return Decimal(gcd(*(int(part * whole) for part in parts))) / whole


def _instrument(
    name: str, digits: int, contract: Decimal, step: Decimal, *, profit: str, base: str = ""
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
