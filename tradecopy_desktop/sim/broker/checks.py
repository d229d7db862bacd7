"""Whether a broker takes a request, and the platform's own code where it does not."""

from collections.abc import Callable
from decimal import Decimal

from tradecopy_desktop.domain.accounts import Funds
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.instruments import Instrument, TradeMode
from tradecopy_desktop.domain.values import PendingKind, Platform, Side
from tradecopy_desktop.sim.broker.faults import Fault, code_of
from tradecopy_desktop.sim.broker.money import closing_price, margin_of, opening_price

_MODES: dict[TradeMode, tuple[str, str]] = {
    TradeMode.LONG_ONLY: ("10042", "140"),
    TradeMode.SHORT_ONLY: ("10043", "4111"),
    TradeMode.CLOSE_ONLY: ("10044", "133"),
    TradeMode.DISABLED: ("10017", "133"),
}


def no_quote(platform: Platform) -> str:
    """Return the code for a symbol that has no price yet."""
    return code_of(Fault.OFF_QUOTES, platform)


def gone(platform: Platform) -> str:
    """Return the code for a ticket that is not there (any more)."""
    return "10036" if platform is Platform.MT5 else "4108"


def unknown_symbol(platform: Platform) -> str:
    """Return the code for a symbol that the broker does not have."""
    return "10013" if platform is Platform.MT5 else "4106"


def mode_refusal(instrument: Instrument, side: Side, platform: Platform) -> str | None:
    """Return the code where the symbol may not be opened on this side."""
    if instrument.trade_mode.allows_opening(side):
        return None
    return _MODES[instrument.trade_mode][platform is Platform.MT4]


def volume_refusal(instrument: Instrument, volume: Decimal, platform: Platform) -> str | None:
    """Return the code where the broker does not trade this volume."""
    fits = instrument.lot_min <= volume <= instrument.lot_max and not volume % instrument.lot_step
    return None if fits else code_of(Fault.INVALID_VOLUME, platform)


def stops_refusal(
    instrument: Instrument,
    side: Side,
    quote: Quote,
    stops: tuple[Decimal | None, Decimal | None],
    platform: Platform,
) -> str | None:
    """Return the code where SL or TP are on the wrong side or too near the market."""
    price = closing_price(side, quote)
    distance = instrument.stops_level * instrument.point
    stop_loss, take_profit = stops
    lost = stop_loss is not None and (price - stop_loss) * side.sign < distance
    won = take_profit is not None and (take_profit - price) * side.sign < distance
    # A stop that the market has reached already would close at once.
    return code_of(Fault.INVALID_STOPS, platform) if lost or won else None


def pending_refusal(
    kind: PendingKind, side: Side, price: Decimal, quote: Quote, platform: Platform
) -> str | None:
    """Return the code where an order would fill at once, or the platform has none of its kind."""
    if kind is PendingKind.STOP_LIMIT and platform is Platform.MT4:
        return "3"
    market = opening_price(side, quote)
    below = (kind is PendingKind.LIMIT) == (side is Side.BUY)
    right = price < market if below else price > market
    return None if right else {Platform.MT5: "10015", Platform.MT4: "130"}[platform]


def money_refusal(
    instrument: Instrument,
    volume: Decimal,
    price: Decimal,
    *,
    leverage: int,
    funds: Callable[[], Funds],
    platform: Platform,
) -> str | None:
    """Return the code where the free margin does not carry the order."""
    needed = margin_of(instrument, volume, price, leverage)
    return None if needed <= funds().free_margin else code_of(Fault.NO_MONEY, platform)
