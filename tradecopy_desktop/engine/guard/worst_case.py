"""What an account loses if all its lots are stopped out, wherever the market goes. Limits nothing.

What cannot be counted, for lack of an SL, a price or a rate, is told instead.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from tradecopy_desktop.domain.decisions import Refusal, SkipReason
from tradecopy_desktop.domain.guarding import AccountGuard, AssumedStop
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.values import Side, exact
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.guard.stakes import Stake, stakes
from tradecopy_desktop.engine.money.quotes import entry_at
from tradecopy_desktop.engine.money.tellers import Tellers
from tradecopy_desktop.engine.money.worth import point_value

_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worst:
    """What `count` positions and orders lose at their SL, in the account's currency, >= 0.

    `of_equity` counts from what the account is worth now, `of_balance` from what is closed.
    """

    count: int
    of_equity: Fraction
    of_balance: Fraction


class _Cost(NamedTuple):
    """`result` of some lots at their SL, swap included, and how far they `fall` to it from now."""

    result: Fraction
    fall: Fraction


def worst_case(book: Book, account: AccountState, guard: AccountGuard) -> Decimal | str:
    """Return what an account loses of its equity, rounded up, or why that cannot be counted."""
    worst = worst_of(book, account, guard, stakes(book, account))
    return rounded(worst.of_equity, up=True) if isinstance(worst, Worst) else worst[1]


def worst_of(
    book: Book, account: AccountState, guard: AccountGuard, at_stake: Iterable[Stake]
) -> Worst | Refusal:
    """Return what is lost with all these lots, or why that cannot be counted.

    Of equity it is the greater of two counts: each fall from the market's price, and the money
    told less what is left at the SLs. Prices and money are not told in the same moment.
    """
    tellers = Tellers(book, account)
    costs: list[_Cost] = []
    for stake in at_stake:
        cost = _cost(account, guard.no_stop, stake, tellers)
        if not isinstance(cost, _Cost):
            return cost
        costs.append(cost)
    funds = account.funds
    floating = exact(funds.equity - funds.credit - funds.balance) if funds else _NOTHING
    told = floating - sum((cost.result for cost in costs), _NOTHING)
    return Worst(
        count=len(costs),
        of_equity=max(told, sum((cost.fall for cost in costs), _NOTHING)),
        of_balance=sum((max(_NOTHING, -cost.result) for cost in costs), _NOTHING),
    )


def loss_of(
    book: Book, account: AccountState, guard: AccountGuard, stake: Stake
) -> Fraction | Refusal:
    """Return what is lost with lots that are not held yet, >= 0, or why that cannot be counted."""
    cost = _cost(account, guard.no_stop, stake, Tellers(book, account))
    return cost.fall if isinstance(cost, _Cost) else cost


def rounded(money: Fraction, *, up: bool) -> Decimal:
    """Return money in whole cents: a loss is rounded up, and what is left for it is not."""
    cents = ceil(money * 100) if up else floor(money * 100)
    return Decimal(cents).scaleb(-2)


def _cost(
    account: AccountState, rule: AssumedStop, stake: Stake, tellers: Tellers
) -> _Cost | Refusal:
    instrument = account.instruments.get(stake.symbol)
    if instrument is None:
        return SkipReason.NO_SYMBOL, f"{_what(stake)} cannot be valued: it is not listed"
    if stake.entry is None:
        return _no_price(stake)
    worth = point_value(instrument, account.currency, tellers)
    if isinstance(worth, tuple):
        return worth[0], f"{_what(stake)} cannot be valued: {worth[1]}"
    close = entry_at(account.quotes.get(stake.symbol), stake.side.opposite)
    leave = _leave(stake, stake.entry, rule, instrument, close)
    if isinstance(leave, tuple):
        return leave
    entry, swap = exact(stake.entry), exact(stake.swap)
    per_price = worth * exact(stake.lots) * stake.side.sign
    result = (leave - entry) * per_price + swap
    if stake.told is None:
        loss = max(_NOTHING, -result)
        return _Cost(result=-loss, fall=loss)
    now = exact(stake.told) if close is None else (exact(close) - entry) * per_price + swap
    return _Cost(result=result, fall=max(_NOTHING, now - result))


def _leave(
    stake: Stake,
    entry: Decimal,
    rule: AssumedStop,
    instrument: Instrument,
    close: Decimal | None,
) -> Fraction | Refusal:
    """Return the price at which lots are stopped out; `close` is where they would be closed now."""
    sign, start, stop = stake.side.sign, entry, stake.stop
    if stop is None and rule.points is None:
        return SkipReason.GUARDED, f"{_what(stake)} has no SL, and the guard assumes none"
    if stop is None:
        if stake.told is not None:
            if close is None:
                return _no_price(stake)
            start = _worse(stake.side, entry, close)
        stop = start - sign * (rule.points or 0) * instrument.point
    gap = abs(exact(start) - exact(stop)) * exact(rule.gap_percent) / 100
    leave = exact(stop) - sign * gap
    if stake.told is None or close is None:
        return leave
    # A market that has passed the SL already gives no more than its own price.
    return min(leave, exact(close)) if stake.side is Side.BUY else max(leave, exact(close))


def _worse(side: Side, one: Decimal, other: Decimal) -> Decimal:
    return min(one, other) if side is Side.BUY else max(one, other)


def _no_price(stake: Stake) -> Refusal:
    text = f"{_what(stake)} cannot be valued: there is no price of {stake.symbol} yet"
    return SkipReason.NO_QUOTE, text


def _what(stake: Stake) -> str:
    return f"the {'order' if stake.told is None else 'position'} in {stake.symbol}"
