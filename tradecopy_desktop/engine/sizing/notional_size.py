"""Sizes by what an order is worth: as the master's, or times the follower's equity."""

from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.decisions import Refusal, SkipReason, Step
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.sizing import FundsBase
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.money.worth import point_value
from tradecopy_desktop.engine.sizing.account_money import money_of
from tradecopy_desktop.engine.sizing.request import Figure, Sized, SizeRequest
from tradecopy_desktop.engine.wording import plain


def size_by_notional(request: SizeRequest, factor: Decimal) -> Sized:
    """Return the lots that are worth `factor` times the master's order."""
    master, instrument = request.master, request.master_instrument
    if instrument is None:
        text = f"the master's terminal has not listed its symbol of {request.instrument.name} yet"
        return Sized(refusal=(SkipReason.SYMBOL_INCOMPLETE, f"{text}, so its worth is unknown"))
    theirs = _worth(request, master, instrument, request.master_price)
    if isinstance(theirs, tuple):
        return Sized(refusal=theirs)
    ours = _own_worth(request)
    if isinstance(ours, tuple):
        return Sized(refusal=ours, steps=(theirs.step,))
    lots = Fraction(request.order_volume) * theirs.value / ours.value * Fraction(factor)
    step = Step(
        rule="same worth",
        text="the master's lots x worth of 1 lot at the master / at the follower x factor",
        inputs=(
            ("master's lots", plain(request.order_volume)),
            ("worth of 1 lot at the master", theirs.step.result),
            ("worth of 1 lot at the follower", ours.step.result),
            ("factor", plain(factor)),
        ),
        result=plain(lots),
    )
    return Sized(lots=lots, steps=(theirs.step, ours.step, step))


def size_by_leverage(request: SizeRequest, leverage: Decimal) -> Sized:
    """Return the lots that are worth `leverage` times the follower's equity."""
    equity = money_of(request, request.follower, FundsBase.EQUITY)
    if isinstance(equity, tuple):
        return Sized(refusal=equity)
    worth = _own_worth(request)
    if isinstance(worth, tuple):
        return Sized(refusal=worth, steps=(equity.step,))
    lots = equity.value * Fraction(leverage) / worth.value
    step = Step(
        rule="leverage",
        text="the follower's equity x leverage / worth of 1 lot",
        inputs=(
            ("follower's equity", equity.step.result),
            ("leverage", plain(leverage)),
            ("worth of 1 lot", worth.step.result),
        ),
        result=plain(lots),
    )
    return Sized(lots=lots, steps=(equity.step, worth.step, step))


def _own_worth(request: SizeRequest) -> Figure | Refusal:
    if request.entry is None:
        text = f"the follower's price of {request.instrument.name} is not known"
        return SkipReason.NO_QUOTE, text
    return _worth(request, request.follower, request.instrument, request.entry)


def _worth(
    request: SizeRequest, owner: AccountState, instrument: Instrument, price: Decimal
) -> Figure | Refusal:
    """Return the worth of 1 lot in the follower's currency.

    Both sides are exchanged by the same quotes, so that equal symbols come out equal.
    """
    who = "follower" if owner is request.follower else "master"
    if price <= 0:
        text = f"{instrument.name} at {plain(price)} at the {who} is worth nothing to size by"
        return SkipReason.NO_QUOTE, text
    accounts, currency = (request.follower, request.master), request.follower.currency
    worth = point_value(instrument, currency, accounts, owner=owner)
    if isinstance(worth, tuple):
        return worth
    value = worth * Fraction(price)
    step = Step(
        rule="worth of 1 lot",
        text=f"{instrument.name} at the {who}: price x worth of a price move of 1",
        inputs=(
            ("price", plain(price)),
            ("worth of a price move of 1", f"{plain(worth)} {currency}"),
        ),
        result=f"{plain(value)} {currency}",
    )
    return Figure(value=value, step=step)
