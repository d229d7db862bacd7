"""Which limit of what may be open an opening would break. Refuses; never cuts an order."""

from collections.abc import Mapping
from decimal import Decimal

from tradecopy_desktop.domain.decisions import Refusal, SkipReason
from tradecopy_desktop.domain.guarding import Limit
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.limits import Exposure, ExposureLimit
from tradecopy_desktop.domain.values import ZERO, MarginMode
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.guard.exposure import Exposed, exposed, value_of
from tradecopy_desktop.engine.wording import plain

_WORDS = {Exposure.LOTS: "lots", Exposure.POSITIONS: "positions"}


def refused_by_exposure(
    book: Book, follower: AccountState, instrument: Instrument, lots: Decimal, orders: int = 1
) -> Refusal | None:
    """Return which limit `lots` more would break, sent in so many orders, or None.

    All of a limit may be used, so that only more than that is refused.
    """
    limits = [
        (limit, limit.rule)
        for limit in follower.guard.limits
        if isinstance(limit.rule, ExposureLimit)
        and limit.ladder.bars
        and limit.rule.symbol in ("", instrument.name)
    ]
    if not limits:
        return None
    after = _with(book, follower, instrument, lots, orders)
    for limit, rule in limits:
        refusal = _above(follower, limit, rule, after)
        if refusal is not None:
            return refusal
    return None


def _with(
    book: Book, follower: AccountState, instrument: Instrument, lots: Decimal, orders: int
) -> Exposed:
    now, name = exposed(book, follower), instrument.name
    nets = follower.margin_mode is MarginMode.NETTING
    positions = 1 if nets else now.positions.get(name, 0) + orders
    value, more = now.values.get(name, ZERO), value_of(book, follower, instrument, lots)
    return Exposed(
        lots={**now.lots, name: now.lots.get(name, ZERO) + lots},
        values={**now.values, name: None if value is None or more is None else value + more},
        positions={**now.positions, name: positions},
    )


def _above(
    follower: AccountState, limit: Limit, rule: ExposureLimit, after: Exposed
) -> Refusal | None:
    counted = [
        held for symbol, held in _counted(rule, after).items() if rule.symbol in ("", symbol)
    ]
    known = [Decimal(held) for held in counted if held is not None]
    if len(known) < len(counted):
        text = f"what the account holds has no known price, so {limit.name} cannot be kept"
        return SkipReason.NO_QUOTE, text
    total = sum(known, ZERO)
    if total <= rule.most:
        return None
    unit = _WORDS.get(rule.exposure, follower.currency)
    where = f" of {rule.symbol}" if rule.symbol else ""
    return SkipReason.GUARDED, (
        f"{plain(total)} {unit}{where} would be open, {limit.name} allows {plain(rule.most)}"
    )


def _counted(rule: ExposureLimit, after: Exposed) -> Mapping[str, Decimal | int | None]:
    match rule.exposure:
        case Exposure.LOTS:
            return after.lots
        case Exposure.POSITIONS:
            return after.positions
        case Exposure.VALUE:
            return after.values
