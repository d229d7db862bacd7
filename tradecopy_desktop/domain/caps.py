"""Limits of an account that no route can loosen (rule C11)."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountCaps:
    """What all routes together may do on one follower; None sets no limit.

    `order_lots` bounds one order and `total_lots` all positions; `leverage` is the value of all
    positions over equity; `min_free_margin` is the least free margin left, in percent of equity.
    """

    order_lots: Decimal | None = None
    total_lots: Decimal | None = None
    leverage: Decimal | None = None
    min_free_margin: Decimal | None = None

    def __post_init__(self) -> None:
        for name in ("order_lots", "total_lots", "leverage", "min_free_margin"):
            value: Decimal | None = getattr(self, name)
            if value is not None and (not value.is_finite() or value <= 0):
                raise ValueError(f"{name} must be above 0, was {value}")


NO_CAPS = AccountCaps()
