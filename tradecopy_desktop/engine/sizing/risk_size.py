"""Sizes by what a loss at the SL costs, commission included. Never sizes without an SL."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from tradecopy_desktop.domain.decisions import Refusal, SkipReason, Step
from tradecopy_desktop.domain.sizing import FundsBase
from tradecopy_desktop.domain.values import exact
from tradecopy_desktop.engine.money.worth import point_value
from tradecopy_desktop.engine.sizing.account_money import WORDS, money_of
from tradecopy_desktop.engine.sizing.request import Figure, Sized, SizeRequest
from tradecopy_desktop.engine.wording import plain


def size_by_percent(request: SizeRequest, base: FundsBase, percent: Decimal) -> Sized:
    """Return the lots with which a loss at the SL costs `percent` of the follower's money."""
    money = money_of(request, request.follower, base)
    if isinstance(money, tuple):
        return Sized(refusal=money)
    amount = money.value * _part(percent)
    step = Step(
        rule="risk in money",
        text=f"{plain(percent)} % of the follower's {WORDS[base]}",
        inputs=((f"follower's {WORDS[base]}", money.step.result), ("risk", f"{plain(percent)} %")),
        result=f"{plain(amount)} {request.follower.currency}",
    )
    return _size(request, amount, (money.step, step))


@lru_cache(maxsize=1_024)
def _part(percent: Decimal) -> Fraction:
    return Fraction(percent) / 100


def size_by_risk(request: SizeRequest, amount: Decimal) -> Sized:
    """Return the lots with which a loss at the SL costs `amount` in the follower's currency."""
    return _size(request, Fraction(amount), ())


def _size(request: SizeRequest, amount: Fraction, steps: tuple[Step, ...]) -> Sized:
    distance = _distance(request)
    if isinstance(distance, tuple):
        return Sized(refusal=distance, steps=steps)
    steps = (*steps, distance.step)
    follower, instrument = request.follower, request.instrument
    currency = follower.currency
    at_risk = f"{plain(amount)} {currency}"
    worth = point_value(instrument, currency, (follower, request.master))
    if isinstance(worth, tuple):
        return Sized(refusal=worth, steps=steps)
    commission = request.volume.commission
    loss = distance.value * worth + exact(commission)
    lost = f"{plain(loss)} {currency}"
    loss_step = Step(
        rule="loss of 1 lot",
        text="distance to the SL x worth of a price move of 1, and the commission",
        inputs=(
            ("distance to the SL", distance.step.result),
            ("worth of a price move of 1", f"{plain(worth)} {currency}"),
            ("commission", f"{plain(commission)} {currency}"),
        ),
        result=lost,
    )
    lots = amount / loss
    step = Step(
        rule="risk",
        text="risk in money / loss of 1 lot",
        inputs=(
            ("risk in money", at_risk),
            ("loss of 1 lot", lost),
        ),
        result=plain(lots),
    )
    return Sized(lots=lots, steps=(*steps, loss_step, step))


def _distance(request: SizeRequest) -> Figure | Refusal:
    entry, stop, name = request.entry, request.stop_loss, request.instrument.name
    if entry is None:
        return SkipReason.NO_QUOTE, f"the follower's price of {name} is not known"
    if stop is None:
        return _assumed(request)
    distance = (entry - stop) * request.side.sign
    if distance <= 0:
        where = "above" if request.side.sign < 0 else "below"
        text = f"the SL {plain(stop)} of a {request.side} at {plain(entry)} is not {where} it"
        return SkipReason.NO_STOP_LOSS, f"{text}, so there is no risk to size by"
    step = Step(
        rule="distance to the SL",
        text="from the price at which the order would be filled",
        inputs=(("entry", plain(entry)), ("SL", plain(stop))),
        result=plain(distance),
    )
    return Figure(value=exact(distance), step=step)


def _assumed(request: SizeRequest) -> Figure | Refusal:
    points, point = request.volume.assumed_stop, request.instrument.point
    if points is None:
        text = "the order has no SL, and the route assumes none, so there is no risk to size by"
        return SkipReason.NO_STOP_LOSS, text
    distance = Fraction(points) * Fraction(point)
    step = Step(
        rule="assumed SL",
        text="the order has no SL; the route sizes it as if there were one",
        inputs=(("points", plain(points)), ("point", plain(point))),
        result=plain(distance),
    )
    return Figure(value=distance, step=step)
