"""Accounts with money and quotes, and symbols as brokers specify them. Nothing is computed."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

from tests.unit.engine.samples import FOLLOWER, MASTER, profile
from tradecopy_desktop.domain.accounts import AccountKey, Funds
from tradecopy_desktop.domain.decisions import SkipReason
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.sizing import Sizing, VolumeRules
from tradecopy_desktop.domain.values import MarginMode, Platform, Side
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.sizing.order_size import Sized, SizeRequest

NOW_NS = 100_000_000_000
MOMENT = Moment(now_ns=NOW_NS, utc=datetime(2025, 3, 14, 12, 0, tzinfo=UTC))


def symbol(
    name: str,
    base: str,
    profit: str,
    contract: str,
    tick_size: str,
    tick_value: str,
    calc_mode: str = "forex",
) -> Instrument:
    """Return a symbol; its point is its tick size."""
    return Instrument(
        name=name,
        digits=5,
        point=Decimal(tick_size),
        tick_size=Decimal(tick_size),
        tick_value=Decimal(tick_value),
        contract_size=Decimal(contract),
        lot_min=Decimal("0.01"),
        lot_step=Decimal("0.01"),
        lot_max=Decimal(100),
        calc_mode=calc_mode,
        base=base,
        profit=profit,
    )


def pair(name: str, base: str | None = None, profit: str | None = None) -> Instrument:
    """Return a currency pair of 100 000 units; its first six letters tell both unless given."""
    own_base = name[:3] if base is None else base
    own_profit = name[3:6] if profit is None else profit
    return symbol(name, own_base, own_profit, "100000", "0.00001", "1")


def funds(amount: str) -> Funds:
    """Return money of which balance, equity and free margin are all the same."""
    return Funds(
        balance=Decimal(amount),
        equity=Decimal(amount),
        margin=Decimal(0),
        free_margin=Decimal(amount),
        credit=Decimal(0),
        floating=Decimal(0),
    )


def account(
    currency: str,
    *quoted: tuple[Instrument, str],
    key: AccountKey = FOLLOWER,
    money: str | None = "10000",
    platform: Platform = Platform.MT5,
) -> AccountState:
    """Return an account; a quote written "1.09/1.11" is bid and ask, "1.1" is both."""
    state = AccountState(key=key)
    told = profile(key, MarginMode.HEDGING, platform)
    state.profile = replace(told, currency=currency)
    state.funds = None if money is None else funds(money)
    state.funds_ns = NOW_NS
    for instrument, written in quoted:
        bid, _, ask = written.partition("/")
        state.instruments[instrument.name] = instrument
        state.quotes[instrument.name] = Quote(
            symbol=instrument.name, bid=Decimal(bid), ask=Decimal(ask or bid), at=0
        )
    return state


def master(
    currency: str, *quoted: tuple[Instrument, str], money: str | None = "10000"
) -> AccountState:
    """Return the master's account."""
    return account(currency, *quoted, key=MASTER, money=money)


def request(
    sizing: Sizing,
    instrument: Instrument,
    *,
    theirs: Instrument | None = None,
    unlisted: bool = False,
    order: str = "1",
    of: AccountState | None = None,
    to: AccountState | None = None,
    price: str = "1.1",
    entry: str | None = "1.1",
    sl: str | None = None,
    side: Side = Side.BUY,
    volume: VolumeRules | None = None,
    ratio: Fraction = Fraction(1),
    confirmed: bool = False,
) -> SizeRequest:
    """Return an order of `of` in `theirs` (the same symbol unless given), copied to `to`."""
    return SizeRequest(
        sizing=sizing,
        volume=volume or VolumeRules(),
        master=of or master("USD"),
        follower=to or account("USD"),
        master_instrument=None if unlisted else theirs or instrument,
        instrument=instrument,
        order_volume=Decimal(order),
        master_price=Decimal(price),
        side=side,
        entry=None if entry is None else Decimal(entry),
        stop_loss=None if sl is None else Decimal(sl),
        contract_ratio=ratio,
        literal_confirmed=confirmed,
        moment=MOMENT,
    )


def refused(sized: Sized) -> SkipReason:
    """Return why there are no lots."""
    assert sized.lots is None
    assert sized.refusal is not None
    return sized.refusal[0]


# In a USD account: a tick of EURUSD, 100 000 x 0.00001, is 1 USD.
EURUSD = pair("EURUSD")
# In a USD account while USDJPY is 150: 100 000 x 0.001 = 100 JPY = 0.66667 USD.
USDJPY = symbol("USDJPY", "USD", "JPY", "100000", "0.001", "0.66667")
# In a EUR account while EURJPY is 160: 100 JPY = 0.625 EUR.
EURJPY = symbol("EURJPY", "EUR", "JPY", "100000", "0.001", "0.625")
GOLD_100 = symbol("XAUUSD", "XAU", "USD", "100", "0.01", "1", "cfd")
GOLD_10 = symbol("GOLD", "XAU", "USD", "10", "0.01", "0.1", "cfd")
SILVER_5000 = symbol("XAGUSD", "XAG", "USD", "5000", "0.001", "5", "cfd")
SILVER_1000 = symbol("XAGUSD", "XAG", "USD", "1000", "0.001", "1", "cfd")
# In a EUR account.
GER40_1 = symbol("GER40", "EUR", "EUR", "1", "0.1", "0.1", "cfd")
GER40_25 = symbol("GER40", "EUR", "EUR", "25", "0.1", "2.5", "cfd")
# In a USC account: 1 000 units x 0.00001 = 0.01 USD = 1 USC a tick.
CENT_PAIR = symbol("EURUSDc", "EUR", "USD", "1000", "0.00001", "1")
BTCUSD = symbol("BTCUSD", "BTC", "USD", "1", "0.01", "0.01", "cfd")
# Index futures in USD: 12.50 for 0.25 is 50 a point, 1.25 is 5, 5.00 is 20, 0.50 is 2.
ES = symbol("ES", "USD", "USD", "1", "0.25", "12.50", "futures")
MES = symbol("MES", "USD", "USD", "1", "0.25", "1.25", "futures")
NQ = symbol("NQ", "USD", "USD", "1", "0.25", "5.00", "futures")
MNQ = symbol("MNQ", "USD", "USD", "1", "0.25", "0.50", "futures")
