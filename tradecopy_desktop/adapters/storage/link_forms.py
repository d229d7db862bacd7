"""The stored form of a link: what is as usual is left out. Decides nothing.

A record of twenty copies holds twenty links and is written before anything is sent, so that the
form is made in one go and not field by field.
"""

from decimal import Decimal
from fractions import Fraction
from inspect import signature
from operator import attrgetter

import msgspec

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.commands import Opening
from tradecopy_desktop.domain.links import Link, LinkState, PendingTerms, SizedOrder
from tradecopy_desktop.domain.sizing import PartialFill, Remainder
from tradecopy_desktop.domain.stop_rules import COPY_PRICES, StopRules
from tradecopy_desktop.domain.values import Side

# A default is left out if it is the very same object, not if it is equal.
_NOTHING_WAITS: Fraction = signature(Link).parameters["waiting"].default


class LinkFields(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every version wrote of a Link."""

    copy: str
    route: str
    master: AccountKey
    follower: AccountKey
    position: str
    order: str
    source: str
    master_symbol: str
    symbol: str
    side: Side
    master_side: Side
    ratio: Fraction
    accepted: Fraction
    master_volume: Decimal
    base: Fraction
    original: Fraction
    target: Decimal
    filled: Decimal
    stop_loss: Decimal | None
    take_profit: Decimal | None
    revision: int
    opens: tuple[Opening, ...]
    orders: tuple[str, ...]
    version: str
    settings_version: int
    state: LinkState


class LinkForm(LinkFields, frozen=True):
    """A stored Link. Stops that are the master's prices are left out."""

    exact: Fraction
    reason: str = ""
    waiting: Fraction = _NOTHING_WAITS
    sized: tuple[SizedOrder, ...] = ()
    entry: Decimal | None = None
    master_entry: Decimal | None = None
    remainder: Remainder = Remainder.KEEP_MINIMUM
    partial_fill: PartialFill = PartialFill.NEW_BASE
    pending: PendingTerms | None = None
    shadow: bool = False
    converted: bool = False
    stops: StopRules = COPY_PRICES


_values_of = attrgetter(*LinkForm.__struct_fields__)


def link_to(link: Link) -> LinkForm:
    """Return the stored form of a link."""
    form = LinkForm(*_values_of(link))
    # A route that was just made has rules of its own that may be equal.
    if form.stops is not COPY_PRICES and form.stops == COPY_PRICES:
        return msgspec.structs.replace(form, stops=COPY_PRICES)
    return form


def link_from(form: LinkForm) -> Link:
    """Return the link of a stored form."""
    return Link(**msgspec.structs.asdict(form))
