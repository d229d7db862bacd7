"""Sizes in the master's units: the same size, or in the proportion of both accounts' money."""

from decimal import Decimal

from tradecopy_desktop.domain.decisions import Refusal, Step
from tradecopy_desktop.domain.sizing import FundsBase
from tradecopy_desktop.domain.values import exact
from tradecopy_desktop.engine.money.worth import no_rate, rate
from tradecopy_desktop.engine.sizing.account_money import WORDS, money_of
from tradecopy_desktop.engine.sizing.contract_size import lots_per_lot
from tradecopy_desktop.engine.sizing.request import Figure, Sized, SizeRequest
from tradecopy_desktop.engine.wording import plain


def size_by_units(request: SizeRequest, factor: Decimal) -> Sized:
    """Return the lots that are `factor` times the master's units."""
    contract = lots_per_lot(request)
    if isinstance(contract, tuple):
        return Sized(refusal=contract)
    lots = exact(request.order_volume) * exact(factor) * contract.value
    step = Step(
        rule="same size" if factor == 1 else "multiplier of size",
        text="the master's lots x factor x lots per lot of the master",
        inputs=(
            ("master's lots", plain(request.order_volume)),
            ("factor", plain(factor)),
            ("lots per lot of the master", plain(contract.value)),
        ),
        result=plain(lots),
    )
    return Sized(lots=lots, steps=(contract.step, step))


def size_by_proportion(request: SizeRequest, base: FundsBase, factor: Decimal) -> Sized:
    """Return the lots that are to the master's units as the follower's money is to the master's."""
    contract = lots_per_lot(request)
    if isinstance(contract, tuple):
        return Sized(refusal=contract)
    ours = money_of(request, request.follower, base)
    if isinstance(ours, tuple):
        return Sized(refusal=ours, steps=(contract.step,))
    theirs = _master_money(request, base)
    if isinstance(theirs, tuple):
        return Sized(refusal=theirs, steps=(contract.step, ours.step))
    proportion = ours.value / theirs.value
    lots = exact(request.order_volume) * proportion * exact(factor) * contract.value
    word = WORDS[base]
    step = Step(
        rule=f"by {word}",
        text=f"the master's lots x follower's {word} / master's {word} x factor x lots per lot",
        inputs=(
            ("master's lots", plain(request.order_volume)),
            (f"follower's {word}", ours.step.result),
            (f"master's {word}", theirs.step.result),
            ("factor", plain(factor)),
            ("lots per lot of the master", plain(contract.value)),
        ),
        result=plain(lots),
    )
    return Sized(lots=lots, steps=(contract.step, ours.step, theirs.step, step))


def _master_money(request: SizeRequest, base: FundsBase) -> Figure | Refusal:
    """Return the master's money in the follower's currency."""
    master, follower = request.master, request.follower
    money = money_of(request, master, base)
    if isinstance(money, tuple):
        return money
    exchange = rate(master.currency, follower.currency, (follower, master))
    if exchange is None:
        return no_rate(master.currency, follower.currency)
    if master.currency == follower.currency:
        return money
    value = money.value * exchange.value
    step = Step(
        rule="exchange",
        text=f"the master's {WORDS[base]} in the follower's currency",
        inputs=(
            (f"master's {WORDS[base]}", money.step.result),
            (f"1 {master.currency}", f"{plain(exchange.value)} {follower.currency}"),
            ("by the price of", ", ".join(exchange.path)),
        ),
        result=f"{plain(value)} {follower.currency}",
    )
    return Figure(value=value, step=step)
