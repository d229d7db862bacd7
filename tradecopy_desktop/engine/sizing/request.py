"""What is known when an order is sized, and what came of it. Computes nothing."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from tradecopy_desktop.domain.decisions import Refusal, Step
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.sizing import Sizing, VolumeRules
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.moment import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeRequest:
    """An order of the master and the follower that copies it.

    `instrument`, `side`, `entry` (the price at which it would be filled now) and `stop_loss` are
    the follower's. `master_instrument` is None until the master's terminal has listed it.
    `contract_ratio` is follower lots per master lot between contracts of different size, else 1.
    `literal_confirmed`: the trader saw in units and money what lots mean on both sides.
    """

    sizing: Sizing
    volume: VolumeRules
    master: AccountState
    follower: AccountState
    master_instrument: Instrument | None
    instrument: Instrument
    order_volume: Decimal
    master_price: Decimal
    side: Side
    entry: Decimal | None
    stop_loss: Decimal | None
    contract_ratio: Fraction
    literal_confirmed: bool
    moment: Moment


class Sized(NamedTuple):
    """Exact lots for the whole order, before the broker's steps and bounds, or why there are none.

    Either `lots` or `refusal` is given. `steps` tell every figure, also before a refusal.
    """

    lots: Fraction | None = None
    refusal: Refusal | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number on the way to the lots, and the line that explains it."""

    value: Fraction
    step: Step
